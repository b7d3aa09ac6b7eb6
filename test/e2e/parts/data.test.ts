/** Markers in real volumes and a real PostgreSQL: written, lost, spoiled, and told what is wrong. */
import { expect, test } from 'vitest';
import {
  ensureMariadbImage,
  ensurePostgresImage,
  ensureToolboxImage,
} from '../../../scripts/setup/image.mjs';
import { execInService } from '../../../src/recipe/app-container.js';
import type { BackupPlan } from '../../../src/recipe/backup/index.js';
import type { AppContext } from '../../../src/recipe/context.js';
import { type Marker, planData, readData, spoilData, writeData } from '../../../src/recipe/data/index.js';
import { noExports } from '../../../src/recipe/format/abra-exports.js';
import { parseEnvFile } from '../../../src/recipe/format/env-file.js';
import { parseDomain } from '../../../src/recipe/format/names.js';
import { waitHealthy } from '../../../src/recipe/health/index.js';
import { defaultManifest, type MarkerSpec } from '../../../src/recipe/manifest/model.js';
import { planApp } from '../../../src/recipe/plan/app.js';
import { toolboxOf } from '../../../src/recipe/toolbox/index.js';
import { appContext } from '../../support/app-context.js';
import { type TestSwarm, useSwarm } from '../../support/swarm.js';

const swarmFor = useSwarm();
const values = { kept: 'kept-3fa9c1', lost: 'lost-77b0e2' };
const none: BackupPlan = { kind: 'none', reason: 'no labels' };

/** Deployed and healthy. */
async function deployed(swarm: TestSwarm, composeOf: (swarm: TestSwarm) => string): Promise<AppContext> {
  const compose = composeOf(swarm);
  const stack = swarm.stackName();
  await swarm.deploy(stack, compose);
  const domain = parseDomain('data.swarm-e2e.test', 'domain');
  const recipe = {
    ...{ folder: '/', name: 'data', sha: null, isDirty: false, exports: noExports },
    envFile: parseEnvFile('TYPE=data\n', '.env.sample'),
    composeFiles: [{ file: 'compose.yml', text: compose }],
  };
  const of = { role: 'fresh', release: 'head', domain, manifest: defaultManifest } as const;
  const { app } = planApp(recipe, { ...of, stack: stack as ReturnType<typeof planApp>['app']['stack'] });
  const { image: toolboxImage } = await ensureToolboxImage(swarm.host);
  const context: AppContext = { ...appContext({ domain, docker: swarm.docker, stack }), app, toolboxImage };
  const health = await waitHealthy(swarm.docker, stack, { timeoutMs: 120_000 });
  expect(health.kind).toBe('healthy');
  return context;
}

/** By the manifest's data, else found out. */
function markersOf({ app }: AppContext, data: readonly MarkerSpec[] = []): readonly Marker[] {
  return planData(app, { data }, none).markers;
}

/** The first test of all makes the images, and a machine may do something else as well. */
const SLOW_MS = 240_000;

const webCompose = ({ image }: TestSwarm): string => `version: "3.8"
services:
  app:
    image: ${image}
    volumes: [content:/srv]
    healthcheck: {test: ["CMD", "true"], interval: 200ms}
volumes: {content: }
`;

async function inApp(context: AppContext, script: string): Promise<string> {
  const { exitCode, output } = await execInService(context, 'app', ['sh', '-c', script], {
    timeoutMs: 10_000,
  });
  expect(exitCode, output).toBe(0);
  return output.trim();
}

test(
  'files in a volume are seen by the app, read back, missed when they are gone, and spoiled',
  async (test) => {
    const context = await deployed(swarmFor(test), webCompose);
    const markers = markersOf(context);
    expect(markers.map(({ name }) => name)).toEqual(['file content/.cc-ci-marker']);
    expect(await writeData(context, markers, values)).toBeUndefined();
    expect(await inApp(context, 'cat /srv/.cc-ci-marker.kept; echo; cat /srv/.cc-ci-marker.lost')).toBe(
      'kept-3fa9c1\nlost-77b0e2',
    );
    expect(await readData(context, markers, values, 'the upgrade')).toBeUndefined();
    expect(await spoilData(context, markers, values)).toBeUndefined();
    expect(await inApp(context, 'ls -A /srv')).toBe('.cc-ci-marker.kept');
    expect(await readData(context, markers, values, 'the restore')).toMatchObject({
      code: 'data-lost',
      blame: 'recipe',
      message:
        'after the restore, data is not what was written before: file content/.cc-ci-marker: kept should be "kept-3fa9c1", found "spoiled"; lost should be "lost-77b0e2", found nothing',
    });
    await inApp(context, 'rm /srv/.cc-ci-marker.kept; mkdir /srv/.cc-ci-marker.kept');
    expect(await readData(context, markers, values, 'the upgrade')).toMatchObject({
      message: expect.stringContaining('found no file'),
    });
  },
  SLOW_MS,
);

test(
  'links that an app makes lead nowhere: neither files nor folders are followed',
  async (test) => {
    const file = (path: string): MarkerSpec => ({ kind: 'file', volume: 'content', path });
    const specs = [file('linked/x'), file('new/deep/x'), file('x')];
    const context = await deployed(swarmFor(test), webCompose);
    const markers = markersOf(context, specs);
    await inApp(
      context,
      'mkdir /srv/other; ln -s other /srv/linked; echo mine >/srv/other/y; ln -s other/y /srv/x.kept',
    );
    expect(await writeData(context, markers, values)).toMatchObject({
      code: 'data-not-written',
      message: expect.stringContaining(
        'file content/linked/x: linked is a symbolic link, which is not followed',
      ),
    });
    expect(await inApp(context, 'cat /srv/other/y /srv/new/deep/x.kept; ls /srv/other')).toBe(
      'mine\nkept-3fa9c1y',
    );
    const rest = markers.slice(1);
    expect(await readData(context, rest, values, 'the upgrade')).toBeUndefined();
    await inApp(context, 'rm -r /srv/new; ln -sf other/y /srv/x.kept');
    const lost = await readData(context, rest, values, 'the upgrade');
    expect(lost?.evidence).toEqual([
      'file content/new/deep/x: kept should be "kept-3fa9c1", found nothing; lost should be "lost-77b0e2", found nothing',
      'file content/x: kept should be "kept-3fa9c1", found a symbolic link',
    ]);
  },
  SLOW_MS,
);

test(
  'files are read again by a new toolbox where the first one is gone',
  async (test) => {
    const swarm = swarmFor(test);
    const context = await deployed(swarm, webCompose);
    const markers = markersOf(context);
    expect(await writeData(context, markers, values)).toBeUndefined();
    const { container } = await toolboxOf(context);
    await swarm.docker.request('DELETE', `/containers/${container}`, { query: { force: true } });
    expect(await readData(context, markers, values, 'the upgrade')).toBeUndefined();
  },
  SLOW_MS,
);

test(
  'a release without the volume or the service has lost what was in it',
  async (test) => {
    const swarm = swarmFor(test);
    const context = await deployed(swarm, webCompose);
    const of = (spec: MarkerSpec): Marker => ({ spec, name: spec.kind, isStated: false });
    const gone = [
      of({ kind: 'file', volume: 'former', path: 'x' }),
      of({ kind: 'sql', engine: 'postgres', service: 'former' }),
    ];
    const finding = await readData(context, gone, values, 'the upgrade');
    expect(finding?.evidence).toEqual([
      'file: no service of this release of the recipe mounts the volume former',
      'sql: this release of the recipe has no service former',
    ]);
  },
  SLOW_MS,
);

test(
  'commands of the manifest keep two values under their names, and one without',
  async (test) => {
    const swarm = swarmFor(test);
    const exec = (write: string, read: string, remove?: string): MarkerSpec => ({
      kind: 'exec',
      service: 'app',
      write: ['sh', '-c', write, 'sh', '{marker}'],
      read: ['sh', '-c', read],
      ...(remove === undefined ? {} : { remove: ['sh', '-c', remove] }),
    });
    const context = await deployed(swarm, webCompose);
    const markers = markersOf(context, [
      exec('echo "$1" >/srv/{name}', 'cat /srv/{name}', 'rm /srv/{name}'),
      exec('echo "$1" >/srv/single', 'cat /srv/single'),
      exec('exit 3', 'true'),
    ]);
    const [named, single, broken] = markers;
    if (named === undefined || single === undefined || broken === undefined) throw new Error('three markers');
    expect(await writeData(context, [named, single], values)).toBeUndefined();
    expect(await spoilData(context, [named, single], values)).toBeUndefined();
    expect(await inApp(context, 'ls /srv; cat /srv/*')).toBe('cc-ci-kept\nsingle\nspoiled\nspoiled');
    expect((await readData(context, [named, single], values, 'the restore'))?.evidence).toHaveLength(2);
    expect(await writeData(context, [broken], values)).toMatchObject({
      code: 'data-not-written',
      blame: 'recipe',
      service: 'app',
      message: expect.stringContaining('ended with 3'),
    });
  },
  SLOW_MS,
);

// The password is in a file, as recipes have it; here one that is in every container.
const postgresCompose = (image: string): string => `version: "3.8"
services:
  db:
    image: ${image}
    environment: {POSTGRES_USER: shop, POSTGRES_DB: orders, POSTGRES_PASSWORD_FILE: /etc/hostname}
    volumes: [data:/var/lib/postgresql/data]
    healthcheck: {test: ["CMD", "pg_isready", "-h", "127.0.0.1"], interval: 500ms, retries: 240}
volumes: {data: }
`;

async function database(swarm: TestSwarm): Promise<AppContext> {
  const { image } = await ensurePostgresImage(swarm.host);
  return deployed(swarm, () => postgresCompose(image));
}

test(
  'a table in a database is written with what the service’s environment says, missed, and spoiled',
  async (test) => {
    const swarm = swarmFor(test);
    const context = await database(swarm);
    const markers = markersOf(context);
    expect(markers.map(({ name }) => name)).toEqual(['table of db']);
    const rows = async (sql: string): Promise<string> => {
      const command = ['psql', '-U', 'shop', '-d', 'orders', '-At', '-c', sql];
      const { stdout, exitCode, output } = await execInService(context, 'db', command, { timeoutMs: 10_000 });
      expect(exitCode, output).toBe(0);
      return stdout.trim();
    };
    expect(await readData(context, markers, values, 'the upgrade')).toMatchObject({
      message: expect.stringContaining('found no such table'),
    });
    expect(await writeData(context, markers, values)).toBeUndefined();
    expect(await rows('SELECT * FROM cc_ci_marker ORDER BY name')).toBe('kept|kept-3fa9c1\nlost|lost-77b0e2');
    // An upgrade and a backup both write to the same place.
    expect(await writeData(context, markers, values)).toBeUndefined();
    expect(await spoilData(context, markers, values)).toBeUndefined();
    expect(await rows('SELECT * FROM cc_ci_marker')).toBe('kept|spoiled');
    expect(await readData(context, markers, values, 'the restore')).toMatchObject({
      code: 'data-lost',
      service: 'db',
      message: expect.stringContaining(
        'kept should be "kept-3fa9c1", found "spoiled"; lost should be "lost-77b0e2", found nothing',
      ),
    });
  },
  SLOW_MS,
);

test(
  'a database and a client that are stated are taken, and what fails is said in the client’s words',
  async (test) => {
    const context = await database(swarmFor(test));
    const stated: MarkerSpec = {
      kind: 'sql',
      engine: 'postgres',
      service: 'db',
      database: 'postgres',
      user: 'shop',
    };
    const markers = markersOf(context, [stated, { ...stated, engine: 'mariadb' }]);
    const [first, second] = markers;
    if (first === undefined || second === undefined) throw new Error('two markers');
    expect(await writeData(context, [first], values)).toBeUndefined();
    expect(await readData(context, [first], values, 'the upgrade')).toBeUndefined();
    expect(await writeData(context, [second], values)).toMatchObject({
      code: 'data-not-written',
      service: 'db',
      message: expect.stringContaining('neither mariadb nor mysql is in the image'),
    });
  },
  SLOW_MS,
);

const mariadbCompose = (image: string): string => `version: "3.8"
services:
  db:
    image: ${image}
    environment:
      - MARIADB_DATABASE=shop
      - MARIADB_USER=shop
      - MARIADB_PASSWORD_FILE=/etc/hostname
      - MARIADB_ROOT_PASSWORD=another
    volumes: [data:/var/lib/mysql]
    healthcheck:
      test: ["CMD-SHELL", "MYSQL_PWD=$$(cat /etc/hostname) mariadb -u shop shop -e 'select 1'"]
      interval: 500ms
      retries: 240
volumes: {data: }
`;

test(
  'a table in MariaDB is written as the app’s own user, missed, and spoiled',
  async (test) => {
    const swarm = swarmFor(test);
    const { image } = await ensureMariadbImage(swarm.host);
    const context = await deployed(swarm, () => mariadbCompose(image));
    const markers = markersOf(context);
    expect(markers.map(({ name }) => name)).toEqual(['table of db']);
    expect(await readData(context, markers, values, 'the upgrade')).toMatchObject({
      message: expect.stringContaining('found no such table'),
    });
    expect(await writeData(context, markers, values)).toBeUndefined();
    expect(await readData(context, markers, values, 'the upgrade')).toBeUndefined();
    expect(await spoilData(context, markers, values)).toBeUndefined();
    expect(await readData(context, markers, values, 'the restore')).toMatchObject({
      code: 'data-lost',
      message: expect.stringContaining('kept should be "kept-3fa9c1", found "spoiled"; lost should be'),
    });
    const stranger: MarkerSpec = { kind: 'sql', engine: 'mariadb', service: 'db', user: 'stranger' };
    expect(await writeData(context, markersOf(context, [stranger]), values)).toMatchObject({
      code: 'data-not-written',
      message: expect.stringContaining("ERROR 1045 (28000): Access denied for user 'stranger'"),
    });
  },
  SLOW_MS,
);
