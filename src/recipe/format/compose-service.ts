/** One service of a compose file, as far as a run has to know it beforehand. */

import { asMap } from './merge.js';
import { type Place, userErrorAt } from './place.js';
import { child, entries, items, plain, type Tree, textOf } from './yaml-tree.js';

export type NamedUse = { readonly key: string; readonly place: Place };

export type ComposeService = {
  /** Its short name: `app`. */
  readonly name: string;
  readonly place: Place;
  readonly image: string;
  readonly imagePlace: Place;
  /** Undefined: the image decides. */
  readonly hasHealthcheck: boolean | undefined;
  readonly mode: string;
  readonly replicas: number;
  /** `deploy.labels`, which Swarm keeps on the service. */
  readonly labels: ReadonlyMap<string, string>;
  /** `labels`, which land on the containers. */
  readonly containerLabels: ReadonlyMap<string, string>;
  readonly networks: readonly NamedUse[];
  readonly volumes: readonly NamedUse[];
  /** Every mount, in short and long form alike. */
  readonly mounts: readonly Mount[];
  readonly configs: readonly NamedUse[];
  readonly secrets: readonly NamedUse[];
  /** All that the compose files say of it, merged and interpolated. */
  readonly definition: Readonly<Record<string, unknown>>;
  /** The same with the place of everything. */
  readonly tree: Tree;
  /** Files outside the compose file that it names: env_file, relative bind mounts. */
  readonly files: readonly { readonly what: string; readonly path: string; readonly place: Place }[];
  /** `environment: - NAME` without a value: docker takes it from its own environment. */
  readonly environmentFromOutside: readonly string[];
};

/** @throws UserError when it has no image: a Swarm can't build. */
export function readService(name: string, tree: Tree, place: Place): ComposeService {
  const image = textOf(child(tree, 'image'));
  if (image === undefined || image.trim() === '')
    throw userErrorAt(place, `service ${name} has no image; a Swarm doesn't build, so give it image:`);
  const deploy = child(tree, 'deploy');
  const mounts = items(child(tree, 'volumes')).map(mountOf);
  return {
    name,
    place,
    image,
    imagePlace: child(tree, 'image')?.place ?? place,
    hasHealthcheck: healthcheckOf(child(tree, 'healthcheck')),
    mode: textOf(child(deploy, 'mode')) ?? 'replicated',
    replicas: replicasOf(name, child(deploy, 'replicas')),
    labels: labels(child(deploy, 'labels')),
    containerLabels: labels(child(tree, 'labels')),
    networks: networksOf(child(tree, 'networks')),
    volumes: mounts.filter((mount) => mount.kind === 'volume'),
    mounts,
    configs: usesOf(child(tree, 'configs')),
    secrets: usesOf(child(tree, 'secrets')),
    definition: tree.kind === 'map' ? (plain(tree) as Record<string, unknown>) : {},
    tree,
    files: [
      ...envFiles(child(tree, 'env_file')),
      ...mounts
        .filter((mount) => mount.kind === 'bind' && /^\.\.?(\/|$)/.test(mount.key))
        .map(({ key, place: at }) => ({ what: `bind mount of ${name}`, path: key, place: at })),
    ],
    environmentFromOutside: environmentFromOutside(child(tree, 'environment')),
  };
}

function healthcheckOf(tree: Tree | undefined): boolean | undefined {
  if (tree === undefined) return undefined;
  const test = child(tree, 'test');
  const first = textOf(items(test)[0]) ?? textOf(test);
  if (textOf(child(tree, 'disable')) === 'true' || first === 'NONE') return false;
  // Without a test of its own it only changes the timing of the image's.
  return test === undefined ? undefined : true;
}

function replicasOf(name: string, tree: Tree | undefined): number {
  if (tree === undefined) return 1;
  const replicas = Number(textOf(tree));
  if (Number.isInteger(replicas) && replicas >= 0) return replicas;
  throw userErrorAt(tree.place, `replicas of ${name} is ${JSON.stringify(textOf(tree))}, not a whole number`);
}

function labels(tree: Tree | undefined): ReadonlyMap<string, string> {
  const map = tree === undefined ? undefined : asMap(tree);
  return new Map(entries(map).map(([key, { value }]) => [key, textOf(value) ?? '']));
}

function networksOf(tree: Tree | undefined): readonly NamedUse[] {
  if (tree?.kind === 'map') return entries(tree).map(([key, { keyPlace }]) => ({ key, place: keyPlace }));
  return usesOf(tree);
}

/** Short form `- site` and long form `- {source: site, target: …}`. */
function usesOf(tree: Tree | undefined): readonly NamedUse[] {
  return items(tree).flatMap((item) => {
    const key = textOf(item) ?? textOf(child(item, 'source'));
    return key === undefined ? [] : [{ key, place: item.place }];
  });
}

/** A mount; `key` is the volume's key in the compose file, or the path on the host. */
export type Mount = NamedUse & {
  readonly kind: 'volume' | 'bind' | 'other';
  /** As docker calls it: `volume`, `bind`, `tmpfs`, … */
  readonly type: string;
  /** Where it is in the container; empty where the compose file doesn't say. */
  readonly target: string;
  readonly isReadOnly: boolean;
};

/** Short form `source:target[:mode]`, where a source with a slash or a dot in front is a path, and the long form. */
function mountOf(item: Tree): Mount {
  const short = textOf(item);
  if (short === undefined) return longMount(item);
  const [source = '', target, mode = ''] = partsOfShort(short);
  const common = { key: source, place: item.place };
  if (target === undefined || source === '')
    return {
      ...common,
      kind: 'other',
      type: 'volume',
      key: short,
      target: target ?? short,
      isReadOnly: false,
    };
  const kind = /^([./~]|\\\\|[A-Za-z]:)/.test(source) ? 'bind' : 'volume';
  return { ...common, kind, type: kind, target, isReadOnly: mode.split(',').includes('ro') };
}

/** One letter and a colon in front is a drive of Windows to docker (docker/cli, cli/compose/loader/volume.go). */
function partsOfShort(short: string): readonly string[] {
  const [drive, ...rest] = short.split(':');
  const [path, ...more] = rest;
  return /^[A-Za-z]$/.test(drive ?? '') && more.length > 0 ? [`${drive}:${path}`, ...more] : short.split(':');
}

function longMount(item: Tree): Mount {
  const type = textOf(child(item, 'type')) ?? 'volume';
  const key = textOf(child(item, 'source')) ?? '';
  const kind = type === 'bind' || (type === 'volume' && key !== '') ? type : 'other';
  return {
    kind,
    type,
    key,
    target: textOf(child(item, 'target')) ?? '',
    isReadOnly: textOf(child(item, 'read_only')) === 'true',
    place: item.place,
  };
}

function envFiles(tree: Tree | undefined): readonly { what: string; path: string; place: Place }[] {
  const leaves = tree?.kind === 'list' ? tree.items : tree === undefined ? [] : [tree];
  return leaves.flatMap((leaf) => {
    const path = textOf(leaf);
    return path === undefined ? [] : [{ what: 'env_file', path, place: leaf.place }];
  });
}

function environmentFromOutside(tree: Tree | undefined): readonly string[] {
  const map = tree === undefined ? undefined : asMap(tree);
  return entries(map)
    .filter(([, { value }]) => value.kind === 'leaf' && value.value === null)
    .map(([key]) => key);
}
