/** A Docker daemon to deploy to: the one that answers, else one of our own that outlives this process until it is stopped. */
import { candidateVersion, ensurePackages } from './apt.mjs';
import { answers } from './docker-ping.mjs';
import { OUR_HOST, ourDaemonPid, startOurDaemon, stopOurDaemon } from './own-daemon.mjs';
import { progress as onStderr } from './progress.mjs';
import { findProgram, outcomeOf } from './run.mjs';
import { Unavailable } from './unavailable.mjs';

/**
 * @typedef {object} Docker
 * @property {string} host such as `unix:///var/run/docker.sock`: the value for DOCKER_HOST
 * @property {boolean} startedByUs whether it is our own daemon, started by this process or an earlier one
 * @property {number} [pid] of our own daemon
 * @property {() => Promise<void>} stop stops our own daemon (others may be using it); does nothing to one that isn't ours
 */

/**
 * A daemon that answers, found or started.
 * @param {{ progress?: import('./progress.mjs').Progress }} [words]
 * @returns {Promise<Docker>}
 * @throws {Unavailable} where none answers and none can be started here
 */
export async function ensureDocker({ progress = onStderr } = {}) {
  const found = await findDocker();
  if (found) return found;
  if (process.getuid?.() !== 0) {
    const remedy = 'Start Docker and add yourself to its group, set DOCKER_HOST, or run this as root';
    throw new Unavailable(
      `No Docker daemon answers at ${await currentHost()}, and starting one needs root`,
      remedy,
    );
  }
  await installDocker(progress);
  // Where services are started on installation, the package's own daemon answers by now.
  const words = { why: 'none is running', about: 'a few seconds' };
  return (
    (await findDocker()) ??
    progress.step('Start a Docker daemon of our own', words, async () => ourDocker(await startOurDaemon()))
  );
}

/** @returns {Promise<Docker | undefined>} the daemon that answers now: the user's own first */
export async function findDocker() {
  const host = await currentHost();
  if (host !== OUR_HOST && (await answers(host)))
    return { host, startedByUs: false, stop: async () => undefined };
  const pid = await ourDaemonPid();
  return pid === undefined ? undefined : ourDocker(pid);
}

/**
 * @param {number} pid
 * @returns {Docker}
 */
const ourDocker = (pid) => ({ host: OUR_HOST, startedByUs: true, pid, stop: stopOurDaemon });

/** @returns {Promise<string>} what the `docker` command would talk to */
async function currentHost() {
  if (process.env.DOCKER_HOST) return process.env.DOCKER_HOST;
  const { stdout } = await outcomeOf([
    'docker',
    'context',
    'inspect',
    '--format',
    '{{.Endpoints.docker.Host}}',
  ]);
  return stdout.trim() || 'unix:///var/run/docker.sock';
}

/** @param {import('./progress.mjs').Progress} progress */
async function installDocker(progress) {
  const why = 'a Docker daemon to deploy to';
  if (!findProgram('dockerd')) await ensurePackages(['docker.io', 'iptables', 'iproute2'], { why, progress });
  if (!findProgram('iptables')) await ensurePackages(['iptables'], { why, progress });
  // Debian 13 has the command in a package of its own.
  if (!findProgram('docker') && (await candidateVersion('docker-cli')))
    await ensurePackages(['docker-cli'], { why, progress });
}
