/** What a command line names has to be there before anything is tried: a missing program is the user's to fix, at once. */

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../../lib/errors.js';
import { findOnPath } from '../../lib/on-path.js';

/** @returns the program's path. @throws UserError where there is none, or none that may be executed. */
export function programPath(name: string, cwd: string, path: string | undefined): string {
  const isPath = name.includes('/');
  const found = findOnPath(isPath ? resolve(cwd, name) : name, path);
  if (found !== undefined) return found;
  const why = isPath ? whyNot(resolve(cwd, name)) : 'is not on PATH';
  throw new UserError(
    `exec: ${JSON.stringify(name)} ${why}: install it, correct its name, or put its folder on PATH`,
  );
}

/** @throws UserError where there is no such folder. */
export function requireFolder(path: string, what: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return path;
  throw new UserError(`${what}: there is no folder ${path}: correct the path, or make it in an earlier step`);
}

function whyNot(path: string): string {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined) return 'is not there';
  return info.isDirectory() ? 'is a folder' : 'may not be executed (chmod +x)';
}
