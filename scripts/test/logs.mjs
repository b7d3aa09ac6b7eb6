/** Where the output of test runs is kept. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../setup/cache.mjs';

const KEPT = 10;

/**
 * @param {string} name of the command
 * @returns {string} a fresh folder for the logs of this run; of earlier runs of the command the last few stay
 */
export function logFolder(name) {
  const all = cacheFolder('logs');
  mkdirSync(all, { recursive: true });
  const earlier = readdirSync(all).filter((folder) => folder.startsWith(`${name}-`));
  for (const old of earlier.sort().slice(0, -KEPT + 1)) rmSync(join(all, old), { recursive: true });
  const folder = join(all, `${name}-${new Date().toISOString().replace(/[:.]/g, '-')}`);
  mkdirSync(folder);
  return folder;
}
