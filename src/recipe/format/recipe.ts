/** Loads a recipe's folder: its texts and its git state. Nothing is decided and nothing is executed here. */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { EnvironmentError, hasCode, UserError } from '../../lib/errors.js';
import { insideOf } from '../../lib/paths.js';
import { type RunProcess, succeeded } from '../../lib/process.js';
import { type AbraExports, noExports, parseAbraExports } from './abra-exports.js';
import type { SourceFile } from './compose.js';
import { type EnvFile, parseEnvFile, placeOfKey, resolveEnv } from './env-file.js';
import { userErrorAt } from './place.js';

export type Recipe = {
  /** Absolute. */
  readonly folder: string;
  /** From `TYPE=name[:version]`; the folder's own name where there is none. */
  readonly name: string;
  /** The commit under test; null outside a git repository. */
  readonly sha: string | null;
  /** True when the working tree differs from the commit, untracked files included (abra's `+U`). */
  readonly isDirty: boolean;
  readonly envFile: EnvFile;
  readonly exports: AbraExports;
  /** In the order of COMPOSE_FILE. */
  readonly composeFiles: readonly SourceFile[];
  /** Its README.md; undefined where there is none. */
  readonly readme?: string;
};

export const ENV_SAMPLE = '.env.sample';
const COMPOSE_FILE = 'compose.yml';
const ABRA_SH = 'abra.sh';
const README = 'README.md';
const GIT_TIMEOUT_MS = 60_000;

/**
 * @param folder the recipe's folder, as the user named it.
 * @param overrides over .env.sample: COMPOSE_FILE may be among them.
 * @throws UserError for a folder that isn't a recipe and for a compose file that is missing or leads out of it.
 */
export async function loadRecipe(
  folder: string,
  run: RunProcess,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
  overrides: Readonly<Record<string, string>> = {},
): Promise<Recipe> {
  const root = resolve(folder);
  if (!existsSync(root) || !statSync(root).isDirectory())
    throw new UserError(`${folder} is no folder; name the folder of a recipe`);
  for (const file of [COMPOSE_FILE, ENV_SAMPLE]) {
    if (existsSync(resolve(root, file))) continue;
    throw new UserError(
      `${folder} is no Co-op Cloud recipe: it has no ${file}; name the folder that holds compose.yml and .env.sample`,
    );
  }
  const envFile = parseEnvFile(readInside(root, ENV_SAMPLE, 'the recipe'), ENV_SAMPLE);
  const abraSh = existsSync(resolve(root, ABRA_SH)) ? readInside(root, ABRA_SH, 'the recipe') : undefined;
  return {
    folder: root,
    name: recipeName(envFile, root),
    ...(await gitState(root, run, env, signal)),
    envFile,
    exports: abraSh === undefined ? noExports : parseAbraExports(abraSh, ABRA_SH),
    composeFiles: composeFilesOf(root, envFile, overrides),
    ...(existsSync(resolve(root, README)) ? { readme: readInside(root, README, 'the recipe') } : {}),
  };
}

function recipeName(envFile: EnvFile, root: string): string {
  const type = resolveEnv(envFile).get('TYPE') ?? '';
  const name = type === '' ? basename(root) : (type.split(':')[0] ?? '');
  if (/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) return name;
  const place = placeOfKey(envFile, 'TYPE') ?? { file: envFile.file, line: 1 };
  throw userErrorAt(
    place,
    `TYPE=${JSON.stringify(type)} is no recipe name: letters, digits, - . and _, such as TYPE=hello`,
  );
}

/** COMPOSE_FILE is a list joined by colons; an empty beginning stands for compose.yml, as for abra. */
function composeFilesOf(
  root: string,
  envFile: EnvFile,
  overrides: Readonly<Record<string, string>>,
): readonly SourceFile[] {
  const value = resolveEnv(envFile, overrides).get('COMPOSE_FILE') ?? '';
  const listed = value.startsWith(':') || value === '' ? `${COMPOSE_FILE}${value}` : value;
  const place = placeOfKey(envFile, 'COMPOSE_FILE') ?? { file: envFile.file, line: 1 };
  const files = [...new Set(listed.split(':').filter((file) => file !== ''))];
  return files.map((file) => {
    const what = `${place.file}:${place.line}: COMPOSE_FILE`;
    if (!existsSync(insideOf(root, file, what)))
      throw userErrorAt(
        place,
        `COMPOSE_FILE names ${file}, which is not in the recipe: add it, or leave it out`,
      );
    return { file, text: readInside(root, file, what) };
  });
}

function readInside(root: string, file: string, what: string): string {
  try {
    return readFileSync(insideOf(root, file, what), 'utf8');
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    if (hasCode(cause, 'EISDIR')) throw new UserError(`${file} is a folder, and has to be a file`, { cause });
    throw new UserError(`${file} can't be read: give this user permission to read it`, { cause });
  }
}

async function gitState(
  root: string,
  run: RunProcess,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal | undefined,
): Promise<{ sha: string | null; isDirty: boolean }> {
  const git = (...args: string[]): ReturnType<RunProcess> =>
    // The folder may be another user's, and its configuration isn't ours to run programs from.
    run('git', ['-c', 'safe.directory=*', '-c', 'core.fsmonitor=false', '-C', root, ...args], {
      env: { ...env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' },
      timeoutMs: GIT_TIMEOUT_MS,
      ...(signal === undefined ? {} : { signal }),
    });
  const head = await git('rev-parse', '--verify', '--quiet', 'HEAD').catch(() => undefined);
  // No git program, no repository, no commit yet: a folder under test all the same.
  if (head === undefined || !succeeded(head)) return { sha: null, isDirty: false };
  // Our own report folder isn't a change of the recipe.
  const status = await git('status', '--porcelain', '--', '.', ':(exclude).cc-ci');
  if (!succeeded(status)) throw new EnvironmentError(`git status failed in ${root}: ${status.stderr.trim()}`);
  return { sha: head.stdout.trim(), isDirty: status.stdout.trim() !== '' };
}
