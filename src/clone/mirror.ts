/** A local mirror on runners that persist: what it holds is not fetched again. Never a reason to fail. */

import { existsSync, lstatSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { messageOf, UserError } from '../lib/errors.js';
import { insideOf } from '../lib/paths.js';
import { fetchWithRetry } from './fetch.js';
import { GitError, plainGit, type Session } from './git.js';
import type { ClonePlan } from './plan.js';
import { stripObjects } from './workspace.js';

/**
 * Brings the mirror of the plan's repository up to date and makes its folder (a git repository) read the mirror's objects.
 * Two jobs may do so at once: git's own locks keep the mirror whole, and who comes second uses what is there.
 */
export async function useMirror(session: Session, plan: ClonePlan): Promise<void> {
  const { mirrorDir, url, folder } = plan;
  if (!isAbsolute(mirrorDir))
    throw new UserError(`input mirror-dir: ${JSON.stringify(mirrorDir)} has to be an absolute path`);
  const { host, pathname } = new URL(url);
  const mirror = join(mirrorDir, host.replace(':', '_'), `${pathname.replace(/\.git$/, '')}.git`);
  try {
    mkdirSync(mirrorDir, { recursive: true });
    // A link that another job has put there would lead to folders that are not ours to strip.
    insideOf(mirrorDir, mirror, 'the mirror');
    await update(session, mirror, plan);
    mkdirSync(join(folder, '.git', 'objects', 'info'), { recursive: true });
    writeFileSync(join(folder, '.git', 'objects', 'info', 'alternates'), `${join(mirror, 'objects')}\n`);
  } catch (error) {
    if (session.signal?.aborted) throw error;
    session.log.warning(
      `clone: the mirror ${mirror} can't be used (${messageOf(error)}); going on without it`,
    );
  }
}

async function update(session: Session, mirror: string, plan: ClonePlan): Promise<void> {
  mkdirSync(mirror, { recursive: true });
  strip(mirror);
  try {
    const format = plan.isSha256 ? ['--object-format=sha256'] : [];
    await plainGit(session, mirror, ['init', '--quiet', '--bare', '--template=', ...format, '.']);
    await fetchAll(session, mirror, plan.url);
  } catch (error) {
    // Another job is at it: what it has fetched so far serves as well.
    const isLocked = error instanceof GitError && /\.lock'|cannot lock ref|could not lock/.test(error.stderr);
    if (!isLocked || !existsSync(join(mirror, 'objects'))) throw error;
  }
}

async function fetchAll(session: Session, mirror: string, url: string): Promise<void> {
  const refspecs = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'];
  await fetchWithRetry(session, {
    folder: mirror,
    url,
    // Refs are pruned (a branch `a` that is gone would be in the way of `a/b`). Objects never are: workspaces read them.
    args: [
      'fetch',
      '--quiet',
      '--prune',
      '--no-tags',
      '--no-write-fetch-head',
      '--progress',
      '--end-of-options',
      url,
      ...refspecs,
    ],
    asked: 'all branches and tags',
  });
}

/** All that a mirror needs. What other files can do (config, hooks, commondir, worktrees) is run code and redirect the fetch. */
const KEPT = new Set(['objects', 'refs', 'packed-refs', 'HEAD']);

/** Other jobs can write here: nothing in the mirror may run code, and nothing may redirect the fetch. */
function strip(mirror: string): void {
  for (const entry of readdirSync(mirror, { withFileTypes: true })) {
    const path = join(mirror, entry.name);
    if (entry.name.endsWith('.lock') ? isDead(path) : !KEPT.has(entry.name) || !isData(entry))
      rmSync(path, { recursive: true, force: true });
  }
  stripObjects(join(mirror, 'objects'), isDead);
  stripRefs(join(mirror, 'refs'));
}

function stripRefs(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) stripRefs(path);
    else if (entry.name.endsWith('.lock') ? isDead(path) : !entry.isFile()) rmSync(path, { force: true });
  }
}

function isData(entry: { isFile(): boolean; isDirectory(): boolean }): boolean {
  return entry.isFile() || entry.isDirectory();
}

const DEAD_AFTER_MS = 60 * 60 * 1000;

/** Locks and temporary files of a job that was killed would be in the way for ever; those of one that runs are young. */
function isDead(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs > DEAD_AFTER_MS;
}
