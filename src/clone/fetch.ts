/** The fetch: one process a try, watched for silence, tried again when the failure can heal, under one deadline. */

import { connect } from 'node:net';
import { anySignal, deadline } from '../lib/abort.js';
import { UserError } from '../lib/errors.js';
import { formatDuration } from '../lib/units.js';
import { canHeal } from './classify.js';
import { GitError, networkGit, type Session } from './git.js';

export type FetchRequest = {
  readonly folder: string;
  readonly url: string;
  /** Where the credential may go; `url` alone when left out. */
  readonly credentialFor?: readonly string[];
  readonly sshUrls?: readonly string[];
  /** git's arguments, its subcommand first. */
  readonly args: readonly string[];
  /** For messages: `refs/heads/main`, a commit id. */
  readonly asked: string;
  /** True for a command that runs git-lfs. */
  readonly mayRunLfs?: boolean;
  /** True for a command that may say nothing for long while it works. */
  readonly isQuiet?: boolean;
  /** How much of its output is kept, where that may be a lot; one megabyte when left out. */
  readonly keepBytes?: number;
};

/**
 * Runs a git command that talks to the server, with retries.
 * @returns its standard output.
 * @throws GitError when this try's failure can't heal (unwrapped, so that a caller can start afresh), else UserError or EnvironmentError.
 */
export async function fetchWithRetry(session: Session, request: FetchRequest): Promise<string> {
  const limit = deadline(
    session.timeoutMs,
    `clone: the fetch took longer than fetch-timeout (${formatDuration(session.timeoutMs)}); raise it, or fetch less (fetch-depth, sparse-checkout)`,
  );
  const signal = anySignal(session.signal, limit);
  const attempt = (): Promise<string> => attemptOnce(session, request, signal);
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof GitError) || !canHeal(error.kind) || session.tries < 2) throw error;
    return retryAfter(error, attempt, session, signal);
  }
}

/** The first try is made without the retry library, which costs its loading: most fetches need one try. */
async function retryAfter(
  first: GitError,
  attempt: () => Promise<string>,
  session: Session,
  signal: AbortSignal,
): Promise<string> {
  const { withRetry } = await import('../lib/retry.js');
  return withRetry((tryNumber) => (tryNumber === 1 ? Promise.reject(first) : attempt()), {
    tries: session.tries,
    basePauseMs: retryBaseMs(session.env),
    signal,
    canHeal: (error) => error instanceof GitError && canHeal(error.kind),
    onRetry: (message) => session.log.info(`clone: ${message}`),
  });
}

/** CC_CI_RETRY_BASE_MS: the first pause, for tests and for people whose mirror needs longer. */
function retryBaseMs(env: NodeJS.ProcessEnv): number {
  const given = env.CC_CI_RETRY_BASE_MS;
  if (given === undefined || given === '') return 1_500;
  if (!/^\d{1,6}$/.test(given))
    throw new UserError(`CC_CI_RETRY_BASE_MS=${given} is not a number of milliseconds`);
  return Number(given);
}

async function attemptOnce(session: Session, request: FetchRequest, signal: AbortSignal): Promise<string> {
  const silence = watchSilence(session, request);
  const progress = reportProgress(session);
  const attemptSignal = anySignal(signal, silence.signal);
  try {
    return await networkGit(session, request.folder, request.args, {
      url: request.url,
      urls: request.credentialFor ?? [request.url],
      sshUrls: request.sshUrls ?? [],
      asked: request.asked,
      mayRunLfs: request.mayRunLfs ?? false,
      ...(request.keepBytes === undefined ? {} : { keepBytes: request.keepBytes }),
      signal: attemptSignal,
      onStderr: (text) => {
        silence.heard();
        progress(text);
      },
    });
  } finally {
    silence.stop();
  }
}

/**
 * curl gives up on a silent server by itself (http.lowSpeedTime), but not on one that it can't reach: it waits 300 s there.
 * So when git has said nothing for `stallSeconds`, the server's door is tried; a server that opens it is given twice that time more.
 */
function watchSilence(
  session: Session,
  { url, isQuiet }: Pick<FetchRequest, 'url' | 'isQuiet'>,
): { signal: AbortSignal; heard: () => void; stop: () => void } {
  const controller = new AbortController();
  const giveUp = (message: string, kind: 'network' | 'stalled'): void =>
    controller.abort(new GitError(message, kind, ''));
  let isWatching = true;
  let timer = setTimeout(
    async () => {
      const reason = await cannotConnect(url, session.env);
      if (!isWatching) return;
      if (reason !== undefined) return giveUp(`server can't be reached: ${reason}`, 'network');
      // Silence proves nothing here; curl and git-lfs watch the connection themselves.
      if (isQuiet === true) return;
      const seconds = session.stallSeconds * 3;
      timer = setTimeout(
        () => giveUp(`server sent nothing for ${seconds} s`, 'stalled'),
        session.stallSeconds * 2000,
      );
    },
    session.stallSeconds * 1000 + 500,
  );
  const stop = (): void => {
    isWatching = false;
    clearTimeout(timer);
  };
  return { signal: controller.signal, heard: stop, stop };
}

/** @returns why no connection could be made within 5 s; undefined when one could, or when a proxy is in between. */
function cannotConnect(url: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  // Over ssh, and from a folder, git tells by itself what it can't reach.
  if (!/^https?:\/\//i.test(url)) return Promise.resolve(undefined);
  const isProxied = ['http_proxy', 'https_proxy', 'all_proxy', 'HTTPS_PROXY', 'ALL_PROXY'].some(
    (name) => env[name],
  );
  if (isProxied) return Promise.resolve(undefined);
  const { hostname, port, protocol } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port) || (protocol === 'http:' ? 80 : 443),
    });
    const end = (reason: string | undefined): void => {
      socket.destroy();
      resolve(reason);
    };
    socket.setTimeout(5_000, () => end(`no connection to ${hostname} within 5 s`));
    socket.once('connect', () => end(undefined));
    socket.once('error', (error) => end(error.message));
  });
}

const PROGRESS_EVERY_MS = 5_000;

/** Says how far a long fetch is, every 5 s: `clone: Receiving objects:  43% (…)`. */
function reportProgress(session: Session): (text: string) => void {
  let saidAt = Date.now();
  return (text) => {
    const line = lastPercentage(text);
    if (line === undefined || Date.now() - saidAt < PROGRESS_EVERY_MS) return;
    saidAt = Date.now();
    session.log.info(`clone: ${line.trim()}`);
  };
}

function lastPercentage(text: string): string | undefined {
  return text
    .split(/[\r\n]+/)
    .filter((entry) => /\d+%/.test(entry))
    .at(-1);
}
