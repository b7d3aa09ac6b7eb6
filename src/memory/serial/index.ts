/**
 * Tests in series: a command runs while a host-wide lock is held, so that jobs of one runner host don't meet in one database.
 * The lock is the kernel's (flock on an open file), so it ends with the process that holds it, however that ends.
 */

import { closeSync } from 'node:fs';
import { anySignal, deadline, reasonOf } from '../../lib/abort.js';
import { EnvironmentError, UserError } from '../../lib/errors.js';
import { monotonicMs } from '../../lib/monotonic.js';
import { findOnPath } from '../../lib/on-path.js';
import type { RunProcess } from '../../lib/process.js';
import { formatDuration } from '../../lib/units.js';
import { RUNBOOK } from '../runbook.js';
import type { System } from '../system.js';
import { sharedFolder } from './folder.js';
import { holderOf, inWords, readHolder } from './holder.js';
import { openLock, readLine, writeLine } from './lock-file.js';

export type SerialPorts = {
  readonly system: System;
  readonly run: RunProcess;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal | undefined;
  /** The queue: behind whom this job waits. */
  say(message: string): void;
  /** After which waiting is given up; an hour when left out. */
  readonly waitMs?: number;
};

export type Held = {
  readonly waitedMs: number;
  /** For the command's environment: what stops it from waiting for itself. */
  readonly variables: Readonly<Record<string, string>>;
};

const WAIT_MS = 3_600_000;
const REMIND_MS = 60_000;
/** Names of locks this process's ancestors hold, separated by commas. */
const HELD = 'CC_CI_SERIAL';

/**
 * Does `body` while no other job of this host holds the lock `name`.
 * @param name letters, digits, dot, dash and underscore; 64 at most.
 * @throws UserError where the lock can't be shared with other jobs, with the line to add; EnvironmentError when the time is up.
 */
export async function withSerial<T>(
  name: string,
  ports: SerialPorts,
  body: (held: Held) => Promise<T>,
): Promise<T> {
  if (!/^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$/.test(name))
    throw new UserError(
      `serial: ${JSON.stringify(name)} is no name for a lock: letters, digits, dot, dash and underscore, 64 at most`,
    );
  const outer = (ports.env[HELD] ?? '').split(',').filter((entry) => entry !== '');
  if (outer.includes(name))
    throw new UserError(
      `serial: ${name} is held by a command around this one, which would wait for itself: take one of the two away`,
    );
  const flock = flockProgram(ports.env);
  const file = openLock(sharedFolder(ports.system, ports.env), name);
  try {
    const waitedMs = await acquire(name, flock, file, ports);
    writeLine(file, `${JSON.stringify(holderOf(ports.env, process.pid, Date.now()))}\n`);
    const result = await body({ waitedMs, variables: { [HELD]: [...outer, name].join(',') } });
    writeLine(file, '');
    return result;
  } finally {
    // The kernel's lock goes with the last descriptor of this open file, and there is no other: Node's don't survive an exec.
    closeSync(file);
  }
}

function flockProgram(env: NodeJS.ProcessEnv): string {
  const program = findOnPath('flock', env.PATH);
  if (program !== undefined) return program;
  throw new UserError(
    'serial: the program flock is not on PATH: install util-linux (Debian, Ubuntu, Fedora) or use an image with busybox (Alpine)',
  );
}

/** @returns how long it took. flock locks the open file that it shares with us, and the lock stays when flock has ended. */
async function acquire(name: string, flock: string, file: number, ports: SerialPorts): Promise<number> {
  if (isTaken(await ports.run(flock, ['-n', '-x', '3'], { files: [file], ...signalOf(ports) }), ports))
    return 0;
  const startedAt = monotonicMs();
  const waitMs = ports.waitMs ?? WAIT_MS;
  const behind = (): string => inWords(readHolder(readLine(file)), Date.now());
  ports.say(`serial: waiting for the lock ${name}, behind ${behind()}`);
  const reminder = setInterval(
    () =>
      ports.say(
        `serial: still waiting for ${name} after ${formatDuration(monotonicMs() - startedAt)}, behind ${behind()}`,
      ),
    REMIND_MS,
  );
  const limit = deadline(waitMs, `serial: the lock ${name} was not free within ${formatDuration(waitMs)}`);
  try {
    const signal = anySignal(ports.signal, limit);
    const ended = await ports.run(flock, ['-x', '3'], { files: [file], signal });
    if (limit.aborted)
      throw new EnvironmentError(
        `serial: the lock ${name} was not free within ${formatDuration(waitMs)}; it is held by ${behind()} (${RUNBOOK}#tests-that-share-a-database)`,
      );
    if (!isTaken(ended, ports))
      throw new EnvironmentError(`serial: flock could not take the lock ${name}: ${ended.stderr.trim()}`);
    const waitedMs = monotonicMs() - startedAt;
    ports.say(`serial: got the lock ${name} after ${formatDuration(waitedMs)}`);
    return waitedMs;
  } finally {
    clearInterval(reminder);
  }
}

/** flock's `-n` ends with 1 where the lock is held; anything else it says is a failure of its own. */
function isTaken({ outcome, stderr }: Awaited<ReturnType<RunProcess>>, { signal }: SerialPorts): boolean {
  if (outcome.kind === 'cancelled' && signal?.aborted) throw reasonOf(signal);
  if (outcome.kind === 'exited' && outcome.code === 0) return true;
  if (outcome.kind === 'exited' && outcome.code === 1 && stderr === '') return false;
  throw new EnvironmentError(`serial: flock failed${stderr === '' ? '' : `: ${stderr.trim()}`}`);
}

function signalOf({ signal }: SerialPorts): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
