/** The rules of abra's deployments, on the real Swarm. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { git } from '../../support/repos.js';
import { useSwarm } from '../../support/swarm.js';
import { installedApp, makeApp, NEW, NEW_APP, OLD, RECIPE, recipeFiles } from './app.js';
import { CHAOS, DEPLOY, head, serviceOf, world } from './deployed.js';
import { proves } from './rule.js';

const swarmOf = useSwarm();

describe.concurrent('deploy', { timeout: 90_000 }, () => {
  proves('stack-name', 'emulator', async (test) => {
    const { swarm, releases } = world(swarmOf(test));
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
    const { swarm, releases } = world(swarmOf(test), {
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
    const { swarm, releases } = world(swarmOf(test));
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
    const { swarm, releases } = world(swarmOf(test));
    const app = await installedApp(test, releases, swarm);
    writeFileSync(join(app.dir.recipe, 'untracked'), '');
    expect(await app.fata(DEPLOY)).toContain('has locally unstaged changes');
    await app.ok(CHAOS);
    expect((await serviceOf(swarm, app)).labels['chaos-version']).toMatch(/^[0-9a-f]{8}\+U$/);
  });
  proves('expose-env', 'emulator', async (test) => {
    const { swarm, releases } = world(swarmOf(test), { env: ['OWN=env', `PRICE='5$'`, 'EMPTY='] });
    const app = await installedApp(test, releases, swarm, NEW);
    await app.ok(DEPLOY);
    const { env } = await serviceOf(swarm, app);
    expect(env).toEqual(
      expect.arrayContaining(['OWN=compose', 'PRICE=5$', 'EMPTY=', `TYPE=${RECIPE}:${NEW}`]),
    );
  });
  proves('version-order', 'emulator', async (test) => {
    const { swarm, releases } = world(swarmOf(test));
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
    const { swarm, releases } = world(swarmOf(test));
    const app = await installedApp(test, releases, swarm, OLD);
    await app.ok(`app deploy DOMAIN ${NEW} -n -o -D -c`);
    expect(app.envText()).toContain(`TYPE=${RECIPE}:${NEW}\n`);
    await app.ok(CHAOS);
    expect(app.envText()).toContain(
      `TYPE=${RECIPE}:${git(app.dir.recipe, ['rev-parse', 'HEAD']).slice(0, 8)}\n`,
    );
  });
  proves('deployed-already', 'emulator', async (test) => {
    const { swarm, releases } = world(swarmOf(test));
    const app = await installedApp(test, releases, swarm, NEW);
    await app.ok(DEPLOY);
    expect(await app.fata(DEPLOY)).toBe(`${app.domain} is already deployed`);
    await app.ok(`${DEPLOY} -f`);
    await app.ok(CHAOS);
  });
  proves('lightweight-tag', 'emulator', async (test) => {
    const { swarm, releases } = world(swarmOf(test));
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
    const { swarm, releases } = world(swarmOf(test));
    const app = await installedApp(test, releases, swarm, NEW);
    expect(await app.fata('app deploy DOMAIN -n -C -o -c')).toContain(
      `unable to resolve ipv4 address for ${app.domain}`,
    );
  });
  proves('config-names', 'emulator', async (test) => {
    const { swarm, releases } = world(swarmOf(test), { configVersion: 'v1' });
    const app = await installedApp(test, releases, swarm);
    writeFileSync(join(app.dir.recipe, 'abra.sh'), `export SITE_VERSION=${'9'.repeat(50)}\n`);
    expect(await app.fata(CHAOS)).toContain('invalid name, only 64 ');
  });
  proves('config-changed', 'emulator', async (test) => {
    const { swarm, releases } = world(swarmOf(test));
    const app = await installedApp(test, releases, swarm);
    await app.ok(CHAOS);
    writeFileSync(join(app.dir.recipe, 'site.txt'), 'changed\n');
    expect(await app.fata(CHAOS)).toContain('only updates to Labels are allowed');
  });
  proves('converge', 'emulator', async (test) => {
    const { swarm, releases } = world(swarmOf(test));
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
    const { swarm, releases } = world(swarmOf(test));
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
    const { swarm, releases } = world(swarmOf(test));
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
    const { swarm, releases } = world(swarmOf(test));
    const app = await installedApp(test, releases, swarm);
    await app.ok('app deploy DOMAIN -n -C -o -D');
    expect(await app.fata('app run DOMAIN app true')).toBe('the input device is not a TTY');
    expect(await app.ok('app run DOMAIN app -- sh -c id', { tty: true })).toContain('uid=0');
    expect(await app.fata('app run DOMAIN app -t false')).toBe('exit status 1');
    expect(await app.fata('app run DOMAIN nope -t true')).toContain('no containers matching');
  });
  proves('cmd', 'emulator', async (test) => {
    const { swarm, releases } = world(swarmOf(test));
    const app = await installedApp(test, releases, swarm);
    writeFileSync(
      join(app.dir.recipe, 'abra.sh'),
      'export SITE_VERSION=v1\ngreet() { echo "$1 from $STACK_NAME"; }\n',
    );
    await app.ok('app deploy DOMAIN -n -C -o -D');
    expect(await app.ok('app cmd DOMAIN app greet hello -T -C -o')).toBe(`hello from ${app.stack}\n`);
    expect(await app.fata('app cmd DOMAIN app greet -C -o')).toBe('the input device is not a TTY');
    expect(await app.fata('app cmd DOMAIN greet --local -C -o')).toContain('not emulated');
  });
  proves('logs', 'emulator', async (test) => {
    const { swarm, releases } = world(swarmOf(test));
    const app = await installedApp(test, releases, swarm);
    await app.ok('app deploy DOMAIN -n -C -o -D');
    await expect(app.call('app logs DOMAIN app', { timeoutMs: 3_000 })).rejects.toThrow(
      'took longer than 3 s',
    );
  });
});
