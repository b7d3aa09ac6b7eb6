import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CancelledError, EnvironmentError } from '../../../src/lib/errors.js';
import { describe as inWords, orThrowCancelled, run, succeeded } from '../../../src/lib/process.js';

const node = process.execPath;

test('an exit code is a result, not an error', async () => {
  const finished = await run(node, ['-e', 'process.exit(7)']);
  expect(finished.outcome).toEqual({ kind: 'exited', code: 7 });
  expect(succeeded(finished)).toBe(false);
});

test('a death by signal is never a success, and says the signal', async () => {
  const finished = await run(node, ['-e', 'process.kill(process.pid, "SIGKILL")']);
  expect(finished.outcome).toEqual({ kind: 'signalled', signal: 'SIGKILL' });
  expect(succeeded(finished)).toBe(false);
  expect(inWords(finished.outcome)).toBe('killed by SIGKILL');
});

test('a timeout is told apart from an exit', async () => {
  const finished = await run(node, ['-e', 'setInterval(() => {}, 1e3)'], { timeoutMs: 300 });
  expect(finished.outcome).toEqual({ kind: 'timed-out' });
});

test('what is stopped takes its whole process group along', async () => {
  const parent =
    'console.log(require("child_process").spawn("sleep", ["30"]).pid); setInterval(() => {}, 1e3)';
  const controller = new AbortController();
  const finished = await run(node, ['-e', parent], {
    signal: controller.signal,
    onStdout: () => controller.abort(new CancelledError('enough')),
  });
  expect(finished.stdout).toMatch(/^\d+\n$/);
  expect(isRunning(Number(finished.stdout))).toBe(false);
});

/** A process that nobody has reaped yet (a zombie) has ended all the same. */
function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false; // no such process any more
  }
}

test('one that ignores SIGTERM is killed after the grace', async () => {
  const stubborn = 'process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1e3)';
  const controller = new AbortController();
  const finished = await run(node, ['-e', stubborn], {
    signal: controller.signal,
    killGraceMs: 100,
    onStdout: () => controller.abort(new CancelledError('enough')),
  });
  expect(finished.outcome).toEqual({ kind: 'cancelled' });
  expect(() => orThrowCancelled(finished, controller.signal)).toThrow('enough');
});

test('a program that is not there is the environment’s fault, by name', async () => {
  await expect(run('no-such-program-at-all', [])).rejects.toThrow(EnvironmentError);
  await expect(run('no-such-program-at-all', [])).rejects.toThrow(
    /no-such-program-at-all can't be started: not found on PATH/,
  );
});

test('a long output costs no more memory than is kept, and all of it is passed on', async () => {
  let seen = 0;
  const script = 'for (let i = 0; i < 2000; i++) process.stdout.write("x".repeat(9999) + "\\n")';
  const finished = await run(node, ['-e', script], {
    keepBytes: 1000,
    onStdout: (text) => (seen += text.length),
  });
  expect(finished.stdout).toHaveLength(1000);
  expect(seen).toBe(20_000_000);
});

test('a character cut between two chunks is put together again', async () => {
  const script =
    'const b = Buffer.from("é"); process.stdout.write(b.subarray(0, 1)); setTimeout(() => process.stdout.write(b.subarray(1)), 50)';
  expect((await run(node, ['-e', script])).stdout).toBe('é');
});

test('input is written to standard input, which is empty otherwise', async () => {
  const script = 'process.stdin.pipe(process.stdout)';
  expect((await run(node, ['-e', script], { input: 'hello' })).stdout).toBe('hello');
  expect((await run(node, ['-e', script])).stdout).toBe('');
});
