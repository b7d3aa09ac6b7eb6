/** Protection of the runner: later bash steps of the job are killed before it. */

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';
import { EnvironmentError } from '../../lib/errors.js';
import { bashEnvText, FILE_NAME } from './bash-env.js';

export { bashEnvText, FILE_NAME, VICTIM_SCORE } from './bash-env.js';

type Env = Readonly<Record<string, string | undefined>>;

const FOLDER_PREFIX = 'cc-ci-memory-';
const EVERYBODY_READS = 0o755;

/**
 * A folder of the job's own for what later steps need: in the runner's temp folder, which is there, under the same path, in
 * every step of the job. Steps may run as another user (`sudo -E -u`), so everybody may read it.
 * @throws EnvironmentError where it can't be made.
 */
export function makeJobFolder(env: Env): string {
  const parent = env.RUNNER_TEMP ?? '';
  // Outside of a job nobody would remove it.
  if (!isAbsolute(parent))
    throw new EnvironmentError('memory: RUNNER_TEMP names no folder for what later steps need');
  try {
    mkdirSync(parent, { recursive: true });
    const folder = mkdtempSync(join(parent, FOLDER_PREFIX));
    chmodSync(folder, EVERYBODY_READS);
    return folder;
  } catch (cause) {
    throw new EnvironmentError(`memory: no folder can be made in ${parent}`, { cause });
  }
}

/** Removes what `makeJobFolder` made. Anything else that its name may stand for by now is left alone. */
export function removeJobFolder(folder: string): void {
  if (!isAbsolute(folder) || !basename(folder).startsWith(FOLDER_PREFIX)) return;
  rmSync(folder, { recursive: true, force: true, maxRetries: 2 });
}

/**
 * Writes the file that BASH_ENV is to name.
 * @param firstOnPath a folder that later steps have to find first.
 * @returns its path.
 */
export function writeBashEnv(folder: string, env: Env, firstOnPath?: string): string {
  const path = join(folder, FILE_NAME);
  writeFileSync(path, bashEnvText({ earlier: earlierBashEnv(env), firstOnPath }), { mode: 0o644 });
  return path;
}

/** One that an earlier root action of the same job has left is replaced: composed, it would only do the same again. */
function earlierBashEnv(env: Env): string {
  const earlier = env.BASH_ENV ?? '';
  return basename(earlier) === FILE_NAME ? '' : earlier;
}
