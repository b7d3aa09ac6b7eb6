/** The rules of abra's backup and restore, with a stand-in for backup-bot-two on the real Swarm. */
import { describe, expect, type TestContext } from 'vitest';
import { type Backupbot, deployBackupbot, useBackupbot } from '../../support/abra/backupbot.js';
import { orSkip } from '../../support/forge/or-skip.js';
import { type TestSwarm, useSwarm } from '../../support/swarm.js';
import { installedApp, NEW, type RecipeOf, recipeFiles, type TestApp } from './app.js';
import { proves } from './rule.js';

const swarmOf = useSwarm();
const backupbotOf = useBackupbot();
const CREATE = 'app backup create DOMAIN -C -o';
const RESTORE = 'app restore DOMAIN -C -o';
const BACKED_UP = '"backupbot.backup=true"';

type World = {
  readonly app: TestApp;
  readonly bot: Backupbot;
  readonly tty: { tty: true; env: Backupbot['env'] };
};

/** A bot, and an app that runs. */
async function world(test: TestContext, of: RecipeOf, isMiswired = false): Promise<World> {
  const swarm: TestSwarm = swarmOf(test);
  const deployed = await orSkip(
    test,
    isMiswired ? deployBackupbot(swarm, { withRepository: false }) : backupbotOf(swarm),
  );
  const app = await installedApp(
    test,
    [{ tag: NEW, files: recipeFiles({ image: swarm.image, ...of }) }],
    swarm,
  );
  await app.ok('app deploy DOMAIN -n -C -o -D');
  return { app, bot: deployed, tty: { tty: true, env: deployed.env } };
}

/** `call` splits at blanks; a tab separates words for the shell as well. */
const sh = (app: TestApp, script: string): Promise<string> =>
  app.ok(`app run DOMAIN app -t -- sh -c ${script.replaceAll(' ', '\t')}`);

describe.concurrent('backup and restore', { timeout: 180_000 }, () => {
  proves('backup-tty', 'emulator', async (test) => {
    const { app, bot } = await world(test, { labels: [`- ${BACKED_UP}`] });
    for (const command of [CREATE, RESTORE])
      expect(await app.fata(command, { env: bot.env })).toBe('the input device is not a TTY');
  });
  proves('backup-bot', 'emulator', async (test) => {
    const { app, tty } = await world(test, { labels: [`- ${BACKED_UP}`] });
    const env = { ABRA_EMULATOR_BACKUPBOT: 'nobody' };
    expect(await app.fata(CREATE, { ...tty, env })).toBe('no backupbot discovered, is it deployed?');
  });
  proves('backup-repository', 'emulator', async (test) => {
    const { app, tty } = await world(test, { labels: [`- ${BACKED_UP}`] }, true);
    const { code, stdout } = await app.call(CREATE, tty);
    expect({ code, stdout }).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("KeyError: 'RESTIC_REPOSITORY'"),
    });
  });
  proves('backup-labels', 'emulator', async (test) => {
    const { app, tty } = await world(test, {});
    expect(await app.fata(CREATE, tty)).toBe(`no backup configs discovered for ${app.domain}`);
  });
  proves('backup-all', 'emulator', async (test) => {
    const { app, tty, bot } = await world(test, { labels: [`- ${BACKED_UP}`] });
    await sh(app, 'echo old>/content/changed;echo old>/cache/deleted');
    await app.ok(CREATE, tty);
    await sh(app, 'echo new>/content/changed;rm /cache/deleted;echo late>/cache/late');
    const listed = await app.ok('app backup snapshots DOMAIN -C -o', { env: bot.env });
    expect(listed).toMatch(/^\d{4}-\d\d-\d\dT[\d:]+ [0-9a-f]{64}\n$/);
    expect(await app.ok('app backup list DOMAIN -C -o', { env: bot.env })).toContain('_cache/_data/deleted');
    await app.ok(`${RESTORE} -s ${listed.trim().split(' ')[1]}`, tty);
    expect(await sh(app, 'cat /content/changed /cache/deleted /cache/late')).toBe('old\nold\nlate\n');
    expect(await app.fata(`${RESTORE} -s 0000`, tty)).toContain('no snapshot 0000 found');
  });
  proves('backup-paths', 'emulator', async (test) => {
    const labels = [
      BACKED_UP,
      '"backupbot.backup.volumes.cache=false"',
      '"backupbot.backup.volumes.content.path=a,sub/b"',
    ];
    const { app, tty } = await world(test, { labels: labels.map((label) => `- ${label}`) });
    await sh(app, 'mkdir /content/sub;cd /content;echo 1>a;echo 1>sub/b;echo 1>c;echo 1>/cache/d');
    await app.ok(CREATE, tty);
    await sh(app, 'rm -r /content/* /cache/d');
    await app.ok(RESTORE, tty);
    expect(await sh(app, 'cd /;find content cache -type f|sort')).toBe('content/a\ncontent/sub/b\n');
  });
  proves('backup-hooks', 'emulator', async (test) => {
    const labels = [
      BACKED_UP,
      `"backupbot.backup.pre-hook=sh -c 'echo dump > /content/dump'"`,
      '"backupbot.backup.post-hook=rm /content/dump; false"',
      '"backupbot.restore.post-hook=mv /content/dump /content/restored"',
    ];
    const { app, tty } = await world(test, { labels: labels.map((label) => `- ${label}`) });
    expect(await app.ok(CREATE, tty)).toContain('ERROR Failed to run command');
    expect(await sh(app, 'ls /content')).toBe('');
    await app.ok(RESTORE, tty);
    expect(await sh(app, 'cat /content/restored')).toBe('dump\n');
  });
  proves('backup-v1', 'emulator', async (test) => {
    const labels = [`- ${BACKED_UP}`, '- "backupbot.backup.path=/srv/data"'];
    const { app, tty } = await world(test, { labels });
    await sh(app, 'mkdir /srv/data;echo old>/srv/data/file');
    await app.ok(CREATE, tty);
    await sh(app, 'echo new>/srv/data/file');
    await app.ok(RESTORE, tty);
    expect(await sh(app, 'cat /srv/data/file')).toBe('old\n');
  });
});
