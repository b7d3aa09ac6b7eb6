/**
 * The folder before the fetch: empty, an earlier clone whose objects can serve again, or something that has to go.
 * Of an earlier clone only data is kept (objects, index, its last commit): its config and hooks were in the hands of an earlier job.
 */

import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentError, hasCode, UserError } from '../lib/errors.js';
import { isSha, type Sha } from './ref.js';

export type Found =
  | { readonly kind: 'empty' }
  /** A clone of the same repository. `last` is the commit that was checked out, if that can be read. */
  | { readonly kind: 'clone'; readonly last: Sha | undefined }
  | { readonly kind: 'other'; readonly why: string };

/** Kept of an earlier clone's .git; all else is made anew. */
const KEPT = new Set(['objects', 'shallow', 'index']);

/** @param folder an absolute path; made if it is not there. */
export function inspect(folder: string, url: string): Found {
  makeFolder(folder);
  const entries = readdirSync(folder);
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

/** Empties a folder without removing it: it may be a mount. */
export function empty(folder: string): void {
  try {
    for (const entry of readdirSync(folder))
      rmSync(join(folder, entry), { recursive: true, force: true, maxRetries: 3 });
  } catch (cause) {
    throw new EnvironmentError(
      `clone: what an earlier job left in ${folder} can't be removed; it may belong to another user`,
      { cause },
    );
  }
}

/** Strips an earlier clone's .git of all but data, with locks and anything that could run code or lead elsewhere. */
export function strip(folder: string): void {
  const git = join(folder, '.git');
  for (const entry of readdirSync(git)) {
    // A link could lead out of the workspace: git would write to, and we would remove, what lies there.
    const isLink = lstatSync(join(git, entry)).isSymbolicLink();
    if (!KEPT.has(entry) || isLink) rmSync(join(git, entry), { recursive: true, force: true });
  }
  stripObjects(join(git, 'objects'));
}

/** Alternates would lead elsewhere; temporary packs and objects of a killed fetch would lie there for ever: gc is off. */
function stripObjects(objects: string): void {
  if (!existsSync(objects)) return;
  rmSync(join(objects, 'info'), { recursive: true, force: true });
  for (const entry of readdirSync(objects, { withFileTypes: true })) {
    const path = join(objects, entry.name);
    if (entry.name.startsWith('tmp_') || entry.isSymbolicLink())
      rmSync(path, { recursive: true, force: true });
    else if (entry.isDirectory()) {
      for (const name of readdirSync(path))
        if (name.startsWith('tmp_')) rmSync(join(path, name), { force: true });
    }
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

/** The config that later steps see: the address without a credential. Appended to what `git init` wrote. */
export function configure(folder: string, url: string): void {
  appendConfig(
    folder,
    `[remote "origin"]\n\turl = ${quoted(url)}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n[gc]\n\tauto = 0\n`,
  );
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
  const section = /\[remote "origin"\]([^[]*)/.exec(readText(join(git, 'config')) ?? '')?.[1];
  return /^\s*url\s*=\s*"?([^"\n]+?)"?\s*$/m.exec(section ?? '')?.[1];
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR') || hasCode(error, 'EISDIR')) return undefined;
    throw error;
  }
}
