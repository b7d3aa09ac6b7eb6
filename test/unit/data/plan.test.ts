// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
/** Where data is written that has to survive, by what a recipe and its manifest say. */
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/lib/errors.js';
import type { BackupPlan, Hook, HookTime } from '../../../src/recipe/backup/index.js';
import { planData } from '../../../src/recipe/data/index.js';
import { noExports } from '../../../src/recipe/format/abra-exports.js';
import { parseEnvFile } from '../../../src/recipe/format/env-file.js';
import { parseDomain, stackNameOf } from '../../../src/recipe/format/names.js';
import { defaultManifest, type MarkerSpec } from '../../../src/recipe/manifest/model.js';
import { type AppPlan, planApp } from '../../../src/recipe/plan/app.js';

const domain = parseDomain('demo.ci.test', 'domain');

function appOf(services: string, volumes = '{content: , shared: {external: true}}'): AppPlan {
  const text = `version: "3.8"\nservices:\n${services}\nvolumes: ${volumes}\n`;
  const recipe = {
    folder: '/recipes/demo',
    name: 'demo',
    sha: null,
    isDirty: false,
    envFile: parseEnvFile('TYPE=demo\nDOMAIN=x\nDB_NAME=shop\n', '.env.sample'),
    exports: noExports,
    composeFiles: [{ file: 'compose.yml', text }],
  };
  const of = { role: 'fresh', release: 'head', domain, stack: stackNameOf(domain) } as const;
  return planApp(recipe, { ...of, manifest: defaultManifest }).app;
}

const web = appOf(`  app:
    image: nginx:1
    volumes: [content:/srv, shared:/shared]
    deploy: {labels: [traefik.enable=true]}`);

const withDatabase = (image: string, environment: string, target: string, more = ''): AppPlan =>
  appOf(
    `  app: {image: shop:1, volumes: ["content:/srv"]}
  db:
    image: ${image}
    environment: ${environment}
    volumes: ["data:${target}"]${more}`,
    '{content: , data: }',
  );
const postgres = withDatabase(
  'postgres:16-alpine',
  '[POSTGRES_USER=shop, "POSTGRES_DB=${DB_NAME}"]',
  '/var/lib/postgresql/data',
);

const none: BackupPlan = { kind: 'none', reason: 'no labels' };
const noHooks = { backupPre: [], backupPost: [], restorePre: [], restorePost: [] };
const backup = (more: Partial<BackupPlan & { kind: 'backup' }> = {}): BackupPlan =>
  ({ kind: 'backup', volumes: [], containerPaths: [], hooks: noHooks, notes: [], ...more }) as BackupPlan;
const whole = (...volumes: string[]) => volumes.map((volume) => ({ volume }));
const dumpHook = { service: 'db', command: '/pg_backup.sh backup' };
const restoreHook = { service: 'db', command: '/pg_backup.sh restore' };

function planned(app: AppPlan, plan: BackupPlan, data: readonly MarkerSpec[] = []) {
  const { markers, backedUp, unverified } = planData(app, { data }, plan);
  return { markers: markers.map(({ name }) => name), backedUp: backedUp.map(({ name }) => name), unverified };
}

describe('without a manifest', () => {
  test('a file in each volume of the app’s own that something can write to', () => {
    expect(planned(web, none)).toEqual({
      markers: ['file content/.cc-ci-marker'],
      backedUp: [],
      unverified: [],
    });
    const readOnly = appOf('  app: {image: x, volumes: ["content:/srv:ro"]}');
    expect(planned(readOnly, none).markers).toEqual([]);
    const stopped = appOf('  app: {image: x, volumes: ["content:/srv"], deploy: {replicas: 0}}');
    expect(planned(stopped, none).markers).toEqual([]);
  });

  test('a volume that is backed up whole counts for the backup', () => {
    expect(planned(web, backup({ volumes: whole('content') })).backedUp).toEqual([
      'file content/.cc-ci-marker',
    ]);
  });

  test('a database’s files are looked at by a table, unless the files themselves are what is backed up', () => {
    expect(planned(postgres, none).markers).toEqual(['file content/.cc-ci-marker', 'table of db']);
    expect(planned(postgres, backup({ volumes: whole('content', 'data') }))).toEqual({
      markers: ['file content/.cc-ci-marker', 'table of db', 'file data/.cc-ci-marker'],
      backedUp: ['file content/.cc-ci-marker', 'file data/.cc-ci-marker'],
      unverified: [],
    });
  });

  test('a dump made and brought back by hooks holds the table', () => {
    const hooks = { ...noHooks, backupPre: [dumpHook], restorePost: [restoreHook] };
    const volumes = [{ volume: 'data', paths: ['backup.sql'] }];
    expect(planned(postgres, backup({ volumes, hooks }))).toEqual({
      markers: ['file content/.cc-ci-marker', 'table of db'],
      backedUp: ['table of db'],
      unverified: [],
    });
  });

  test('a dump that no hook brings back is not looked at, and it is said what to add', () => {
    const hooks = { ...noHooks, backupPre: [dumpHook] };
    const { backedUp, unverified } = planned(
      postgres,
      backup({ volumes: [{ volume: 'data', paths: ['x'] }], hooks }),
    );
    expect(backedUp).toEqual([]);
    expect(unverified).toEqual([expect.stringMatching(/^db is dumped by a hook.*restore\.post-hook$/)]);
  });

  test('a part of a volume that nobody knows is not looked at, and it is said what to add', () => {
    const { unverified } = planned(
      web,
      backup({ volumes: [{ volume: 'content', paths: ['uploads', 'x'] }] }),
    );
    expect(unverified).toEqual([
      expect.stringContaining('of the volume content only uploads, x is backed up'),
    ]);
    expect(unverified[0]).toContain('data: [{file: {volume: content, path: uploads/cc-ci}}]');
  });

  test('a path outside of every volume, and labels that back up nothing, are said', () => {
    const containerPaths = [{ service: 'app', path: '/etc/shop' }];
    expect(planned(web, backup({ containerPaths })).unverified).toEqual([
      expect.stringContaining('/etc/shop of app is backed up and is in no volume'),
    ]);
    expect(planned(web, backup()).unverified).toEqual([expect.stringContaining('back up no volume')]);
  });

  test.each([
    ['postgres:16', '{}', '/var/lib/postgresql/data', 'postgres'],
    ['docker.io/library/postgres@sha256:00', '{}', '/x', undefined],
    ['registry.example.org:5000/postgis/postgis:16-3.4', '{}', '/var/lib/postgresql/data', 'postgres'],
    ['bitnami/postgresql:16', '{POSTGRESQL_DATABASE: x}', '/bitnami/postgresql', 'postgres'],
    [
      'example.org/own-db:1',
      '{POSTGRES_PASSWORD_FILE: /run/secrets/p}',
      '/var/lib/postgresql/data',
      'postgres',
    ],
    ['mariadb:11', '[MARIADB_DATABASE=shop]', '/var/lib/mysql', 'mariadb'],
    ['mysql:8', '[MYSQL_DATABASE_FILE=/run/secrets/n]', '/var/lib/mysql', 'mariadb'],
    ['mysql:8', '[MYSQL_ROOT_PASSWORD=x]', '/var/lib/mysql', undefined],
    ['prometheuscommunity/postgres-exporter:1', '{}', '/data', undefined],
    ['redis:7', '{}', '/data', undefined],
  ])('%s with %s at %s is a database: %s', (image, environment, target, engine) => {
    const app = withDatabase(image, environment, target);
    const sql = planData(app, { data: [] }, none).markers.flatMap(({ spec }) =>
      spec.kind === 'sql' ? [spec.engine] : [],
    );
    expect(sql).toEqual(engine === undefined ? [] : [engine]);
  });

  test('a database that keeps nothing, or does not run, has no table', () => {
    const app = appOf('  app: {image: x}\n  db: {image: "postgres:16"}');
    expect(planned(app, none).markers).toEqual([]);
    const stopped = withDatabase(
      'postgres:16',
      '{}',
      '/var/lib/postgresql/data',
      '\n    deploy: {replicas: 0}',
    );
    expect(planned(stopped, none).markers).toEqual(['file content/.cc-ci-marker']);
  });
});

describe('what a backup leaves out', () => {
  const gapsOf = (app: AppPlan, plan: BackupPlan, data: readonly MarkerSpec[] = []) =>
    planData(app, { data }, plan).gaps.map(({ stage, isHeldBack, words }) => [stage, isHeldBack, words]);
  const content = backup({ volumes: whole('content') });
  const hooked = (hooks: Partial<Record<HookTime, readonly Hook[]>>) =>
    backup({ volumes: whole('content'), hooks: { ...noHooks, ...hooks } });

  test.each([
    ['postgres:16', '{}', '/var/lib/postgresql/data'],
    ['mysql:8', '[MYSQL_ROOT_PASSWORD=x]', '/var/lib/mysql'],
    ['mongo:7', '{}', '/data/db'],
    ['influxdb:2', '{}', '/var/lib/influxdb2'],
    ['example.org/own-db:1', '{POSTGRES_DB: x}', '/var/lib/postgresql/data'],
  ])('%s: a database’s volume holds the backup back, and it is said what to add', (image, env, target) => {
    expect(gapsOf(withDatabase(image, env, target), content)).toEqual([
      [
        'backup',
        true,
        expect.stringMatching(/^the volume data of the database db is in no backup.*pre-hook of db/),
      ],
    ]);
  });

  test('also where the manifest states other data', () => {
    const file: MarkerSpec = { kind: 'file', volume: 'content', path: 'x' };
    expect(gapsOf(postgres, content, [file])).toEqual([
      ['backup', true, expect.stringContaining('the volume data of the database db')],
    ]);
  });

  test.each([
    ['redis:7', '/data'],
    ['shop-search:1', '/index'],
  ])('%s: a volume of anything else is told', (image, target) => {
    expect(gapsOf(withDatabase(image, '{}', target), content)).toEqual([
      ['backup', false, 'the volume data of db is in no backup'],
    ]);
  });

  test('what a label leaves out is its author’s decision, and told', () => {
    const labels = '\n    deploy: {labels: [backupbot.backup.volumes.data=false]}';
    const app = withDatabase('postgres:16', '{}', '/var/lib/postgresql/data', labels);
    expect(gapsOf(app, content)).toEqual([
      ['backup', false, 'the volume data is left out of the backup by its label'],
    ]);
  });

  test.each([
    ['a hook in its container', dumpHook],
    ['a hook elsewhere that names its dump program', { service: 'app', command: 'pg_dump -h db > /srv/x' }],
  ])('a database that is dumped by %s is in the backup', (_, dump) => {
    expect(gapsOf(postgres, hooked({ backupPre: [dump], restorePost: [restoreHook] }))).toEqual([]);
  });

  test('a dump that no hook brings back holds the restore back, whatever else comes back', () => {
    expect(gapsOf(postgres, hooked({ backupPre: [dumpHook] }))).toEqual([
      ['restore', true, expect.stringMatching(/^db is dumped by a hook, and no hook brings the dump back/)],
    ]);
  });

  test('a part of a volume that nobody knows is told, and of a database’s it holds the restore back', () => {
    const parts = (volume: string) => [...whole('content'), { volume, paths: ['dump'] }];
    expect(gapsOf(withDatabase('mongo:7', '{}', '/data/db'), backup({ volumes: parts('data') }))).toEqual([
      ['restore', true, expect.stringContaining('of the volume data only dump is backed up')],
    ]);
    expect(gapsOf(withDatabase('redis:7', '{}', '/data'), backup({ volumes: parts('data') }))).toEqual([
      ['restore', false, expect.stringContaining('of the volume data only dump is backed up')],
    ]);
  });

  test.each([
    ['an external volume', web, backup({ volumes: whole('content') })],
    ['a volume of a service that does not run', stoppedDatabase(), content],
    ['anything, where there is no backup', postgres, none],
  ])('%s is no gap', (_, app, plan) => {
    expect(gapsOf(app, plan)).toEqual([]);
  });

  function stoppedDatabase(): AppPlan {
    return withDatabase('postgres:16', '{}', '/var/lib/postgresql/data', '\n    deploy: {replicas: 0}');
  }
});

describe('a manifest', () => {
  const request = (method: string, path: string) => ({ method, path, headers: {}, statuses: [200] });
  const file = (path: string): MarkerSpec => ({ kind: 'file', volume: 'content', path });

  test('is all there is, where it states data', () => {
    expect(planned(postgres, none, [file('a/b')]).markers).toEqual(['file content/a/b']);
  });

  test.each([
    ['uploads/x', ['uploads'], true],
    ['uploads/x', ['uploads/'], true],
    ['uploads/x', ['./uploads/x'], false],
    ['uploads2/x', ['uploads'], false],
    ['x', ['.'], true],
    ['x', undefined, true],
  ])('the file %s is in a backup of %j: %s', (path, paths, isIn) => {
    const volumes = [paths === undefined ? { volume: 'content' } : { volume: 'content', paths }];
    expect(planned(web, backup({ volumes }), [file(path)]).backedUp).toHaveLength(isIn ? 1 : 0);
  });

  test('says so where nothing that it states is in the backup', () => {
    expect(planned(web, backup(), [file('x')]).unverified).toEqual([
      expect.stringContaining('no marker under data:'),
    ]);
    expect(planned(web, none, [file('x')]).unverified).toEqual([]);
  });

  test('what can be neither changed nor deleted is for the upgrade alone', () => {
    const write = request('POST', '/notes?v={marker}');
    const listed: MarkerSpec = { kind: 'http', write, read: request('GET', '/notes/{marker}') };
    expect(planned(web, backup(), [listed])).toEqual({
      markers: ['POST /notes?v={marker}'],
      backedUp: [],
      unverified: [
        expect.stringContaining('give the marker `remove`'),
        expect.stringContaining('no marker under data:'),
      ],
    });
    const removable: MarkerSpec = { ...listed, remove: request('DELETE', '/notes/{marker}') };
    expect(planned(web, backup(), [removable]).backedUp).toHaveLength(1);
    const replaced: MarkerSpec = { kind: 'exec', service: 'app', write: ['set', '{marker}'], read: ['get'] };
    expect(planned(web, backup(), [replaced]).backedUp).toHaveLength(1);
  });

  test.each<[MarkerSpec, string]>([
    [
      { kind: 'file', volume: 'no', path: 'x' },
      'data[0].volume is no, and the recipe has no such volume: its own are content',
    ],
    [{ kind: 'file', volume: 'shared', path: 'x' }, 'which is external and holds data of others'],
    [file('../x'), 'data[0].path is "../x"'],
    [file('/etc/passwd'), 'data[0].path is "/etc/passwd"'],
    [file('a/../../x'), 'name a file inside of the volume'],
    [file('a/'), 'name a file inside of the volume'],
    [
      { kind: 'sql', engine: 'postgres', service: 'db' },
      'data[0].service is db, and the recipe has no such service: it has app',
    ],
    [{ kind: 'exec', service: 'no', write: ['x'], read: ['y'] }, 'data[0].service is no'],
  ])('%j is the author’s to correct', (spec, message) => {
    expect(() => planData(web, { data: [spec] }, none)).toThrow(UserError);
    expect(() => planData(web, { data: [spec] }, none)).toThrow(message);
  });

  test('a request to an app without a page is the author’s to correct', () => {
    const spec: MarkerSpec = { kind: 'http', write: request('POST', '/'), read: request('GET', '/') };
    expect(() => planData(postgres, { data: [spec] }, none)).toThrow(
      /no service has traefik labels.*use exec instead/,
    );
  });
});

describe('a manifest that comes with the head', () => {
  const old: AppPlan = { ...web, release: 'previous' };
  const content: MarkerSpec = { kind: 'file', volume: 'content', path: 'marker' };
  const media: MarkerSpec = { kind: 'file', volume: 'media', path: 'marker' };

  test('asks of the release before it only for what that one has', () => {
    const table: MarkerSpec = { kind: 'sql', engine: 'postgres', service: 'db' };
    expect(planned(old, backup({ volumes: whole('content') }), [media, content, table])).toEqual({
      markers: ['file content/marker'],
      backedUp: ['file content/marker'],
      unverified: [],
    });
  });

  test('with places that are all new leaves the upgrade unverified, and says so', () => {
    expect(planned(old, none, [media])).toEqual({
      markers: [],
      backedUp: [],
      unverified: [expect.stringMatching(/^the release before has none of the places under data:/)],
    });
  });
});
