/** Writes a commit's files into a folder, by git's own checkout from a private repository, and takes out what would lead elsewhere. */

import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RemoteError, readLocal } from '../../clone/remote-git.js';
import { UserError } from '../../lib/errors.js';
import { formatBytes } from '../../lib/units.js';
import { remoteContext } from './clone-state.js';
import type { ReleasesContext } from './context.js';
import { factsOf } from './find.js';
import { baseRemotesOf, type RemoteFacts, remotesOf } from './remotes.js';
import { fetchCommit, withStore } from './store.js';
import { pruneTree } from './tree.js';

/** Far above any recipe, and far below what would fill a runner's disk. */
const MOST_FILES = 50_000;
const MOST_BYTES = 1024 ** 3;
const LISTING_BYTES = 32 * 1024 * 1024;

export async function writeCommit(context: ReleasesContext, sha: string, into: string): Promise<void> {
  if (existsSync(into) && (!lstatSync(into).isDirectory() || readdirSync(into).length > 0))
    throw new Error(`${into} is not an empty folder`);
  const facts = await factsOf(context);
  await withStore(context, facts, sha.length === 64, async (repository) => {
    await fetchCommit(context, repository, everyRemote(facts), sha, 'the files of a release');
    await checkOut(context, repository, treeOf(facts, sha), into);
  });
}

/** A release is upstream's or origin's, a base may be in the base repository alone. */
function everyRemote(facts: RemoteFacts): ReturnType<typeof remotesOf> {
  const releases = remotesOf(facts);
  const known = new Set(releases.asked.map(({ url }) => url));
  return {
    ...releases,
    asked: [...releases.asked, ...baseRemotesOf(facts).asked.filter(({ url }) => !known.has(url))],
  };
}

/** A recipe that is a part of its repository is the same part of every commit. */
function treeOf(facts: RemoteFacts, sha: string): string {
  const prefix = facts.clone?.prefix.replace(/\/$/, '') ?? '';
  return prefix === '' ? `${sha}^{tree}` : `${sha}:${prefix}`;
}

/** @param tree `COMMIT^{tree}` or `COMMIT:FOLDER`, in the repository. */
export async function checkOut(
  context: ReleasesContext,
  repository: string,
  tree: string,
  into: string,
): Promise<void> {
  const submodules = await checkSize(context, repository, tree);
  mkdirSync(dirname(into), { recursive: true });
  const staging = mkdtempSync(`${into}.part-`);
  try {
    const files = join(staging, 'files');
    mkdirSync(files);
    const place = { GIT_DIR: repository, GIT_WORK_TREE: files, GIT_INDEX_FILE: join(staging, 'index') };
    await plumbing(context, files, ['read-tree', tree], place);
    await plumbing(context, files, ['checkout-index', '--all', '--quiet'], place);
    for (const note of [...pruneTree(files), ...submodulesNote(submodules)])
      context.note('warning', `releases: ${tree}: ${note}`);
    // Onto an empty folder, or none: whoever looks sees nothing or everything.
    renameSync(files, into);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** @returns the submodules, whose content is no part of the commit. */
async function checkSize(
  context: ReleasesContext,
  repository: string,
  tree: string,
): Promise<readonly string[]> {
  const listed = await plumbing(
    context,
    repository,
    ['ls-tree', '-r', '-l', '-z', '--full-tree', tree],
    {},
    LISTING_BYTES,
  );
  const entries = [...listed.matchAll(/(?:^|\0)(\d{6}) \w+ [0-9a-f]+ +(\d+|-)\t([^\0]*)/g)];
  const bytes = entries.reduce((sum, [, , size]) => sum + (Number(size) || 0), 0);
  if (entries.length > MOST_FILES || bytes > MOST_BYTES || listed.length >= LISTING_BYTES)
    throw new UserError(
      `${tree} is no recipe: ${entries.length} files, ${formatBytes(bytes)}; at most ${MOST_FILES} files and ${formatBytes(MOST_BYTES)} are written`,
    );
  return entries.filter(([, mode]) => mode === '160000').map(([, , , path]) => path ?? '');
}

function submodulesNote(submodules: readonly string[]): readonly string[] {
  return submodules.length === 0
    ? []
    : [`the submodules ${submodules.slice(0, 5).join(', ')} stay empty: what is in them is not fetched`];
}

async function plumbing(
  context: ReleasesContext,
  folder: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  keepBytes?: number,
): Promise<string> {
  try {
    return await readLocal(remoteContext(context), folder, args, env, keepBytes);
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    throw new UserError(
      `the files of ${args.at(-1)?.startsWith('-') ? 'the commit' : args.at(-1)} can't be written: git ${args[0]}: ${error.said}`,
      { cause: error },
    );
  }
}
