/** Mounts that a program which was killed has left behind: in the way of removing the folder they are in. */
import { readFileSync } from 'node:fs';
import { run } from './run.mjs';

/**
 * Unmounts all that is mounted on a folder and below it.
 * @param {string} folder
 */
export async function unmountBelow(folder) {
  const mounts = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  const below = mounts.filter((path) => path === folder || path.startsWith(`${folder}/`));
  for (const path of below.reverse()) await run(['umount', '--lazy', path]);
}
