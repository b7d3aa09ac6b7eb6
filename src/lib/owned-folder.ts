/** Temp folders that say whose they are, so that a later run removes those of processes that were killed, and no others. */

import { lstat, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasCode } from './errors.js';
import { isProcessId, lifeOf, ownProcess, type ProcessId, thisMachine } from './process-id.js';

const PREFIX = 'cc-ci-';
/** Beside the folder's own files; no recipe's file has this name. */
const OWNER = '.cc-ci-owner';
/** No run lasts longer: what nobody can say more of is nobody's by then. */
const MAX_RUN_MS = 25 * 60 * 60_000;
/** Between the making of a folder and of the file that says whose it is. */
const UNOWNED_MS = 5 * 60_000;

export type SweepOptions = {
  /** The folder that they lie in; the system's temp folder where left out. */
  readonly root?: string;
  /** How long one is kept whose owner can't be looked at from here (another container's process); 25 hours where left out. */
  readonly unknownMs?: number;
};

/**
 * @param name what it is for: `recipe`. It is part of the folder's name, and what `sweepFolders` goes by.
 * @param root the folder to make it in. @returns the path of a fresh folder, 0700, that a later run removes when this process is gone.
 */
export async function ownedFolder(name: string, root = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(root, `${PREFIX}${name}-`));
  await writeFile(join(folder, OWNER), JSON.stringify(ownProcess()), { mode: 0o600 });
  return folder;
}

/** Works with such a folder, and removes it when `work` has ended, however it did. */
export async function withOwnedFolder<T>(
  name: string,
  work: (folder: string) => Promise<T>,
  root = tmpdir(),
): Promise<T> {
  const folder = await ownedFolder(name, root);
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Removes this user's folders of those names whose process is gone. */
export async function sweepFolders(names: readonly string[], options: SweepOptions = {}): Promise<void> {
  const { root = tmpdir(), unknownMs = MAX_RUN_MS } = options;
  for (const entry of await entriesOf(root)) {
    if (!names.includes(nameIn(entry) ?? '')) continue;
    const path = join(root, entry);
    if (await isOrphan(path, unknownMs)) await rm(path, { recursive: true, force: true });
  }
}

/** mkdtemp puts six letters or digits behind the prefix. */
function nameIn(entry: string): string | undefined {
  return /^cc-ci-(.+)-[A-Za-z0-9]{6}$/.exec(entry)?.[1];
}

async function entriesOf(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    // Then nothing of ours is in it either.
    if (hasCode(error, 'ENOENT') || hasCode(error, 'EACCES')) return [];
    throw error;
  }
}

async function isOrphan(path: string, unknownMs: number): Promise<boolean> {
  const info = await lstat(path).catch(() => undefined); // another run's, gone by now
  if (info === undefined || !info.isDirectory() || info.uid !== process.getuid?.()) return false;
  const ageMs = Date.now() - info.mtimeMs;
  const owner = await ownerOf(path);
  if (owner === undefined) return ageMs > UNOWNED_MS;
  const life = lifeOf(owner, thisMachine());
  return life === 'dead' || (life === 'unknown' && ageMs > unknownMs);
}

async function ownerOf(path: string): Promise<ProcessId | undefined> {
  try {
    const read: unknown = JSON.parse(await readFile(join(path, OWNER), 'utf8'));
    return isProcessId(read) ? read : undefined;
  } catch {
    // Not written yet, or cut off by a kill: then its age has to tell.
    return undefined;
  }
}
