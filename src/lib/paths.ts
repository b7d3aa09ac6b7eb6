/** Paths that come from users and recipes stay inside the folder they belong to. */

import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { hasCode, UserError } from './errors.js';

/**
 * @param root a folder that exists.
 * @param path relative to `root`, or absolute.
 * @param what names the value in the message: `input path`, `config site`.
 * @returns the absolute path.
 * @throws UserError when it leads out of `root`, by `..`, as an absolute path, or through a symbolic link.
 */
export function insideOf(root: string, path: string, what: string): string {
  const realRoot = realpathSync(root);
  const target = resolve(realRoot, path);
  const real = realOfExisting(target, (why) => new UserError(`${what}: ${JSON.stringify(path)} ${why}`));
  if (!isInside(realRoot, real)) {
    const through = isInside(realRoot, target) ? ' through a symbolic link' : '';
    throw new UserError(
      `${what}: ${JSON.stringify(path)} leads out of ${root}${through}; give a path inside it`,
    );
  }
  return target;
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith('../') && !isAbsolute(way);
}

/** The real path of the deepest part that exists, with the rest appended. */
function realOfExisting(path: string, refusal: (why: string) => UserError): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (hasCode(error, 'ENOTDIR')) throw refusal('leads through a file');
    if (hasCode(error, 'ELOOP')) throw refusal('leads through a symbolic link that leads to itself');
    if (!hasCode(error, 'ENOENT')) throw error;
    const parent = dirname(path);
    return parent === path ? path : join(realOfExisting(parent, refusal), path.slice(parent.length));
  }
}
