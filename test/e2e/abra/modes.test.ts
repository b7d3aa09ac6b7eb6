/** What each mode of the emulator makes go wrong, on the real Swarm. */
import { readFileSync } from 'node:fs';
import { describe, expect, type TestContext, test } from 'vitest';
import { commitRelease } from '../../support/abra/abra-dir.js';
import { useBackupbot } from '../../support/abra/backupbot.js';
import { type AbraMode, abraMode } from '../../support/abra/index.js';
import { MODES } from '../../support/abra/modes.mjs';
import { orSkip } from '../../support/forge/or-skip.js';
import { git } from '../../support/repos.js';
import { useSwarm } from '../../support/swarm.js';
import {
  installedApp,
  makeApp,
  NEW,
  NEW_APP,
  OLD,
  RECIPE,
  type RecipeOf,
  type TestApp,
  twoReleases,
} from './app.js';
import { abra } from './rule.js';

const swarmOf = useSwarm();
const backupbotOf = useBackupbot();
const DEPLOY = 'app deploy DOMAIN -n -o -D';

type On = { readonly env: { readonly ABRA_EMULATOR_MODE: AbraMode } };
type Fails = (test: TestContext, on: On) => Promise<void>;

/** One test for one mode, named by what was met in the field. */
function fails(name: string, work: Fails): void {
  const mode = MODES.find((known) => known.name === name);
  if (mode === undefined) throw new Error(`modes.mjs has no mode ${name}`);
  test(`${name}: ${mode.effect}`, async (context) => {
    if (!abra.isEmulator) context.skip(`a real abra (${abra.version}) has no modes`);
    await work(context, { env: { ABRA_EMULATOR_MODE: abraMode(name) } });
  });
}

function installed(test: TestContext, version: string = NEW, of: RecipeOf = {}): Promise<TestApp> {
  const swarm = swarmOf(test);
  return installedApp(test, twoReleases({ image: swarm.image, ...of }), swarm, version);
}

async function deployed(test: TestContext, version: string = NEW, of: RecipeOf = {}): Promise<TestApp> {
  const app = await installed(test, version, of);
  await app.ok(DEPLOY);
  return app;
}

async function labelsOf(
  test: TestContext,
  { stack }: TestApp,
  service = 'app',
): Promise<Readonly<Record<string, string>>> {
  type Service = { readonly Spec: { readonly Labels: Readonly<Record<string, string>> } };
  return (await swarmOf(test).docker.request<Service>('GET', `/services/${stack}_${service}`)).Spec.Labels;
}

const side = (image: string): readonly string[] => [
  'side:',
  `  image: ${image}`,
  '  command: ["sleep", "infinity"]',
  '  stop_signal: SIGKILL',
  '  networks: [outside]',
];

describe.concurrent('deploy and upgrade', { timeout: 90_000 }, () => {
  fails('upgrade-says-failed', async (test, on) => {
    const app = await deployed(test, OLD);
    expect(await app.fata('app upgrade DOMAIN -f -D -n -o', on)).toBe('deploy failed 🛑');
    expect((await labelsOf(test, app))[`coop-cloud.${app.stack}.version`]).toBe(NEW);
    expect(await app.ok('app run DOMAIN app -t cat /etc/site')).toBe('two\n');
    await app.ok('app upgrade DOMAIN -f -D -n -o -c', on);
  });
  fails('deploy-says-succeeded', async (test, on) => {
    const app = await installed(test, NEW, { image: 'cc-ci/not-there:1.0.0' });
    expect((await app.call(DEPLOY, on)).stderr).toContain('deploy succeeded 🟢');
    expect(JSON.parse(await app.ok('app ps DOMAIN -m'))).toMatchObject({ app: { state: 'unknown' } });
  });
  fails('rolled-back', async (test, on) => {
    const app = await deployed(test, OLD);
    expect((await app.call('app upgrade DOMAIN -f -D -n -o -c', on)).code).toBe(0);
    expect((await labelsOf(test, app))[`coop-cloud.${app.stack}.version`]).toBe(OLD);
  });
  fails('hang', async (test, on) => {
    const app = await installed(test);
    await expect(app.call(`${DEPLOY} -c`, { ...on, timeoutMs: 10_000 })).rejects.toThrow(
      'took longer than 10 s',
    );
    expect(await labelsOf(test, app)).toHaveProperty([`coop-cloud.${app.stack}.version`], NEW);
  });
  fails('disk-full', async (test, on) => {
    const app = await installed(test);
    expect(await app.fata(DEPLOY, on)).toContain('no space left on device');
    expect(await app.fata('app ps DOMAIN -m')).toContain('is not deployed');
  });
  fails('image-lost', async (test, on) => {
    const app = await installed(test);
    await app.ok(`${DEPLOY} -c`, on);
    const { docker } = swarmOf(test);
    const errors = async (): Promise<string> =>
      (
        await docker.cli(['stack', 'ps', app.stack, '--no-trunc', '--format', '{{.Error}}'], {
          timeoutMs: 20_000,
        })
      ).stdout;
    await test.expect.poll(errors, { timeout: 20_000, interval: 500 }).toContain('No such image');
  });
  fails('labels-on-app-only', async (test, on) => {
    const app = await installed(test, NEW, { services: side(swarmOf(test).image) });
    await app.ok(`${DEPLOY} -c`, on);
    expect(await labelsOf(test, app)).toHaveProperty([`coop-cloud.${app.stack}.chaos`], 'false');
    expect(await labelsOf(test, app, 'side')).not.toHaveProperty([`coop-cloud.${app.stack}.chaos`]);
  });
  fails('localised', async (test, { env }) => {
    const app = await installed(test);
    expect((await app.call(DEPLOY, { env: { ...env, LANG: 'es_ES.UTF-8' } })).stderr).toContain(
      'despliegue exitoso',
    );
    expect((await app.call(`${DEPLOY} -f`, { env })).stderr).toContain('deploy succeeded');
  });
});

describe.concurrent('set-up', { timeout: 90_000 }, () => {
  fails('private-origin', async (test, on) => {
    const app = makeApp(test, twoReleases());
    expect(await app.fata(`recipe fetch ${RECIPE}`, on)).toBe('authentication required: Unauthorized');
  });
  fails('lint-fetches', async (test, on) => {
    const app = makeApp(test, twoReleases());
    await app.ok(`recipe lint ${RECIPE} -n -C -o`, { ...on, tty: true });
    git(app.dir.recipe, ['remote', 'set-url', 'origin', '/nowhere']);
    expect(await app.fata(`recipe lint ${RECIPE} -n -C -o`, { ...on, tty: true })).toContain(
      'unable to fetch',
    );
  });
  fails('fetch-keeps-old', async (test, on) => {
    const app = makeApp(test, twoReleases());
    const mine = commitRelease(app.dir.recipe, { files: { 'site.txt': 'mine\n' } });
    await app.ok(`recipe fetch ${RECIPE}`, on);
    expect(git(app.dir.recipe, ['rev-parse', 'HEAD'])).toBe(mine);
  });
  fails('env-without-newline', async (test, on) => {
    const app = makeApp(test, twoReleases());
    await app.ok(NEW_APP, on);
    expect(readFileSync(app.dir.envFile(app.domain), 'utf8')).toMatch(/[^\n]$/);
  });
  fails('secrets-on-stderr', async (test, on) => {
    const swarm = swarmOf(test);
    const app = makeApp(test, twoReleases(), swarm);
    await app.ok(NEW_APP);
    const { stderr } = await app.call('app secret generate DOMAIN --all -m -C -o', on);
    expect(stderr).toMatch(/generated token: [0-9a-f]{12}/);
  });
});

describe.concurrent('taking down', { timeout: 90_000 }, () => {
  fails('undeploy-leaves-service', async (test, on) => {
    const app = await deployed(test, NEW, { services: side(swarmOf(test).image) });
    expect((await app.call('app undeploy DOMAIN -n', on)).stderr).toContain('undeploy succeeded');
    expect(Object.keys(JSON.parse(await app.ok('app ps DOMAIN -m')))).toEqual(['side']);
  });
  fails('volume-in-use-once', async (test, on) => {
    const app = await deployed(test);
    await app.ok('app undeploy DOMAIN -n');
    expect(await app.fata('app volume remove DOMAIN -f -n', on)).toContain('volume is in use - [0a1b2c3d]');
    await test.expect
      .poll(async () => (await app.call('app volume remove DOMAIN -f -n', on)).stderr, {
        timeout: 20_000,
        interval: 500,
      })
      .toMatch(/volumes removed/);
  });
  fails('volume-in-use', async (test, on) => {
    const app = await deployed(test);
    await app.ok('app undeploy DOMAIN -n');
    for (const _ of [1, 2])
      expect(await app.fata('app volume remove DOMAIN -f -n', on)).toContain('volume is in use - [0a1b2c3d]');
  });
  fails('secret-remains', async (test, on) => {
    const app = await installed(test);
    await app.ok('app secret remove DOMAIN --all -n -C -o', on);
    expect(await app.ok('app secret ls DOMAIN -m -C -o')).toContain('"created on server":"true"');
  });
});

describe.concurrent('backup and run', { timeout: 180_000 }, () => {
  const labels = [
    '- "backupbot.backup=true"',
    '- "backupbot.backup.volumes.content.path=dump"',
    '- "backupbot.backup.volumes.cache=false"',
  ];

  async function withBot(
    test: TestContext,
  ): Promise<{ app: TestApp; tty: { tty: true; env: Readonly<Record<string, string>> } }> {
    const bot = await orSkip(test, backupbotOf(swarmOf(test)));
    const app = await deployed(test, NEW, { labels });
    await app.ok('app run DOMAIN app -t -- cp /etc/site /content/dump');
    return { app, tty: { tty: true, env: bot.env } };
  }
  const dumpOf = (app: TestApp): Promise<string> => app.ok('app run DOMAIN app -t cat /content/dump');

  fails('backup-conflict-once', async (test, on) => {
    const { app, tty } = await withBot(test);
    const both = { ...tty, env: { ...tty.env, ...on.env } };
    expect(await app.fata('app backup create DOMAIN -C -o', both)).toContain('409 Client Error');
    await app.ok('app backup create DOMAIN -C -o', both);
  });
  fails('backup-truncated', async (test, on) => {
    const { app, tty } = await withBot(test);
    await app.ok('app backup create DOMAIN -C -o', { ...tty, env: { ...tty.env, ...on.env } });
    await app.ok('app restore DOMAIN -C -o', tty);
    expect(await dumpOf(app)).toBe('');
  });
  fails('backup-empty', async (test, on) => {
    const { app, tty } = await withBot(test);
    await app.ok('app backup create DOMAIN -C -o', { ...tty, env: { ...tty.env, ...on.env } });
    expect(await app.ok('app backup list DOMAIN -C -o', tty)).not.toContain('dump');
  });
  fails('restore-does-nothing', async (test, on) => {
    const { app, tty } = await withBot(test);
    await app.ok('app backup create DOMAIN -C -o', tty);
    await app.ok('app run DOMAIN app -t -- cp /etc/hostname /content/dump');
    await app.ok('app restore DOMAIN -C -o', { ...tty, env: { ...tty.env, ...on.env } });
    expect(await dumpOf(app)).not.toBe('two\n');
    await app.ok('app restore DOMAIN -C -o', tty);
    expect(await dumpOf(app)).toBe('two\n');
  });
  fails('run-swallows', async (test, on) => {
    const app = await deployed(test);
    expect(await app.call('app run DOMAIN app -t -- false', on)).toMatchObject({ code: 0, stdout: '' });
  });
});
