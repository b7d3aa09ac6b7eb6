/** `app volume ls` and `app volume remove`. */
import { appOf } from '../app.mjs';
import { isFirst, needNoInput } from '../context.mjs';
import { docker, dockerLines } from '../docker.mjs';
import { Fatal, info, print, table } from '../log.mjs';
import { deployedOf } from './deployed.mjs';

/**
 * @typedef {import('../context.mjs').Context} Context
 * @typedef {import('../app.mjs').App} App
 */

/**
 * @param {App} app
 * @returns {Promise<readonly string[]>} their names in Docker
 */
export const volumesOf = ({ server, stack }) =>
  dockerLines(server, ['volume', 'ls', '--quiet', '--filter', `label=com.docker.stack.namespace=${stack}`]);

/** @param {Context} context */
export async function listVolumes(context) {
  const app = appOf(context);
  const volumes = await volumesOf(app);
  if (volumes.length === 0) return info(`no volumes created for ${app.domain}`);
  const rows = volumes.map((name) => [name.slice(app.stack.length + 1), name]);
  print(table(['NAME', 'ON SERVER'], rows));
}

/** @param {Context} context */
export async function removeVolumes(context) {
  const { flags, modes, args } = context;
  if (!flags.force) needNoInput(context);
  const app = appOf(context);
  if (await deployedOf(app))
    throw new Fatal(`${app.domain} is still deployed. Run "abra app undeploy ${app.domain}"`);
  const all = await volumesOf(app);
  const chosen = args[1] === undefined ? all : all.filter((name) => name === `${app.stack}_${args[1]}`);
  if (args[1] !== undefined && chosen.length === 0) throw new Fatal(`volume not found: ${args[1]}`);
  if (chosen.length === 0) return info('no volumes removed');
  if (
    modes.has('volume-in-use') ||
    (modes.has('volume-in-use-once') && isFirst(context, 'volume-in-use-once'))
  )
    throw new Fatal(
      `removing volumes failed: Error response from daemon: remove ${chosen[0]}: volume is in use - [0a1b2c3d]`,
    );
  await docker(app.server, ['volume', 'rm', ...chosen]);
  info(`${chosen.length} volumes removed successfully`);
}
