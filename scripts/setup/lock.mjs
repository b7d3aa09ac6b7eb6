/** One process at a time: a lock that the kernel gives back when its holder dies, however it dies. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { findProgram } from './run.mjs';

/**
 * Runs `work` while holding the lock `file`. It is held by flock(1) running cat, whose standard input is ours: when this
 * process ends, by whatever means, cat reads the end of its input and the lock is free. So there is no stale lock to judge.
 * @template T
 * @param {string} file the lock; made where it is missing, never removed (removing it would split the lock in two)
 * @param {{ timeoutMs: number }} limits how long to wait for another holder
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, { timeoutMs }, work) {
  const flock = findProgram('flock');
  if (!flock)
    throw new Error('flock is not on PATH: it comes with util-linux. Install util-linux and try again.');
  mkdirSync(dirname(file), { recursive: true });
  const holder = spawn(flock, [file, 'cat'], { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  holder.stdin.on('error', () => undefined).write('held\n');
  try {
    await firstOutput(holder, file, timeoutMs);
    return await work();
  } finally {
    holder.stdin.end();
    holder.kill();
  }
}

/**
 * @param {import('node:child_process').ChildProcessByStdio<import('node:stream').Writable, import('node:stream').Readable, null>} holder
 * @param {string} file
 * @param {number} timeoutMs
 */
function firstOutput(holder, file, timeoutMs) {
  return new Promise((held, refused) => {
    const timer = setTimeout(
      () => refused(new Error(`${file}: still locked by another process after ${timeoutMs / 1000} s`)),
      timeoutMs,
    );
    /** @param {Error | undefined} error */
    const settle = (error) => {
      clearTimeout(timer);
      if (error) refused(error);
      else held(undefined);
    };
    holder.stdout.once('data', () => settle(undefined));
    holder.once('error', settle);
    holder.once('exit', (code) => settle(new Error(`flock ${file}: exit ${code}`)));
  });
}
