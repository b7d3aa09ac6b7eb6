/**
 * The folder before the fetch: empty, an earlier clone whose objects can serve again, or something that has to go.
 * Of an earlier clone only data is kept (objects, index, its last commit): its config and hooks were in the hands of an earlier job.
 */

import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { EnvironmentError, hasCode, UserError } from '../lib/errors.js';
import { isSha, type Sha } from './ref.js';

export type Found =
  | { readonly kind: 'empty' }
  /** A clone of the same repository. `last` is the commit that was checked out, if that can be read. */
  | { readonly kind: 'clone'; readonly last: Sha | undefined }
  | { readonly kind: 'other'; readonly why: string };

/** Kept of an earlier clone's .git, besides its objects; all else is made anew. */
const KEPT_FILES = new Set(['shallow', 'index']);

/** @param folder an absolute path; made if it is not there. */
export function inspect(folder: string, url: string): Found {
  makeFolder(folder);
  const entries = entriesOf(folder);
  if (entries === undefined) return { kind: 'other', why: "it can't be read" };
  if (entries.length === 0) return { kind: 'empty' };
  const git = join(folder, '.git');
  const isFolder = entries.includes('.git') && lstatSync(git).isDirectory();
  if (!isFolder)
    return { kind: 'other', why: entries.includes('.git') ? 'its .git is no folder' : 'it is no clone' };
  const remote = remoteOf(git);
  if (remote !== url)
    return { kind: 'other', why: `it is a clone of ${remote ?? 'nothing that can be read'}` };
  return { kind: 'clone', last: lastCommit(git) };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    if (hasCode(cause, 'EEXIST') || hasCode(cause, 'ENOTDIR'))
      throw new UserError(`input path: ${folder} is a file, not a folder`, { cause });
    throw new EnvironmentError(`clone: ${folder} can't be made`, { cause });
  }
}

function entriesOf(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (hasCode(error, 'EACCES')) return undefined;
    throw error;
  }
}

/** Empties a folder without removing it: it may be a mount. */
export function empty(folder: string): void {
  try {
    try {
      removeEntries(folder);
    } catch (error) {
      if (!hasCode(error, 'EACCES') && !hasCode(error, 'EPERM')) throw error;
      makeWritable(folder);
      removeEntries(folder);
    }
  } catch (cause) {
    throw new EnvironmentError(
      `clone: what an earlier job left in ${folder} can't be removed; it may belong to another user`,
      { cause },
    );
  }
}

function removeEntries(folder: string): void {
  // Names as bytes: one that is no UTF-8 would be looked for under another name, and stay.
  for (const entry of readdirSync(folder, 'buffer')) {
    const path = Buffer.concat([Buffer.from(`${folder}/`), entry]);
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Folders that are ours can be read-only all the same: Go's module cache is. */
function makeWritable(folder: string): void {
  chmodSync(folder, statSync(folder).mode | 0o700);
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) makeWritable(join(folder, entry.name));
}

/**
 * Strips an earlier clone's .git of all but data, with locks and anything that could run code or lead elsewhere.
 * @param isSparse true where the next checkout needs the index for what it leaves out.
 */
export function strip(folder: string, isSparse: boolean): void {
  const git = join(folder, '.git');
  const wasSparse = existsSync(join(git, 'info', 'sparse-checkout'));
  for (const entry of readdirSync(git, { withFileTypes: true })) {
    // A link could lead out of the workspace: git would write to, and we would remove, what lies there. A pipe would block git.
    const isData =
      entry.name === 'objects' ? entry.isDirectory() : KEPT_FILES.has(entry.name) && entry.isFile();
    if (!isData) rmSync(join(git, entry.name), { recursive: true, force: true });
  }
  stripObjects(join(git, 'objects'));
  const index = join(git, 'index');
  if (!isSparse && !wasSparse && existsSync(index) && !isPlainIndex(index)) rmSync(index);
}

/**
 * Version 2 of the index has no room for the flag `skip-worktree`, by which a file that an earlier job has changed would stay
 * changed through a forced checkout (https://git-scm.com/docs/index-format).
 */
function isPlainIndex(index: string): boolean {
  const file = openSync(index, 'r');
  try {
    const head = Buffer.alloc(8);
    readSync(file, head);
    return head.toString('latin1') === 'DIRC\0\0\0\x02';
  } finally {
    closeSync(file);
  }
}

/**
 * Alternates would lead elsewhere; temporary packs and objects of a killed fetch would lie there for ever: gc is off.
 * @param isDead says of a temporary file's path that nobody writes to it any more.
 */
export function stripObjects(objects: string, isDead: (path: string) => boolean = () => true): void {
  if (!existsSync(objects)) return;
  rmSync(join(objects, 'info'), { recursive: true, force: true });
  for (const entry of readdirSync(objects, { withFileTypes: true })) {
    const path = join(objects, entry.name);
    if (entry.name.startsWith('tmp_') ? isDead(path) : !entry.isDirectory())
      rmSync(path, { recursive: true, force: true });
    else if (entry.isDirectory()) stripFolder(path, isDead);
  }
}

function stripFolder(folder: string, isDead: (path: string) => boolean): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('tmp_') ? isDead(path) : !entry.isFile())
      rmSync(path, { recursive: true, force: true });
  }
}

/** So that the server learns what is here already. */
export function keepCommit(folder: string, last: Sha): void {
  mkdirSync(join(folder, '.git', 'refs', 'cc-ci'), { recursive: true });
  writeFileSync(join(folder, '.git', 'refs', 'cc-ci', 'last'), `${last}\n`);
}

/** After the fetch it has served: it may name a commit that isn't there, which `git gc` and `git fsck` would stumble over. */
export function forgetCommit(folder: string): void {
  rmSync(join(folder, '.git', 'refs', 'cc-ci'), { recursive: true, force: true });
}

/** In a .git that this room has made. */
const MARK = 'cc-ci-clone';

/** True for a clone that this room has made (or begun): nobody's own work is in its .git. */
export function isOurs(folder: string): boolean {
  return existsSync(join(folder, '.git', MARK));
}

/** The config that later steps see: the address without a credential. Appended to what `git init` wrote. */
export function configure(folder: string, url: string): void {
  appendConfig(
    folder,
    `[remote "origin"]\n\turl = ${quoted(url)}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n[gc]\n\tauto = 0\n`,
  );
  writeFileSync(join(folder, '.git', MARK), '');
}

/** Makes `git push` and `git pull` without arguments mean the branch that is checked out. */
export function trackBranch(folder: string, branch: string): void {
  appendConfig(
    folder,
    `[branch ${quoted(branch)}]\n\tremote = origin\n\tmerge = ${quoted(`refs/heads/${branch}`)}\n`,
  );
}

function appendConfig(folder: string, text: string): void {
  writeFileSync(join(folder, '.git', 'config'), text, { flag: 'a' });
}

function quoted(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** Reads what HEAD (or `ref`) is from the files: a process less. Undefined when it can't be told. */
export function lastCommit(git: string, ref?: string): Sha | undefined {
  const head = ref === undefined ? (readText(join(git, 'HEAD'))?.trim() ?? '') : `ref: ${ref}`;
  const text = head.startsWith('ref: ') ? looseRef(git, head.slice('ref: '.length)) : head;
  return text !== undefined && isSha(text) ? text : undefined;
}

function looseRef(git: string, ref: string): string | undefined {
  // HEAD is a file of an earlier job: it must not lead out of .git.
  if (!/^refs\/[^\s]+$/.test(ref) || ref.includes('..')) return undefined;
  const loose = readText(join(git, ref))?.trim();
  if (loose !== undefined) return loose;
  const packed = readText(join(git, 'packed-refs')) ?? '';
  return packed
    .split('\n')
    .find((line) => line.endsWith(` ${ref}`))
    ?.split(' ')[0];
}

function remoteOf(git: string): string | undefined {
  // Up to the next section's line: an address can hold a bracket, too (http://[::1]:3000).
  const section = /^\[remote "origin"\]((?:\n(?!\[).*)*)/m.exec(readText(join(git, 'config')) ?? '')?.[1];
  return /^\s*url\s*=\s*"?([^"\n]+?)"?\s*$/m.exec(section ?? '')?.[1];
}

const LARGEST_TEXT = 64 * 1024 * 1024;

/** Reads what an earlier job may have put there: a pipe would block for ever, a device never end. */
function readText(path: string): string | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stat = fstatSync(file);
    return stat.isFile() && stat.size <= LARGEST_TEXT ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined; // whatever the reason: what can't be read can't serve, and is made anew
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
