/** Where the host's locks are, and whether other jobs of the host see the same folder. */

import { UserError } from '../../lib/errors.js';
import type { System } from '../system.js';

/** World-writable on Debian, Ubuntu and Alpine, gone after a boot, as the processes are that hold locks. */
export const DEFAULT_FOLDER = '/run/lock/cc-ci';

/** What a mount of /proc/self/mountinfo says about itself (proc(5)). */
type Mount = { readonly root: string; readonly point: string; readonly type: string };

/**
 * @returns the folder of the host's locks.
 * @throws UserError in a container that doesn't share it, with the line to add; and for a path that isn't absolute.
 */
export function sharedFolder(system: System, env: NodeJS.ProcessEnv): string {
  const folder = env.CC_CI_LOCK_DIR || DEFAULT_FOLDER;
  if (!folder.startsWith('/'))
    throw new UserError(
      `CC_CI_LOCK_DIR=${folder}: the folder of the host's locks has to be an absolute path`,
    );
  if (!isContainer(system, env) || hasRunnerAbove(system) || isShared(folder, system)) return folder;
  throw new UserError(
    [
      `serial: this job runs in a container of its own, in which ${folder} is not the host's: other jobs would not see its locks.`,
      `Share the folder with all jobs. In the runner's config.yaml (Gitea, Forgejo):`,
      `  container: {options: "-v ${folder}:${folder}", valid_volumes: ["${folder}"]}`,
      `or in the job itself, where the runner allows it:`,
      `  container: {volumes: ["${folder}:${folder}"]}`,
    ].join('\n'),
  );
}

/** What container engines leave in what they start: docker, podman, systemd-nspawn and LXC; Kubernetes by its own variable. */
function isContainer(system: System, env: NodeJS.ProcessEnv): boolean {
  return (
    system.read('/.dockerenv') !== undefined ||
    system.read('/run/.containerenv') !== undefined ||
    env.KUBERNETES_SERVICE_HOST !== undefined ||
    /(^|\0)container=[^\0]/.test(system.read('/proc/1/environ') ?? '')
  );
}

/** Programs that start jobs. comm has 15 characters (proc(5)). */
const RUNNERS = [
  'act_runner',
  'gitea-runner',
  'runner',
  'forgejo-runner',
  'act',
  'Runner.Worker',
  'Runner.Listener',
];

/** True where the runner itself lives in this container and starts its jobs in it: then all of them see this folder. */
function hasRunnerAbove(system: System): boolean {
  let pid = parentOf('self', system);
  for (let depth = 0; pid !== undefined && pid !== '0' && depth < 64; depth++) {
    if (RUNNERS.includes(system.read(`/proc/${pid}/comm`)?.trim() ?? '')) return true;
    pid = parentOf(pid, system);
  }
  return false;
}

function parentOf(pid: string, system: System): string | undefined {
  return /^PPid:\s*(\d+)$/m.exec(system.read(`/proc/${pid}/status`) ?? '')?.[1];
}

/** True where the folder lies on a mount that somebody asked for: neither the container's own files nor memory of its own. */
function isShared(folder: string, system: System): boolean {
  const mount = mountOf(folder, mountsOf(system.read('/proc/self/mountinfo') ?? ''));
  if (mount === undefined || mount.point === '/') return false;
  // A tmpfs that shows its whole self was made for this container; a part of one was bound from outside.
  if (mount.type === 'tmpfs' && mount.root === '/') return false;
  // A volume that nobody named is this container's alone: docker names it by 64 hexadecimal digits.
  return !/\/volumes\/[0-9a-f]{64}\/_data$/.test(mount.root);
}

function mountOf(folder: string, mounts: readonly Mount[]): Mount | undefined {
  const above = mounts.filter(
    ({ point }) => point === '/' || folder === point || folder.startsWith(`${point}/`),
  );
  // Of several on one point the last one hides the others.
  return above.reduce<Mount | undefined>(
    (best, mount) => (best === undefined || mount.point.length >= best.point.length ? mount : best),
    undefined,
  );
}

function mountsOf(mountinfo: string): readonly Mount[] {
  return mountinfo.split('\n').flatMap((line) => {
    const [before = '', after = ''] = line.split(' - ');
    const [, , , root, point] = before.split(' ');
    const [type] = after.split(' ');
    if (root === undefined || point === undefined || type === undefined) return [];
    return [{ root: unescaped(root), point: unescaped(point), type }];
  });
}

/** Spaces and the like are written in octal. */
function unescaped(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
