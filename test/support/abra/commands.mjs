/** abra's command tree, as far as it is emulated: what a command takes, and what does its work. */
import { create, download, listFiles, restore, snapshots } from './app/backup.mjs';
import { deploy } from './app/deploy.mjs';
import { listApps, listServices } from './app/list.mjs';
import { newApp } from './app/new.mjs';
import { config, logs, runCommand, runInService } from './app/run.mjs';
import { generate, insert, list, removeSecrets } from './app/secrets.mjs';
import { remove, undeploy } from './app/undeploy.mjs';
import { rollback, upgrade } from './app/upgrade.mjs';
import { listVolumes, removeVolumes } from './app/volumes.mjs';
import { addServer, diff, fetch, listRecipes, listServers, reset, versions } from './recipe/commands.mjs';
import { lint } from './recipe/lint.mjs';

/**
 * @typedef {import('./flags.mjs').Flag} Flag
 *
 * @typedef {object} Command
 * @property {string} path below `abra`
 * @property {readonly [number, number]} args how many
 * @property {readonly Flag[]} flags besides those of every command
 * @property {(context: import('./context.mjs').Context) => void | Promise<void>} act
 */

/** @param {string} name @param {string} [short] @returns {Flag} */
const bool = (name, short) => ({ name, type: 'bool', ...(short === undefined ? {} : { short }) });
/** @param {string} name @param {string} [short] @returns {Flag} */
const text = (name, short) => ({ name, type: 'string', ...(short === undefined ? {} : { short }) });

/** Every command takes these. */
export const GLOBAL_FLAGS = [
  bool('no-input', 'n'),
  bool('offline', 'o'),
  bool('debug', 'd'),
  bool('help', 'h'),
];

const chaos = bool('chaos', 'C');
const machine = bool('machine', 'm');
const all = bool('all', 'a');
const force = bool('force', 'f');
const noDomainChecks = bool('no-domain-checks', 'D');
const noConvergeChecks = bool('no-converge-checks', 'c');
const snapshot = text('snapshot', 's');
const path = text('path', 'p');
const ANY = Number.POSITIVE_INFINITY;

/** @type {readonly Command[]} */
export const COMMANDS = [
  {
    path: 'app new',
    args: [1, 2],
    flags: [text('server', 's'), text('domain', 'D'), bool('secrets', 'S'), bool('pass', 'p'), chaos],
    act: newApp,
  },
  {
    path: 'app deploy',
    args: [1, 2],
    flags: [chaos, force, noConvergeChecks, noDomainChecks, bool('latest', 'l')],
    act: deploy,
  },
  { path: 'app upgrade', args: [1, 2], flags: [force, noConvergeChecks, noDomainChecks], act: upgrade },
  { path: 'app rollback', args: [1, 2], flags: [force, noConvergeChecks, noDomainChecks], act: rollback },
  { path: 'app undeploy', args: [1, 1], flags: [bool('prune', 'p')], act: undeploy },
  { path: 'app remove', args: [1, 1], flags: [force], act: remove },
  {
    path: 'app ls',
    args: [0, 0],
    flags: [machine, bool('status', 'S'), text('server', 's'), text('recipe', 'r')],
    act: listApps,
  },
  { path: 'app ps', args: [1, 1], flags: [machine, chaos], act: listServices },
  { path: 'app config', args: [1, 1], flags: [], act: config },
  { path: 'app logs', args: [1, 2], flags: [text('since', 's')], act: logs },
  { path: 'app run', args: [3, ANY], flags: [bool('no-tty', 't'), text('user', 'u')], act: runInService },
  {
    path: 'app cmd',
    args: [2, ANY],
    flags: [bool('local', 'l'), text('user', 'u'), bool('tty', 'T'), chaos],
    act: runCommand,
  },
  {
    path: 'app secret generate',
    args: [1, 3],
    flags: [all, machine, chaos, bool('pass', 'p')],
    act: generate,
  },
  {
    path: 'app secret insert',
    args: [3, 4],
    flags: [bool('file', 'f'), bool('trim', 't'), chaos, bool('pass', 'p')],
    act: insert,
  },
  { path: 'app secret ls', args: [1, 1], flags: [machine, chaos], act: list },
  { path: 'app secret remove', args: [1, 2], flags: [all, chaos, bool('pass', 'p')], act: removeSecrets },
  { path: 'app volume ls', args: [1, 1], flags: [], act: listVolumes },
  { path: 'app volume remove', args: [1, 2], flags: [force], act: removeVolumes },
  { path: 'app backup create', args: [1, 1], flags: [chaos], act: create },
  { path: 'app backup snapshots', args: [1, 1], flags: [chaos], act: snapshots },
  { path: 'app backup list', args: [1, 1], flags: [chaos, snapshot, path], act: listFiles },
  { path: 'app backup download', args: [1, 1], flags: [chaos, snapshot, path], act: download },
  { path: 'app restore', args: [1, 1], flags: [chaos, snapshot], act: restore },
  { path: 'recipe fetch', args: [0, 1], flags: [all, force], act: fetch },
  { path: 'recipe lint', args: [1, 1], flags: [chaos, bool('only-error', 'e')], act: lint },
  { path: 'recipe ls', args: [0, 0], flags: [machine], act: listRecipes },
  { path: 'recipe versions', args: [1, 1], flags: [machine], act: versions },
  { path: 'recipe reset', args: [1, 1], flags: [], act: reset },
  { path: 'recipe diff', args: [1, 1], flags: [], act: diff },
  { path: 'server add', args: [0, 1], flags: [bool('local', 'l')], act: addServer },
  { path: 'server ls', args: [0, 0], flags: [machine], act: listServers },
];

/** Other names of the same commands. */
export const ALIASES = /** @type {Readonly<Record<string, string>>} */ ({
  'app list': 'app ls',
  'app rm': 'app remove',
  'app secret list': 'app secret ls',
  'app secret rm': 'app secret remove',
  'app volume list': 'app volume ls',
  'app volume rm': 'app volume remove',
  'app backup ls': 'app backup list',
  'recipe list': 'recipe ls',
  'server list': 'server ls',
});

/** There in abra, and not here: they say so, so that nobody takes that for abra's own answer. */
export const NOT_EMULATED = [
  'app restart',
  'app services',
  'app labels',
  'app cp',
  'app check',
  'app env',
  'app move',
  'recipe new',
  'recipe release',
  'recipe sync',
  'recipe upgrade',
  'server remove',
  'server prune',
  'catalogue generate',
  'catalogue sync',
  'autocomplete',
  'man',
  'upgrade',
];
