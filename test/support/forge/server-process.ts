/** A server that a test starts: its output in a file, ready when it answers, and gone afterwards. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';

export interface ServerProcess {
  readonly pid: number;
  isAlive(): boolean;
  /** All it has printed so far. */
  log(): string;
  /** SIGTERM, and SIGKILL where it is still there ten seconds later. Resolves when it has ended. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly argv: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Where its output goes. */
  readonly logFile: string;
  /** Asked again and again until it says true. */
  readonly isReady: (log: string) => Promise<boolean>;
  readonly readyWithinMs: number;
}

const KILL_AFTER_MS = 10_000;

/**
 * Starts a server and waits until it is ready. It stays in the process group of the test, so that it dies with it.
 * @throws Error with the end of its log when it ends or is silent instead.
 */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const [program, ...args] = options.argv;
  const output = openSync(options.logFile, 'w');
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const log = (): string => readFileSync(options.logFile, 'utf8');
  const stop = (): Promise<void> => stopChild(child, ended);
  const isReady = (): Promise<boolean> => options.isReady(log());
  if (!(await eventually(isReady, options.readyWithinMs, () => hasEnded(child)))) {
    await stop();
    throw new Error(`${program}: not ready within ${options.readyWithinMs} ms; its log:\n${tail(log())}`);
  }
  return { pid: child.pid ?? 0, isAlive: () => !hasEnded(child), log, stop };
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

async function stopChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (hasEnded(child)) return;
  const kill = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(kill);
}

export function tail(text: string, lines = 40): string {
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}

/**
 * Asks until the answer is true, for what sends no event: after 50 ms at first, every 500 ms in the end.
 * @param isHopeless looked at before each question; true ends the wait
 * @returns false where the time ran out or there is no hope
 */
export async function eventually(
  isSo: () => Promise<boolean>,
  withinMs: number,
  isHopeless: () => boolean = () => false,
): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 1.5, 500)) {
    if (isHopeless()) return false;
    if (await isSo()) return true;
    if (Date.now() + pauseMs > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** A loopback port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('the probing server has no port');
  return address.port;
}
