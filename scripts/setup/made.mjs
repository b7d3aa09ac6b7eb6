/** The record of what set-up has made on this machine, so that taking it down removes exactly that. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, madeCacheFolder } from './cache.mjs';
import { withLock } from './lock.mjs';

/**
 * @typedef {object} Made
 * @property {readonly string[]} packages Debian packages that were installed
 * @property {readonly string[]} images `HOST IMAGE`: images imported into a daemon
 * @property {readonly string[]} swarms Docker hosts whose Swarm was initialised
 * @property {readonly string[]} networks `HOST NETWORK`: overlay networks that were created
 * @property {readonly string[]} folders folders outside the cache folder, such as a report
 */

/** @type {Made} */
const NOTHING = { packages: [], images: [], swarms: [], networks: [], folders: [] };
const file = () => cacheFolder('made.json');

/** @returns {Made} what has been recorded; empty lists where nothing was */
export function readMade() {
  if (!existsSync(file())) return NOTHING;
  return { ...NOTHING, ...JSON.parse(readFileSync(file(), 'utf8')) };
}

/**
 * Adds to the record.
 * @param {keyof Made} kind
 * @param {readonly string[]} items
 */
export const noteMade = (kind, items) =>
  rewrite((made) => ({ ...made, [kind]: [...new Set([...made[kind], ...items])] }));

/**
 * Takes out of the record what has been removed.
 * @param {keyof Made} kind
 * @param {readonly string[]} items
 */
export const noteRemoved = (kind, items) =>
  rewrite((made) => ({ ...made, [kind]: made[kind].filter((item) => !items.includes(item)) }));

/** @param {(made: Made) => Made} change */
function rewrite(change) {
  const folder = madeCacheFolder();
  return withLock(join(folder, 'made.lock'), { timeoutMs: 10_000 }, async () => {
    writeFileSync(`${file()}.new`, `${JSON.stringify(change(readMade()), null, 2)}\n`);
    renameSync(`${file()}.new`, file());
  });
}
