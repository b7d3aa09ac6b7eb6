/** From an empty folder (or a stripped earlier clone) to a checked-out commit: init, fetch, checkout. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../lib/errors.js';
import { fetchWithRetry } from './fetch.js';
import { GitError, plainGit, type Session } from './git.js';
import { useMirror } from './mirror.js';
import type { ClonePlan } from './plan.js';
import { checkRef, localRef, type Sha, type Target, targetOf } from './ref.js';
import { configure, type Found, forgetCommit, keepCommit, lastCommit, trackBranch } from './workspace.js';

export type Populated = { readonly sha: Sha; readonly ref: string | undefined };

/** @throws GitError (the caller may start afresh), UserError, EnvironmentError. */
export async function populate(session: Session, plan: ClonePlan, found: Found): Promise<Populated> {
  await init(session, plan);
  if (plan.mirrorDir !== '') {
    await useMirror(session, plan);
  }
  if (found.kind === 'clone' && found.last !== undefined) keepCommit(plan.folder, found.last);
  if (plan.sparse.length > 0) await setSparse(session, plan);
  const { target, ref } = await fetchTarget(session, plan);
  if (target.branch !== undefined) trackBranch(plan.folder, target.branch);
  await checkout(session, plan, target);
  if (plan.isClean && found.kind === 'clone')
    await plainGit(session, plan.folder, ['clean', '-ffdx', '--quiet']);
  if (found.kind === 'clone') forgetCommit(plan.folder);
  return { sha: verified(plan, target), ref };
}

async function init(session: Session, plan: ClonePlan): Promise<void> {
  // No template: it would bring a dozen sample hooks.
  await plainGit(session, plan.folder, [
    'init',
    '--quiet',
    '--template=',
    ...(plan.isSha256 ? ['--object-format=sha256'] : []),
  ]);
  configure(plan.folder, plan.url);
}

async function setSparse(session: Session, plan: ClonePlan): Promise<void> {
  const mode = plan.isCone ? '--cone' : '--no-cone';
  await plainGit(
    session,
    plan.folder,
    ['sparse-checkout', 'set', mode, '--stdin'],
    `${plan.sparse.join('\n')}\n`,
  );
}

/** Finds out what the wanted name is, and fetches it. */
async function fetchTarget(
  session: Session,
  plan: ClonePlan,
): Promise<{ target: Target; ref: string | undefined }> {
  const { want } = plan;
  if (want.kind === 'commit') return fetchRef(session, plan, want.ref, want.sha);
  if (want.kind === 'ref') return fetchRef(session, plan, want.ref);
  if (want.kind === 'default') return fetchRef(session, plan, await defaultBranch(session, plan));
  try {
    return await fetchRef(session, plan, `refs/heads/${want.name}`);
  } catch (error) {
    if (!(error instanceof GitError) || error.kind !== 'ref-missing') throw error;
    return fetchTag(session, plan, want.name);
  }
}

async function fetchTag(
  session: Session,
  plan: ClonePlan,
  name: string,
): Promise<{ target: Target; ref: string | undefined }> {
  try {
    return await fetchRef(session, plan, `refs/tags/${name}`);
  } catch (error) {
    if (!(error instanceof GitError) || error.kind !== 'ref-missing') throw error;
    throw new UserError(`clone: ${plan.url} has neither a branch nor a tag ${name}; check input ref`, {
      cause: error,
    });
  }
}

async function fetchRef(
  session: Session,
  plan: ClonePlan,
  ref: string | undefined,
  sha?: Sha,
): Promise<{ target: Target; ref: string | undefined }> {
  const target = targetOf({ ref, ...(sha === undefined ? {} : { sha }) });
  const options = [
    '--progress',
    '--no-recurse-submodules',
    ...historyOptions(plan),
    ...(plan.filter === '' ? [] : [`--filter=${plan.filter}`]),
  ];
  await fetchWithRetry(session, {
    folder: plan.folder,
    url: plan.url,
    args: ['fetch', ...options, '--end-of-options', plan.remote, ...refspecs(plan, target, sha)],
    asked: sha ?? ref ?? 'HEAD',
  });
  return { target, ref };
}

function historyOptions(plan: ClonePlan): readonly string[] {
  if (plan.depth > 0) return ['--no-tags', `--depth=${plan.depth}`];
  const isShallow = existsSync(join(plan.folder, '.git', 'shallow'));
  return isShallow ? ['--no-tags', '--unshallow'] : ['--no-tags'];
}

function refspecs(plan: ClonePlan, target: Target, sha: Sha | undefined): readonly string[] {
  const tags = '+refs/tags/*:refs/tags/*';
  if (plan.depth === 0) {
    const isBranchOrTag = target.refspecs.every((spec) => /:refs\/(remotes\/origin|tags)\//.test(spec));
    // All branches have a place of their own; the commit itself may lie behind (or beside) its branch by now.
    const own = isBranchOrTag ? (sha === undefined ? [] : [sha]) : target.refspecs;
    return ['+refs/heads/*:refs/remotes/origin/*', tags, ...own];
  }
  return plan.hasTags
    ? [...target.refspecs.filter((spec) => !spec.includes(':refs/tags/')), tags]
    : target.refspecs;
}

async function defaultBranch(session: Session, plan: ClonePlan): Promise<string> {
  const listed = await fetchWithRetry(session, {
    folder: plan.folder,
    url: plan.url,
    args: ['ls-remote', '--symref', '--end-of-options', plan.url, 'HEAD'],
    asked: 'HEAD',
  });
  const ref = /^ref: (\S+)\tHEAD$/m.exec(listed)?.[1];
  if (ref === undefined)
    throw new UserError(`clone: ${plan.url} has no default branch (is it empty?); set input ref`);
  return checkRef(ref);
}

async function checkout(session: Session, plan: ClonePlan, target: Target): Promise<void> {
  const how = target.branch === undefined ? ['--detach'] : ['-B', target.branch];
  const args = ['checkout', '--quiet', '--force', ...how, target.start, '--'];
  // A partial clone fetches the files it lacks while it checks out.
  if (plan.filter === '') await plainGit(session, plan.folder, args);
  else
    await fetchWithRetry(session, {
      folder: plan.folder,
      url: plan.url,
      args,
      asked: target.start,
      isQuiet: true,
    });
}

/** @throws UserError when a tag moved between the event and now: a release must not be built from something else. */
function verified(plan: ClonePlan, target: Target): Sha {
  const git = join(plan.folder, '.git');
  const head = lastCommit(git);
  if (head === undefined) throw new Error(`${git}/HEAD can't be read after the checkout`);
  const { want } = plan;
  if (want.kind === 'commit' && want.sha !== head && tagObject(git, want.ref) !== want.sha) {
    throw new UserError(
      `clone: ${want.ref ?? target.start} is ${head} now, but this run is for ${want.sha}: it was moved meanwhile; start a new run`,
    );
  }
  return head;
}

function tagObject(git: string, ref: string | undefined): Sha | undefined {
  return ref?.startsWith('refs/tags/') ? lastCommit(git, localRef(ref)) : undefined;
}
