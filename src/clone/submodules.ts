/** Submodules, level by level, so that the credential goes to exactly the addresses of one level on this forge. */

import { existsSync, lstatSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../lib/errors.js';
import { insideOf } from '../lib/paths.js';
import { fetchWithRetry } from './fetch.js';
import { GitError, plainGit, type Session } from './git.js';
import { pullLfs } from './lfs.js';
import { isOnServer, submoduleUrl } from './remote.js';
import { empty } from './workspace.js';

type Submodule = { readonly path: string; readonly rawUrl: string; readonly url: string };
type Options = { readonly isRecursive: boolean; readonly depth: number };

const DEEPEST = 10;

/**
 * @param folder a checked-out repository.
 * @param url its address; relative submodule URLs are relative to it.
 */
export async function updateSubmodules(
  session: Session,
  folder: string,
  url: string,
  options: Options,
  level = 1,
): Promise<void> {
  if (!existsSync(join(folder, '.gitmodules'))) return;
  if (level > DEEPEST) {
    session.log.warning(
      `clone: the submodules of ${folder} are left out: they are more than ${DEEPEST} levels deep`,
    );
    return;
  }
  const submodules = await listSubmodules(session, folder, url);
  for (const entry of submodules) makeRoom(folder, entry.path);
  if (submodules.length > 0) await update(session, folder, url, options, submodules);
  for (const entry of submodules) {
    const inner = insideOf(folder, entry.path, `submodule ${entry.path}`);
    if (session.lfs) await pullLfs(session, inner, entry.url);
    if (options.isRecursive) await updateSubmodules(session, inner, entry.url, options, level + 1);
  }
}

/**
 * What an earlier job left in a submodule's folder goes: its .git leads to a repository that was stripped away, or is one
 * that the job has made, whose configuration would be in force while the credential is there.
 */
function makeRoom(folder: string, path: string): void {
  const inner = insideOf(folder, path, `submodule ${path}`);
  const stat = lstatSync(inner, { throwIfNoEntry: false });
  if (stat?.isDirectory()) empty(inner);
  else if (stat !== undefined) rmSync(inner);
}

async function update(
  session: Session,
  folder: string,
  url: string,
  options: Options,
  submodules: readonly Submodule[],
): Promise<void> {
  const depth = options.depth === 0 ? [] : [`--depth=${options.depth}`];
  const paths = submodules.map((entry) => entry.path);
  await fetchWithRetry(session, {
    folder,
    url,
    credentialFor: submodules
      .map((entry) => entry.url)
      .filter((address) => isOnServer(session.serverUrl, address)),
    sshUrls: submodules.map((entry) => entry.rawUrl),
    args: ['submodule', 'update', '--init', '--force', '--progress', '--jobs=4', ...depth, '--', ...paths],
    asked: 'the submodules',
  });
}

/** Those that .gitmodules names and the commit has: entries without a submodule are left over in many repositories. */
async function listSubmodules(
  session: Session,
  folder: string,
  parent: string,
): Promise<readonly Submodule[]> {
  const named = namedSubmodules(await gitmodules(session, folder));
  if (named.length === 0) return [];
  const paths = named.map(({ path }) => path);
  const listed = await plainGit(session, folder, ['ls-tree', '-z', 'HEAD', '--', ...paths]);
  const there = new Set([...listed.matchAll(/160000 commit [0-9a-f]+\t([^\0]+)\0/g)].map(([, path]) => path));
  return named
    .filter(({ path }) => there.has(path))
    .map(({ path, url }) => ({ path, rawUrl: url, url: submoduleUrl(parent, url, session.serverUrl) }));
}

/** @returns NUL-separated `key\nvalue` entries; empty when there are none. */
async function gitmodules(session: Session, folder: string): Promise<string> {
  const pattern = '^submodule\\..*\\.(path|url)$';
  try {
    return await plainGit(session, folder, [
      'config',
      '--null',
      '--file',
      '.gitmodules',
      '--get-regexp',
      pattern,
    ]);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    // Nothing found is exit code 1 without a word.
    if (error.stderr.trim() === '') return '';
    throw new UserError(
      `clone: ${join(folder, '.gitmodules')} can't be read: ${error.stderr.trim()}; mend it, or set submodules: false`,
      { cause: error },
    );
  }
}

function namedSubmodules(listed: string): readonly { readonly path: string; readonly url: string }[] {
  const found = new Map<string, { path?: string; url?: string }>();
  for (const entry of listed.split('\0')) {
    const [key = '', ...value] = entry.split('\n');
    const match = /^submodule\.(.*)\.(path|url)$/s.exec(key);
    if (match?.[1] === undefined) continue;
    found.set(match[1], { ...found.get(match[1]), [match[2] as 'path' | 'url']: value.join('\n') });
  }
  return [...found.values()].flatMap(({ path, url }) =>
    path === undefined || url === undefined || !isTreePath(path) ? [] : [{ path, url }],
  );
}

/** True for what a commit can hold; git ls-tree refuses to be asked for anything else. */
function isTreePath(path: string): boolean {
  return !path.split('/').some((part) => part === '' || part === '.' || part === '..');
}
