/** Whether a Docker daemon answers: asked on its socket, since the `docker` command may not be installed yet. */
import { request } from 'node:http';

const PING_TIMEOUT_MS = 3_000;

/**
 * Whether a daemon answers on a Unix socket. Other kinds of host count as silent: set-up imports images and looks at the
 * host's bridges, so it needs a daemon on this machine.
 * @param {string} host
 * @returns {Promise<boolean>}
 */
export function answers(host) {
  if (!host.startsWith('unix://')) return Promise.resolve(false);
  return new Promise((settle) => {
    const ask = request({
      socketPath: host.slice('unix://'.length),
      path: '/_ping',
      timeout: PING_TIMEOUT_MS,
    });
    ask.once('response', (response) => settle(response.resume().statusCode === 200));
    ask.once('timeout', () => ask.destroy());
    // No socket, no permission, nobody behind it: to the question asked all of these mean no.
    ask.once('error', () => settle(false));
    ask.once('close', () => settle(false));
    ask.end();
  });
}
