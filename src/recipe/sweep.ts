/** Temp folders that say whose they are, so that the next run removes those of runs that were killed, and no others. */

import { lstat, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lifeOf, ownProcess, type ProcessId, thisMachine } from './lease/process-id.js';

const PREFIX = 'cc-ci-';
/** Beside the folder's own files; no recipe's file has this name. */
const OWNER = '.cc-ci-owner';
/** Where it can't be told who lives (another container's processes): nothing runs longer than this. */
const MAX_RUN_MS = 25 * 60 * 60_000;
/** Between the making of a folder and of the file that says whose it is. */
const UNOWNED_MS = 5 * 60_000;

/**
 * @param name what it is for: `recipe`. @param root the system's temp folder where left out.
 * @returns a fresh folder, 0700, that a later run removes when this process is gone.
 */
export async function ownedFolder(name: string, root = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(root, `${PREFIX}${name}-`));
  await writeFile(join(folder, OWNER), JSON.stringify(ownProcess()), { mode: 0o600 });
  return folder;
}

/** Removes this user's folders of that name whose process is gone. */
export async function sweepFolders(names: readonly string[], root = tmpdir()): Promise<void> {
  const prefixes = names.map((name) => `${PREFIX}${name}-`);
  const entries = await readdir(root).catch(() => []); // no such root on this system: nothing was made there
  for (const entry of entries) {
    if (!prefixes.some((prefix) => entry.startsWith(prefix))) continue;
    const path = join(root, entry);
    if (await isOrphan(path)) await rm(path, { recursive: true, force: true });
  }
}

async function isOrphan(path: string): Promise<boolean> {
  const info = await lstat(path).catch(() => undefined); // another run's, gone by now
  if (info === undefined || !info.isDirectory() || info.uid !== process.getuid?.()) return false;
  const ageMs = Date.now() - info.mtimeMs;
  const owner = await ownerOf(path);
  if (owner === undefined) return ageMs > UNOWNED_MS;
  const life = lifeOf(owner, thisMachine());
  return life === 'dead' || (life === 'unknown' && ageMs > MAX_RUN_MS);
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

function isProcessId(value: unknown): value is ProcessId {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, bootId, pidStart } = value as Partial<ProcessId>;
  return typeof pid === 'number' && typeof bootId === 'string' && typeof pidStart === 'string';
}
