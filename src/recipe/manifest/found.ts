/** What a recipe already says about how it can be tested: its labels, its healthcheck, its images, its README. Pure. */

import * as v from 'valibot';
import type { Compose } from '../format/compose.js';
import type { ComposeService } from '../format/compose-service.js';
import { pairsOf } from '../format/pairs.js';
import { child } from '../format/yaml-tree.js';
import { service as serviceForm, urlPath, volume as volumeForm } from './forms.js';

export type FoundHealth = { readonly path: string; readonly from: string };
export type FoundDatabase = {
  readonly service: string;
  readonly image: string;
  readonly engine: 'postgres' | 'mariadb' | undefined;
};
export type FoundVolume = {
  readonly volume: string;
  /** Who writes to it: a database has its own way to be asked, everything else takes a file. */
  readonly database: FoundDatabase | undefined;
  readonly backup: 'whole' | 'in part' | 'no';
};

/** By the last part of the image's name: `docker.io/library/postgres:16` is `postgres`, `postgres-exporter` is not. */
const ENGINES: Readonly<Record<string, FoundDatabase['engine']>> = {
  postgres: 'postgres',
  postgresql: 'postgres',
  postgis: 'postgres',
  pgvector: 'postgres',
  timescaledb: 'postgres',
  mariadb: 'mariadb',
  mysql: undefined,
  mongo: undefined,
  mongodb: undefined,
  cockroach: undefined,
  'clickhouse-server': undefined,
  elasticsearch: undefined,
  opensearch: undefined,
  influxdb: undefined,
};

export function databasesOf({ services }: Compose): readonly FoundDatabase[] {
  return services.flatMap((service) => {
    const base = imageName(service.image);
    const isFound = Object.hasOwn(ENGINES, base) && isNameable(service.name) && service.replicas > 0;
    return isFound ? [{ service: service.name, image: base, engine: engineOf(base, service) }] : [];
  });
}

/** MariaDB's image makes a database only where one is named, and without one there is nowhere to put a table. */
function engineOf(base: string, { tree }: ComposeService): FoundDatabase['engine'] {
  const engine = ENGINES[base];
  const names = pairsOf(child(tree, 'environment')).map(({ key }) => key);
  const hasDatabase = names.some((name) => /^(MYSQL|MARIADB)_DATABASE(_FILE)?$/.test(name));
  return engine === 'mariadb' && !hasDatabase ? undefined : engine;
}

function imageName(image: string): string {
  return (image.split('@')[0]?.split('/').at(-1)?.split(':')[0] ?? '').toLowerCase();
}

function isNameable(service: string): boolean {
  return v.is(serviceForm, service);
}

/** Volumes that this recipe makes, that something that runs writes to, and whose keys a manifest can name. */
export function volumesOf(compose: Compose): readonly FoundVolume[] {
  const databases = databasesOf(compose);
  return compose.volumes.flatMap(({ key, isExternal }) => {
    // A service without replicas mounts nothing, so that docker doesn't make its volumes.
    const writers = compose.services.filter(
      ({ mounts, replicas }) =>
        replicas > 0 &&
        mounts.some((mount) => mount.kind === 'volume' && mount.key === key && !mount.isReadOnly),
    );
    if (isExternal || writers.length === 0 || !v.is(volumeForm, key)) return [];
    const database = databases.find(({ service }) => writers.some(({ name }) => name === service));
    return [{ volume: key, database, backup: backupOf(compose, key) }];
  });
}

/** Source: backup-bot-two's labels, version 2 of the specification: all volumes, unless they are switched off or given paths. */
function backupOf(compose: Compose, volume: string): FoundVolume['backup'] {
  if (!isBackedUp(compose)) return 'no';
  const label = (end: string): readonly string[] =>
    compose.services.flatMap(({ labels }) => labels.get(`backupbot.backup.volumes.${volume}${end}`) ?? []);
  if (label('').includes('false')) return 'no';
  return label('.path').length > 0 ? 'in part' : 'whole';
}

export function isBackedUp({ services }: Compose): boolean {
  return services.some(({ labels }) => labels.get('backupbot.backup') === 'true');
}

const PORT = /^traefik\.http\.services\..+\.loadbalancer\.server\.port$/i;
const HEALTH_PATH = /^traefik\.http\.services\..+\.loadbalancer\.healthcheck\.path$/i;

/** The page that the recipe itself asks for, where it is asked at the port that the router leads to. */
export function healthOf({ services }: Compose): FoundHealth | undefined {
  const routed = services.filter(
    ({ labels }) => matching(labels, PORT) !== undefined || labels.get('traefik.enable') === 'true',
  );
  const service = routed.find(({ name }) => name === 'app') ?? routed[0];
  if (service === undefined) return undefined;
  const found = [
    { path: matching(service.labels, HEALTH_PATH), from: `traefik's healthcheck of ${service.name}` },
    { path: askedBy(service), from: `the healthcheck of ${service.name}` },
  ];
  return found.find((entry): entry is FoundHealth => entry.path !== undefined && v.is(urlPath, entry.path));
}

const URL_IN_TEST =
  /\b(https?):\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])(?::(\d+))?(\/[^\s"'|;&)`\\]*)?/;

function askedBy({ definition, labels }: ComposeService): string | undefined {
  const check = definition.healthcheck;
  const test = typeof check === 'object' && check !== null && 'test' in check ? check.test : undefined;
  const text = Array.isArray(test) ? test.join(' ') : String(test ?? '');
  const match = URL_IN_TEST.exec(text);
  if (match === null) return undefined;
  const port = match[2] ?? (match[1] === 'https' ? '443' : '80');
  // Another port is another server, which the router doesn't lead to.
  return port === (matching(labels, PORT) ?? '80') ? (match[3] ?? '/') : undefined;
}

function matching(labels: ReadonlyMap<string, string>, name: RegExp): string | undefined {
  return [...labels].find(([key]) => name.test(key))?.[1];
}

/** abra's label, in seconds. */
export function timeoutOf({ services }: Compose): string | undefined {
  const found = services.map(({ labels }) => matching(labels, /^coop-cloud\..+\.timeout$/));
  return found.find((value) => value !== undefined && /^\d{1,5}$/.test(value) && value !== '0');
}

/** The lines `- **Backups**: No` between `<!-- metadata -->` and `<!-- endmetadata -->`. */
export function metadataOf(readme: string): ReadonlyMap<string, string> {
  const [, block = ''] = /<!--\s*metadata\s*-->([\s\S]{0,10000}?)<!--\s*endmetadata\s*-->/.exec(readme) ?? [];
  const lines = [...block.matchAll(/^[*-] \*\*([^*\n]{1,60})\*\*:[ \t]*(.*)$/gm)];
  return new Map(lines.map(([, name = '', value = '']) => [name.toLowerCase(), value.trim()]));
}
