/** What a command gets: its arguments and flags, where abra's folder is, and which failures are switched on. */
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fatal } from './log.mjs';

/**
 * @typedef {object} Context
 * @property {readonly string[]} args
 * @property {import('./flags.mjs').Flags} flags
 * @property {string} abraDir
 * @property {ReadonlySet<string>} modes
 *
 * @typedef {{ readonly abraDir: string }} Folders
 */

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {string} ABRA_DIR, or `.abra` in HOME; with an empty HOME that is `/.abra`, as a runner without one found out
 */
export function abraDirOf(env) {
  return env.ABRA_DIR || join(env.HOME || '/', '.abra');
}

/**
 * Makes what abra makes at every start. Never at the root of the file system: an empty HOME is told by its message.
 * @param {Folders} folders
 */
export function makeFolders({ abraDir }) {
  if (abraDir === '/.abra') return;
  for (const name of ['servers', 'recipes', 'logs']) {
    const folder = join(abraDir, name);
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
}

/**
 * @param {Folders} folders
 * @returns {readonly string[]} the servers that are set up; links to folders count
 * @throws {Fatal} for none
 */
export function serversOf({ abraDir }) {
  const folder = join(abraDir, 'servers');
  const found = existsSync(folder)
    ? readdirSync(folder).filter((name) => statSync(join(folder, name)).isDirectory())
    : [];
  if (found.length === 0) throw new Fatal(`directory is empty: ${folder}`);
  return found.sort();
}

/**
 * @param {Context} context
 * @param {string} what
 * @returns {boolean} true at the first call of all in this ABRA_DIR
 */
export function isFirst({ abraDir }, what) {
  const note = join(abraDir, 'logs', `emulator-${what}`);
  if (existsSync(note)) return false;
  writeFileSync(note, '');
  return true;
}

/**
 * For commands that ask before they act.
 * @param {Context} context
 * @throws {Fatal} without -n: nobody is there to answer
 */
export function needNoInput({ flags }) {
  if (!flags['no-input']) throw new Fatal('inappropriate ioctl for device');
}
