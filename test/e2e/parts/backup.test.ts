/** Backup and restore on a real Swarm with the real restic: what comes back, what is called a failure, and that nothing is left. */
import { afterAll, describe, expect, test, vi } from 'vitest';
import { backUp, restore, warmUp } from '../../../src/recipe/backup/index.js';
import type { Snapshot } from '../../../src/recipe/engine/engine.js';
import { listResidue, OWN_LABEL, teardown } from '../../../src/recipe/teardown/index.js';
import { toolboxOf } from '../../../src/recipe/toolbox/index.js';
import { deployApp, plannedApp, type TestApp } from '../../support/backed-up-app.js';
import { listWorld, type TestSwarm, useSwarm } from '../../support/swarm.js';

vi.setConfig({ testTimeout: 60_000 });
const swarmFor = useSwarm();
const measured: string[] = [];
afterAll(() => {
  for (const line of measured) process.stdout.write(`measured: ${line}\n`);
});

type Labels = Readonly<Record<string, string>>;

/** `app` with the volumes content and cache, `db` with the volume db-data. */
function compose(
  image: string,
  labels: { readonly app?: Labels; readonly db?: Labels },
  replicasOfDb = 1,
): string {
  const service = (name: 'app' | 'db', mounts: readonly string[], replicas: number): string => `
  ${name}:
    image: ${image}
    command: ["sh", "-c", "while :; do sleep 1; done"]
    healthcheck: {test: ["CMD", "true"], interval: 200ms}
    volumes: [${mounts.join(', ')}]
    deploy:
      replicas: ${replicas}
      labels: ${JSON.stringify(labels[name] ?? {})}`;
  return `version: "3.8"
services:${service('app', ['content:/content', 'cache:/cache'], 1)}${service('db', ['db-data:/data'], replicasOfDb)}
volumes: {content: {}, cache: {}, db-data: {}}
networks: {default: {name: proxy, external: true}}
`;
}

const ON = { 'backupbot.backup': 'true' };

async function taken(app: TestApp): Promise<Snapshot> {
  const ended = await backUp(app.context);
  if (ended.kind === 'failed') throw new Error(JSON.stringify(ended.finding, undefined, 2));
  return ended.snapshot;
}

async function refused(app: TestApp): Promise<unknown> {
  const ended = await backUp(app.context);
  if (ended.kind !== 'failed') throw new Error(`a snapshot was taken: ${JSON.stringify(ended.snapshot)}`);
  return ended.finding;
}

/** Names, owners, modes, times, link targets and bytes of all in a folder. */
const STATE = `cd "$0" && find . -exec stat -c '%n|%F|%u:%g|%a|%h|%Y' {} + | sort; find . -type f -exec sha256sum {} + | sort; find . -type l -exec readlink {} +`;
const stateOf = async (app: TestApp, service: string, folder: string): Promise<string> =>
  app.sh(service, STATE.replace('"$0"', folder));

const FILL = `
  echo kept >/content/kept; head -c 3000000 /dev/urandom >/content/large; mkdir -p /content/deep/er
  echo secret >"/content/deep/er/a b ü"; chown 33:34 "/content/deep/er/a b ü"; chmod 640 "/content/deep/er/a b ü"
  ln -s ../kept /content/deep/link; : >/content/empty
  chown 65534:12 /content/deep; chmod 2770 /content/deep; touch -d 2020-01-02T03:04:05 /content/deep /content/kept
  chmod 4755 /content/large; chown 5:6 /content; chmod 751 /content
  ln -s kept /content/alias; ln /content/kept /content/hard; echo cached >/cache/c`;

describe('a backup', () => {
  test('brings everything back as it was: bytes, owners, modes, times, links; what was made later stays', async (context) => {
    const swarm = swarmFor(context);
    const app = await deployApp(swarm, compose(swarm.image, { app: ON }));
    warmUp(app.context);
    await app.sh('app', FILL);
    await app.sh('db', 'echo row >/data/table');
    const before = { app: await stateOf(app, 'app', '/content'), db: await stateOf(app, 'db', '/data') };

    const snapshot = await taken(app);
    expect(snapshot.stack).toBe(app.stack);
    expect([...snapshot.files].sort((one, other) => (one.path < other.path ? -1 : 1))).toEqual([
      { path: 'cache/c', bytes: 7 },
      { path: 'content/deep/er/a b ü', bytes: 7 },
      { path: 'content/empty', bytes: 0 },
      { path: 'content/hard', bytes: 5 },
      { path: 'content/kept', bytes: 5 },
      { path: 'content/large', bytes: 3_000_000 },
      { path: 'db-data/table', bytes: 4 },
    ]);

    await app.sh(
      'app',
      'echo changed and longer >/content/kept; rm -rf /content/deep /content/empty; chmod 777 /content',
    );
    await app.sh(
      'app',
      'head -c 4000000 /dev/zero >/content/large; chown 1:1 /content/large; echo later >/content/later',
    );
    await app.sh('db', 'rm /data/table');
    expect(await restore(app.context, snapshot)).toEqual({ kind: 'restored' });

    expect(
      await app.sh('app', 'cat /content/later && rm /content/later && touch -d 2020-01-02 /content'),
    ).toBe('later\n');
    const withoutRoot = (state: string): string => state.replace(/^(\.\|directory\|\S+)\|\d+$/m, '$1');
    expect(withoutRoot(await stateOf(app, 'app', '/content'))).toBe(withoutRoot(before.app));
    expect(await stateOf(app, 'db', '/data')).toBe(before.db);
    measured.push(...app.phases.map((phase) => `two services, 3 MB: ${phase}`));
  });

  test('leaves excluded volumes out, and takes only the paths that a label lists', async (context) => {
    const swarm = swarmFor(context);
    const labels = {
      'backupbot.backup.volumes.cache': 'false',
      'backupbot.backup.volumes.content.path': 'deep, kept',
    };
    const app = await deployApp(swarm, compose(swarm.image, { app: { ...ON, ...labels } }));
    await app.sh('app', FILL);
    const { files } = await taken(app);
    expect(files.map(({ path }) => path).sort()).toEqual(['content/deep/er/a b ü', 'content/kept']);
  });

  test('runs hooks in their services: a dump is made before, taken, removed after, and played back', async (context) => {
    const swarm = swarmFor(context);
    const labels = {
      'backupbot.backup.pre-hook': 'cp /data/table /data/backup.sql && echo "$$HOSTNAME" >/data/hooked',
      'backupbot.backup.post-hook': 'rm /data/backup.sql',
      'backupbot.backup.volumes.db-data.path': 'backup.sql',
      'backupbot.restore.pre-hook': 'echo pre >>/data/order',
      'backupbot.restore.post-hook':
        'test -s /data/backup.sql && mv /data/backup.sql /data/table && echo post >>/data/order',
    };
    const app = await deployApp(swarm, compose(swarm.image, { app: ON, db: labels }));
    await app.sh('db', 'echo row >/data/table');
    const snapshot = await taken(app);
    expect(snapshot.files).toEqual([{ path: 'db-data/backup.sql', bytes: 4 }]);
    expect(await app.sh('db', 'ls /data')).toBe('hooked\ntable\n');

    await app.sh('db', 'rm /data/table');
    expect(await restore(app.context, snapshot)).toEqual({ kind: 'restored' });
    expect(await app.sh('db', 'cat /data/table /data/order')).toBe('row\npre\npost\n');
    expect(app.phases.map((phase) => phase.replace(/:.*/, ''))).toEqual([
      'pre-hook of the backup in db',
      'snapshot',
      'post-hook of the backup in db',
      'pre-hook of the restore in db',
      'restore of the snapshot',
      'post-hook of the restore in db',
    ]);
  });

  test('by labels of version 1 takes paths of the container, from volumes and from beside them', async (context) => {
    const swarm = swarmFor(context);
    const labels = { ...ON, 'backupbot.backup.path': '/content/kept,/etc/app' };
    const app = await deployApp(swarm, compose(swarm.image, { app: labels }));
    await app.sh('app', `${FILL}; mkdir /etc/app && echo conf >/etc/app/a && chown 33:33 /etc/app/a`);
    const snapshot = await taken(app);
    expect(snapshot.files.map(({ path }) => path).sort()).toEqual(['app:/etc/app/a', 'content/kept']);
    expect(app.notes).toEqual([expect.stringContaining("a label of backup-bot's version 1")]);
    await app.sh('app', 'rm -r /etc/app /content/kept');
    expect(await restore(app.context, snapshot)).toEqual({ kind: 'restored' });
    expect(await app.sh('app', 'cat /etc/app/a /content/kept; stat -c %u:%g /etc/app/a')).toBe(
      'conf\nkept\n33:33\n',
    );
  });

  test('can be taken again and again, and each snapshot is restored for what it is', async (context) => {
    const swarm = swarmFor(context);
    const app = await deployApp(swarm, compose(swarm.image, { app: ON }));
    const snapshots: Snapshot[] = [];
    for (const word of ['one', 'two']) {
      await app.sh('app', `echo ${word} >/content/a`);
      snapshots.push(await taken(app));
    }
    const [first] = snapshots;
    if (first === undefined) throw new Error('no snapshot');
    expect(await restore(app.context, first)).toEqual({ kind: 'restored' });
    expect(await app.sh('app', 'cat /content/a')).toBe('one\n');
  });
});

describe('a backup that is worth nothing is called so', () => {
  test('a hook that fails, with its words; the post-hooks run all the same', async (context) => {
    const swarm = swarmFor(context);
    const labels = {
      'backupbot.backup.pre-hook': 'echo connection refused >&2; exit 3',
      'backupbot.backup.post-hook': 'touch /data/post',
    };
    const app = await deployApp(swarm, compose(swarm.image, { app: ON, db: labels }));
    expect(await refused(app)).toEqual({
      code: 'backup-failed',
      blame: 'recipe',
      service: 'db',
      message: 'the pre-hook of the backup in db ended with exit code 3',
      evidence: ['its command: echo connection refused >&2; exit 3', 'connection refused'],
      remedy: expect.stringContaining('Run the command by hand'),
    });
    expect(await app.sh('db', 'ls /data')).toBe('post\n');
  });

  test.for([
    [
      'that a silent hook did not make',
      'true',
      'db-data/backup.sql, which a label names, is not there, after its pre-hooks have ended without an error',
    ],
    [
      'of 0 bytes',
      'false | cat >/data/backup.sql',
      'db-data/backup.sql has 0 bytes, after its pre-hooks have ended without an error',
    ],
    [
      'that was cut short',
      'printf -- "--\\n-- PostgreSQL database dump\\n--\\nCOPY t (a) FROM stdin;\\n1" >/data/backup.sql',
      'db-data/backup.sql is truncated: it begins as a dump of pg_dump and has no end (58 bytes)',
    ],
  ] as const)('a dump %s', async ([, hook, message], context) => {
    const swarm = swarmFor(context);
    const labels = {
      'backupbot.backup.pre-hook': hook,
      'backupbot.backup.volumes.db-data.path': 'backup.sql',
    };
    const app = await deployApp(swarm, compose(swarm.image, { app: ON, db: labels }));
    expect(await refused(app)).toMatchObject({ code: 'backup-empty', blame: 'recipe', message });
  });

  test('a dump that cc-ci.yml’s own command finds bad', async (context) => {
    const swarm = swarmFor(context);
    const verify = { service: 'db', command: ['sh', '-c', 'echo no table users; exit 1'] };
    const manifest = { backup: { expect: 'auto', verify } } as const;
    const app = await deployApp(swarm, compose(swarm.image, { app: ON }), { manifest });
    expect(await refused(app)).toMatchObject({
      code: 'backup-empty',
      service: 'db',
      message: 'backup.verify in db says that the dump is not good: exit code 1',
      evidence: [expect.stringContaining('no table users'), 'no table users'],
    });
  });

  test('a hook that hangs, after the time that the manifest allows', async (context) => {
    const swarm = swarmFor(context);
    const labels = { 'backupbot.backup.pre-hook': 'sleep 60' };
    const app = await deployApp(swarm, compose(swarm.image, { app: ON, db: labels }), {
      manifest: { timeouts: { stageMs: 700 } },
    });
    expect(await refused(app)).toMatchObject({
      code: 'backup-failed',
      blame: 'recipe',
      message: 'pre-hook of the backup in db has not ended within 700 ms',
      remedy: expect.stringContaining('timeouts.stage'),
    });
  });

  test('a hook whose container is killed under it is run again in the next one, and says why', async (context) => {
    const swarm = swarmFor(context);
    const labels = {
      'backupbot.backup.pre-hook': 'test -e /data/second || { touch /data/second; sleep 30; }',
    };
    const app = await deployApp(swarm, compose(swarm.image, { app: ON, db: labels }));
    const ending = backUp(app.context);
    await killWhen(swarm, app, 'test -e /data/second');
    const ended = await ending;
    expect(ended.kind, JSON.stringify(ended)).toBe('backed-up');
    expect(app.notes).toEqual([expect.stringMatching(/in db: .* \(try 1 of 3\), trying again/)]);
  });
});

describe('when the world fails', () => {
  test('a full disk is the host’s, with restic’s words and without the password', async (context) => {
    const swarm = swarmFor(context);
    const app = await plannedApp(swarm, compose(swarm.image, { app: ON }));
    await tmpfs(swarm, app, 'cc-ci-backup', '1m');
    await redeploy(swarm, app, compose(swarm.image, { app: ON }));
    await app.sh('app', 'head -c 5000000 /dev/urandom >/content/large');
    const finding = await refused(app);
    expect(finding).toMatchObject({
      code: 'backup-failed',
      blame: 'host',
      message: expect.stringContaining('the disk is full'),
      evidence: expect.arrayContaining([expect.stringContaining('no space left on device')]),
    });
    for (const secret of app.secrets) expect(JSON.stringify(finding)).not.toContain(secret);
  });

  test('a toolbox that is removed in the middle is a failed backup, and the next one is good', async (context) => {
    const swarm = swarmFor(context);
    const app = await deployApp(swarm, compose(swarm.image, { app: ON }));
    await app.sh('app', 'for i in $(seq 40); do head -c 3000000 /dev/urandom >/content/$i; done');
    const { container, exec } = await toolboxOf(app.context);
    const ending = backUp(app.context);
    while ((await exec(['sh', '-c', 'ls -d /repository/*/data/*'])).exitCode !== 0);
    await swarm.docker.request('DELETE', `/containers/${container}`, { query: { force: true } });
    expect(await ending).toMatchObject({ kind: 'failed', finding: { code: 'backup-failed', blame: 'host' } });
    expect((await taken(app)).files).toHaveLength(40);
  });

  test('an image that can’t be had is the harness’s finding, not an exception', async (context) => {
    const swarm = swarmFor(context);
    const app = await deployApp(swarm, compose(swarm.image, { app: ON }));
    const without = { ...app.context, toolboxImage: 'Not a/valid:image' };
    expect(await backUp(without)).toMatchObject({
      kind: 'failed',
      finding: { code: 'image-missing', blame: 'harness', remedy: expect.stringContaining('toolbox-image') },
    });
    // A shell and no restic.
    expect(await backUp({ ...app.context, toolboxImage: swarm.image })).toMatchObject({
      kind: 'failed',
      finding: { code: 'backup-failed', blame: 'harness', message: expect.stringContaining('has no restic') },
    });
  });

  test('a snapshot that this run did not take can’t be restored, and a service that doesn’t run has no hooks', async (context) => {
    const swarm = swarmFor(context);
    const labels = { 'backupbot.backup.pre-hook': 'false' };
    const app = await deployApp(swarm, compose(swarm.image, { app: ON, db: labels }, 0));
    const snapshot = await taken(app);
    expect(app.notes).toEqual([
      expect.stringContaining('volume db-data is not backed up'),
      expect.stringContaining('pre-hook of db is not run'),
    ]);
    expect(await restore(app.context, { ...snapshot, stack: 'other_test' })).toMatchObject({
      kind: 'failed',
      finding: {
        code: 'restore-failed',
        blame: 'harness',
        message: expect.stringContaining('was not taken by this run'),
      },
    });
    expect(await restore(app.context, { ...snapshot, id: 'ffffffff' })).toMatchObject({
      kind: 'failed',
      finding: {
        code: 'restore-failed',
        evidence: expect.arrayContaining([expect.stringContaining('ffffffff')]),
      },
    });
  });

  test('an aborted run ends at once', async (context) => {
    const swarm = swarmFor(context);
    const labels = { 'backupbot.backup.pre-hook': 'sleep 60' };
    const app = await deployApp(swarm, compose(swarm.image, { app: ON, db: labels }));
    const cancel = new AbortController();
    const ending = backUp({ ...app.context, signal: cancel.signal });
    setTimeout(() => cancel.abort(new Error('somebody pressed Ctrl-C')), 500);
    await expect(ending).rejects.toThrow('somebody pressed Ctrl-C');
  });
});

describe('a restore into another app', () => {
  test.for(['the one that was backed up', 'the other'])(
    'has all in it, and either app can be removed first: %s',
    { timeout: 120_000 },
    async (first, context) => {
      const swarm = swarmFor(context);
      const worldBefore = await listWorld(swarm.docker);
      const text = compose(swarm.image, { app: ON });
      const [from, to] = await Promise.all([deployApp(swarm, text), deployApp(swarm, text)]);
      await from.sh('app', `${FILL}; for i in 1 2 3; do head -c 24000000 /dev/urandom >/content/big$i; done`);
      const before = await stateOf(from, 'app', '/content');
      const snapshot = await taken(from);
      expect(await restore(to.context, snapshot)).toEqual({ kind: 'restored' });
      expect(await stateOf(to, 'app', '/content')).toBe(before);
      measured.push(...to.phases.map((phase) => `into another app, 75 MB: ${phase}`));
      // Its own backup goes beside the one that was carried over.
      await to.sh('app', 'rm /content/big*; echo own >/content/kept');
      const own = await taken(to);
      await to.sh('app', 'rm /content/kept');
      expect(await restore(to.context, own)).toEqual({ kind: 'restored' });
      expect(await to.sh('app', 'cat /content/kept')).toBe('own\n');

      const order = first === 'the other' ? [to, from] : [from, to];
      for (const { stack } of order) {
        const startedAt = performance.now();
        await teardown(swarm.docker, stack);
        expect(performance.now() - startedAt).toBeLessThan(20_000);
        expect(await listResidue(swarm.docker, stack)).toEqual([]);
      }
      const left = (await listWorld(swarm.docker)).filter((object) => !worldBefore.includes(object));
      expect(left.filter((object) => object.includes(from.stack) || object.includes(to.stack))).toEqual([]);
    },
  );

  test('that lacks a volume of the snapshot is refused before anything is written', async (context) => {
    const swarm = swarmFor(context);
    const from = await deployApp(swarm, compose(swarm.image, { app: ON }));
    await from.sh('db', 'echo row >/data/table');
    const to = await deployApp(swarm, compose(swarm.image, { app: ON }, 0));
    expect(await restore(to.context, await taken(from))).toMatchObject({
      kind: 'failed',
      finding: {
        code: 'restore-failed',
        message: expect.stringContaining('files of db-data, and the app has no such volume'),
      },
    });
  });
});

test('the password is in no container’s configuration, and in no file of the toolbox', async (context) => {
  const swarm = swarmFor(context);
  const app = await deployApp(swarm, compose(swarm.image, { app: ON }));
  await app.sh('app', 'echo x >/content/a');
  await taken(app);
  const [password] = app.secrets;
  if (password === undefined) throw new Error('no password was announced');
  const { container, exec } = await toolboxOf(app.context);
  const inspected = JSON.stringify(await swarm.docker.request('GET', `/containers/${container}/json`));
  expect(inspected).toContain(app.stack);
  expect(inspected).not.toContain(password);
  const search = 'grep -rlF "$NEEDLE" /repository /volumes /root /tmp /var /etc';
  expect(await exec(['sh', '-c', search], { env: { NEEDLE: password } })).toMatchObject({
    exitCode: 1,
    stdout: '',
  });
});

/** A volume that is full soon, where the stack would have an ordinary one. */
async function tmpfs(swarm: TestSwarm, app: TestApp, key: string, size: string): Promise<void> {
  await swarm.docker.request('POST', '/volumes/create', {
    body: {
      Name: `${app.stack}_${key}`,
      Labels: { [OWN_LABEL]: app.stack },
      DriverOpts: { type: 'tmpfs', device: 'tmpfs', o: `size=${size}` },
    },
  });
}

async function redeploy(swarm: TestSwarm, app: TestApp, text: string): Promise<void> {
  await swarm.deploy(app.stack, text);
  await app.sh('app', 'true');
  await app.sh('db', 'true');
}

/** Kills the container of db as soon as `script` ends with 0 in it. */
async function killWhen(swarm: TestSwarm, app: TestApp, script: string): Promise<void> {
  const label = [`com.docker.swarm.service.name=${app.stack}_db`];
  const [container] = await swarm.docker.request<readonly { readonly Id: string }[]>(
    'GET',
    '/containers/json',
    {
      query: { filters: { label } },
    },
  );
  if (container === undefined) throw new Error('db does not run');
  while ((await swarm.docker.exec(container.Id, ['sh', '-c', script])).exitCode !== 0);
  await swarm.docker.request('POST', `/containers/${container.Id}/kill`);
}
