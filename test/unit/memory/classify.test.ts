import { expect, test } from 'vitest';
import { classify, type Observed } from '../../../src/memory/classify/index.js';
import { KILL_SIGNS, OWN_LIMIT_SIGNS } from '../../../src/memory/classify/signs.js';

const MiB = 1024 ** 2;
const CGROUP = '/sys/fs/cgroup/memory/job';

/** An attempt that failed, with all the memory in the world and nothing counted. */
const calm: Observed = {
  outcome: { kind: 'exited', code: 1 },
  tail: '',
  earlyStop: undefined,
  kills: { ours: [], elsewhere: 0 },
  canCount: true,
  measured: {
    peakBytes: 100 * MiB,
    largest: { name: 'cc1plus', bytes: 80 * MiB },
    lowWaterBytes: 1_500 * MiB,
  },
  limit: { bytes: 2_048 * MiB, from: CGROUP },
  ceilings: { addressSpaceBytes: undefined, isOvercommitStrict: false },
};
const counted = { kills: { ours: [{ cgroup: CGROUP, kills: 1 }], elsewhere: 0 } };
const usedUp = { measured: { ...calm.measured, peakBytes: 1_900 * MiB, lowWaterBytes: 20 * MiB } };
const exited = (code: number) => ({ outcome: { kind: 'exited', code } as const });
const signalled = (signal: NodeJS.Signals) => ({ outcome: { kind: 'signalled', signal } as const });

/** What real programs printed when the kernel had killed one of theirs, with the code they ended in. */
const KILLED: readonly (readonly [name: string, code: number, text: string])[] = [
  [
    'cargo, a build script',
    101,
    "error: failed to run custom build command for `x`\n\nCaused by:\n  process didn't exit successfully: `/t/build-script-build` (signal: 9, SIGKILL: kill)\n",
  ],
  [
    'cargo, rustc',
    101,
    'error: could not compile `x` (bin "x")\n\nCaused by:\n  process didn\'t exit successfully: `rustc --crate-name x` (signal: 9, SIGKILL: kill)\n',
  ],
  [
    'cargo in colours',
    101,
    '\u001b[0m\u001b[1m\u001b[31merror\u001b[0m: could not compile\n (signal: 9, SIGKILL: kill)\n',
  ],
  [
    'cargo, ld',
    101,
    'error: linking with `cc` failed: exit status: 1\n  = note: collect2: fatal error: ld terminated with signal 9 [Killed]\n',
  ],
  [
    'cargo test, the test',
    101,
    "error: test failed, to rerun pass `--bin x`\n\nCaused by:\n  process didn't exit successfully: `/t/x-1` (signal: 9, SIGKILL: kill)\n",
  ],
  ['g++', 1, 'g++: fatal error: Killed signal terminated program cc1plus\ncompilation terminated.\n'],
  ['gcc', 1, 'gcc: fatal error: Killed signal terminated program as\ncompilation terminated.\n'],
  ['gcc, link', 1, 'collect2: fatal error: ld terminated with signal 9 [Killed]\ncompilation terminated.\n'],
  [
    'make, compiler',
    2,
    'g++: fatal error: Killed signal terminated program cc1plus\nmake: *** [Makefile:3: x.o] Error 1\n',
  ],
  ['make, recipe', 2, 'Killed\nmake: *** [Makefile:2: all] Error 137\n'],
  ['make, recipe without a shell', 2, 'make: *** [Makefile:2: all] Killed\n'],
  [
    'ninja',
    1,
    '[1/2] python3 hog.py\nFAILED: y \npython3 hog.py\nKilled\nninja: build stopped: subcommand failed.\n',
  ],
  ['go build', 1, 'example.com/x: /usr/lib/go/pkg/tool/linux_amd64/compile: signal: killed\n'],
  ['go test', 1, 'signal: killed\nFAIL\texample.com/x\t0.784s\nFAIL\n'],
  ['npm', 137, 'Killed\n'],
  ['pnpm', 1, ' ELIFECYCLE  Command failed with exit code 137.\n'],
  ['nix', 1, "error: builder for '/nix/store/x.drv' failed due to signal 9 (Killed)\n"],
  ['sccache', 101, 'sccache: Compiler killed by signal 9\n'],
  [
    'python pool',
    1,
    'concurrent.futures.process.BrokenProcessPool: A process in the process pool was terminated abruptly while the future was running or pending.\n',
  ],
  ['pytest-xdist', 1, '[gw1] node down: Not properly terminated\n'],
  ['bash script', 137, 'script.sh: line 3:  4711 Killed                  python3 hog.py\n'],
  ['docker build', 1, 'The command "make" returned a non-zero code: 137\n'],
  [
    'gradle',
    1,
    'Gradle build daemon disappeared unexpectedly (it may have been killed or may have crashed)\n',
  ],
];

test.each(KILLED)(
  '%s (exit %i) with a kill that the kernel counted is out of memory',
  (_name, code, tail) => {
    expect(classify({ ...calm, ...exited(code), ...counted, tail })).toMatchObject({
      kind: 'out-of-memory',
      by: 'kernel',
    });
  },
);

test.each(KILLED)(
  '%s (exit %i) with memory to spare is a plain failure: a log can print anything',
  (_name, code, tail) => {
    expect(classify({ ...calm, ...exited(code), tail })).toEqual({ kind: 'failed', code });
  },
);

test('a death by SIGKILL with a counted kill is out of memory, and the evidence names the cgroup', () => {
  const cause = classify({ ...calm, ...signalled('SIGKILL'), ...counted });
  expect(cause).toEqual({
    kind: 'out-of-memory',
    by: 'kernel',
    evidence: ['killed by SIGKILL', `the kernel counted 1 out-of-memory kill in ${CGROUP}`],
  });
});

test.each([
  ['kill -9 with memory to spare', { ...signalled('SIGKILL') }, { kind: 'killed', signal: 'SIGKILL' }],
  ['kill -15', { ...signalled('SIGTERM'), ...counted }, { kind: 'killed', signal: 'SIGTERM' }],
  ['a test that exits 137 by itself', { ...exited(137) }, { kind: 'failed', code: 137 }],
  [
    'exit 137 where memory was short and yet the kernel killed nothing',
    { ...exited(137), ...usedUp },
    { kind: 'failed', code: 137 },
  ],
  [
    'a timeout, though a kill was counted',
    { outcome: { kind: 'timed-out' } as const, ...counted },
    { kind: 'timed-out' },
  ],
  [
    'a cancel, though a kill was counted',
    { outcome: { kind: 'cancelled' } as const, ...counted },
    { kind: 'cancelled' },
  ],
  ['exit 0, though a kill was counted', { ...exited(0), ...counted }, { kind: 'ok' }],
  [
    'a failure without a word of it, beside a neighbour that was killed',
    { ...counted, tail: '1 test failed\n' },
    { kind: 'failed', code: 1 },
  ],
] as const)('%s is not out of memory', (_name, seen, cause) => {
  expect(classify({ ...calm, ...seen })).toEqual(cause);
});

test('a failure without a word of it is out of memory when the command held most of what there is', () => {
  const cause = classify({ ...calm, ...counted, ...usedUp, tail: 'worker lost\n' });
  expect(cause).toMatchObject({ by: 'kernel', evidence: ['no word of it in the log', expect.any(String)] });
});

test('where the counters can’t be read, what was left decides, and the evidence says so', () => {
  const blind = { ...calm, ...signalled('SIGKILL'), canCount: false };
  expect(classify({ ...blind, ...usedUp })).toMatchObject({
    kind: 'out-of-memory',
    evidence: [
      'killed by SIGKILL',
      'only 20 MiB of 2 GiB were left',
      expect.stringContaining("counters of this cgroup can't be read"),
    ],
  });
  expect(classify(blind)).toEqual({ kind: 'killed', signal: 'SIGKILL' });
});

test('a kill that the host counted outside of our cgroups is a hint, and needs memory that had run out', () => {
  const elsewhere = { ...calm, ...signalled('SIGKILL'), kills: { ours: [], elsewhere: 1 } };
  expect(classify(elsewhere)).toEqual({ kind: 'killed', signal: 'SIGKILL' });
  expect(classify({ ...elsewhere, ...usedUp })).toMatchObject({ kind: 'out-of-memory', by: 'kernel' });
});

test('an early stop is out of memory, with its own sentence for evidence', () => {
  const stopped = classify({ ...calm, ...signalled('SIGTERM'), earlyStop: 'it stood still' });
  expect(stopped).toEqual({ kind: 'out-of-memory', by: 'early-stop', evidence: ['it stood still'] });
});

test('a command that was relieved of a process is out of memory when it fails, and ok when it got on without', () => {
  const relieved = {
    ...calm,
    relief: 'it stood still; cc1plus was ended',
    tail: 'make: *** [x.o] Error 1\n',
  };
  expect(classify({ ...relieved, ...exited(2) })).toMatchObject({ kind: 'out-of-memory', by: 'early-stop' });
  expect(classify({ ...relieved, ...exited(0) })).toEqual({ kind: 'ok' });
  expect(classify({ ...relieved, outcome: { kind: 'cancelled' } })).toEqual({ kind: 'cancelled' });
});

const NODE_HEAP =
  '<--- Last few GCs --->\nFATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n';
const JAVA_HEAP =
  'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space\n\tat X.main(X.java:3)\n';
const RUST = 'memory allocation of 536870912 bytes failed\n (signal: 6, SIGABRT: process abort signal)\n';

test.each([
  ['node', { ...signalled('SIGABRT'), tail: NODE_HEAP }, 'node-heap'],
  ['node through npm', { ...exited(134), tail: `${NODE_HEAP}Aborted\n` }, 'node-heap'],
  ['a node worker', { ...exited(1), tail: "code: 'ERR_WORKER_OUT_OF_MEMORY'\n" }, 'node-worker'],
  ['java', { ...exited(1), tail: JAVA_HEAP }, 'java-heap'],
  [
    'java that exits on it',
    { ...exited(3), tail: 'Terminating due to java.lang.OutOfMemoryError: Java heap space\n' },
    'java-heap',
  ],
  [
    'rustc under ulimit -v',
    { ...exited(101), tail: RUST, ceilings: { addressSpaceBytes: 512 * MiB, isOvercommitStrict: false } },
    'allocation',
  ],
] as const)('%s that met a limit of its own is told apart', (_name, seen, limit) => {
  expect(classify({ ...calm, ...seen })).toMatchObject({ kind: 'out-of-memory', by: 'own-limit', limit });
});

test.each([
  [
    'a small process that prints what node prints',
    {
      ...exited(134),
      tail: NODE_HEAP,
      measured: { ...calm.measured, largest: { name: 'sh', bytes: 1 * MiB } },
    },
    134,
  ],
  ['a refused allocation where nothing refuses any', { ...exited(101), tail: RUST }, 101],
  [
    'java’s words in the middle of a line of a test',
    { ...exited(1), tail: 'ok 3 - prints java.lang.OutOfMemoryError\n' },
    1,
  ],
] as const)('%s is a plain failure', (_name, seen, code) => {
  expect(classify({ ...calm, ...seen })).toEqual({ kind: 'failed', code });
});

test('the evidence quotes the telling words and nothing else of the line', () => {
  const tail = "  process didn't exit successfully: `rustc --cfg token=hunter2` (signal: 9, SIGKILL: kill)\n";
  const cause = classify({ ...calm, ...exited(101), ...counted, tail });
  expect(JSON.stringify(cause)).toContain('(signal: 9, SIGKILL: kill)');
  expect(JSON.stringify(cause)).not.toContain('hunter2');
});

test('a log of one endless line is judged in no time', () => {
  const tail = `${'ld g++ ld: line 1: '.repeat(14_000)}\n`;
  const startedAt = performance.now();
  classify({ ...calm, tail });
  expect(performance.now() - startedAt).toBeLessThan(500);
});

test('every row of both tables has a name of its own', () => {
  const names = [...KILL_SIGNS, ...OWN_LIMIT_SIGNS].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
