/** What a service mounts: paths of the host, the Docker socket among them, and volumes that are paths in disguise. */

import { posix } from 'node:path';
import type { ComposeObject } from '../format/compose.js';
import type { Mount } from '../format/compose-service.js';
import { labelsOf, pairsOf } from '../format/pairs.js';
import { child, placeAt, textOf } from '../format/yaml-tree.js';
import { inSection, inServices } from './read.js';
import type { Facts, Hit } from './rule.js';

/** Who can write there owns the host. */
const SOCKETS = ['/run/docker.sock', '/run/containerd/containerd.sock', '/run/podman/podman.sock'];

export const dockerSocket = inServices((service) =>
  service.mounts
    .filter((mount) => isBind(mount) && reachesSocket(mount.key))
    .map(({ key, place }) => ({
      place,
      message: `${service.name} mounts ${key} of the host, which ${/\.sock$/.test(key) ? 'is' : 'holds'} the socket of the container engine`,
    })),
);

export const bindMount = inServices((service) =>
  service.mounts
    .filter((mount) => isBind(mount) && !reachesSocket(mount.key))
    .map(({ key, kind, place }) => ({
      place,
      message:
        kind === 'bind'
          ? `${service.name} mounts ${key} of the host`
          : `${service.name} has a mount that is neither a volume nor a tmpfs`,
    })),
);

/** Anonymous volumes and tmpfs have no source, and are no one else's. */
function isBind({ kind, type }: Mount): boolean {
  return kind === 'bind' || (kind === 'other' && type !== 'volume' && type !== 'tmpfs');
}

/**
 * True for a socket in any spelling, and for every folder that one can be reached through. What stands in front of a `..`
 * isn't known here, so that the path behind it is taken from the root.
 */
export function reachesSocket(path: string): boolean {
  const plain = posix.normalize(`/${path.replace(/^~/, '')}`).replace(/(?<=.)\/$/, '');
  const real = plain.replace(/^\/var\/run(?=\/|$)/, '/run');
  if (/\.sock$/.test(real)) return true;
  // Below the recipe's folder, or the home of whoever deploys.
  if (/^[.~]/.test(path) && !path.includes('..')) return false;
  // /proc/1/root is the host's whole file system; /var/run may be a folder of its own.
  if (/^\/proc(\/|$)/.test(real) || real === '/' || real === '/var') return true;
  return SOCKETS.some((socket) => socket.startsWith(`${real}/`));
}

/** Options of the local driver's tmpfs, which is memory of the container's own. Source: mount(8). */
const TMPFS_OPTION =
  /^((size|uid|gid|mode|nr_inodes|nr_blocks)=[0-9a-z%]+|(no)?(exec|suid|dev|atime|diratime)|relatime|ro|rw)$/;

export const volumeDriver = inSection('volumes', (volume) => {
  const { tree } = volume;
  const driver = textOf(child(tree, 'driver')) ?? 'local';
  const hits: Hit[] = [];
  const hit = (key: string, message: string): void => {
    hits.push({ place: placeAt(tree, key), message: `the volume ${volume.key} ${message}` });
  };
  if (driver !== 'local' && driver !== '') hit('driver', `is made by the driver ${driver}`);
  if (child(tree, 'cluster_spec') !== undefined) hit('cluster_spec', 'is a cluster volume');
  const harm = harmOfOptions(optionsOf(volume));
  if (harm !== undefined) hit('driver_opts', harm);
  return hits;
});

function optionsOf({ tree }: ComposeObject): ReadonlyMap<string, string> {
  return new Map(pairsOf(child(tree, 'driver_opts')).map(({ key, value }) => [key, value]));
}

/** Nothing, a size, or a tmpfs with plain options passes: the local driver hands everything else to mount(2). */
function harmOfOptions(options: ReadonlyMap<string, string>): string | undefined {
  const { type = '', device = '', o = '' } = Object.fromEntries(options);
  const unknown = [...options.keys()].find((key) => !['type', 'device', 'o', 'size'].includes(key));
  if (unknown !== undefined) return `has the driver option ${unknown}`;
  if (type === '' && device === '' && o === '') return undefined;
  if (type !== 'tmpfs' || !['', 'tmpfs', 'none'].includes(device))
    return `is a mount of ${device === '' ? 'the host' : device}${type === '' ? '' : ` (type ${type}${o === '' ? '' : `, ${o}`})`}`;
  const odd = o.split(',').find((option) => option.trim() !== '' && !TMPFS_OPTION.test(option.trim()));
  return odd === undefined ? undefined : `is a tmpfs with the option ${odd}`;
}

/** Swarm fills `{{…}}` in at the task: what is mounted then can't be known from the file. */
export function mountPlaceholder(facts: Facts): readonly Hit[] {
  const ofServices = inServices((service) =>
    service.mounts
      .filter(({ key }) => key.includes('{{'))
      .map(({ key, place }) => ({ place, message: `${service.name} mounts ${key}, a placeholder` })),
  );
  const ofVolumes = inSection('volumes', ({ key, name, tree, place }) => [
    ...(name.includes('{{')
      ? [{ place, message: `the volume ${key} has a placeholder in its name: ${name}` }]
      : []),
    ...['driver_opts', 'labels'].flatMap((section) =>
      pairsOf(child(tree, section))
        .filter(({ value }) => value.includes('{{'))
        .map((pair) => ({
          place: pair.place,
          message: `the volume ${key} has a placeholder in ${section}.${pair.key}: ${pair.value}`,
        })),
    ),
  ]);
  return [...ofServices(facts), ...ofVolumes(facts)];
}

/** The files of configs, secrets and env files; symbolic links are followed, and refused, where the files are read. */
export function fileOutside({ compose }: Facts): readonly Hit[] {
  const isOutside = (path: string): boolean =>
    /^([/~\\]|[A-Za-z]:)/.test(path) || posix.normalize(path).split('/').includes('..');
  const ofObjects = (['configs', 'secrets'] as const).flatMap((section) =>
    compose[section].flatMap(({ key, filePath }) =>
      filePath === undefined || !isOutside(filePath.path)
        ? []
        : [{ place: filePath.place, message: `${section.slice(0, -1)} ${key} is made of ${filePath.path}` }],
    ),
  );
  const ofServices = compose.services.flatMap(({ name, files }) =>
    files
      .filter(({ what, path }) => what === 'env_file' && isOutside(path))
      .map(({ path, place }) => ({
        service: name,
        place,
        message: `${name} reads its environment from ${path}`,
      })),
  );
  return [...ofObjects, ...ofServices];
}

/** A volume's path in a backup label is joined to the volume's folder on the host. */
export const backupPath = inServices((service) =>
  labelsOf(service)
    .filter(({ key }) => /^backupbot\.backup\.volumes\..+\.path$/i.test(key))
    .filter(({ value }) => value.split(',').some((path) => path.split('/').includes('..')))
    .map(({ key, value, place }) => ({ place, message: `${service.name} backs up ${value} (${key})` })),
);
