/** The tree of processes, with real ones. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { processTree, startMeter } from '../../../src/memory/measure/index.js';
import { readStat } from '../../../src/memory/measure/process-files.js';
import type { Limits } from '../../../src/memory/model.js';

const MiB = 1024 ** 2;

/** A process group of its own that has said a line, ended with the test. */
async function started(script: string): Promise<{ readonly pid: number; readonly line: string }> {
  const child = spawn('bash', ['-c', script], { detached: true, stdio: ['pipe', 'pipe', 'inherit'] });
  const pid = child.pid ?? Number.NaN;
  onTestFinished(() => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended with what it was tested for.
    }
  });
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
  return { pid, line: String(line).trim() };
}

const HOLD = `${process.execPath} -e 'const kept = Buffer.alloc(80 * 1024 ** 2, 1); console.log(process.pid); setInterval(() => kept, 1e6)'`;

test('memory of children and theirs is counted, and the largest is known by name', async () => {
  const { pid, line } = await started(`bash -c "${HOLD.replaceAll('"', '\\"')}; true"; true`);
  const tree = processTree(pid, true);
  const seen = tree.sample(true);
  expect(seen.bytes).toBeGreaterThan(80 * MiB);
  expect(seen.bytes).toBeLessThan(200 * MiB);
  expect(seen.largest?.pid).toBe(Number(line));
  expect(tree.nameOf(Number(line))).toMatch(/^(node|MainThread)$/);
  expect(tree.alive()).toContain(Number(line));
});

test('a process stays ours when its parent has ended, in another session too', async () => {
  const { pid, line } = await started('setsid sleep 30 & echo $!; read -r wait');
  const tree = processTree(pid, true);
  const child = Number(line);
  while (readStat(child)?.session !== child) await delay(5);
  expect(tree.alive()).toContain(child);
  process.kill(pid, 'SIGKILL');
  while (readStat(pid) !== undefined && readStat(pid)?.state !== 'Z') await delay(5);
  expect(tree.alive()).toEqual([child]);
  process.kill(child, 'SIGKILL');
});

test('a process of somebody else is never ours', async () => {
  const { pid } = await started('echo up; read -r wait');
  expect(processTree(pid, true).alive()).toEqual([pid]);
  expect(processTree(pid, false).alive()).toEqual([pid]);
});

test('a name with brackets, blanks and a newline shifts no other field, and stays on one line', async () => {
  const { pid } = await started('echo "a) R 1 (b" > /proc/$$/comm; echo up; read -r wait');
  expect(readStat(pid)).toMatchObject({ name: 'a) R 1 (b?', group: pid, session: pid, parent: process.pid });
});

const limits: Limits = {
  hierarchy: 'v2',
  levels: [],
  host: { totalBytes: 1024 * MiB, availableBytes: 1024 * MiB, swapTotalBytes: 0, swapFreeBytes: 0 },
  limit: { bytes: 1024 * MiB, from: 'the machine' },
  available: { bytes: 1024 * MiB, from: 'the machine' },
  cpus: { count: 2, from: 'online' },
  pressure: undefined,
  gaps: [],
};

test('peak, largest process and the least that was left are the extremes of all looks', () => {
  const looks = [
    { bytes: 10, left: 900 },
    { bytes: 300, left: 100 },
    { bytes: 20, left: 800 },
  ];
  let at = -1;
  const meter = startMeter({
    tree: {
      sample: () => {
        at += 1;
        const bytes = (looks[at]?.bytes ?? 0) * MiB;
        return { bytes, largest: { pid: at, bytes }, majorFaults: 0 };
      },
      nameOf: (pid) => `process ${pid}`,
      alive: () => [],
    },
    readLimits: () => ({ ...limits, available: { bytes: (looks[at]?.left ?? 0) * MiB, from: '' } }),
    onSample: () => undefined,
  });
  return new Promise<void>((resolve) => {
    const wait = setInterval(() => {
      if (at < 1) return;
      clearInterval(wait);
      const measured = meter.stop();
      expect(measured).toEqual({
        peakBytes: 300 * MiB,
        largest: { name: 'process 1', bytes: 300 * MiB },
        lowWaterBytes: 100 * MiB,
        roomBytes: 0,
      });
      expect(meter.stop()).toEqual(measured);
      resolve();
    }, 2);
  });
});
