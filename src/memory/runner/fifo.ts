/**
 * A pipe whose ends are file descriptors. Node gives a child sockets instead, and a script that writes to /dev/stderr fails on those
 * ("No such device or address"); and it has no way to give one pipe to two of a child's descriptors.
 */

import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EnvironmentError } from '../../lib/errors.js';
import { type RunProcess, succeeded } from '../../lib/process.js';

export type Fifo = { readonly readEnd: number; readonly writeEnd: number };

/** @returns a pipe without a name: the file that it was made as is gone when this returns. The caller closes both ends. */
export async function makeFifo(run: RunProcess): Promise<Fifo> {
  const folder = mkdtempSync(join(tmpdir(), 'cc-ci-pipe-'));
  const path = join(folder, 'pipe');
  try {
    const made = await run('mkfifo', ['-m', '600', path]);
    if (!succeeded(made)) throw new EnvironmentError(`mkfifo ${path} failed: ${made.stderr.trim()}`);
    // The reader first, and without waiting: each end waits for the other to be opened.
    const readEnd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    return { readEnd, writeEnd: openSync(path, constants.O_WRONLY) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function closeQuietly(fd: number): void {
  try {
    closeSync(fd);
  } catch {
    // Closed already: that is all we want.
  }
}
