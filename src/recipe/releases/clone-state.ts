/** What the recipe's clone knows by itself: its remote, its tags, where its objects are. Only read, never written. */

import { tmpdir } from 'node:os';
import { RemoteError, readLocal } from '../../clone/remote-git.js';
import { EnvironmentError, hasCode } from '../../lib/errors.js';
import type { ReleasesContext } from './context.js';
import { LOCAL_FORMAT, parseLocal, type Tags } from './tags.js';

export type CloneState = {
  /** The top of the work tree. */
  readonly top: string;
  /** Where the recipe lies in it: empty, or `recipes/app/`. */
  readonly prefix: string;
  /** Absolute. */
  readonly objects: string;
  readonly isSha256: boolean;
  /** True where history and tags may be missing. */
  readonly isShallow: boolean;
  /** As configured, a password in it included. */
  readonly origin: string | undefined;
  readonly tags: Tags;
  /** What its configuration says about how servers are reached. */
  readonly settings: readonly (readonly [string, string])[];
};

const KEEP_BYTES = 32 * 1024 * 1024;

/** @returns undefined for a folder that is in no git repository. */
export async function lookAtClone(context: ReleasesContext): Promise<CloneState | undefined> {
  const where = await git(context, [
    'rev-parse',
    '--path-format=absolute',
    '--show-toplevel',
    '--git-path',
    'objects',
    '--is-shallow-repository',
    '--show-object-format',
    '--show-prefix',
  ]);
  if (where === undefined) return undefined;
  const [top = '', objects = '', shallow, format, prefix = ''] = where.split('\n');
  const [settings, tags] = await Promise.all([
    configOf(context),
    git(context, ['for-each-ref', `--format=${LOCAL_FORMAT}`, 'refs/tags']),
  ]);
  return {
    top,
    prefix,
    objects,
    isSha256: format === 'sha256',
    isShallow: shallow === 'true',
    origin: settings.find(([key]) => key === 'remote.origin.url')?.[1],
    tags: parseLocal(tags ?? ''),
    settings: settings.filter(([key]) => key !== 'remote.origin.url'),
  };
}

/** The commit that a name means in the clone. */
export async function resolveLocally(context: ReleasesContext, name: string): Promise<string | undefined> {
  const found = await git(context, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${name}^{commit}`,
  ]);
  return found?.trim() || undefined;
}

/** actions/checkout leaves its credential in the clone's configuration, or in a file that this includes. */
async function configOf(context: ReleasesContext): Promise<readonly (readonly [string, string])[]> {
  const wanted = '^(remote\\.origin\\.url|http\\..*|url\\..*\\.insteadof|core\\.sshcommand|credential\\..*)$';
  const listed = await git(context, ['config', '--local', '--includes', '--null', '--get-regexp', wanted]);
  return (listed ?? '').split('\0').flatMap((entry) => {
    const end = entry.indexOf('\n');
    // A key without a value is true.
    if (entry === '') return [];
    return [end < 0 ? ([entry, 'true'] as const) : ([entry.slice(0, end), entry.slice(end + 1)] as const)];
  });
}

/** @returns what git printed; undefined where it says no: no repository, no such name, nothing found. */
async function git(context: ReleasesContext, args: readonly string[]): Promise<string | undefined> {
  try {
    return await readLocal(remoteContext(context), context.folder, args, READ_ONLY, KEEP_BYTES);
  } catch (error) {
    if (error instanceof RemoteError && error.kind !== 'ownership') return undefined;
    if (error instanceof EnvironmentError && hasCode(error.cause, 'ENOENT')) return undefined; // no git program
    throw error;
  }
}

const READ_ONLY: NodeJS.ProcessEnv = { GIT_OPTIONAL_LOCKS: '0' };

/** Where git runs that belongs to no repository. */
export const NOWHERE = tmpdir();

export function remoteContext(context: ReleasesContext): Parameters<typeof readLocal>[0] {
  return {
    run: context.run,
    env: context.env,
    signal: context.signal,
    note: (message) => context.note('info', `releases: ${message}`),
  };
}
