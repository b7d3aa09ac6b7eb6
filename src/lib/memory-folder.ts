/** Folders in memory, for secrets that a program reads from a file only: nothing of them reaches a disk, nothing is left after a kill. */

import { statfs } from 'node:fs/promises';
import { UserError } from './errors.js';
import { sweepFolders, withOwnedFolder } from './owned-folder.js';

/** The memory-backed folder that Linux and Docker's containers have by default. */
export const MEMORY = '/dev/shm';

/** Source: statfs(2), TMPFS_MAGIC and RAMFS_MAGIC. */
const IN_MEMORY: readonly number[] = [0x01021994, 0x858458f6];

/** Of an owner in another container: a program that is given a secret in this way ends within minutes. */
const UNKNOWN_MS = 30 * 60_000;

/** Where the files of a folder are: in memory, on a disk (or nobody knows), or there is no such folder. */
export type Backing = 'memory' | 'disk' | 'absent';

/** @returns the backing of a folder, as the kernel says. */
export async function backingOf(folder: string): Promise<Backing> {
  const found = await statfs(folder).catch(() => undefined); // not there, or not to be looked into
  if (found === undefined) return 'absent';
  return IN_MEMORY.includes(found.type) ? 'memory' : 'disk';
}

export type MemoryFolderOptions = {
  /** What it is for: `registry`. A run that sweeps the same name removes it after a kill. */
  readonly name: string;
  /** Begins the message where it is refused: `abra takes the secret db_password from a file`. */
  readonly why: string;
  /** What else the user can do than mount a tmpfs: `use engine swarm`. */
  readonly otherwise: string;
  /** `/dev/shm` where left out. */
  readonly root?: string;
};

/**
 * Works with a fresh folder in memory, 0700, which is gone afterwards.
 * @throws UserError where `root` is no memory-backed file system: a secret must not reach a disk.
 */
export async function withMemoryFolder<T>(
  { name, why, otherwise, root = MEMORY }: MemoryFolderOptions,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const backing = await backingOf(root);
  if (backing !== 'memory')
    throw new UserError(
      `${why}, which must not be on a disk, and ${root} is ${backing === 'absent' ? 'not there' : 'not in memory'}: mount a tmpfs there (docker run has one by default; --tmpfs ${root}), or ${otherwise}`,
    );
  return withOwnedFolder(name, work, root);
}

/** Removes this user's folders in memory of those names whose process is gone. */
export function sweepMemoryFolders(names: readonly string[], root = MEMORY): Promise<void> {
  return sweepFolders(names, { root, unknownMs: UNKNOWN_MS });
}
