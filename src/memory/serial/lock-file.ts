/** A lock's file: one a name, in a folder that all users of the host may use, opened so that nobody else's link is followed. */

import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { hasCode, UserError } from '../../lib/errors.js';

/** Longer than any line of holder.ts. */
const LINE_BYTES = 1024;

/**
 * Opens the lock's file, and makes it, and its folder, where they aren't there.
 * @returns a file descriptor, for reading and writing.
 * @throws UserError where the folder can't be used by this user.
 */
export function openLock(folder: string, name: string): number {
  try {
    makeFolder(folder);
    const file = open(join(folder, `${name}.lock`));
    if (fstatSync(file).isFile()) return file;
    closeSync(file);
    throw new Error(`${name}.lock is not a file`);
  } catch (cause) {
    throw new UserError(
      `serial: the lock can't be had in ${folder}: give CC_CI_LOCK_DIR a folder that every job of this host may write to (mode 1777)`,
      { cause },
    );
  }
}

function makeFolder(folder: string): void {
  const isNew = mkdirSync(folder, { recursive: true }) !== undefined;
  // As /tmp: everybody's jobs make locks, and nobody removes another's. After mkdir, since the umask takes bits away there.
  if (isNew) chmodSync(folder, 0o1777);
  else if (!lstatSync(folder).isDirectory()) throw new Error(`${folder} is not a folder`);
}

/** Without O_CREAT first: fs.protected_regular refuses it for another user's file in a folder with the sticky bit. */
function open(path: string): number {
  const flags = constants.O_RDWR | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  for (let tries = 0; ; tries++) {
    try {
      return openSync(path, flags);
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error;
    }
    try {
      const made = openSync(path, flags | constants.O_CREAT | constants.O_EXCL, 0o666);
      fchmodSync(made, 0o666);
      return made;
    } catch (error) {
      // Somebody else has just made it.
      if (!hasCode(error, 'EEXIST') || tries > 3) throw error;
    }
  }
}

export function readLine(file: number): string {
  const buffer = Buffer.alloc(LINE_BYTES);
  return buffer.toString('utf8', 0, readSync(file, buffer, 0, LINE_BYTES, 0));
}

export function writeLine(file: number, line: string): void {
  ftruncateSync(file, 0);
  writeSync(file, line, 0, 'utf8');
}
