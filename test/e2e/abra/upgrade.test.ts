/** The rules of abra's upgrades, and of taking an app down, on the real Swarm. */
import { readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { commitRelease } from '../../support/abra/abra-dir.js';
import { git } from '../../support/repos.js';
import { useSwarm } from '../../support/swarm.js';
import { installedApp, NEW, OLD, RECIPE } from './app.js';
import { DEPLOY, head, serviceOf, world } from './deployed.js';
import { proves } from './rule.js';

const swarmOf = useSwarm();

describe.concurrent('upgrade', { timeout: 90_000 }, () => {
  proves('upgrade', 'emulator', async (test) => {
    const { swarm, releases } = world(swarmOf(test));
    const app = await installedApp(test, [...releases, head(swarm.image)], swarm, OLD);
    await app.ok('app deploy DOMAIN -n -o -D');
    expect(await app.fata(`app upgrade DOMAIN ${OLD} -n -o -D -c`)).toContain('is not an upgrade');
    await app.ok('app upgrade DOMAIN -f -D -n -o -c');
    expect((await serviceOf(swarm, app)).labels.version).toBe(NEW);
    expect(app.envText()).toContain(`TYPE=${RECIPE}:${NEW}\n`);
    expect(git(app.dir.recipe, ['describe', '--tags'])).toBe(NEW);
  });
  proves('upgrade-latest', 'emulator', async (test) => {
    const { swarm, releases } = world(swarmOf(test));
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
    const { swarm, releases } = world(swarmOf(test));
    const app = await installedApp(test, releases, swarm, NEW);
    for (const command of [
      'app upgrade DOMAIN -n -o -D',
      'app rollback DOMAIN -n -o -D',
      'app undeploy DOMAIN -n',
    ])
      expect(await app.fata(command)).toBe(`${app.domain} is not deployed?`);
  });
  proves('upgrade-head', 'emulator', async (test) => {
    const { swarm, releases } = world(swarmOf(test));
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
    const { swarm, releases } = world(swarmOf(test));
    const app = await installedApp(test, releases, swarm, NEW);
    await app.ok(DEPLOY);
    await app.ok('app rollback DOMAIN -n -o -D -c');
    expect((await serviceOf(swarm, app)).labels.version).toBe(OLD);
  });
});

describe.concurrent('taking down', { timeout: 90_000 }, () => {
  proves('undeploy', 'emulator', async (test) => {
    const { swarm, releases } = world(swarmOf(test));
    const app = await installedApp(test, releases, swarm);
    await app.ok('app deploy DOMAIN -n -C -o -D');
    await app.ok('app undeploy DOMAIN -n');
    expect(await app.fata('app ps DOMAIN -m')).toContain('is not deployed');
    expect(await app.ok('app volume ls DOMAIN')).toMatch(/cache[\s\S]*content/);
    expect(await app.ok('app secret ls DOMAIN -m -C -o')).toContain('"created on server":"true"');
    expect(app.envText()).toContain('TYPE=');
  });
  proves('volume-remove', 'emulator', async (test) => {
    const { swarm, releases } = world(swarmOf(test));
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
    await test.expect
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
    const { swarm, releases } = world(swarmOf(test));
    const app = await installedApp(test, releases, swarm);
    await app.ok('app deploy DOMAIN -n -C -o -D');
    expect(await app.fata('app remove DOMAIN -n')).toContain('is still deployed');
    await app.ok('app undeploy DOMAIN -n');
    expect(await app.fata('app remove DOMAIN -n')).toContain('still has volumes');
    await test.expect
      .poll(async () => (await app.call('app volume remove DOMAIN -f -n')).stderr, {
        timeout: 20_000,
        interval: 500,
      })
      .toMatch(/volumes removed/);
    await app.ok('app remove DOMAIN -n');
    expect(() => readFileSync(app.dir.envFile(app.domain))).toThrow(/ENOENT/);
  });
});
