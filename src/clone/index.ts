/**
 * The scoped clone: three git processes for a fresh one, a credential that lives in their environment alone, retries for
 * what can heal. docs/clone.md tells the rules; anchors: git's own documentation of GIT_CONFIG_COUNT and http.<url>.*.
 */

import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, UserError } from '../lib/errors.js';
import type { Job } from '../lib/job.js';
import type { Log } from '../lib/log.js';
import { monotonicMs } from '../lib/monotonic.js';
import type { RunProcess } from '../lib/process.js';
import { formatDuration } from '../lib/units.js';
import type { JobContext } from './context.js';
import { basicCredential } from './credential.js';
import { asFailure, blamingOldGit, GitError, type Session } from './git.js';
import type { CloneInputs } from './inputs.js';
import { type ClonePlan, planClone } from './plan.js';
import { type Populated, populate } from './populate.js';
import { isSha, type Sha } from './ref.js';
import { settleSafeDirectory } from './safe-directory.js';
import { empty, type Found, inspect, isOurs, lastCommit, strip } from './workspace.js';

export { jobContext } from './context.js';
export { type CloneInputs, cloneInputs, rejectedCloneInputs } from './inputs.js';
export { refusePersistence } from './plan.js';

export type Cloned = {
  readonly sha: Sha;
  /** The full ref that was checked out; the commit's id where it came without a name. */
  readonly ref: string;
  /** Absolute. */
  readonly path: string;
  readonly url: string;
};

export type CloneEffects = {
  readonly run: RunProcess;
  readonly log: Log;
  readonly job: Job;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
};

/**
 * Clones as the inputs and the job say.
 * @throws UserError (exit 2) for what the user can fix: inputs, a token, a ref that isn't there, a fork's code in a privileged job.
 * @throws EnvironmentError (exit 1) for a server or a disk that won't, after the tries that could heal it.
 */
export async function clone(
  inputs: CloneInputs,
  context: JobContext,
  effects: CloneEffects,
): Promise<Cloned> {
  const startedAt = monotonicMs();
  maskToken(effects.job, inputs.token);
  const plan = planClone(inputs, context);
  const present = alreadyThere(plan, context, inputs);
  if (present !== undefined) {
    effects.log.info(
      `clone: act has put the working tree of ${plan.repository} into the workspace; nothing to fetch`,
    );
    return present;
  }
  try {
    const { plan: done, populated } = await followingRedirect(inputs, plan, effects);
    settleSafeDirectory(effects.job, effects.env, plan.folder, inputs['set-safe-directory']);
    effects.log.info(story(plan, populated, monotonicMs() - startedAt));
    return { sha: populated.sha, ref: populated.ref ?? populated.sha, path: plan.folder, url: done.url };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw asFailure(inputs.token === '' ? error : await blamingOldGit(error, effects.run, effects.env));
  }
}

function maskToken(job: Job, token: string): void {
  if (token === '') return;
  job.mask(token);
  job.mask(basicCredential(token));
}

function sessionOf(inputs: CloneInputs, plan: ClonePlan, effects: CloneEffects): Session {
  return {
    run: effects.run,
    log: effects.log,
    env: effects.env,
    signal: effects.signal,
    token: inputs.token,
    serverUrl: plan.serverUrl,
    stallSeconds: inputs['stall-seconds'],
    tries: inputs['fetch-tries'],
    timeoutMs: inputs['fetch-timeout'],
    lfs: inputs.lfs,
  };
}

/** A repository that was renamed, or a forge that wants https: where that is safe, the clone is made from there. */
async function followingRedirect(
  inputs: CloneInputs,
  plan: ClonePlan,
  effects: CloneEffects,
): Promise<{ readonly plan: ClonePlan; readonly populated: Populated }> {
  try {
    return { plan, populated: await cloneInto(sessionOf(inputs, plan, effects), plan) };
  } catch (error) {
    if (!(error instanceof GitError) || error.kind !== 'redirected') throw error;
    const { safeRedirect } = await import('./redirect.js');
    const url = await safeRedirect(plan.url, inputs.token);
    if (url === undefined) throw error;
    effects.log.info(
      `clone: the server redirects ${plan.url} to ${url}, on the same host: cloning from there`,
    );
    // What the first try has begun is of the other address.
    rmSync(join(plan.folder, '.git'), { recursive: true, force: true });
    const moved = { ...plan, url, serverUrl: plan.serverUrl.replace(/^https?:/, new URL(url).protocol) };
    return { plan: moved, populated: await cloneInto(sessionOf(inputs, moved, effects), moved) };
  }
}

/** Uses what an earlier job left where it can; whatever is broken in it costs a fresh start and nothing more. */
async function cloneInto(session: Session, plan: ClonePlan): Promise<Populated> {
  const found = prepare(session, plan);
  const isSha256 =
    found.kind === 'clone' && found.last !== undefined ? found.last.length === 64 : plan.isSha256;
  try {
    return await complete(session, { ...plan, isSha256 }, found);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const why = whyAfresh(error, plan, found);
    if (why === undefined) throw error;
    const again = { ...plan, isSha256: isSha256 !== (error.kind === 'object-format') };
    return complete(session, again, startAfresh(session, again, why));
  }
}

/** @returns why another try from an empty folder can succeed; undefined when it can't. */
function whyAfresh(error: GitError, plan: ClonePlan, found: Found): string | undefined {
  if (error.kind === 'object-format') return 'the object format of the repository is another one';
  if (found.kind !== 'clone') return undefined;
  // What would be cleaned away after the checkout may be what fills the disk.
  if (error.kind === 'disk-full' && plan.isClean) return 'the disk is full';
  return isOfTheClone(error) ? `the earlier clone is broken (${messageOf(error)})` : undefined;
}

/** @returns what can be built on: nothing, a stripped earlier clone, or files that are to stay. */
function prepare(session: Session, plan: ClonePlan): Found {
  const found = inspect(plan.folder, plan.url);
  if (found.kind !== 'empty' && !plan.mayEmpty && !isOurs(plan.folder)) {
    throw new UserError(
      `clone: ${plan.folder} is not empty, and under act it may be your own folder (--bind): nothing was touched; set input path to another folder, or leave --bind out`,
    );
  }
  if (found.kind === 'other' && (plan.isClean || existsSync(join(plan.folder, '.git'))))
    return startAfresh(session, plan, found.why);
  if (found.kind !== 'clone') return found;
  try {
    strip(plan.folder, plan.sparse.length > 0);
    return found;
  } catch (error) {
    return startAfresh(session, plan, `the earlier clone can't be used again (${messageOf(error)})`);
  }
}

function startAfresh(session: Session, plan: ClonePlan, why: string): Found {
  session.log.info(`clone: emptying ${plan.folder}: ${why}`);
  empty(plan.folder);
  return { kind: 'empty' };
}

/** What the server says is no fault of the earlier clone. */
function isOfTheClone(error: GitError): boolean {
  return ['broken', 'unknown', 'cut', 'commit-missing', 'permission'].includes(error.kind);
}

async function complete(session: Session, plan: ClonePlan, found: Found): Promise<Populated> {
  const populated = await populate(session, plan, found);
  if (plan.lfs) {
    const { pullLfs } = await import('./lfs.js');
    await pullLfs(session, plan.folder, plan.url);
  }
  if (plan.submodules !== 'false') {
    const { updateSubmodules } = await import('./submodules.js');
    const options = { isRecursive: plan.submodules === 'recursive', depth: plan.depth };
    await updateSubmodules(session, plan.folder, plan.url, options);
  }
  return populated;
}

/**
 * What act has put there (a copy of the working tree, or with --bind the user's own folder) stays: fetching it again would need its
 * forge, and local changes are what people run act for.
 */
function alreadyThere(plan: ClonePlan, context: JobContext, inputs: CloneInputs): Cloned | undefined {
  const isOwn =
    plan.repository === context.repository && inputs.ref === '' && plan.folder === context.workspace;
  const git = join(plan.folder, '.git');
  if (!context.isAct || !isOwn || !existsSync(git) || isOurs(plan.folder)) return undefined;
  // A worktree's .git is a file that leads elsewhere: act knows its commit.
  const sha = lastCommit(git) ?? (isSha(context.sha) ? context.sha : undefined);
  return sha === undefined ? undefined : { sha, ref: context.ref || sha, path: plan.folder, url: plan.url };
}

function story(plan: ClonePlan, populated: Populated, ms: number): string {
  const depth = plan.depth === 0 ? 'all history' : `depth ${plan.depth}`;
  const name = populated.ref === undefined ? '' : `${populated.ref.replace(/^refs\/(heads|tags)\//, '')} `;
  return `clone: ${plan.repository} ${name}${populated.sha.slice(0, 8)} in ${formatDuration(ms)} (${depth})`;
}
