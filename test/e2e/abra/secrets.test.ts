/** The rules of abra's secrets, on the real Swarm. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { git } from '../../support/repos.js';
import { useSwarm } from '../../support/swarm.js';
import { makeApp, NEW, NEW_APP, RECIPE } from './app.js';
import { CHAOS, head, world } from './deployed.js';
import { proves } from './rule.js';

const swarmOf = useSwarm();

describe.concurrent('secrets', { timeout: 90_000 }, () => {
  proves('generate-machine', 'emulator', async (test) => {
    const { swarm, releases } = world(swarmOf(test));
    const app = makeApp(test, releases, swarm);
    await app.ok(NEW_APP);
    const made: unknown = JSON.parse(await app.ok('app secret generate DOMAIN --all -m -C -o'));
    expect(made).toEqual([{ name: 'token', value: expect.stringMatching(/^[0-9a-f]{12}$/) }]);
    expect(await app.ok('app secret generate DOMAIN --all -m -C -o')).toBe('');
  });
  proves('generate-tty', 'emulator', async (test) => {
    const { swarm, releases } = world(swarmOf(test));
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
    const { swarm, releases } = world(swarmOf(test));
    const app = makeApp(test, releases, swarm);
    await app.ok(NEW_APP);
    writeFileSync(app.dir.envFile(app.domain), app.envText().replace('# length=12', '# generate=false'));
    expect(await app.ok('app secret generate DOMAIN --all -m -C -o')).toBe('');
    await app.ok('app secret insert DOMAIN token v1 given -C -o');
    expect(await app.ok('app secret ls DOMAIN -m -C -o')).toContain('"created on server":"true"');
  });
  proves('secret-ls', 'emulator', async (test) => {
    const { swarm, releases } = world(swarmOf(test));
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
    const { swarm, releases } = world(swarmOf(test));
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
    const { swarm, releases } = world(swarmOf(test));
    const app = makeApp(test, releases, swarm);
    await app.ok(NEW_APP);
    await app.ok('app secret insert DOMAIN token v1 one -C -o');
    expect(await app.fata('app secret insert DOMAIN token v1 two -C -o')).toContain('AlreadyExists');
  });
  proves('no-secret', 'emulator', async (test) => {
    const { swarm, releases } = world(swarmOf(test));
    const app = makeApp(test, releases, swarm);
    await app.ok(NEW_APP);
    expect(await app.fata(CHAOS)).toBe('secret not generated: token');
  });
  proves('behind-your-back', 'emulator', async (test) => {
    const { swarm, releases } = world(swarmOf(test));
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
