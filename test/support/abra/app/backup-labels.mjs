/** What backup-bot-two's labels say: which volumes and paths, and which commands run before and after. */
import { containerOf, dockerOutcome, servicesOf } from '../docker.mjs';
import { Fatal, print } from '../log.mjs';

/**
 * @typedef {import('../app.mjs').App} App
 *
 * @typedef {object} BackupConfig
 * @property {readonly string[]} paths below the volumes' folder, as the bot sees them
 * @property {readonly { service: string, path: string }[]} containerPaths label of version 1
 * @property {readonly { service: string, labels: Readonly<Record<string, string>> }[]} services that are to be backed up
 *
 * @typedef {{ service: string, command: string }} Hook
 */

/** Where the bot has the daemon's volumes. */
export const VOLUMES = '/var/lib/docker/volumes';
const PREFIX = 'backupbot.backup';

/**
 * @param {App} app
 * @returns {Promise<BackupConfig>}
 * @throws {Fatal} for a stack without `backupbot.backup=true`
 */
export async function backupConfigOf({ server, stack, domain }) {
  const all = await servicesOf(server, stack);
  const services = all
    .filter(({ Spec }) => Spec.Labels[PREFIX] === 'true')
    .map(({ Spec }) => ({ service: Spec.Name, labels: Spec.Labels }));
  if (services.length === 0) throw new Fatal(`no backup configs discovered for ${domain}`);
  const mounts = all.flatMap(({ Spec }) => Spec.TaskTemplate.ContainerSpec.Mounts ?? []);
  const volumes = mounts.filter(({ Type }) => Type === 'volume').map(({ Source }) => Source ?? '');
  const labels = Object.assign({}, ...services.map((service) => service.labels));
  const containerPaths = services.flatMap(({ service, labels: own }) =>
    own[`${PREFIX}.path`] ? [{ service, path: own[`${PREFIX}.path`] ?? '' }] : [],
  );
  const paths =
    containerPaths.length > 0 ? [] : [...new Set(volumes)].flatMap((name) => pathsOf(name, stack, labels));
  return { paths, containerPaths, services };
}

/**
 * @param {string} volume its name in Docker
 * @param {string} stack
 * @param {Readonly<Record<string, string>>} labels
 * @returns {readonly string[]}
 */
function pathsOf(volume, stack, labels) {
  const key = `${PREFIX}.volumes.${volume.startsWith(`${stack}_`) ? volume.slice(stack.length + 1) : volume}`;
  if (labels[key] === 'false') return [];
  const root = `${VOLUMES}/${volume}/_data`;
  const paths = labels[`${key}.path`];
  return paths === undefined
    ? [root]
    : paths.split(',').map((path) => `${root}/${path.trim().replace(/^\/+/, '')}`);
}

/**
 * @param {BackupConfig} config
 * @param {string} which such as `backup.pre-hook`
 * @returns {readonly Hook[]}
 */
export function hooksOf({ services }, which) {
  return services.flatMap(({ service, labels }) => {
    const command = labels[`backupbot.${which}`];
    return command ? [{ service, command }] : [];
  });
}

/**
 * In each service's running container. A hook that fails is logged, and nothing else comes of it.
 * @param {App} app
 * @param {readonly Hook[]} hooks
 */
export async function runHooks({ server }, hooks) {
  for (const { service, command } of hooks) {
    print(`run command in ${service}: ${command}`);
    const container = await containerOf(server, service);
    if (container === undefined)
      throw new Fatal(`409 Client Error: Conflict ("Container of ${service} is not running")`);
    const bare = unwrapped(command);
    const { code, stdout, stderr } = await dockerOutcome(server, [
      'exec',
      container,
      'bash',
      '-c',
      `set -o pipefail;${bare}`,
    ]);
    if (code !== 0) print(`ERROR Failed to run command ${command} in ${service}: ${stdout}${stderr}`);
  }
}

/**
 * @param {string} command of a label, that may bring a shell of its own
 */
function unwrapped(command) {
  const bare = command.replace(/^(bash|sh) -c\s*/, '').trim();
  return /^(["']).*\1$/s.test(bare) ? bare.slice(1, -1) : bare;
}
