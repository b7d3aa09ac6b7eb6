/** backup-bot's labels, version 2 and version 1, into what will be backed up. */
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/lib/errors.js';
import { planBackup } from '../../../src/recipe/backup/index.js';

type Service = Parameters<typeof planBackup>[0]['services'][number];
type Mounts = Readonly<Record<string, string>>;
type Labels = Readonly<Record<string, string>>;

/** @param mounts volume to path in the container. */
function service(name: string, labels: Labels, mounts: Mounts = {}, replicas = 1): Service {
  const volumes = Object.entries(mounts).map(([volume, target]) => ({ volume, target, isReadOnly: false }));
  return { name, labels, volumes, replicas };
}

/** All of the volumes that are mounted are the app's own, but for those whose name begins with `shared`. */
function plan(...services: readonly Service[]): ReturnType<typeof planBackup> {
  const keys = [...new Set(services.flatMap(({ volumes }) => volumes.map(({ volume }) => volume)))];
  const volumes = keys.map((key) => ({ key, name: `app_test_${key}`, isExternal: key.startsWith('shared') }));
  return planBackup({ services, volumes });
}

const ON = { 'backupbot.backup': 'true' };
const NO_HOOKS = { backupPre: [], backupPost: [], restorePre: [], restorePost: [] };
const of = (key: string): string => `backupbot.backup.volumes.${key}`;

describe('whether anything is backed up', () => {
  test.each<[string, Labels, string]>([
    ['without the label', {}, 'no service has the label backupbot.backup=true'],
    ['with an empty label', { 'backupbot.backup': '' }, 'no service has the label backupbot.backup=true'],
    ['switched off', { 'backupbot.backup': 'false' }, 'the label backupbot.backup of app is false'],
  ])('not %s, and the reason says so', (_, labels, reason) => {
    expect(plan(service('app', labels, { content: '/data' }))).toEqual({ kind: 'none', reason });
  });

  test.each<[string, readonly Service[], string]>([
    ['no volumes', [service('app', ON)], 'the recipe has no volumes of its own'],
    [
      'external volumes alone',
      [service('app', ON, { shared: '/data' })],
      'the recipe has no volumes of its own',
    ],
    [
      'all excluded',
      [service('app', { ...ON, [of('a')]: 'false' }, { a: '/a' })],
      'labels exclude every volume',
    ],
  ])('not with %s', (_, services, why) => {
    expect(plan(...services)).toEqual({
      kind: 'none',
      reason: `backupbot.backup is true, and there is nothing to back up: ${why}`,
    });
  });

  test('by the label of any service, whatever the others say', () => {
    const made = plan(
      service('app', { 'backupbot.backup': 'false' }, { content: '/data' }),
      service('db', { 'backupbot.backup': 'True' }, { db: '/var/lib/db' }),
    );
    expect(made).toMatchObject({ kind: 'backup', volumes: [{ volume: 'content' }, { volume: 'db' }] });
  });

  test.each(['yes', '1', 'on', 'tru'])(
    '%j is neither yes nor no, and the message names the label',
    (value) => {
      const made = (): unknown => plan(service('app', { 'backupbot.backup': value }, { content: '/data' }));
      expect(made).toThrow(UserError);
      expect(made).toThrow(
        `the label backupbot.backup of the service app is ${JSON.stringify(value)}: only true and false`,
      );
    },
  );
});

describe('volumes', () => {
  test('are backed up whole, the app’s own, as often as they are mounted', () => {
    const made = plan(
      service('app', ON, { content: '/data', shared: '/shared' }),
      service('cron', {}, { content: '/data' }),
    );
    expect(made).toEqual({
      kind: 'backup',
      volumes: [{ volume: 'content' }],
      containerPaths: [],
      hooks: NO_HOOKS,
      notes: [],
    });
  });

  test('that no service mounts don’t exist, and aren’t backed up', () => {
    const made = planBackup({
      services: [service('app', ON, { content: '/data' })],
      volumes: ['content', 'forgotten'].map((key) => ({ key, name: `app_test_${key}`, isExternal: false })),
    });
    expect(made).toMatchObject({ volumes: [{ volume: 'content' }] });
  });

  test('are excluded by a label on any service', () => {
    const made = plan(
      service('app', ON, { content: '/data', cache: '/cache' }),
      service('redis', { [of('cache')]: 'false' }),
    );
    expect(made).toMatchObject({ volumes: [{ volume: 'content' }] });
  });

  test.each<[string, readonly string[] | undefined]>([
    ['backup.sql', ['backup.sql']],
    ['a,b/c', ['a', 'b/c']],
    [' a , ./b//c/ ,', ['a', 'b/c']],
    ['with space/ü', ['with space/ü']],
    ['..hidden/a..b', ['..hidden/a..b']],
    ['', undefined],
    ['.', undefined],
    ['a,./', undefined],
  ])('with the paths %j are backed up as %j', (value, paths) => {
    const made = plan(service('app', { ...ON, [`${of('db-data')}.path`]: value }, { 'db-data': '/db' }));
    expect(made).toMatchObject({
      volumes: [paths === undefined ? { volume: 'db-data' } : { volume: 'db-data', paths }],
    });
    if (paths === undefined && made.kind === 'backup') expect(made.volumes[0]).not.toHaveProperty('paths');
  });

  test('have the paths of all services together, and an exclusion outdoes them', () => {
    const made = plan(
      service('app', { ...ON, [`${of('a')}.path`]: 'x', [`${of('b')}.path`]: 'z' }, { a: '/a', b: '/b' }),
      service('db', { [`${of('a')}.path`]: 'y,x', [of('b')]: 'false' }),
    );
    expect(made).toMatchObject({ volumes: [{ volume: 'a', paths: ['x', 'y'] }] });
  });

  test.each([
    ['../other', 'a path may not lead out of its volume'],
    ['a/../../b', 'a path may not lead out of its volume'],
    ['a,..', 'a path may not lead out of its volume'],
    ['/etc/passwd', 'leave out the slash in front'],
    ['a\nb', 'control character'],
  ])('with the path %j are refused: %s', (value, why) => {
    const made = (): unknown => plan(service('app', { ...ON, [`${of('a')}.path`]: value }, { a: '/a' }));
    expect(made).toThrow(UserError);
    expect(made).toThrow(why);
    expect(made).toThrow(`the label ${of('a')}.path of the service app`);
  });

  test('that a label misspells are pointed out', () => {
    const made = plan(service('app', { ...ON, [of('contnet')]: 'false' }, { content: '/data' }));
    expect(made).toMatchObject({
      volumes: [{ volume: 'content' }],
      notes: [`the label ${of('contnet')} of app names "contnet", and the recipe has no such volume`],
    });
  });
});

describe('hooks', () => {
  test('of all four times are taken from any service, in the order of the compose file', () => {
    const made = plan(
      service('app', { ...ON, 'backupbot.backup.pre-hook': 'one' }, { content: '/data' }),
      service('db', {
        'backupbot.backup.pre-hook': '/pg_backup.sh backup',
        'backupbot.backup.post-hook': 'rm -f /data/backup.sql',
        'backupbot.restore.pre-hook': 'stop',
        'backupbot.restore.post-hook': '/pg_backup.sh restore',
        'backupbot.restore': 'true',
      }),
    );
    expect(made).toMatchObject({
      hooks: {
        backupPre: [
          { service: 'app', command: 'one' },
          { service: 'db', command: '/pg_backup.sh backup' },
        ],
        backupPost: [{ service: 'db', command: 'rm -f /data/backup.sql' }],
        restorePre: [{ service: 'db', command: 'stop' }],
        restorePost: [{ service: 'db', command: '/pg_backup.sh restore' }],
      },
      notes: [],
    });
  });

  test('that are empty are none, and one of a service without replicas is not run', () => {
    const made = plan(
      service('app', { ...ON, 'backupbot.backup.pre-hook': ' ' }, { content: '/data' }),
      service('spare', { 'backupbot.backup.pre-hook': 'x' }, { content: '/data', own: '/own' }, 0),
    );
    expect(made).toMatchObject({
      volumes: [{ volume: 'content' }],
      hooks: NO_HOOKS,
      notes: [
        "the volume own is not backed up: no service that mounts it has replicas, so it doesn't exist",
        'backupbot.backup.pre-hook of spare is not run: the service has no replicas',
      ],
    });
  });

  test('as backupbot.backup.command are in no specification, and pointed out', () => {
    const made = plan(service('app', { ...ON, 'backupbot.backup.command': 'x' }, { content: '/data' }));
    expect(made).toMatchObject({ notes: [expect.stringContaining('is in no version of the labels')] });
  });
});

describe('version 1', () => {
  const PATH = 'backupbot.backup.path';

  test('backs up only the paths of its label: those in volumes from there, the rest from the container', () => {
    const made = plan(
      service(
        'app',
        { ...ON, [PATH]: '/data/,/data/deep/x, /etc/app.conf' },
        { content: '/data', deep: '/data/deep', other: '/other' },
      ),
    );
    expect(made).toMatchObject({
      volumes: [{ volume: 'content' }, { volume: 'deep', paths: ['x'] }],
      containerPaths: [{ service: 'app', path: '/etc/app.conf' }],
      notes: [expect.stringContaining('is a label of backup-bot’s version 1'.replace('’', "'"))],
    });
  });

  test('a path that only begins like a mount point is not in it', () => {
    const made = plan(service('app', { ...ON, [PATH]: '/database' }, { content: '/data' }));
    expect(made).toMatchObject({ volumes: [], containerPaths: [{ service: 'app', path: '/database' }] });
  });

  test('an external volume is left alone', () => {
    const made = plan(
      service('app', { ...ON, [PATH]: '/shared/x,/data' }, { content: '/data', shared: '/shared' }),
    );
    expect(made).toMatchObject({
      volumes: [{ volume: 'content' }],
      containerPaths: [],
      notes: [expect.anything(), expect.stringContaining('an external volume')],
    });
  });

  test('its label is not read beside labels of version 2, nor on a service that is switched off', () => {
    const both = plan(
      service('app', { ...ON, [PATH]: '/etc', [`${of('content')}.path`]: 'x' }, { content: '/data' }),
    );
    expect(both).toMatchObject({ volumes: [{ volume: 'content', paths: ['x'] }], containerPaths: [] });
    const off = plan(
      service('app', { ...ON, [PATH]: '/data' }, { content: '/data' }),
      service('db', { 'backupbot.backup': 'false', [PATH]: '/db' }, { db: '/db' }),
    );
    expect(off).toMatchObject({ volumes: [{ volume: 'content' }] });
  });

  test.each([
    ['data', 'with a slash in front'],
    ['/', 'a whole container'],
    ['/data/../etc', 'leave out ..'],
  ])('the path %j is refused: %s', (value, why) => {
    expect(() => plan(service('app', { ...ON, [PATH]: value }, { content: '/data' }))).toThrow(why);
  });
});
