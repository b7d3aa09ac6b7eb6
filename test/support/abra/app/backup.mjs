/** `app backup …` and `app restore`: finds backup-bot-two's container and drives restic in it, as its labels say. */
import { writeFileSync } from 'node:fs';
import { appOf, cloneOfApp } from '../app.mjs';
import { ensure } from '../clone.mjs';
import { isFirst } from '../context.mjs';
import { containerOf, docker, dockerLines, dockerOutcome } from '../docker.mjs';
import { Fatal, info, needInputTerminal, print } from '../log.mjs';
import { backupConfigOf, hooksOf, runHooks, VOLUMES } from './backup-labels.mjs';

/**
 * @typedef {import('../context.mjs').Context} Context
 * @typedef {import('../app.mjs').App} App
 *
 * @typedef {object} Bot
 * @property {string} server
 * @property {string} container
 */

/** On the service of backup-bot-two. */
const BOT_LABEL = 'coop-cloud.backupbot.enabled=true';
const NO_REPOSITORY = /Is there a repository at/;
/** Where paths of the label of version 1 are put for restic. */
/** @param {App} app */
const stagingOf = ({ stack }) => `/tmp/backupbot/${stack}`;

/**
 * @param {Context} context
 * @returns {Promise<{ app: App, bot: Bot }>}
 */
async function start(context) {
  const app = appOf(context);
  await ensure(context, cloneOfApp(context, app), app.version);
  const filters = ['--filter', `label=${BOT_LABEL}`];
  // Several tests may have a bot of their own on one Swarm, where a server has one.
  const only = process.env.ABRA_EMULATOR_BACKUPBOT;
  if (only) filters.push('--filter', `label=com.docker.stack.namespace=${only}`);
  const [service] = await dockerLines(app.server, ['service', 'ls', '--quiet', ...filters]);
  if (service === undefined) throw new Fatal('no backupbot discovered, is it deployed?');
  const name = (
    await docker(app.server, ['service', 'inspect', '--format', '{{.Spec.Name}}', service])
  ).trim();
  const container = await containerOf(app.server, name);
  if (container === undefined) throw new Fatal(`no containers matching the ${name} filter found?`);
  const bot = { server: app.server, container };
  const { code } = await inBot(bot, ['printenv', 'RESTIC_REPOSITORY']);
  if (code !== 0) {
    print(
      'Traceback (most recent call last):\n  File "/usr/bin/backup", line 1, in <module>\nKeyError: \'RESTIC_REPOSITORY\'',
    );
    throw new Fatal('exit status 1');
  }
  return { app, bot };
}

/**
 * @param {Bot} bot
 * @param {readonly string[]} command
 * @param {Buffer} [input]
 */
const inBot = ({ server, container }, command, input) =>
  dockerOutcome(
    server,
    ['exec', '--interactive', container, ...command],
    input === undefined ? {} : { input },
  );

/**
 * @param {Bot} bot
 * @param {readonly string[]} args
 */
async function restic(bot, args) {
  const finished = await inBot(bot, ['restic', ...args]);
  if (finished.code !== 0) throw new Fatal(`restic ${args[0]}: ${finished.stderr.trim()}`);
  return finished.stdout;
}

/** @param {Context} context */
export async function create(context) {
  const { modes } = context;
  needInputTerminal();
  const { app, bot } = await start(context);
  const config = await backupConfigOf(app);
  if (modes.has('backup-conflict-once') && isFirst(context, 'backup-conflict-once'))
    throw new Fatal('409 Client Error: Conflict ("Container is not running")');
  await runHooks(app, hooksOf(config, 'backup.pre-hook'));
  if (modes.has('backup-truncated')) await truncate(bot, config);
  const paths = modes.has('backup-empty')
    ? [await emptyFolder(bot, app)]
    : [...config.paths, ...(await stage(app, bot, config))];
  print(await backUp(bot, ['backup', '--host', 'app', '--tag', app.stack, ...paths]));
  await runHooks(app, hooksOf(config, 'backup.post-hook'));
}

/**
 * Into a repository that the first backup makes.
 * @param {Bot} bot
 * @param {readonly string[]} args
 */
async function backUp(bot, args) {
  const { code, stdout, stderr } = await inBot(bot, ['restic', ...args]);
  if (code === 0) return stdout;
  if (!NO_REPOSITORY.test(stderr)) throw new Fatal(`restic backup: ${stderr.trim()}`);
  await restic(bot, ['init']);
  return restic(bot, args);
}

/**
 * Copies the paths of the label of version 1 out of their containers.
 * @param {App} app
 * @param {Bot} bot
 * @param {import('./backup-labels.mjs').BackupConfig} config
 * @returns {Promise<readonly string[]>}
 */
async function stage(app, bot, config) {
  await inBot(bot, ['rm', '-rf', stagingOf(app)]);
  /** @type {string[]} */
  const staged = [];
  for (const { service, path } of config.containerPaths) {
    const container = await containerOf(app.server, service);
    if (container === undefined)
      throw new Fatal(`409 Client Error: Conflict ("Container of ${service} is not running")`);
    const folder = `${stagingOf(app)}/${service}${path.replace(/\/[^/]*$/, '')}`;
    const { bytes, code, stderr } = await dockerOutcome(app.server, ['cp', `${container}:${path}`, '-']);
    if (code !== 0) throw new Fatal(stderr.trim());
    await inBot(bot, ['mkdir', '-p', folder]);
    await inBot(bot, ['tar', '-x', '-C', folder], bytes);
    staged.push(`${stagingOf(app)}/${service}${path}`);
  }
  return staged;
}

/**
 * @param {Bot} bot
 * @param {import('./backup-labels.mjs').BackupConfig} config
 */
async function truncate(bot, { paths }) {
  const files = paths.filter((path) => !path.endsWith('/_data'));
  if (files.length > 0)
    await inBot(bot, ['find', ...files, '-type', 'f', '-exec', 'truncate', '--size=0', '{}', ';']);
}

/**
 * @param {Bot} bot
 * @param {App} app
 */
async function emptyFolder(bot, app) {
  const folder = `${stagingOf(app)}/nothing`;
  await inBot(bot, ['mkdir', '-p', folder]);
  return folder;
}

/**
 * In place, into the live volumes. Files that came after the snapshot stay.
 * @param {Context} context
 */
export async function restore(context) {
  needInputTerminal();
  const { app, bot } = await start(context);
  const config = await backupConfigOf(app);
  const snapshot = await snapshotOf(context, app, bot);
  await runHooks(app, hooksOf(config, 'restore.pre-hook'));
  if (!context.modes.has('restore-does-nothing')) {
    await inBot(bot, ['rm', '-rf', stagingOf(app)]);
    print(await restic(bot, ['restore', snapshot, '--target', '/']));
    await unstage(app, bot, config);
  }
  await runHooks(app, hooksOf(config, 'restore.post-hook'));
}

/**
 * @param {App} app
 * @param {Bot} bot
 * @param {import('./backup-labels.mjs').BackupConfig} config
 */
async function unstage(app, bot, config) {
  for (const { service, path } of config.containerPaths) {
    const staged = `${stagingOf(app)}/${service}${path}`;
    const container = await containerOf(app.server, service);
    const { bytes, code } = await inBot(bot, [
      'tar',
      '-c',
      '-C',
      staged.replace(/\/[^/]*$/, ''),
      path.split('/').at(-1) ?? '',
    ]);
    if (code !== 0 || container === undefined) throw new Fatal(`nothing to restore of ${path} in ${service}`);
    await docker(app.server, ['cp', '-', `${container}:${path.replace(/\/[^/]*$/, '') || '/'}`], {
      input: bytes,
    });
  }
}

/**
 * @typedef {{ id: string, short_id: string, time: string }} Snapshot
 *
 * @param {App} app
 * @param {Bot} bot
 * @returns {Promise<readonly Snapshot[]>} of this app, oldest first
 */
async function snapshotsOf(app, bot) {
  const { code, stdout, stderr } = await inBot(bot, ['restic', 'snapshots', '--json', '--tag', app.stack]);
  if (code === 0) return JSON.parse(stdout) ?? [];
  if (NO_REPOSITORY.test(stderr)) return [];
  throw new Fatal(`restic snapshots: ${stderr.trim()}`);
}

/**
 * @param {Context} context
 * @param {App} app
 * @param {Bot} bot
 * @returns {Promise<string>}
 */
async function snapshotOf({ flags }, app, bot) {
  const all = await snapshotsOf(app, bot);
  const asked = typeof flags.snapshot === 'string' ? flags.snapshot : 'latest';
  const found = asked === 'latest' ? all.at(-1) : all.find(({ id }) => id.startsWith(asked));
  if (!found) throw new Fatal(`no snapshot ${asked} found for ${app.domain}`);
  return found.id;
}

/** @param {Context} context */
export async function snapshots(context) {
  const { app, bot } = await start(context);
  const all = await snapshotsOf(app, bot);
  if (all.length === 0) return info(`no snapshots found for ${app.domain}`);
  for (const { time, id } of all) print(`${time.split('.')[0]} ${id}`);
}

/** @param {Context} context */
export async function listFiles(context) {
  const { app, bot } = await start(context);
  const path = typeof context.flags.path === 'string' ? [context.flags.path] : [];
  print((await restic(bot, ['ls', await snapshotOf(context, app, bot), ...path])).trim());
}

/** @param {Context} context */
export async function download(context) {
  const { app, bot } = await start(context);
  const path = typeof context.flags.path === 'string' ? context.flags.path : VOLUMES;
  const args = ['dump', '--archive', 'tar', await snapshotOf(context, app, bot), path];
  const { bytes, code, stderr } = await inBot(bot, ['restic', ...args]);
  if (code !== 0) throw new Fatal(stderr.trim());
  writeFileSync('backup.tar', bytes);
  info('backup successfully downloaded to current working directory');
}
