/** A folder for building a root file system in: gone afterwards, with all that was mounted in it. */
import { mkdirSync, rmSync } from 'node:fs';
import { cacheFolder } from '../cache.mjs';
import { unmountBelow } from '../mounts.mjs';

/** For what fetches packages. */
export const IMAGE_TIMEOUT_MS = 15 * 60_000;
/** For what only reads and writes this disk. */
export const PACK_TIMEOUT_MS = 5 * 60_000;

/**
 * @template T
 * @param {string} name of the folder; one user at a time, so the caller holds a lock
 * @param {(folder: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inFolder(name, work) {
  const folder = cacheFolder('build', name);
  // An earlier set-up that was interrupted leaves its folder, and its mounts in it.
  await clear(folder);
  mkdirSync(folder, { recursive: true });
  try {
    return await work(folder);
  } finally {
    await clear(folder);
  }
}

/** @param {string} folder */
async function clear(folder) {
  await unmountBelow(folder);
  rmSync(folder, { recursive: true, force: true });
}
