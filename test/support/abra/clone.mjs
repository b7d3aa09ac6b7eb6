/** A recipe's clone in ABRA_DIR/recipes: its releases, its state, and the checkouts that abra does on its own. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './docker.mjs';
import { Fatal } from './log.mjs';
import { compareVersions, isVersion } from './versions.mjs';

/**
 * @typedef {import('./context.mjs').Context} Context
 *
 * @typedef {object} Clone
 * @property {string} name
 * @property {string} folder
 */

/**
 * @param {Clone} clone
 * @param {readonly string[]} args
 */
const outcome = ({ folder }, args) =>
  run('git', ['-c', 'core.hooksPath=/dev/null', '-c', 'advice.detachedHead=false', ...args], {
    cwd: folder,
    env: { ...process.env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
  });

/**
 * @param {Clone} clone
 * @param {readonly string[]} args
 * @returns {Promise<string>} what git printed, trimmed
 */
export async function git(clone, args) {
  const { code, stdout, stderr } = await outcome(clone, args);
  if (code !== 0) throw new Fatal(`${clone.name}: git ${args[0]}: ${stderr.trim()}`);
  return stdout.trim();
}

/**
 * @param {Context} context
 * @param {string} name
 * @returns {Clone}
 * @throws {Fatal} for a recipe that is not there: this machine can't clone it from the forge
 */
export function cloneOf(context, name) {
  const found = cloneOfName(context, name);
  if (found) return found;
  if (context.flags.offline)
    throw new Fatal(
      `unable to find recipe ${name}: ${join(context.abraDir, 'recipes', name)} does not exist`,
    );
  throw new Fatal(
    `unable to clone ${name}: Get "https://git.coopcloud.tech/coop-cloud/${name}.git/info/refs": dial tcp: lookup git.coopcloud.tech: no such host`,
  );
}

/**
 * @param {Context} context
 * @param {string} name
 * @returns {Clone | undefined}
 */
export function cloneOfName({ abraDir }, name) {
  const folder = join(abraDir, 'recipes', name);
  return existsSync(join(folder, '.git')) ? { name, folder } : undefined;
}

/**
 * @param {Clone} clone
 * @returns {Promise<readonly string[]>} its releases, oldest first
 */
export async function versionsOf(clone) {
  const tags = (await git(clone, ['tag', '--list'])).split('\n');
  return tags.filter(isVersion).sort(compareVersions);
}

/**
 * @param {Clone} clone
 * @returns {Promise<readonly string[]>} tags of releases that are not annotated
 */
export async function lightweightTags(clone) {
  const format = '--format=%(objecttype) %(refname:strip=2)';
  const lines = (await git(clone, ['for-each-ref', format, 'refs/tags'])).split('\n');
  return lines
    .filter((line) => line !== '' && !line.startsWith('tag '))
    .map((line) => line.slice(line.indexOf(' ') + 1));
}

/** @param {Clone} clone */
export const isDirty = async (clone) => (await git(clone, ['status', '--porcelain'])) !== '';

/**
 * @param {Clone} clone
 * @returns {Promise<string>} eight characters of HEAD, `+U` where the tree is changed, untracked files included
 */
export async function chaosVersion(clone) {
  const sha = await git(clone, ['rev-parse', 'HEAD']);
  return `${sha.slice(0, 8)}${(await isDirty(clone)) ? '+U' : ''}`;
}

/**
 * @param {Clone} clone
 * @param {string} ref a version or a commit
 */
export async function checkout(clone, ref) {
  const found = await outcome(clone, [
    'rev-parse',
    '--verify',
    '--quiet',
    `${ref.replace(/\+U$/, '')}^{commit}`,
  ]);
  if (found.code !== 0) throw new Fatal(`unable to check out ${ref} of ${clone.name}: reference not found`);
  await git(clone, ['checkout', '--quiet', '--force', '--detach', found.stdout.trim()]);
}

/**
 * The newest release, or the default branch of a recipe without one.
 * @param {Clone} clone
 * @returns {Promise<string>} what is checked out afterwards: a version or a short commit
 */
export async function checkoutLatest(clone) {
  const latest = (await versionsOf(clone)).at(-1);
  if (latest !== undefined) {
    await checkout(clone, latest);
    return latest;
  }
  await checkoutDefaultBranch(clone);
  return (await git(clone, ['rev-parse', 'HEAD'])).slice(0, 8);
}

/** @param {Clone} clone */
export async function checkoutDefaultBranch(clone) {
  for (const branch of ['main', 'master']) {
    const found = await outcome(clone, ['rev-parse', '--verify', '--quiet', `refs/heads/${branch}`]);
    if (found.code === 0) return void (await git(clone, ['checkout', '--quiet', '--force', branch]));
  }
  throw new Fatal(`failed to select default branch in ${clone.folder}`);
}

/** @param {Clone} clone */
export async function needClean(clone) {
  if (await isDirty(clone))
    throw new Fatal(
      `${clone.name} (${clone.folder}) has locally unstaged changes? please commit/remove your changes before proceeding`,
    );
}

/**
 * What every command does that is neither -C nor -o.
 * @param {Context} context
 * @param {Clone} clone
 */
export async function fetchOrigin({ modes }, clone) {
  if (modes.has('private-origin')) throw new Fatal('authentication required: Unauthorized');
  const remotes = await git(clone, ['remote']);
  if (!remotes.split('\n').includes('origin')) return;
  const { code, stderr } = await outcome(clone, ['fetch', '--quiet', '--tags', '--force', 'origin']);
  if (code === 0) return;
  if (/could not read Username|Authentication failed|401|terminal prompts disabled/.test(stderr))
    throw new Fatal('authentication required: Unauthorized');
  throw new Fatal(`unable to fetch ${clone.name}: ${stderr.trim()}`);
}

/**
 * What stands in front of most commands: -C leaves everything as it is; else the tree has to be clean, -o leaves out the
 * fetch, and the version is checked out.
 * @param {Context} context
 * @param {Clone} clone
 * @param {string | undefined} version of the app's .env; undefined for the newest release
 * @returns {Promise<void>}
 */
export async function ensure(context, clone, version) {
  if (context.flags.chaos) return;
  await needClean(clone);
  if (!context.flags.offline) await fetchOrigin(context, clone);
  if (version === undefined) await checkoutLatest(clone);
  else await checkout(clone, version);
}
