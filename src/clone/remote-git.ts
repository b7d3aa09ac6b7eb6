/**
 * Read access to a repository on a server, for other rooms: the clone's rules of the credential, of silence, retries and
 * redirects, for a git command that isn't the clone. A second door, so that whoever uses it doesn't load the clone itself.
 */

import { anySignal, deadline } from '../lib/abort.js';
import { EnvironmentError } from '../lib/errors.js';
import type { RunProcess } from '../lib/process.js';
import { formatDuration } from '../lib/units.js';
import type { FailureKind } from './classify.js';
import { type Setting, withSettings } from './credential.js';
import { fetchWithRetry } from './fetch.js';
import { blamingOldGit, GitError, plainGit, type Session } from './git.js';
import { TOKEN_VARIABLES } from './later.js';
import { isOnServer, type RemoteUrl, submoduleUrl } from './remote.js';

export { type FailureKind, isUsers } from './classify.js';
export { TOKEN_VARIABLES } from './later.js';
export { isSha, refFault } from './ref.js';
export { isOnServer } from './remote.js';

export type RemoteGitContext = {
  readonly run: RunProcess;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Retries, and how far a long fetch is. */
  readonly note: (message: string) => void;
};

/** A repository on a server, on another machine by ssh, or in a folder. */
export type Remote = {
  readonly url: string;
  /** Sent to this address alone; empty: whatever the user's own configuration has for it. */
  readonly token: string;
  /** What the configuration of the user's clone says about addresses and access: it isn't read where these commands run. */
  readonly settings: readonly Setting[];
};

/** The name that the remote has in the arguments of git: an address may hold a password, and arguments are for all to see. */
export const REMOTE = 'cc-ci';

const STALL_SECONDS = 20;
const TRIES = 3;
const LIMIT_MS = 180_000;

/** Why a repository could not be asked: what the caller's sentence is made of. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError';
  constructor(
    message: string,
    readonly kind: FailureKind,
    /** git's own last words, without credentials. */
    readonly said: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Runs a git command that reads from `remote`, which it knows as `REMOTE`.
 * @param folder where it runs: a repository of our own, or none at all; never the user's clone.
 * @param args the subcommand first.
 * @param asked for messages: `its tags`, a commit id.
 * @returns its standard output, `keepBytes` (one megabyte) at most.
 * @throws RemoteError when it can't be had, after the tries that could heal it; the signal's reason when that fires.
 */
export async function readRemote(
  context: RemoteGitContext,
  folder: string,
  remote: Remote,
  args: readonly string[],
  asked: string,
  keepBytes?: number,
): Promise<string> {
  try {
    return await attempt(context, folder, remote, args, asked, keepBytes);
  } catch (error) {
    const moved =
      error instanceof RemoteError && error.kind === 'redirected' ? await redirected(remote) : undefined;
    if (moved === undefined) throw error;
    context.note(`${withoutPassword(remote.url)} has moved to ${moved.url}, on the same host: asking there`);
    return attempt(context, folder, moved, args, asked, keepBytes);
  }
}

/** A git command in a folder of ours, without a credential. @throws RemoteError with git's words. */
export async function readLocal(
  context: RemoteGitContext,
  folder: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  keepBytes?: number,
): Promise<string> {
  const run: RunProcess = (file, argv, options) =>
    context.run(file, argv, {
      ...options,
      env: { ...options?.env, ...env },
      ...(keepBytes === undefined ? {} : { keepBytes }),
    });
  try {
    return await plainGit(sessionOf({ ...context, run }, context.signal, HERE), folder, args);
  } catch (error) {
    throw error instanceof GitError ? asRemoteError(error) : error;
  }
}

async function attempt(
  context: RemoteGitContext,
  folder: string,
  remote: Remote,
  args: readonly string[],
  asked: string,
  keepBytes: number | undefined,
): Promise<string> {
  const limit = deadline(LIMIT_MS, `no end after ${formatDuration(LIMIT_MS)}`);
  const signal = anySignal(context.signal, limit);
  try {
    return await fetchWithRetry(sessionOf(context, signal, remote), {
      folder,
      url: remote.url,
      args,
      asked,
      ...(keepBytes === undefined ? {} : { keepBytes }),
    });
  } catch (error) {
    if (context.signal.aborted) throw error;
    if (error instanceof GitError)
      throw asRemoteError(remote.token === '' ? error : await blamingOldGit(error, context.run, context.env));
    if (limit.aborted && error instanceof EnvironmentError)
      throw new RemoteError(error.message, 'stalled', '', { cause: error });
    throw error;
  }
}

/** The folder may be part of a repository whose top belongs to another user: a job container's workspace does. */
const HERE: Remote = { url: '', token: '', settings: [['safe.directory', '*']] };

function sessionOf(context: RemoteGitContext, signal: AbortSignal, remote: Remote): Session {
  const say = (message: string): void => context.note(withoutPassword(message.replace(/^clone: /, '')));
  return {
    run: context.run,
    log: { info: say, warning: say, error: say },
    env: withSettings(environmentFor(context.env, remote), [
      ...remote.settings.filter(([key]) => remote.token === '' || !isCredential(key)),
      [`remote.${REMOTE}.url`, remote.url],
    ]),
    signal,
    token: remote.token,
    // Nothing is rewritten: what may be asked by http with a token has been given by its http address.
    serverUrl: '',
    stallSeconds: STALL_SECONDS,
    tries: TRIES,
    timeoutMs: LIMIT_MS * 2,
    lfs: false,
  };
}

/** Where the token is in the settings, git and the programs that it starts have no use for the variables. */
function environmentFor(env: NodeJS.ProcessEnv, remote: Remote): NodeJS.ProcessEnv {
  const clean = { ...env };
  if (remote.token !== '') for (const name of TOKEN_VARIABLES) delete clean[name];
  return clean;
}

function isCredential(key: string): boolean {
  return /^credential\./i.test(key) || /\.extraheader$/i.test(key);
}

async function redirected(remote: Remote): Promise<Remote | undefined> {
  const { safeRedirect } = await import('./redirect.js');
  const url = await safeRedirect(remote.url as RemoteUrl, remote.token);
  return url === undefined ? undefined : { ...remote, url };
}

function asRemoteError(error: GitError): RemoteError {
  const said = withoutPassword(error.stderr)
    .trim()
    .split(/[\r\n]+/);
  const telling = said.filter((entry) => /^(fatal|error|remote):/.test(entry));
  // Some of our own failures (silence) never had a word from git.
  const last = (telling.at(-1) ?? said.at(-1) ?? '').trim();
  return new RemoteError(withoutPassword(error.message), error.kind, last, { cause: error });
}

/** An address as it may be printed. */
export function withoutPassword(text: string): string {
  return text.replace(/(\w:\/\/)[^/@\s'"]*@/g, '$1');
}

/** The http address on the forge at `serverUrl` of what may be given by one of its ssh forms; any other address as it is. */
export function httpForm(url: string, serverUrl: string): string {
  return isOnServer(serverUrl, `${serverUrl.replace(/\/+$/, '')}/`) ? submoduleUrl('', url, serverUrl) : url;
}

/** The first of the variables in which a step may have been given its token. */
export function tokenIn(env: NodeJS.ProcessEnv): string {
  return TOKEN_VARIABLES.map((name) => env[name]).find((value) => value !== undefined && value !== '') ?? '';
}
