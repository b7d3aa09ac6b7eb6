/** A temporary folder for programs of the recipe's: with it go all files in it, and every process that has it as its TMPDIR. */

import { readdir, readFile, rm } from 'node:fs/promises';
import { sleep } from '../lib/abort.js';
import { EnvironmentError, hasCode } from '../lib/errors.js';
import { ownedFolder } from '../lib/owned-folder.js';

const GONE_MS = 5_000;
const GONE_PAUSE_MS = 20;

/**
 * @param work gets the folder; the programs that it starts have to have it as TMPDIR in their environment. By that they are found even
 * where they made a process group of their own, as browsers do.
 * @throws EnvironmentError for processes that can't be killed.
 */
export async function withPrivateFolder<T>(name: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await ownedFolder(name);
  try {
    return await work(folder);
  } finally {
    await killUsersOf(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

async function killUsersOf(folder: string): Promise<void> {
  const giveUpAt = performance.now() + GONE_MS;
  for (;;) {
    const pids = await usersOf(folder);
    if (pids.length === 0) return;
    for (const pid of pids) kill(pid);
    if (performance.now() > giveUpAt)
      throw new EnvironmentError(`processes that a test started can't be killed: ${pids.join(', ')}`);
    // Nothing tells of the end of a process that isn't a child.
    await sleep(GONE_PAUSE_MS);
  }
}

async function usersOf(folder: string): Promise<readonly number[]> {
  const entries = await readdir('/proc').catch(() => []);
  const pids = entries.filter((name) => /^\d+$/.test(name)).map(Number);
  const isUser = await Promise.all(
    pids.map((pid) =>
      readFile(`/proc/${pid}/environ`, 'utf8').then(
        (env) => env.split('\0').includes(`TMPDIR=${folder}`),
        // Gone in the meantime, or somebody else's: none of ours.
        () => false,
      ),
    ),
  );
  return pids.filter((pid, at) => isUser[at] === true && pid !== process.pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!hasCode(error, 'ESRCH')) throw error;
  }
}
