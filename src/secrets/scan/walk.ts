/** The files beneath a path. No symbolic link is followed: what it points to is searched where it lies, or is none of ours. */

import { constants, type Dirent } from 'node:fs';
import { access, lstat, readdir, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode, messageOf, UserError } from '../../lib/errors.js';

export type Found =
  | { readonly kind: 'file'; readonly path: string; readonly bytes: number }
  | { readonly kind: 'link'; readonly path: string; readonly target: string }
  /** A repository's own folder; the files in it come as well, except its objects. */
  | { readonly kind: 'git'; readonly path: string }
  | { readonly kind: 'unreadable'; readonly path: string; readonly why: string };

/** @throws UserError where there is no file and no folder at `path`: a scan of nothing must not look like a clean one. */
export async function* filesBeneath(path: string): AsyncGenerator<Found> {
  const root = await rootOf(path);
  const stats = await lstat(root);
  if (stats.isDirectory()) yield* folder(root);
  else if (stats.isFile()) yield* entryAt(root);
  // `<(command)` among them: nothing would be read, and nothing found.
  else throw new UserError(`leak-scan: ${path} is a pipe, a socket or a device: write it to a file first`);
}

async function rootOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR'))
      throw new UserError(`leak-scan: ${path} is not there: give files and folders that are`);
    throw new UserError(`leak-scan: ${path} can't be reached`, { cause: error });
  }
}

async function* folder(path: string): AsyncGenerator<Found> {
  let entries: Dirent[];
  try {
    entries = await readdir(path, { withFileTypes: true });
  } catch (error) {
    const isMisnamed = hasCode(error, 'ENOENT') && path.includes('\ufffd');
    yield { kind: 'unreadable', path, why: isMisnamed ? NOT_UTF8 : messageOf(error) };
    return;
  }
  const isGit = await isGitFolder(path);
  if (isGit) yield { kind: 'git', path };
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const below = join(path, entry.name);
    if (entry.isDirectory()) {
      if (!isGit || entry.name !== 'objects') yield* folder(below);
    } else yield* entryAt(below);
  }
}

async function* entryAt(path: string): AsyncGenerator<Found> {
  try {
    const stats = await lstat(path);
    if (stats.isSymbolicLink()) yield { kind: 'link', path, target: await readlink(path) };
    // Sockets, pipes and devices have no content of their own.
    else if (stats.isFile()) yield { kind: 'file', path, bytes: stats.size };
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) yield { kind: 'unreadable', path, why: messageOf(error) };
    // Node puts U+FFFD in place of such bytes, and there is nothing of that name. Else it went while we looked: a job's
    // temporary file.
    else if (path.includes('\ufffd')) yield { kind: 'unreadable', path, why: NOT_UTF8 };
  }
}

const NOT_UTF8 = 'its name is not UTF-8; rename it, or scan an archive of it';

/** The three things that git itself looks for. */
async function isGitFolder(path: string): Promise<boolean> {
  try {
    await Promise.all(['HEAD', 'objects', 'refs'].map((name) => access(join(path, name), constants.F_OK)));
    return true;
  } catch {
    // One of them is not there: a folder like any other.
    return false;
  }
}

/** All files of a folder, objects of a repository included: for one that git itself can't read. */
export async function* looseFiles(path: string): AsyncGenerator<Found> {
  yield* folder(path);
}
