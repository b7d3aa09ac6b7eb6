/** Temp folders of runs that were killed: removed by the next one. */

import { lstat, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Removes this user's folders whose names begin with `prefix` and that nobody has changed for `ageMs`. */
export async function sweepFolders(prefix: string, ageMs: number): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const path = join(tmpdir(), name);
    const info = await lstat(path).catch(() => undefined); // another run's, gone by now
    const isOld = info?.isDirectory() && info.uid === process.getuid?.() && Date.now() - info.mtimeMs > ageMs;
    if (isOld) await rm(path, { recursive: true, force: true });
  }
}
