/** Where everything that is built or fetched once is kept: one folder, outside the repository. */
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * The folder that keeps what set-up makes: `$CC_CI_CACHE`, else `$XDG_CACHE_HOME/cc-ci-action`, else `~/.cache/cc-ci-action`.
 * Nothing is created: see `madeCacheFolder`.
 * @param {...string} parts path segments below it
 * @returns {string} an absolute path
 */
export function cacheFolder(...parts) {
  const { CC_CI_CACHE: own, XDG_CACHE_HOME: xdg } = process.env;
  const root = own ? resolve(own) : join(xdg ? resolve(xdg) : join(homedir(), '.cache'), 'cc-ci-action');
  return join(root, ...parts);
}

/**
 * `cacheFolder`, created where it is missing.
 * @param {...string} parts path segments below it
 * @returns {string} an absolute path of a folder that exists
 */
export function madeCacheFolder(...parts) {
  const folder = cacheFolder(...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}
