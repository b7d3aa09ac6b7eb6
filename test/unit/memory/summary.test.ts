import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Attempt, Cause, RunReport } from '../../../src/memory/model.js';
import {
  endLines,
  outputsOf,
  RUNS_DIR,
  recordRun,
  retryLine,
  summaryTable,
  wellLine,
} from '../../../src/memory/summary/index.js';

const MiB = 1024 ** 2;
const limit = { bytes: 2_048 * MiB, from: '/sys/fs/cgroup/runner.service' };
const killed: Cause = {
  kind: 'out-of-memory',
  by: 'kernel',
  evidence: ['exit code 101', 'the kernel counted 1'],
};
const none = { ours: [], elsewhere: 0 };

function attempt(number: number, jobs: number, cause: Cause, more: Partial<Attempt> = {}): Attempt {
  return {
    number,
    jobs,
    isSerialCodegen: false,
    durationMs: number * 10_000,
    outcome: { kind: 'exited', code: 0 },
    cause,
    measured: {
      peakBytes: (500 + jobs * 400) * MiB,
      largest: { name: 'rustc', bytes: 400 * MiB },
      lowWaterBytes: MiB,
    },
    kills: none,
    ...more,
  };
}

function report(...attempts: readonly Attempt[]): RunReport {
  const cause = attempts.at(-1)?.cause ?? { kind: 'ok' };
  const lostMs = attempts.slice(0, -1).reduce((sum, { durationMs }) => sum + durationMs, 0);
  return {
    title: 'cargo build',
    tool: 'cargo',
    attempts,
    cause,
    exitCode: cause.kind === 'ok' ? 0 : 137,
    limit,
    lostMs,
  };
}

const healed = report(attempt(1, 4, killed), attempt(2, 2, killed), attempt(3, 1, { kind: 'ok' }));

test('all was well at the first try: one line for a step, none for a command', () => {
  const well = report(attempt(1, 2, { kind: 'ok' }));
  expect(wellLine(well)).toBe('memory: peak 1.3 GiB of 2 GiB, largest process rustc with 400 MiB, 2 jobs');
  expect(endLines(well)).toEqual([]);
  expect(wellLine(healed)).toBeUndefined();
});

test('a retry says what was tried, why it ended, what was measured and what comes next', () => {
  expect(retryLine(attempt(1, 4, killed), { jobs: 1, isSerialCodegen: true }, limit)).toBe(
    'try 1 (4 jobs): out of memory after 10 s: exit code 101; the kernel counted 1; peak 2.1 GiB of 2 GiB, largest process rustc with 400 MiB. Trying again with 1 job, and as little as the tool can do with; what was built is kept',
  );
});

test('the end of a build that was healed names the try, its jobs and the time lost', () => {
  expect(endLines(healed)).toEqual([
    'ok at try 3 with 1 job; peak 900 MiB of 2 GiB, largest process rustc with 400 MiB; 30 s lost',
  ]);
});

test('the end of a build that doesn’t fit says how much it wanted, who limits it, and where to read on', () => {
  const [evidence, advice] = endLines(report(attempt(1, 2, killed), attempt(2, 1, killed)));
  expect(evidence).toBe('cargo build: out of memory at try 2 (1 job): exit code 101; the kernel counted 1');
  expect(advice).toMatch(
    /peak 900 MiB of 2 GiB.*limit: \/sys\/fs\/cgroup\/runner\.service.*#out-of-memory-with-one-job$/,
  );
});

test('what took its memory between two looks is said to have wanted more than there was', () => {
  const measured = {
    peakBytes: MiB,
    largest: { name: 'bash', bytes: MiB },
    lowWaterBytes: 900 * MiB,
    roomBytes: 1_900 * MiB,
  };
  const fast = report(attempt(1, 1, killed, { measured }));
  expect(endLines(fast)[1]).toMatch(
    /^It wanted more than there is: more than the 1\.9 GiB that were left of 2 GiB, in less time than it takes to look \(limit/,
  );
  expect(summaryTable(fast)).toContain('| out of memory | over 1.9 GiB | – | 10 s |');
  expect(outputsOf(fast).peak).toBe(String(1_900 * MiB));
});

test.each(['node-heap', 'node-worker', 'java-heap', 'allocation'] as const)(
  'a limit of the program’s own (%s) has its own advice',
  (own) => {
    const lines = endLines(
      report(attempt(1, 2, { kind: 'out-of-memory', by: 'own-limit', limit: own, evidence: ['seen'] })),
    );
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/: docs\/oom-runbook\.md#[a-z-]+$/);
  },
);

test('every link into the runbook leads to one of its headings', () => {
  const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
  const headings = [...read('docs/oom-runbook.md').matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  );
  const links = [...read('src/memory/summary/words.ts').matchAll(/\$\{RUNBOOK\}#([a-z-]+)/g)].map(
    ([, id]) => id,
  );
  expect(links.length).toBeGreaterThan(4);
  expect(links.filter((id) => !headings.includes(id ?? ''))).toEqual([]);
});

test('a command that failed while others on the host were killed for memory says so', () => {
  const hurt = report(attempt(1, 2, { kind: 'failed', code: 1 }, { kills: { ours: [], elsewhere: 2 } }));
  expect(endLines(hurt).join()).toMatch(
    /the kernel killed 2 processes for want of memory elsewhere on this host/,
  );
  const fine = report(attempt(1, 2, { kind: 'ok' }, { kills: { ours: [], elsewhere: 2 } }));
  expect(endLines(fine)).toEqual([]);
  const beside = report(
    attempt(
      1,
      2,
      { kind: 'failed', code: 1 },
      { kills: { ours: [{ cgroup: '/c', kills: 1 }], elsewhere: 0 } },
    ),
  );
  expect(endLines(beside).join()).toMatch(/\(1 in \/c\), though nothing says that it was this command's/);
});

test('the table has one row a try, and names that look like Markdown are only names', () => {
  const odd = attempt(
    3,
    1,
    { kind: 'ok' },
    { measured: { peakBytes: MiB, largest: { name: 'a|b<c>', bytes: MiB }, lowWaterBytes: 1 } },
  );
  const table = summaryTable({ ...report(attempt(1, 4, killed), odd), title: 'a`b' });
  expect(table).toContain("### Memory: `a'b`");
  expect(table).toContain('| 1 | 4 | out of memory | 2.1 GiB | rustc 400 MiB | 10 s |');
  expect(table).toContain('| 3 | 1 | ok | 1 MiB | a\\|b\\<c\\> 1 MiB | 30 s |');
  expect(table).toContain('10 s lost to earlier tries');
});

test('outputs are plain numbers and words', () => {
  expect(outputsOf(healed)).toEqual({
    attempts: '3',
    jobs: '1',
    peak: String(2_100 * MiB),
    limit: String(2_048 * MiB),
    lost: '30000',
    cause: 'ok',
    'exit-code': '0',
  });
});

test('a run is noted for the job’s end in a file that nobody else reads; where it can’t be, that is said', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cc-ci-runs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const env = { [RUNS_DIR]: join(folder, 'runs') };
  expect(recordRun(healed, env)).toBeUndefined();
  const [name = ''] = readdirSync(env[RUNS_DIR] ?? '');
  const path = join(folder, 'runs', name);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(JSON.stringify(healed)));
  expect(statSync(path).mode & 0o777).toBe(0o600);
  writeFileSync(join(folder, 'file'), '');
  expect(recordRun(healed, { [RUNS_DIR]: join(folder, 'file') })).toMatch(
    /could not be noted for the job's summary/,
  );
  expect(recordRun(healed, {})).toBeUndefined();
});
