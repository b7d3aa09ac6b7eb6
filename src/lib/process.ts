/** The only place that spawns: argv arrays, a process group each, and a signal is never an exit code. */

import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { reasonOf } from './abort.js';
import { EnvironmentError, hasCode } from './errors.js';
import { monotonicMs } from './monotonic.js';

export type Outcome =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signalled'; readonly signal: NodeJS.Signals }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'cancelled' };

export type RunOptions = {
  readonly cwd?: string;
  /** The whole environment of the child; the parent's when left out. */
  readonly env?: NodeJS.ProcessEnv;
  /** Written to standard input, which is then closed. Standard input is empty when left out. */
  readonly input?: string;
  /** `inherit`: the child reads and writes our terminal; nothing is captured. */
  readonly stdio?: 'capture' | 'inherit';
  /** Open files of ours that the child has as descriptors 3, 4, … */
  readonly files?: readonly number[];
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** Between SIGTERM and SIGKILL to the child's process group. */
  readonly killGraceMs?: number;
  readonly onStdout?: (text: string) => void;
  readonly onStderr?: (text: string) => void;
  /** How much of each stream's end is kept. */
  readonly keepBytes?: number;
};

export type Finished = {
  readonly outcome: Outcome;
  /** The end of the stream, `keepBytes` at most. */
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
};

export type RunProcess = (file: string, args: readonly string[], options?: RunOptions) => Promise<Finished>;

const DEFAULT_KEEP = 4 * 1024 * 1024;
const DEFAULT_GRACE_MS = 5_000;

/**
 * Runs a program to its end.
 * @param file a program's name (looked up on PATH) or path; never a shell line.
 * @returns how it ended and the end of what it printed. A non-zero exit is a result here, not an error.
 * @throws EnvironmentError when the program can't be started.
 */
export const run: RunProcess = (file, args, options = {}) => {
  const startedAt = monotonicMs();
  return new Promise((resolve, reject) => {
    const child = start(file, args, options);
    const stdout = tail(child.stdout, options.keepBytes ?? DEFAULT_KEEP, options.onStdout);
    const stderr = tail(child.stderr, options.keepBytes ?? DEFAULT_KEEP, options.onStderr);
    const stopper = stopOn(child, options);
    child.once('error', (cause) => {
      stopper.release();
      reject(cannotStart(file, options.cwd, cause));
    });
    child.once('close', (code, signal) => {
      stopper.release();
      const outcome = stopper.reason() ?? outcomeOf(code, signal);
      resolve({ outcome, stdout: stdout(), stderr: stderr(), durationMs: monotonicMs() - startedAt });
    });
  });
};

/** True when the program ended with exit code 0. */
export function succeeded(finished: Finished): boolean {
  return finished.outcome.kind === 'exited' && finished.outcome.code === 0;
}

/** @returns how it ended, in words: `exit code 128`, `killed by SIGKILL`, `timed out`. */
export function describe(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'exited':
      return `exit code ${outcome.code}`;
    case 'signalled':
      return `killed by ${outcome.signal}`;
    case 'timed-out':
      return 'timed out';
    case 'cancelled':
      return 'cancelled';
  }
}

/**
 * Starts a program whose standard input and output are a byte stream of their own (`docker system dial-stdio`).
 * Its stderr is handed to `onStderr`. The caller ends it by ending stdin or by `kill`.
 */
export function openPipe(
  file: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly onStderr?: (text: string) => void } = {},
): ChildProcessByStdio<Writable, Readable, Readable> {
  const child = spawn(file, [...args], {
    env: options.env ?? process.env,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const decoder = new StringDecoder('utf8');
  child.stderr.on('data', (chunk: Buffer) => options.onStderr?.(decoder.write(chunk)));
  return child;
}

export type Spawned = {
  readonly pid: number;
  /** How the process itself ended. Those that it started may still run, and hold its output open. */
  readonly ended: Promise<Outcome>;
};

/**
 * Starts a program on file descriptors of the caller's, and doesn't wait.
 * @param stdio a descriptor for each of the child's, by number; undefined: closed there.
 * @param ownGroup a process group and session of its own; false where a terminal's keys have to reach it.
 * @throws EnvironmentError when the program can't be started; the error itself comes with `ended` where Node learns of it late.
 */
export function spawnOn(
  file: string,
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
    readonly stdio: readonly (number | undefined)[];
    readonly ownGroup: boolean;
  },
): Spawned {
  const { cwd, env, ownGroup } = options;
  const stdio = Array.from(options.stdio, (fd) => fd ?? ('ignore' as const));
  const child = spawn(file, [...args], { cwd, env, detached: ownGroup, stdio });
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.once('error', (cause) => reject(cannotStart(file, cwd, cause)));
    child.once('exit', (code, signal) => resolve(outcomeOf(code, signal)));
  });
  return { pid: child.pid ?? 0, ended };
}

/** Signals the whole process group of a child started here. A group that is gone already is fine. */
export function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (!hasCode(error, 'ESRCH')) throw error;
  }
}

function start(file: string, args: readonly string[], options: RunOptions): ChildProcess {
  const inherit = options.stdio === 'inherit';
  const input = options.input === undefined ? 'ignore' : 'pipe';
  const streams = inherit ? (['inherit', 'inherit', 'inherit'] as const) : ([input, 'pipe', 'pipe'] as const);
  const child = spawn(file, [...args], {
    cwd: options.cwd,
    env: options.env ?? process.env,
    // A terminal's foreground group has to stay the terminal's: Ctrl-C then reaches the child by itself.
    detached: !inherit,
    stdio: [...streams, ...(options.files ?? [])],
  });
  if (options.input !== undefined && child.stdin !== null) {
    // The child may end without reading all of it; that shows in its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input);
  }
  return child;
}

function cannotStart(file: string, cwd: string | undefined, cause: Error): Error {
  const where = cwd === undefined ? '' : ` in ${cwd}`;
  const hint = hasCode(cause, 'ENOENT') ? `: not found on PATH${where}` : `${where}: ${cause.message}`;
  return new EnvironmentError(`${file} can't be started${hint}`, { cause });
}

function outcomeOf(code: number | null, signal: NodeJS.Signals | null): Outcome {
  return signal !== null ? { kind: 'signalled', signal } : { kind: 'exited', code: code ?? 1 };
}

/** Keeps the last `limit` bytes of a stream, passing all of it on. */
function tail(stream: Readable | null, limit: number, onText?: (text: string) => void): () => string {
  const decoder = new StringDecoder('utf8');
  let kept = '';
  stream?.on('data', (chunk: Buffer) => {
    const text = decoder.write(chunk);
    onText?.(text);
    kept += text;
    // Cut rarely, so that a long log costs no quadratic copying.
    if (kept.length > limit * 2) kept = kept.slice(-limit);
  });
  return () => (kept.length > limit ? kept.slice(-limit) : kept);
}

/** SIGTERM, then SIGKILL, to the group when the signal fires or the time is up. */
function stopOn(
  child: ChildProcess,
  options: RunOptions,
): { reason: () => Outcome | undefined; release: () => void } {
  let reason: Outcome | undefined;
  let killTimer: NodeJS.Timeout | undefined;
  const stop = (why: Outcome): void => {
    if (reason !== undefined) return;
    reason = why;
    killGroup(child, 'SIGTERM');
    killTimer = setTimeout(() => killGroup(child, 'SIGKILL'), options.killGraceMs ?? DEFAULT_GRACE_MS);
  };
  const timeout =
    options.timeoutMs === undefined
      ? undefined
      : setTimeout(() => stop({ kind: 'timed-out' }), options.timeoutMs);
  const onAbort = (): void => stop({ kind: 'cancelled' });
  if (options.signal?.aborted) queueMicrotask(onAbort);
  options.signal?.addEventListener('abort', onAbort, { once: true });
  return {
    reason: () => reason,
    release: () => {
      clearTimeout(timeout);
      clearTimeout(killTimer);
      options.signal?.removeEventListener('abort', onAbort);
    },
  };
}

/** @throws the abort reason when a run was cancelled by `signal`; otherwise gives the result back. */
export function orThrowCancelled(finished: Finished, signal: AbortSignal | undefined): Finished {
  if (finished.outcome.kind === 'cancelled' && signal?.aborted) throw reasonOf(signal);
  return finished;
}
