/** A folder of files that a stranger has written: links that lead out of it are taken away, pointers of LFS are named. */

import {
  closeSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { hasCode } from '../../lib/errors.js';

/** @returns what there is to say, a sentence each. */
export function pruneTree(root: string): readonly string[] {
  const real = realpathSync(root);
  const entries = walk(real);
  const out = entries.links.filter((link) => leadsOut(real, link));
  for (const link of out) rmSync(link);
  const pointers = entries.small.filter(isPointer);
  return [
    ...named('links that lead out of the recipe are left out', real, out),
    ...named('files that LFS keeps are pointers only', real, pointers),
  ];
}

function named(what: string, root: string, paths: readonly Buffer[]): readonly string[] {
  if (paths.length === 0) return [];
  const shown = paths.slice(0, 5).map((path) => JSON.stringify(path.toString('utf8').slice(root.length + 1)));
  return [
    `${what}: ${shown.join(', ')}${paths.length > shown.length ? ` and ${paths.length - shown.length} more` : ''}`,
  ];
}

/** A pointer has three lines: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const POINTER = 'version https://git-lfs.github.com/spec/v1\n';
const LARGEST_POINTER = 1024;

/** Paths as bytes: a name that is no UTF-8 would be looked for under another one. */
type Found = { readonly links: Buffer[]; readonly small: Buffer[] };

function walk(root: string): Found {
  const found: Found = { links: [], small: [] };
  const pending = [Buffer.from(root)];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const name of readdirSync(folder, 'buffer')) {
      const path = Buffer.concat([folder, Buffer.from('/'), name]);
      const stat = lstatSync(path);
      if (stat.isDirectory()) pending.push(path);
      else if (stat.isSymbolicLink()) found.links.push(path);
      else if (stat.size <= LARGEST_POINTER) found.small.push(path);
    }
  }
  return found;
}

function leadsOut(root: string, link: Buffer): boolean {
  const target = readlinkSync(link);
  // By its text, for one that leads to nothing yet; by where it ends up, for one that goes through another link.
  if (target.startsWith('/') || !isInside(root, resolve(dirname(link.toString('utf8')), target))) return true;
  try {
    return !isInside(root, realpathSync(link));
  } catch (error) {
    // A loop leads nowhere; what is missing stays missing, and its way there is inside by its text.
    if (hasCode(error, 'ELOOP') || hasCode(error, 'ENOTDIR')) return false;
    if (hasCode(error, 'ENOENT')) return !parentIsInside(root, link, target);
    throw error;
  }
}

/** Of a link to something that isn't there: whether the folder in which it would be is inside. */
function parentIsInside(root: string, link: Buffer, target: string): boolean {
  try {
    return isInside(
      root,
      realpathSync(resolve(realpathSync(dirname(link.toString('utf8'))), dirname(target))),
    );
  } catch {
    return true; // not even that is there: nothing can be reached through it
  }
}

function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(`${root}/`);
}

function isPointer(path: Buffer): boolean {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(POINTER.length);
    readSync(file, head);
    return head.toString('latin1') === POINTER;
  } finally {
    closeSync(file);
  }
}
