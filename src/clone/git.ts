/** Runs git: without a credential (plain), or with it in the one process' environment (network). */

import { throwIfAborted } from '../lib/abort.js';
import { EnvironmentError, hasCode, UserError } from '../lib/errors.js';
import type { Log } from '../lib/log.js';
import {
  describe,
  type Finished,
  type Outcome,
  orThrowCancelled,
  type RunProcess,
  succeeded,
} from '../lib/process.js';
import { type Circumstance, classify, explain, type FailureKind, isUsers } from './classify.js';
import { networkEnv, plainGitEnv, type Setting, withSettings } from './credential.js';

/** What the clone is done with: effects and settings that stay the same for all of its git processes. */
export type Session = {
  readonly run: RunProcess;
  readonly log: Log;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal | undefined;
  readonly token: string;
  readonly serverUrl: string;
  readonly stallSeconds: number;
  readonly tries: number;
  readonly timeoutMs: number;
  readonly lfs: boolean;
};

/** A git process that failed; `kind` says whether another try can help. */
export class GitError extends Error {
  override readonly name = 'GitError';
  constructor(
    message: string,
    readonly kind: FailureKind,
    readonly stderr: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The error that leaves the room: the user's to fix or the environment's, with git's own words as its cause. */
export function asFailure(error: GitError): Error {
  const cause = new Error(error.stderr.trim().slice(-2000) || 'git printed nothing');
  const message = `clone: ${error.message}`;
  return isUsers(error.kind) ? new UserError(message, { cause }) : new EnvironmentError(message, { cause });
}

/** Settings for every process: the folder may belong to another user (a job container's workspace does). */
function alwaysSettings(folder: string): readonly Setting[] {
  return [
    ['safe.directory', folder],
    ['init.defaultBranch', 'main'],
    ['advice.detachedHead', 'false'],
  ];
}

/** A git process that never sees the credential. Its hooks run, as in any checkout. */
export async function plainGit(
  session: Session,
  folder: string,
  args: readonly string[],
  input?: string,
): Promise<string> {
  const env = withSettings(lfsEnv(session, plainGitEnv(session.env)), alwaysSettings(folder));
  return finish(
    session,
    args,
    folder,
    await start(session, folder, args, { env, ...(input === undefined ? {} : { input }) }),
  );
}

/**
 * A git process that talks to the server, with the credential for `urls` in its environment.
 * @param onStderr gets what git says while it goes on.
 * @throws GitError, classified.
 */
export async function networkGit(
  session: Session,
  folder: string,
  args: readonly string[],
  options: {
    readonly url: string;
    /** Where the credential may go. */
    readonly urls: readonly string[];
    readonly sshUrls?: readonly string[];
    readonly mayRunLfs?: boolean;
    readonly asked: string;
    readonly signal?: AbortSignal;
    readonly onStderr?: (text: string) => void;
    readonly keepBytes?: number;
  },
): Promise<string> {
  const network = networkEnv(session.env, {
    token: session.token,
    serverUrl: session.serverUrl,
    stallSeconds: session.stallSeconds,
    urls: options.urls,
    ...(options.sshUrls === undefined ? {} : { sshUrls: options.sshUrls }),
    mayRunLfs: options.mayRunLfs ?? false,
  });
  const env = withSettings(lfsEnv(session, network), alwaysSettings(folder));
  const finished = await start(session, folder, args, {
    env,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(options.onStderr === undefined ? {} : { onStderr: options.onStderr }),
    ...(options.keepBytes === undefined ? {} : { keepBytes: options.keepBytes }),
  });
  return finish(session, args, options.url, finished, options.asked);
}

type StartOptions = {
  env: NodeJS.ProcessEnv;
  input?: string;
  signal?: AbortSignal;
  onStderr?: (text: string) => void;
  keepBytes?: number;
};

async function start(
  session: Session,
  folder: string,
  args: readonly string[],
  options: StartOptions,
): Promise<Finished> {
  const signal = options.signal ?? session.signal;
  throwIfAborted(signal);
  try {
    const finished = await session.run('git', args, {
      keepBytes: 1_000_000,
      ...options,
      cwd: folder,
      ...(signal === undefined ? {} : { signal }),
    });
    return orThrowCancelled(finished, signal);
  } catch (error) {
    if (!(error instanceof EnvironmentError) || !hasCode(error.cause, 'ENOENT')) throw error;
    throw new EnvironmentError(
      `clone: there is no git on PATH here; add it to the job's image or to the runner (apt-get install git)`,
      { cause: error },
    );
  }
}

/**
 * Git before 2.31 doesn't know GIT_CONFIG_COUNT: it asks without the credential, and is told that it needs one.
 * @returns the failure that says so instead of blaming the token; `error` itself where git is new enough.
 */
export async function blamingOldGit(
  error: GitError,
  run: RunProcess,
  env: NodeJS.ProcessEnv,
): Promise<GitError> {
  if (error.kind !== 'auth') return error;
  const { stdout } = await run('git', ['version'], { env: plainGitEnv(env) });
  const [, major, minor] = /(\d+)\.(\d+)/.exec(stdout) ?? [];
  if (major === undefined || Number(major) * 1000 + Number(minor) >= 2031) return error;
  return new GitError(
    `${stdout.trim()} is too old to be handed a credential without a file; update git to 2.31 or newer`,
    error.kind,
    error.stderr,
  );
}

function lfsEnv(session: Session, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  // LFS files come by a process of their own, with the credential; the checkout must not try to fetch them without.
  return session.lfs || env.GIT_LFS_SKIP_SMUDGE === undefined ? { ...env, GIT_LFS_SKIP_SMUDGE: '1' } : env;
}

function finish(
  session: Session,
  args: readonly string[],
  url: string,
  finished: Finished,
  asked = '',
): string {
  if (succeeded(finished)) return finished.stdout;
  const at: Circumstance = {
    url: addressIn(finished.stderr) ?? url,
    hasToken: session.token !== '',
    asked,
    stallSeconds: session.stallSeconds,
    stderr: finished.stderr,
  };
  const kind = classify(finished.stderr);
  const how = endedByItself(finished.outcome) ? '' : ` (git ${args[0]}: ${describe(finished.outcome)})`;
  throw new GitError(explain(kind, at) + how, kind, finished.stderr);
}

/** The address git names itself: of several submodules the one that failed. */
function addressIn(stderr: string): string | undefined {
  return /(?:unable to access|repository|Authentication failed for) '(https?:\/\/[^']+?)\/?'/.exec(
    stderr,
  )?.[1];
}

function endedByItself(outcome: Outcome): boolean {
  return outcome.kind === 'exited' && outcome.code > 0;
}
