/** Shims first on PATH that send chosen commands of every later step through the adaptive runner. */

import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MARKER, type ShimOptions, shimText } from './text.js';

export { readWrapped } from './names.js';
export { INSIDE, MARKER, shimText } from './text.js';

/**
 * Writes a shim for each name.
 * @param folder the job's own; made with `makeJobFolder`.
 * @returns the folder that has to be first on PATH.
 */
export function writeShims(
  folder: string,
  names: readonly string[],
  { node, entry }: Pick<ShimOptions, 'node' | 'entry'>,
): string {
  const shims = join(folder, 'shims');
  mkdirSync(shims);
  chmodSync(shims, 0o755);
  writeFileSync(join(shims, MARKER), '');
  for (const name of names) {
    const path = join(shims, name);
    writeFileSync(path, shimText({ name, node, entry }));
    // Its own call: the mode of writeFileSync is cut by the umask, and a step may run as another user.
    chmodSync(path, 0o755);
  }
  return shims;
}
