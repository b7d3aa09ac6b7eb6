/** The rules of abra's deployments, secrets and teardown, on the real Swarm. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, type TestContext } from 'vitest';
import { commitRelease } from '../../support/abra/abra-dir.js';
import { git } from '../../support/repos.js';
import { type TestSwarm, useSwarm } from '../../support/swarm.js';
import {
  installedApp,
  makeApp,
  NEW,
  NEW_APP,
  OLD,
  RECIPE,
  type RecipeOf,
  recipeFiles,
  type TestApp,
  twoReleases,
} from './app.js';
import { proves } from './rule.js';

const swarmOf = useSwarm();
const DEPLOY = 'app deploy DOMAIN -n -o -D -c';
const CHAOS = `${DEPLOY} -C`;

type Deployed = { readonly labels: Readonly<Record<string, string>>; readonly env: readonly string[] };

/** What Swarm has of a service. */
async function serviceOf({ docker }: TestSwarm, { stack }: TestApp, name = 'app'): Promise<Deployed> {
  type Spec = {
    readonly Labels: Record<string, string>;
    readonly TaskTemplate: { readonly ContainerSpec: { readonly Env: string[] } };
  };
  const { Spec } = await docker.request<{ readonly Spec: Spec }>('GET', `/services/${stack}_${name}`);
  const prefix = `coop-cloud.${stack}.`;
  const own = Object.entries(Spec.Labels).filter(([key]) => key.startsWith(prefix));
  return {
    labels: Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value])),
    env: Spec.TaskTemplate.ContainerSpec.Env,
  };
}

function world(
  test: TestContext,
  of: RecipeOf = {},
): { swarm: TestSwarm; releases: ReturnType<typeof twoReleases> } {
  const swarm = swarmOf(test);
  return { swarm, releases: twoReleases({ image: swarm.image, ...of }) };
}

const head = (image: string): { readonly files: Readonly<Record<string, string>> } => ({
  files: { ...recipeFiles({ image, version: NEW, config: 'head', configVersion: 'v3' }) },
});

describe.concurrent('secrets', { timeout: 90_000 }, () => {
  proves('generate-machine', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = makeApp(test, releases, swarm);
    await app.ok(NEW_APP);
    const made: unknown = JSON.parse(await app.ok('app secret generate DOMAIN --all -m -C -o'));
    expect(made).toEqual([{ name: 'token', value: expect.stringMatching(/^[0-9a-f]{12}$/) }]);
    expect(await app.ok('app secret generate DOMAIN --all -m -C -o')).toBe('');
  });
  proves('generate-tty', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = makeApp(test, releases, swarm);
    await app.ok(NEW_APP);
    expect(await app.fata('app secret generate DOMAIN --all -C -o')).toBe('inappropriate ioctl for device');
    expect(await app.ok('app secret ls DOMAIN -m -C -o')).toContain('"created on server":"true"');
    await app.ok('app secret remove DOMAIN --all -n -C -o');
    expect(await app.ok('app secret generate DOMAIN --all -C -o', { tty: true })).toMatch(
      /token +┃ [0-9a-f]{12}/,
    );
    expect(await app.fata('app secret generate DOMAIN -m -C -o')).toContain('--all');
  });
  proves('generate-false', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = makeApp(test, releases, swarm);
    await app.ok(NEW_APP);
    writeFileSync(app.dir.envFile(app.domain), app.envText().replace('# length=12', '# generate=false'));
    expect(await app.ok('app secret generate DOMAIN --all -m -C -o')).toBe('');
    await app.ok('app secret insert DOMAIN token v1 given -C -o');
    expect(await app.ok('app secret ls DOMAIN -m -C -o')).toContain('"created on server":"true"');
  });
  proves('secret-ls', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = makeApp(test, releases, swarm);
    await app.ok(NEW_APP);
    const row = { name: 'token', version: 'v1', 'generated name': `${app.stack}_token_v1` };
    const listed = async (): Promise<unknown> => JSON.parse(await app.ok('app secret ls DOMAIN -m -C -o'));
    expect(await listed()).toEqual([{ ...row, 'created on server': 'false' }]);
    await app.ok('app secret generate DOMAIN token v1 -m -C -o');
    expect(await listed()).toEqual([{ ...row, 'created on server': 'true' }]);
    await app.ok('app secret remove DOMAIN --all -n -C -o');
    expect(await listed()).toEqual([{ ...row, 'created on server': 'false' }]);
  });
  proves('insert-file', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = makeApp(test, releases, swarm);
    await app.ok(NEW_APP);
    const file = join(app.dir.path, 'key.pem');
    writeFileSync(file, '-----BEGIN\nkey\n');
    await app.ok(`app secret insert DOMAIN token v1 ${file} -f -C -o`);
    await app.ok(`app secret insert DOMAIN -f token v2 ${file} -C -o`);
    expect(await app.fata('app secret insert DOMAIN token v3 /nowhere -f -C -o')).toContain('no such file');
    await app.ok(CHAOS);
    await app.ok('app deploy DOMAIN -n -C -o -D');
    expect(await app.ok('app run DOMAIN app -t -- cat /run/secrets/token')).toBe('-----BEGIN\nkey\n');
  });
  proves('insert-twice', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = makeApp(test, releases, swarm);
    await app.ok(NEW_APP);
    await app.ok('app secret insert DOMAIN token v1 one -C -o');
    expect(await app.fata('app secret insert DOMAIN token v1 two -C -o')).toContain('AlreadyExists');
  });
  proves('no-secret', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = makeApp(test, releases, swarm);
    await app.ok(NEW_APP);
    expect(await app.fata(CHAOS)).toBe('secret not generated: token');
  });
  proves('behind-your-back', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = makeApp(test, [...releases, head(swarm.image)], swarm);
    await app.ok(`${NEW_APP} -C`);
    const inEnv = app.envText().replace(/^TYPE=.*/m, `TYPE=${RECIPE}`);
    writeFileSync(app.dir.envFile(app.domain), inEnv);
    const commands = ['app ls -m', 'app secret ls DOMAIN -m -o', 'app secret generate DOMAIN --all -m -o'];
    for (const command of commands) {
      git(app.dir.recipe, ['checkout', '--quiet', 'main']);
      await app.ok(command);
      expect(git(app.dir.recipe, ['describe', '--tags']), command).toBe(NEW);
    }
  });
});

describe.concurrent('deploy', { timeout: 90_000 }, () => {
  proves('stack-name', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const { docker } = swarm;
    const app = makeApp(test, releases, swarm);
    const long = `${app.domain}.with.a.name.that.goes.on.and.on`;
    const stack = long.replaceAll('.', '_').slice(0, 45);
    swarm.willRemove(stack);
    await app.ok(NEW_APP.replace('DOMAIN', long));
    await app.ok(`app secret generate ${long} --all -m -C -o`);
    await app.ok(CHAOS.replace('DOMAIN', long));
    expect(await docker.request('GET', `/services/${stack}_app`)).toBeDefined();
  });
  proves('labels', 'emulator', async (test) => {
    const { swarm, releases } = world(test, {
      services: ['side:', '  image: IMAGE', '  command: ["sleep", "infinity"]', '  networks: [outside]'],
    });
    const files = releases.map((release) => ({
      ...release,
      files: {
        ...release.files,
        'compose.yml': String(release.files['compose.yml']).replace('IMAGE', swarm.image),
      },
    }));
    const app = await installedApp(test, files, swarm, NEW);
    await app.ok(DEPLOY);
    const labels = { version: NEW, chaos: 'false', recipe: RECIPE, timeout: '60' };
    expect((await serviceOf(swarm, app)).labels).toEqual(labels);
    expect((await serviceOf(swarm, app, 'side')).labels).toEqual(labels);
  });
  proves('chaos-labels', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = await installedApp(test, [...releases, head(swarm.image)], swarm);
    await app.ok(CHAOS);
    const sha = git(app.dir.recipe, ['rev-parse', 'main']);
    expect((await serviceOf(swarm, app)).labels).toMatchObject({
      version: NEW,
      chaos: 'true',
      'chaos-version': sha.slice(0, 8),
    });
  });
  proves('chaos-dirty', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = await installedApp(test, releases, swarm);
    writeFileSync(join(app.dir.recipe, 'untracked'), '');
    expect(await app.fata(DEPLOY)).toContain('has locally unstaged changes');
    await app.ok(CHAOS);
    expect((await serviceOf(swarm, app)).labels['chaos-version']).toMatch(/^[0-9a-f]{8}\+U$/);
  });
  proves('expose-env', 'emulator', async (test) => {
    const { swarm, releases } = world(test, { env: ['OWN=env', `PRICE='5$'`, 'EMPTY='] });
    const app = await installedApp(test, releases, swarm, NEW);
    await app.ok(DEPLOY);
    const { env } = await serviceOf(swarm, app);
    expect(env).toEqual(
      expect.arrayContaining(['OWN=compose', 'PRICE=5$', 'EMPTY=', `TYPE=${RECIPE}:${NEW}`]),
    );
  });
  proves('version-order', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = await installedApp(test, releases, swarm, OLD);
    const version = async (): Promise<string | undefined> => (await serviceOf(swarm, app)).labels.version;
    const forget = (): void =>
      writeFileSync(app.dir.envFile(app.domain), app.envText().replace(/^TYPE=.*/m, `TYPE=${RECIPE}`));
    await app.ok(DEPLOY);
    expect(await version(), 'TYPE').toBe(OLD);
    forget();
    await app.ok(`${DEPLOY} -f`);
    expect(await version(), 'deployed').toBe(OLD);
    await app.ok(`app deploy DOMAIN ${NEW} -n -o -D -c -f`);
    expect(await version(), 'command line').toBe(NEW);
    await app.ok(`app deploy DOMAIN ${OLD} -n -o -D -c -f`);
    await app.ok(`${DEPLOY} -f -l`);
    expect(await version(), '--latest').toBe(NEW);
    await app.ok('app undeploy DOMAIN -n');
    forget();
    await app.ok(DEPLOY);
    expect(await version(), 'newest').toBe(NEW);
    expect(await app.fata(`${CHAOS} -f`.replace('DOMAIN', `DOMAIN ${OLD}`))).toContain('--chaos');
  });
  proves('write-back', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = await installedApp(test, releases, swarm, OLD);
    await app.ok(`app deploy DOMAIN ${NEW} -n -o -D -c`);
    expect(app.envText()).toContain(`TYPE=${RECIPE}:${NEW}\n`);
    await app.ok(CHAOS);
    expect(app.envText()).toContain(
      `TYPE=${RECIPE}:${git(app.dir.recipe, ['rev-parse', 'HEAD']).slice(0, 8)}\n`,
    );
  });
  proves('deployed-already', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = await installedApp(test, releases, swarm, NEW);
    await app.ok(DEPLOY);
    expect(await app.fata(DEPLOY)).toBe(`${app.domain} is already deployed`);
    await app.ok(`${DEPLOY} -f`);
    await app.ok(CHAOS);
  });
  proves('lightweight-tag', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = await installedApp(
      test,
      releases.map((release) => ({ ...release, isLightweight: true })),
      swarm,
      NEW,
    );
    expect(await app.fata(DEPLOY)).toMatch(/R014/);
    await app.ok(CHAOS);
  });
  proves('domain-check', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = await installedApp(test, releases, swarm, NEW);
    expect(await app.fata('app deploy DOMAIN -n -C -o -c')).toContain(
      `unable to resolve ipv4 address for ${app.domain}`,
    );
  });
  proves('disk-names', 'emulator', async (test) => {
    const { swarm, releases } = world(test, { configVersion: 'v1' });
    const app = await installedApp(test, releases, swarm);
    writeFileSync(join(app.dir.recipe, 'abra.sh'), `export SITE_VERSION=${'9'.repeat(50)}\n`);
    expect(await app.fata(CHAOS)).toMatch(/config name.*64|must be.*64/i);
  });
  proves('config-changed', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = await installedApp(test, releases, swarm);
    await app.ok(CHAOS);
    writeFileSync(join(app.dir.recipe, 'site.txt'), 'changed\n');
    expect(await app.fata(CHAOS)).toContain('only updates to Labels are allowed');
  });
  proves('converge', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = await installedApp(test, releases, swarm, NEW);
    expect(await app.call('app deploy DOMAIN -n -o -D')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('deploy succeeded 🟢'),
    });
    expect(await app.ok('app run DOMAIN app -t cat /etc/site')).toBe('two\n');
  });
  proves('converge-timeout', 'emulator', async (test) => {
    const swarm = swarmOf(test);
    const once = [
      'once:',
      `  image: ${swarm.image}`,
      '  command: ["true"]',
      '  networks: [outside]',
      '  deploy: {restart_policy: {condition: none}}',
    ];
    const app = await installedApp(
      test,
      [{ tag: NEW, files: recipeFiles({ image: swarm.image, services: once, env: ['TIMEOUT=4'] }) }],
      swarm,
    );
    expect(await app.fata('app deploy DOMAIN -n -C -o -D')).toBe('deploy timed out 🟠');
  });
  proves('no-converge', 'emulator', async (test) => {
    const swarm = swarmOf(test);
    const app = await installedApp(
      test,
      [{ tag: NEW, files: recipeFiles({ image: 'cc-ci/not-there:1.0.0' }) }],
      swarm,
    );
    await app.ok(CHAOS);
  });
  proves('ps', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = await installedApp(test, releases, swarm);
    await app.ok('app deploy DOMAIN -n -C -o -D');
    const shown: unknown = JSON.parse(await app.ok('app ps DOMAIN -m'));
    const row = {
      service: 'app',
      chaos: 'true',
      version: NEW,
      image: swarm.image,
      state: 'running',
      ports: '',
    };
    expect(shown).toEqual({
      app: { ...row, created: expect.any(String), status: expect.stringMatching(/^Up /) },
    });
  });
  proves('ls', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = await installedApp(test, releases, swarm, OLD);
    await app.ok(DEPLOY);
    const row = { server: 'default', recipe: RECIPE, appName: app.domain, domain: app.domain };
    const counts = { appCount: 1, unversionedCount: 0, latestCount: 0 };
    const empty = { status: '', chaos: '', chaosVersion: '', version: '', upgrade: '' };
    expect(JSON.parse(await app.ok('app ls -m'))).toEqual({
      default: { apps: [{ ...row, ...empty }], ...counts, versionCount: 0, upgradeCount: 0 },
    });
    const full = { status: 'deployed', chaos: 'false', chaosVersion: 'unknown', version: OLD, upgrade: NEW };
    expect(JSON.parse(await app.ok('app ls -m -S -s default -r tiny'))).toEqual({
      default: { apps: [{ ...row, ...full }], ...counts, versionCount: 1, upgradeCount: 1 },
    });
  });
  proves('run', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = await installedApp(test, releases, swarm);
    await app.ok('app deploy DOMAIN -n -C -o -D');
    expect(await app.fata('app run DOMAIN app true')).toBe('the input device is not a TTY');
    expect(await app.ok('app run DOMAIN app -- sh -c id', { tty: true })).toContain('uid=0');
    expect(await app.fata('app run DOMAIN app -t false')).toBe('exit status 1');
    expect(await app.fata('app run DOMAIN nope -t true')).toContain('no containers matching');
  });
});

describe.concurrent('upgrade', { timeout: 90_000 }, () => {
  proves('upgrade', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = await installedApp(test, [...releases, head(swarm.image)], swarm, OLD);
    await app.ok('app deploy DOMAIN -n -o -D');
    expect(await app.fata(`app upgrade DOMAIN ${OLD} -n -o -D -c`)).toContain('is not an upgrade');
    await app.ok('app upgrade DOMAIN -f -D -n -o -c');
    expect((await serviceOf(swarm, app)).labels.version).toBe(NEW);
    expect(app.envText()).toContain(`TYPE=${RECIPE}:${NEW}\n`);
    expect(git(app.dir.recipe, ['describe', '--tags'])).toBe(NEW);
  });
  proves('upgrade-latest', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = await installedApp(test, releases, swarm, NEW);
    await app.ok(DEPLOY);
    expect(await app.call('app upgrade DOMAIN -n -o -D -c')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('no available upgrades'),
    });
    expect(await app.call('app upgrade DOMAIN -f -n -o -D -c')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('not waiting'),
    });
  });
  proves('upgrade-undeployed', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = await installedApp(test, releases, swarm, NEW);
    for (const command of [
      'app upgrade DOMAIN -n -o -D',
      'app rollback DOMAIN -n -o -D',
      'app undeploy DOMAIN -n',
    ])
      expect(await app.fata(command)).toBe(`${app.domain} is not deployed?`);
  });
  proves('upgrade-head', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = await installedApp(test, releases, swarm, OLD);
    await app.ok('app deploy DOMAIN -n -o -D');
    git(app.dir.recipe, ['checkout', '--quiet', 'main']);
    const sha = commitRelease(app.dir.recipe, head(swarm.image));
    await app.ok('app deploy DOMAIN -n -C -o -D -f');
    expect((await serviceOf(swarm, app)).labels).toMatchObject({
      'chaos-version': sha.slice(0, 8),
      version: NEW,
    });
    expect(await app.ok('app run DOMAIN app -t cat /etc/site')).toBe('head\n');
  });
  proves('rollback', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = await installedApp(test, releases, swarm, NEW);
    await app.ok(DEPLOY);
    await app.ok('app rollback DOMAIN -n -o -D -c');
    expect((await serviceOf(swarm, app)).labels.version).toBe(OLD);
  });
});

describe.concurrent('taking down', { timeout: 90_000 }, () => {
  proves('undeploy', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = await installedApp(test, releases, swarm);
    await app.ok('app deploy DOMAIN -n -C -o -D');
    await app.ok('app undeploy DOMAIN -n');
    expect(await app.fata('app ps DOMAIN -m')).toContain('is not deployed');
    expect(await app.ok('app volume ls DOMAIN')).toMatch(/cache[\s\S]*content/);
    expect(await app.ok('app secret ls DOMAIN -m -C -o')).toContain('"created on server":"true"');
    expect(app.envText()).toContain('TYPE=');
  });
  proves('volume-remove', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = await installedApp(test, releases, swarm);
    await app.ok('app deploy DOMAIN -n -C -o -D');
    expect(await app.fata('app volume remove DOMAIN -f -n')).toContain('is still deployed');
    const { stdout } = await swarm.docker.cli(
      ['run', '--detach', '--rm', '--volume', `${app.stack}_cache:/c`, swarm.image, 'sleep', '60'],
      { timeoutMs: 20_000 },
    );
    test.onTestFinished(() =>
      swarm.docker.cli(['rm', '--force', stdout.trim()], { timeoutMs: 20_000 }).then(() => undefined),
    );
    await app.ok('app undeploy DOMAIN -n');
    expect(await app.fata('app volume remove DOMAIN -f -n')).toContain('volume is in use');
    await swarm.docker.cli(['rm', '--force', stdout.trim()], { timeoutMs: 20_000 });
    await expect
      .poll(async () => (await app.call('app volume remove DOMAIN -f -n')).stderr, {
        timeout: 20_000,
        interval: 500,
      })
      .toMatch(/[12] volumes removed/);
    expect(await app.call('app volume ls DOMAIN')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('no volumes created'),
    });
  });
  proves('remove', 'emulator', async (test) => {
    const { swarm, releases } = world(test);
    const app = await installedApp(test, releases, swarm);
    await app.ok('app deploy DOMAIN -n -C -o -D');
    expect(await app.fata('app remove DOMAIN -n')).toContain('is still deployed');
    await app.ok('app undeploy DOMAIN -n');
    expect(await app.fata('app remove DOMAIN -n')).toContain('still has volumes');
    await expect
      .poll(async () => (await app.call('app volume remove DOMAIN -f -n')).stderr, {
        timeout: 20_000,
        interval: 500,
      })
      .toMatch(/volumes removed/);
    await app.ok('app remove DOMAIN -n');
    expect(() => readFileSync(app.dir.envFile(app.domain))).toThrow(/ENOENT/);
  });
});
