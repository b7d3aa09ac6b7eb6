import { expect, test } from 'vitest';
import type { Sample } from '../../../src/memory/measure/index.js';
import { nextPause } from '../../../src/memory/measure/index.js';
import type { Attempt, Cause, Limits } from '../../../src/memory/model.js';
import { planJobs } from '../../../src/memory/parallelism/index.js';
import { earlyStop } from '../../../src/memory/runner/early-stop.js';
import { exitCodeOf } from '../../../src/memory/runner/exit-code.js';
import { halvesBelow, ladderOf } from '../../../src/memory/runner/ladder.js';
import { isLastResort, next, type RetryReason } from '../../../src/memory/runner/next.js';
import { titleOf } from '../../../src/memory/runner/run.js';
import { shellFor } from '../../../src/memory/runner/shell.js';
import { makeTail } from '../../../src/memory/runner/tail.js';

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;

const limits: Limits = {
  hierarchy: 'v2',
  levels: [],
  host: { totalBytes: 64 * GiB, availableBytes: 60 * GiB, swapTotalBytes: 0, swapFreeBytes: 0 },
  limit: { bytes: 64 * GiB, from: 'the machine' },
  available: { bytes: 60 * GiB, from: 'the machine' },
  cpus: { count: 8, from: 'online' },
  pressure: undefined,
  gaps: [],
};

function ladder(argv: readonly string[], tool: Parameters<typeof ladderOf>[0]['tool'], env = {}) {
  const plan = planJobs(limits, { jobs: 'auto', memoryPerJob: new Map() }, env);
  return ladderOf({ argv, tool, toolsOfScript: undefined, plan, cpus: 8, env });
}

test('half the jobs each time, down to one', () => {
  expect([8, 5, 2, 1].map(halvesBelow)).toEqual([[4, 2, 1], [2, 1], [1], []]);
});

test('cargo comes down from what fits to one job, and then to as little as it can do with', () => {
  const rungs = ladder(['cargo', 'build'], 'cargo');
  expect(rungs.map(({ jobs, isSerialCodegen }) => [jobs, isSerialCodegen])).toEqual([
    [8, false],
    [4, false],
    [2, false],
    [1, false],
    [1, true],
  ]);
  expect(rungs[1]?.variables).toMatchObject({ CARGO_BUILD_JOBS: '4' });
  expect(rungs.at(-1)?.variables).toMatchObject({ CARGO_BUILD_JOBS: '1', CARGO_INCREMENTAL: '0' });
});

test('a number on the command line is where the way down begins, and is replaced on it', () => {
  const rungs = ladder(['make', '-j6', 'all'], 'make');
  expect(rungs.map(({ argv }) => argv[1])).toEqual(['-j6', '-j3', '-j1']);
});

test('a user’s own setting is kept at first, and goes when it has run out of memory', () => {
  const rungs = ladder(['cargo', 'test'], 'cargo', { CARGO_BUILD_JOBS: '4' });
  expect(rungs.map(({ jobs }) => jobs)).toEqual([4, 2, 1, 1]);
  expect(rungs[0]?.variables.CARGO_BUILD_JOBS).toBeUndefined();
  expect(rungs[1]?.variables.CARGO_BUILD_JOBS).toBe('2');
});

const outOfMemory: Cause = { kind: 'out-of-memory', by: 'kernel', evidence: [] };
const nodeHeap: Cause = { kind: 'out-of-memory', by: 'own-limit', limit: 'node-heap', evidence: [] };
const refused: Cause = { kind: 'out-of-memory', by: 'own-limit', limit: 'allocation', evidence: [] };

function attemptWith(cause: Cause, outcome: Attempt['outcome'] = { kind: 'exited', code: 1 }): Attempt {
  return {
    number: 1,
    jobs: 8,
    isSerialCodegen: false,
    durationMs: 1,
    outcome,
    cause,
    measured: { peakBytes: 1, largest: undefined, lowWaterBytes: 1 },
    kills: { ours: [], elsewhere: 0 },
  };
}

const oomOnly = { retryOn: new Set<RetryReason>(['oom']), attempts: 'auto' as const };
const any = {
  retryOn: new Set<RetryReason>(['oom', 'timeout', 'killed', 'failure']),
  attempts: 'auto' as const,
};
const rungs = ladder(['cargo', 'build'], 'cargo');

test.each([
  ['out of memory', outOfMemory, { kind: 'again', rung: 1, reason: 'oom' }],
  ['a refused allocation', refused, { kind: 'again', rung: 1, reason: 'oom' }],
  ['node’s own heap', nodeHeap, { kind: 'end' }],
  ['killed with memory to spare', { kind: 'killed', signal: 'SIGKILL' }, { kind: 'end' }],
  ['a plain failure', { kind: 'failed', code: 137 }, { kind: 'end' }],
  ['timed out', { kind: 'timed-out' }, { kind: 'end' }],
  ['cancelled', { kind: 'cancelled' }, { kind: 'end' }],
  ['ok', { kind: 'ok' }, { kind: 'end' }],
] as const)('after %s, by default', (_name, cause, then) => {
  expect(next([attemptWith(cause)], 0, rungs, oomOnly)).toEqual(then);
});

test('what isn’t memory is tried again as it was, where that is asked for, three times together', () => {
  const failed = attemptWith({ kind: 'failed', code: 1 });
  expect(next([failed], 2, rungs, any)).toEqual({ kind: 'again', rung: 2, reason: 'failure' });
  expect(next([failed, failed, failed], 2, rungs, any)).toEqual({ kind: 'end' });
  expect(next([failed], 0, rungs, { ...any, attempts: 1 })).toEqual({ kind: 'end' });
});

test('a cancel is never tried again', () => {
  expect(next([attemptWith({ kind: 'cancelled' })], 0, rungs, any)).toEqual({ kind: 'end' });
});

test('the way down ends at its last rung, or when the attempts are used up', () => {
  const oom = attemptWith(outOfMemory);
  expect(next([oom], rungs.length - 1, rungs, oomOnly)).toEqual({ kind: 'end' });
  expect(next([oom, oom], 1, rungs, { ...oomOnly, attempts: 2 })).toEqual({ kind: 'end' });
  expect(isLastResort(1, rungs.length - 1, rungs, oomOnly)).toBe(true);
  expect(isLastResort(2, 1, rungs, { ...oomOnly, attempts: 2 })).toBe(true);
  expect(isLastResort(1, 0, rungs, oomOnly)).toBe(false);
  expect(isLastResort(1, 0, rungs, { ...oomOnly, retryOn: new Set() })).toBe(true);
});

test.each([
  [{ kind: 'ok' }, { kind: 'exited', code: 0 }, 0],
  [{ kind: 'failed', code: 7 }, { kind: 'exited', code: 7 }, 7],
  [{ kind: 'killed', signal: 'SIGKILL' }, { kind: 'signalled', signal: 'SIGKILL' }, 137],
  [{ kind: 'killed', signal: 'SIGTERM' }, { kind: 'signalled', signal: 'SIGTERM' }, 143],
  [{ kind: 'timed-out' }, { kind: 'timed-out' }, 124],
  [{ kind: 'cancelled' }, { kind: 'cancelled' }, 130],
  [outOfMemory, { kind: 'exited', code: 2 }, 137],
  [nodeHeap, { kind: 'exited', code: 134 }, 134],
  [nodeHeap, { kind: 'signalled', signal: 'SIGABRT' }, 134],
] as const)('%o after %o ends in its code', (cause, outcome, code) => {
  expect(exitCodeOf(attemptWith(cause, outcome), 'SIGINT')).toBe(code);
});

/** A command that stands still, as measured: cc1plus twice in 240 MiB. */
const stuck = (atMs: number): Sample => ({
  atMs,
  treeBytes: 213 * MiB,
  largestPid: 4711,
  majorFaults: (atMs / 1_000) * 45,
  availableBytes: 9 * MiB,
  limitBytes: 240 * MiB,
  swapFreeBytes: 0,
  pressure: { some10: 48, full10: 7 },
});

/** When the judge speaks, with a look each 200 ms. */
function stoppedAt(change: (sample: Sample) => Sample, isLastResort = false, memoryLimit?: number) {
  const judge = earlyStop(memoryLimit, isLastResort);
  for (let atMs = 0; atMs <= 400_000; atMs += 200) if (judge(change(stuck(atMs))) !== undefined) return atMs;
  return undefined;
}

test('a command that stands still near its limit is stopped within two seconds', () => {
  expect(stoppedAt((sample) => sample)).toBeLessThan(2_000);
  expect(stoppedAt((sample) => ({ ...sample, pressure: undefined }))).toBeLessThan(2_000);
});

test.each<[string, Partial<Sample>]>([
  ['page cache fills the cgroup', { treeBytes: 40 * MiB }],
  ['there is little left, and it gets on all the same', { majorFaults: 5 }],
  ['it reads a lot from disk with memory to spare', { availableBytes: 120 * MiB }],
  ['nobody waits for memory', { pressure: { some10: 2, full10: 0 } }],
])('it is not stopped where %s', (_name, seen) => {
  expect(stoppedAt((sample) => ({ ...sample, ...seen }))).toBeUndefined();
});

test('with swap, and where nothing would be tried after it, there is more patience', () => {
  expect(stoppedAt((sample) => ({ ...sample, swapFreeBytes: 2 * GiB }))).toBeGreaterThan(30_000);
  expect(stoppedAt((sample) => sample, true)).toBeGreaterThan(300_000);
});

test('a standstill that passes is forgotten', () => {
  const everyOther = (sample: Sample): Sample =>
    sample.atMs % 1_200 < 400 ? { ...sample, availableBytes: 60 * MiB } : sample;
  expect(stoppedAt(everyOther)).toBeUndefined();
});

test('a memory limit of the user’s own holds at once, at the last try too', () => {
  expect(stoppedAt((sample) => ({ ...sample, availableBytes: GiB }), true, 200 * MiB)).toBe(0);
  expect(stoppedAt((sample) => ({ ...sample, availableBytes: GiB }), false, 300 * MiB)).toBeUndefined();
});

test('looks are rare where memory is plenty, frequent where it is short, and never cost more than a hundredth', () => {
  const plenty = { availableBytes: 8 * GiB, limitBytes: 10 * GiB };
  const short = { availableBytes: 1 * GiB, limitBytes: 10 * GiB };
  expect(nextPause(16, 0.1, plenty)).toBe(24);
  expect(nextPause(200, 0.1, plenty)).toBe(250);
  expect(nextPause(200, 0.1, short)).toBe(100);
  expect(nextPause(200, 4, short)).toBeGreaterThanOrEqual(396);
});

test('the tail keeps the end of a log, whatever the sizes of its pieces', () => {
  const tail = makeTail(10);
  for (const piece of ['abc', 'defgh', 'ijklmnopqrstuvw', '', 'xy\n']) tail.keep(Buffer.from(piece));
  expect(tail.text()).toBe('qrstuvwxy\n');
  expect(tail.isAtLineStart()).toBe(true);
  tail.keep(Buffer.from('z'));
  expect(tail.text()).toBe('rstuvwxy\nz');
  expect(tail.isAtLineStart()).toBe(false);
});

test('a title names programs, and no argument that could be a secret', () => {
  const argv = (words: readonly string[], tool?: 'cargo') => titleOf({ kind: 'argv', argv: words, tool });
  expect(argv(['/usr/bin/cargo', 'build', '--config', 'x'], 'cargo')).toBe('cargo build');
  expect(argv(['/opt/deploy', 'hunter2'])).toBe('deploy');
  const shell = shellFor('bash', process.env.PATH);
  expect(titleOf({ kind: 'script', script: 'export T=hunter2\ncargo test\n', shell })).toBe('cargo');
  expect(titleOf({ kind: 'script', script: './deploy hunter2\n', shell })).toBe('script');
});

test('a shell that is missing, or a template without its one {0}, is refused by name', () => {
  expect(() => shellFor('none-such {0}', '/usr/bin:/bin')).toThrow(/none-such is not on PATH/);
  expect(() => shellFor('perl', '/usr/bin:/bin')).toThrow(
    /"perl" is not accepted: one of bash, sh, python, pwsh/,
  );
  expect(() => shellFor('{0} {0}', '/usr/bin:/bin')).toThrow(/is not accepted/);
  expect(() => shellFor('bash', '/nowhere')).toThrow(/bash is not on PATH here/);
});
