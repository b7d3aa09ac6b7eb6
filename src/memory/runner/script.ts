/**
 * A script for a shell to read that is on no disk and in no argv: an expression may have put a secret into it. It lies in memory, in a file
 * whose name is gone before the first byte is written, and the shell opens it as /dev/fd/N; so its standard input stays the step's.
 */

import { closeSync, openSync, unlinkSync, writeFile, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { backingOf, MEMORY, sweepMemoryFolders, withMemoryFolder } from '../../lib/memory-folder.js';
import type { RunProcess } from '../../lib/process.js';
import { closeQuietly, makeFifo } from './fifo.js';
import type { Shell } from './shell.js';

/** Beyond what scripts use for themselves (3 to 9), and what shells move their own descriptors to (10 and on). */
const SCRIPT_FD = 40;

/** Of the folders in memory, where a script needs a name. */
const FOLDER = 'script';

export type Readable = {
  readonly argv: readonly string[];
  /** What the child gets beside 0, 1 and 2, by number. */
  readonly files: ReadonlyMap<number, number>;
};

/** Works with `script` where the shell can read it; it is gone afterwards. It is made anew for each attempt. */
export async function withScript<T>(
  script: string,
  shell: Shell,
  run: RunProcess,
  work: (readable: Readable) => Promise<T>,
): Promise<T> {
  if (shell.needsName !== false) return withNamed(script, shell, shell.needsName, work);
  const fd = (await backingOf(MEMORY)) === 'memory' ? inMemory(script) : await inPipe(script, run);
  try {
    return await work({ argv: argvFor(shell, `/dev/fd/${SCRIPT_FD}`), files: new Map([[SCRIPT_FD, fd]]) });
  } finally {
    closeQuietly(fd);
  }
}

/** @returns a descriptor of a file without a name. */
function inMemory(script: string): number {
  const path = join(MEMORY, `cc-ci-script-${process.pid}-${process.hrtime.bigint()}`);
  const fd = openSync(path, 'wx+', 0o600);
  try {
    unlinkSync(path);
    let rest = Buffer.from(script);
    while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest));
    return fd;
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** Where no memory-backed folder is: shells read a pipe as well, byte by byte. */
async function inPipe(script: string, run: RunProcess): Promise<number> {
  const { readEnd, writeEnd } = await makeFifo(run);
  // It may not fit into the pipe at once; a shell that ends early leaves the rest unread.
  writeFile(writeEnd, script, () => closeQuietly(writeEnd));
  return readEnd;
}

async function withNamed<T>(
  script: string,
  shell: Shell,
  ending: string,
  work: (readable: Readable) => Promise<T>,
): Promise<T> {
  const [program = ''] = shell.argv;
  // Those of runners that were killed.
  await sweepMemoryFolders([FOLDER]);
  return withMemoryFolder(
    {
      name: FOLDER,
      why: `${program} reads its script from a file`,
      otherwise: 'use shell: bash, sh or python',
    },
    async (folder) => {
      const path = join(folder, `script${ending}`);
      writeFileSync(path, script, { mode: 0o600 });
      return work({ argv: argvFor(shell, path), files: new Map() });
    },
  );
}

function argvFor({ argv, scriptAt }: Shell, path: string): readonly string[] {
  return argv.map((word, index) => (index === scriptAt ? path : word));
}
