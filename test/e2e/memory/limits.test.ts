/** What the guard reads and counts, in real cgroups that these tests make. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { run } from '../../../src/lib/process.js';
import { killsBetween, readCounters } from '../../../src/memory/counters/index.js';
import { readLimits } from '../../../src/memory/limits/index.js';
import { type System, systemAt } from '../../../src/memory/system.js';
import { type TestCgroup, withCgroup } from '../../support/cgroup.js';
import { orSkip } from '../../support/forge/or-skip.js';

const MIB = 1024 ** 2;
const LIMIT = 128 * MIB;
const TIMEOUT_MS = 60_000;

/** Takes so many MiB, says so, and waits to be ended. */
const HOG = `const kept = [];
for (let taken = 0; taken < Number(process.argv[1]); taken++) kept.push(Buffer.alloc(1024 ** 2, 1));
process.stdout.write('taken');
setInterval(() => kept, 1e6);`;

/** The machine as a process in that cgroup sees it: everything is real but the two files of /proc/self that name our own. */
function seenFrom(pid: number): System {
  const real = systemAt();
  return {
    ...real,
    read: (path) => real.read(path.replace(/^\/proc\/self\//, `/proc/${pid}/`)),
  };
}

/** Starts the hog inside, and runs `body` while it holds its memory. */
async function withHog<T>(
  cgroup: TestCgroup,
  mebibytes: number,
  body: (system: System) => Promise<T> | T,
): Promise<T> {
  const ended = new AbortController();
  let taken: () => void = () => undefined;
  const isTaken = new Promise<void>((resolve) => {
    taken = resolve;
  });
  const [file, args] = cgroup.inside(process.execPath, ['-e', HOG, String(mebibytes)]);
  const hog = run(file, args, { signal: ended.signal, timeoutMs: TIMEOUT_MS, onStdout: taken });
  try {
    await Promise.race([
      isTaken,
      hog.then(({ stderr }) =>
        Promise.reject(new Error(`the hog ended before it had its memory: ${stderr}`)),
      ),
    ]);
    return await body(seenFrom(Number(cgroup.read('cgroup.procs').split('\n')[0])));
  } finally {
    ended.abort();
    await hog;
  }
}

/** On disk, and gone after the test. */
function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cc-ci-cache-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'file');
}

const pythonHog = ['-c', 'b = bytearray(400 << 20)\nfor i in range(0, len(b), 4096): b[i] = 1'] as const;

it('a cgroup of a test is gone after it, with the processes that it left', async (test) => {
  const path = await orSkip(
    test,
    withCgroup({ limitBytes: 64 * MIB, cpus: 0.5 }, async (cgroup) => {
      await cgroup.run('sh', ['-c', 'setsid sleep 300 </dev/null >/dev/null 2>&1 &']);
      expect(cgroup.read('cgroup.procs')).toMatch(/^\d+$/);
      return cgroup.path;
    }),
  );
  expect(existsSync(path)).toBe(false);
});

describe('limits', () => {
  it('are those of the cgroup, and what is available is what its processes have left', async (test) => {
    await orSkip(
      test,
      withCgroup({ limitBytes: 512 * MIB, cpus: 1 }, (cgroup) =>
        withHog(cgroup, 200, (system) => {
          const { limit, available, cpus, levels, gaps } = readLimits(system);
          expect(limit).toEqual({ bytes: 512 * MIB, from: cgroup.path });
          expect(levels[0]?.path).toBe(cgroup.path);
          expect(levels[0]?.usedBytes).toBeGreaterThan(200 * MIB);
          expect(available.from).toBe(cgroup.path);
          expect(available.bytes).toBeGreaterThan(150 * MIB);
          expect(available.bytes).toBeLessThan(312 * MIB);
          expect(cpus.count).toBe(1);
          expect(gaps).toEqual([]);
        }),
      ),
    );
  });

  it('are those of an outer cgroup where that is the lower one', async (test) => {
    await orSkip(
      test,
      withCgroup({ limitBytes: 256 * MIB }, (outer) =>
        outer.within({ limitBytes: 1024 * MIB }, (inner) =>
          withHog(inner, 50, (system) => {
            expect(readLimits(system).limit).toEqual({ bytes: 256 * MIB, from: outer.path });
          }),
        ),
      ),
    );
  });

  it('leave room for what the page cache holds: it is given back', async (test) => {
    await orSkip(
      test,
      withCgroup({ limitBytes: 256 * MIB }, async (cgroup) => {
        await copyThroughCache(cgroup, temporaryFile());
        await withHog(cgroup, 20, (system) => {
          const { available, levels } = readLimits(system);
          expect(levels[0]?.usedBytes).toBeGreaterThan(200 * MIB);
          expect(available.bytes).toBeGreaterThan(100 * MIB);
        });
      }),
    );
  });
});

/** More than fits, by way of a file of the caller's, which stays: a removed one leaves the cache with its cache. */
async function copyThroughCache(cgroup: TestCgroup, file: string): Promise<void> {
  const copy = ['if=/dev/zero', `of=${file}`, 'bs=1M', 'count=400', 'conv=fdatasync'];
  const { outcome, stderr } = await cgroup.run('dd', copy, { timeoutMs: TIMEOUT_MS });
  expect(outcome, stderr).toEqual({ kind: 'exited', code: 0 });
}

describe('kills are counted', () => {
  it('in the cgroup whose limit was met', async (test) => {
    await orSkip(
      test,
      withCgroup({ limitBytes: LIMIT }, (cgroup) =>
        withHog(cgroup, 1, async (system) => {
          const before = readCounters(system);
          const { outcome } = await cgroup.run('python3', pythonHog, { timeoutMs: TIMEOUT_MS });
          expect(outcome).toEqual({ kind: 'signalled', signal: 'SIGKILL' });
          const { ours, elsewhere } = killsBetween(before, readCounters(system));
          expect(ours).toEqual([{ cgroup: cgroup.path, kills: 1 }]);
          expect(elsewhere).toBeGreaterThanOrEqual(0);
        }),
      ),
    );
  });

  it('as ours where the victim lived in a cgroup beneath, and the limit was ours', async (test) => {
    await orSkip(
      test,
      withCgroup({ limitBytes: LIMIT }, (outer) =>
        outer.within({ limitBytes: 1024 * MIB }, async (inner) => {
          const system = onlyNamed(outer);
          const before = readCounters(system);
          const { outcome } = await inner.run('python3', pythonHog, { timeoutMs: TIMEOUT_MS });
          expect(outcome).toEqual({ kind: 'signalled', signal: 'SIGKILL' });
          const where = inner.hierarchy === 'v1' ? inner.path : outer.path;
          expect(killsBetween(before, readCounters(system)).ours).toEqual([{ cgroup: where, kills: 1 }]);
          if (inner.hierarchy === 'v1') expect(outer.kills()).toBe(0);
        }),
      ),
    );
  });

  it('not at all when the page cache alone meets the limit', async (test) => {
    await orSkip(
      test,
      withCgroup({ limitBytes: LIMIT }, async (cgroup) => {
        const system = onlyNamed(cgroup);
        const before = readCounters(system);
        await copyThroughCache(cgroup, temporaryFile());
        expect(cgroup.limitHits()).toBeGreaterThan(0);
        expect(killsBetween(before, readCounters(system)).ours).toEqual([]);
      }),
    );
  });

  it('not as ours when a neighbour is killed: that is a kill elsewhere', async (test) => {
    await orSkip(
      test,
      withCgroup({ limitBytes: LIMIT }, (own) =>
        withCgroup({ limitBytes: LIMIT }, async (neighbour) => {
          const system = onlyNamed(own);
          const before = readCounters(system);
          await neighbour.run('python3', pythonHog, { timeoutMs: TIMEOUT_MS });
          expect(neighbour.kills()).toBe(1);
          const { ours, elsewhere } = killsBetween(before, readCounters(system));
          expect(ours).toEqual([]);
          expect(elsewhere).toBeGreaterThanOrEqual(1);
        }),
      ),
    );
  });
});

/** The machine as a process in that cgroup would see it, though nothing runs there: its name alone is made up. */
function onlyNamed({ hierarchy, path }: TestCgroup): System {
  const real = systemAt();
  const name = path.replace(hierarchy === 'v1' ? '/sys/fs/cgroup/memory' : '/sys/fs/cgroup', '');
  const line = hierarchy === 'v1' ? `4:memory:${name}\n` : `0::${name}\n`;
  return { ...real, read: (file) => (file === '/proc/self/cgroup' ? line : real.read(file)) };
}
