/**
 * What may stand where in a compose file of version 3, as far as `docker stack deploy` would otherwise refuse it after the
 * images have been fetched. Source: docker/cli, cli/compose/schema/data/config_schema_v3.13.json.
 */

import { closest, distance } from 'fastest-levenshtein';
import { userErrorAt } from './place.js';
import { entries, type MapTree, type Tree } from './yaml-tree.js';

type Kind = 'text' | 'number' | 'boolean' | 'list' | 'map';
/** The kinds a key's value may have; empty: whatever docker says. */
type Shape = Readonly<Record<string, readonly Kind[]>>;

const listOrMap = ['list', 'map'] as const;
const anything = [] as const;

const topLevel: Shape = {
  version: ['text'],
  name: ['text'],
  services: ['map'],
  networks: ['map'],
  volumes: ['map'],
  secrets: ['map'],
  configs: ['map'],
};

const service: Shape = {
  ...Object.fromEntries(
    `build cap_add cap_drop cgroupns_mode cgroup_parent command container_name credential_spec depends_on devices dns
     dns_search domainname entrypoint expose external_links extra_hosts hostname init ipc isolation links logging mac_address
     network_mode oom_score_adj pid privileged read_only restart security_opt shm_size sysctls stdin_open stop_grace_period
     stop_signal tmpfs tty ulimits user userns_mode working_dir`
      .split(/\s+/)
      .map((key) => [key, anything]),
  ),
  image: ['text'],
  deploy: ['map'],
  environment: listOrMap,
  env_file: ['text', 'list'],
  healthcheck: ['map'],
  labels: listOrMap,
  networks: listOrMap,
  ports: ['list'],
  volumes: ['list'],
  configs: ['list'],
  secrets: ['list'],
};

const deploy: Shape = {
  mode: ['text'],
  endpoint_mode: ['text'],
  replicas: ['number', 'text'],
  labels: listOrMap,
  update_config: ['map'],
  rollback_config: ['map'],
  resources: ['map'],
  restart_policy: ['map'],
  placement: ['map'],
};

const healthcheck: Shape = {
  disable: anything,
  interval: anything,
  retries: anything,
  test: ['text', 'list'],
  timeout: anything,
  start_period: anything,
  start_interval: anything,
};

const volume: Shape = {
  name: ['text'],
  driver: ['text'],
  driver_opts: ['map'],
  external: anything,
  labels: listOrMap,
  cluster_spec: ['map'],
};
const network: Shape = {
  name: ['text'],
  driver: ['text'],
  driver_opts: ['map'],
  ipam: ['map'],
  external: anything,
  internal: anything,
  attachable: anything,
  labels: listOrMap,
};
const fileObject: Shape = {
  name: ['text'],
  file: ['text'],
  external: anything,
  labels: listOrMap,
  driver: ['text'],
  driver_opts: ['map'],
  template_driver: ['text'],
};

/** The sections whose entries are declared by name, and what an entry may hold. */
const sections = {
  services: service,
  volumes: volume,
  networks: network,
  secrets: fileObject,
  configs: fileObject,
} as const;

/** @throws UserError with file, line and column for an unknown key and for a value of the wrong kind. */
export function checkShape(compose: MapTree): void {
  checkMap(compose, topLevel, 'the file');
  for (const [section, shape] of Object.entries(sections)) {
    for (const [name, { value, keyPlace }] of entries(compose.entries.get(section)?.value)) {
      const what = `${section}.${name}`;
      if (value.kind !== 'map' && !(section !== 'services' && isNothing(value)))
        throw userErrorAt(keyPlace, `${what} has to be a mapping, not ${kindOf(value)}`);
      checkMap(value, shape, what);
      if (section !== 'services') continue;
      checkMap(childOf(value, 'deploy'), deploy, `${what}.deploy`);
      checkMap(childOf(value, 'healthcheck'), healthcheck, `${what}.healthcheck`);
    }
  }
}

function checkMap(tree: Tree | undefined, shape: Shape, what: string): void {
  for (const [key, { value, keyPlace }] of entries(tree)) {
    if (key.startsWith('x-')) continue;
    const kinds = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (kinds === undefined)
      throw userErrorAt(keyPlace, `${what} has no key ${JSON.stringify(key)}: ${hintFor(key, shape)}`);
    if (kinds.length === 0 || isNothing(value)) continue;
    const kind = kindOf(value);
    if (!kinds.some((accepted) => accepted === kind))
      throw userErrorAt(
        value.place,
        `${key} of ${what} has to be ${kinds.map(article).join(' or ')}, not ${article(kind)}${quoteHint(value)}`,
      );
  }
}

function childOf(tree: Tree, key: string): Tree | undefined {
  return tree.kind === 'map' ? tree.entries.get(key)?.value : undefined;
}

function isNothing(tree: Tree): boolean {
  return tree.kind === 'leaf' && tree.value === null;
}

function kindOf(tree: Tree): Kind | 'nothing' {
  if (tree.kind !== 'leaf') return tree.kind;
  if (tree.value === null) return 'nothing';
  return typeof tree.value === 'string' ? 'text' : (typeof tree.value as 'number' | 'boolean');
}

function article(kind: Kind | 'nothing'): string {
  const words = { map: 'a mapping', list: 'a list', number: 'a number', boolean: 'true or false' };
  return kind === 'text' || kind === 'nothing' ? kind : words[kind];
}

/** `version: 3.8` is a number to YAML, and docker wants text. */
function quoteHint(tree: Tree): string {
  return tree.kind === 'leaf' && typeof tree.value === 'number' ? `: write "${tree.value}" in quotes` : '';
}

function hintFor(key: string, shape: Shape): string {
  const known = Object.keys(shape);
  const nearest = closest(key, known);
  return distance(key, nearest) <= 2
    ? `did you mean ${nearest}?`
    : `docker stack deploy would refuse it (x-${key} is free for notes of your own)`;
}
