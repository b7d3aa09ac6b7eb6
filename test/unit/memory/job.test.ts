import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Job } from '../../../src/lib/job.js';
import { endJobMemory } from '../../../src/memory/job-end.js';
import { type MemoryRequest, readMemoryRequest } from '../../../src/memory/job-request.js';
import { startJobMemory } from '../../../src/memory/job-start.js';
import { countersFrom, countersText } from '../../../src/memory/job-state.js';
import type { Attempt, RunReport } from '../../../src/memory/model.js';
import { GUARD } from '../../../src/memory/runner/index.js';
import { INSIDE } from '../../../src/memory/shims/index.js';
import { type System, systemAt } from '../../../src/memory/system.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cc-ci-job-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const auto: MemoryRequest = { guard: 'auto', jobs: 'auto', memoryPerJob: new Map(), wrap: [] };

/** A job and a log that remember what they were given. */
function remembering() {
  const exported: Record<string, string> = {};
  const state: Record<string, string> = {};
  const paths: string[] = [];
  const said: string[] = [];
  const summaries: string[] = [];
  const job: Job = {
    setOutput: () => undefined,
    exportVariable: (name, value) => void Object.assign(exported, { [name]: value }),
    addPath: (path) => void paths.push(path),
    saveState: (name, value) => void Object.assign(state, { [name]: value }),
    summary: (markdown) => void summaries.push(markdown),
    mask: () => undefined,
  };
  const log = {
    info: (message: string) => void said.push(message),
    warning: (message: string) => void said.push(`warning: ${message}`),
    error: (message: string) => void said.push(`error: ${message}`),
  };
  return { job, log, exported, state, paths, said, summaries };
}

/** A machine of so many kB, with as many kills on its counter. */
function machine({ kB, kills = 0 }: { readonly kB: number | undefined; readonly kills?: number }): System {
  const files: Record<string, string> = {
    ...(kB === undefined ? {} : { '/proc/meminfo': `MemTotal: ${kB} kB\nMemAvailable: ${kB} kB\n` }),
    '/sys/devices/system/cpu/online': '0-7\n',
    '/proc/vmstat': `oom_kill ${kills}\n`,
    '/proc/self/cgroup': '0::/job\n',
    '/proc/self/mountinfo': '1 0 0:1 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n',
    '/sys/fs/cgroup/job/cgroup.controllers': 'memory\n',
    '/sys/fs/cgroup/job/memory.current': '0\n',
    '/sys/fs/cgroup/job/memory.max': 'max\n',
    '/sys/fs/cgroup/job/memory.events': `oom_kill ${kills}\n`,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return systemAt(folder);
}

const start = async (request: MemoryRequest, system: System, env: Record<string, string> = {}) => {
  const ports = remembering();
  const jobs = await startJobMemory(request, {
    ...ports,
    system,
    env: { RUNNER_TEMP: folder, ...env },
    node: '/usr/bin/node',
    entry: '/dist/cc-ci.js',
    refusedVariables: ['NODE_OPTIONS'],
  });
  return { jobs, ...ports };
};

describe('the head of a job', () => {
  test('exports what fits, says so in a line, and gives the least of all compilers', async () => {
    const { jobs, exported, said } = await start(auto, machine({ kB: 4 * 1024 ** 2 }));
    expect(jobs).toBe(2);
    expect(exported).toMatchObject({ CARGO_BUILD_JOBS: '2', MAKEFLAGS: '-j4' });
    expect(exported).not.toHaveProperty('NODE_OPTIONS');
    expect(said).toEqual([
      'memory: 4 GiB of 4 GiB available (the machine), 8 CPUs: cargo 2, make 4, cmake 4, ninja 4, go 7, nix 1, node heap 2.7 GiB, gradle 3, pytest 7; later bash steps are killed before the runner',
    ]);
  });

  test('leaves all as it is where no limit can be read, and says so', async () => {
    const { jobs, exported, said } = await start(auto, machine({ kB: undefined }));
    expect(jobs).toBeUndefined();
    expect(exported).toEqual({});
    expect(said).toEqual([
      expect.stringMatching(/^memory: neither \/proc\/meminfo nor a cgroup says how much memory there is/),
    ]);
  });

  test('fails there where memory-guard: true asks for it', async () => {
    await expect(start({ ...auto, guard: 'true' }, machine({ kB: undefined }))).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/^memory-guard: true, but neither .*: mount \/proc into the job/),
    });
  });

  test('goes on without protection where its folder can’t be made, unless that was asked for', async () => {
    const system = machine({ kB: 4 * 1024 ** 2 });
    const { exported, said } = await start(auto, system, { RUNNER_TEMP: '' });
    expect(exported).toHaveProperty('CARGO_BUILD_JOBS', '2');
    expect(exported).not.toHaveProperty('BASH_ENV');
    expect(said[0]).toBe(
      'warning: memory: RUNNER_TEMP names no folder for what later steps need: later steps are not protected; parallelism is set all the same',
    );
    for (const request of [
      { ...auto, guard: 'true' as const },
      { ...auto, wrap: ['cargo'] },
    ])
      await expect(start(request, system, { RUNNER_TEMP: '' })).rejects.toThrow('RUNNER_TEMP');
  });

  test('says that more jobs than CPUs make no sense', async () => {
    const { jobs, said } = await start({ ...auto, jobs: 64 }, machine({ kB: 1024 ** 2 }));
    expect(jobs).toBe(8);
    expect(said).toContain('memory: jobs: 64 are more than the 8 CPUs (online), so 8 it is');
  });

  test('names a BASH_ENV that bash expands to the file, whatever RUNNER_TEMP is called', async () => {
    const { exported } = await start(auto, machine({ kB: 1024 ** 2 }), {
      RUNNER_TEMP: join(folder, 'a$b`c'),
    });
    expect(exported.BASH_ENV).toContain('/a\\$b\\`c/cc-ci-memory-');
  });

  test('refuses inputs that contradict each other', async () => {
    await expect(
      readMemoryRequest({ 'memory-guard': 'false', 'memory-per-job': ['cargo=2G'], jobs: 2, wrap: 'make' }),
    ).rejects.toThrow(
      'input memory-guard: false leaves the memory guard out, but memory-per-job, jobs, wrap need it; remove one or the other',
    );
  });
});

describe('the end of a job', () => {
  const attempt = (number: number, jobs: number, cause: Attempt['cause']): Attempt => ({
    number,
    jobs,
    isSerialCodegen: false,
    durationMs: 1000,
    outcome: { kind: 'exited', code: cause.kind === 'ok' ? 0 : 101 },
    cause,
    measured: { peakBytes: 2 ** 30 * number, largest: undefined, lowWaterBytes: undefined },
    kills: { ours: [], elsewhere: 0 },
  });
  const outOfMemory = { kind: 'out-of-memory', by: 'kernel', evidence: [] } as const;
  const report = (cause: RunReport['cause'], attempts: readonly Attempt[]): RunReport => ({
    title: 'cargo `build` | x',
    tool: 'cargo',
    attempts,
    cause,
    exitCode: cause.kind === 'ok' ? 0 : 137,
    limit: { bytes: 2 ** 31, from: 'the machine' },
    lostMs: 1000,
  });
  const green = report({ kind: 'ok' }, [attempt(1, 2, outOfMemory), attempt(2, 1, { kind: 'ok' })]);
  const red = report(outOfMemory, [attempt(1, 1, outOfMemory)]);

  const end = async (kills: number, runs: readonly string[] = []) => {
    const { state } = await start(auto, machine({ kB: 1024 ** 2 }));
    const made = state['memory-folder'] ?? '';
    runs.forEach((text, index) => void writeFileSync(join(made, 'runs', `${index}.json`), text));
    const env = Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]));
    const ports = remembering();
    endJobMemory({ ...ports, env, system: machine({ kB: 1024 ** 2, kills }) });
    expect(readdirSync(folder).filter((name) => name.startsWith('cc-ci-memory-'))).toEqual([]);
    return ports;
  };

  test('without an event says nothing', async () => {
    const { said, summaries } = await end(0);
    expect([...said, ...summaries]).toEqual([]);
  });

  test('warns of a kill that nobody has caught', async () => {
    expect((await end(2)).said).toEqual([
      'warning: memory: 2 processes of this job or of its neighbours in the same cgroup were killed for want of memory: 2 in /sys/fs/cgroup/job. A step that failed with 137, "Killed" or "signal: 9" failed for this: docs/oom-runbook.md#a-build-was-killed',
    ]);
  });

  test('tells of wrapped commands that were tried again, calmly where they ended well', async () => {
    const { said, summaries } = await end(1, [JSON.stringify(green)]);
    expect(said).toEqual([
      'memory: cargo `build` | x: green at try 2, 1 s lost (2 jobs out of memory, 1 job ok)',
      'memory: the kernel killed for want of memory (1 in /sys/fs/cgroup/job); every wrapped command ended well all the same',
    ]);
    expect(summaries.join('')).toContain('| `cargo  build    x` | ok | 2 | 2 → 1 | 2 GiB | 1 s |');
  });

  test('warns where one of them ended badly', async () => {
    const { said } = await end(1, [JSON.stringify(green), JSON.stringify(red)]);
    expect(said).toHaveLength(3);
    expect(said[1]).toBe('memory: cargo `build` | x: out of memory (1 job out of memory)');
    expect(said[2]).toMatch(/^warning: memory: a process of this job .* was killed for want of memory/);
  });

  test('passes by what is no record', async () => {
    expect((await end(0, ['', '{', 'null', '[]', '{"title":3}', '{"title":"x"}'])).said).toEqual([]);
  });
});

test('counters survive the way to the post step; a state that was cut short is none', () => {
  const counters = { kills: new Map([['/a b', 3]]), hostKills: 7, isCut: true as const };
  expect(countersFrom(countersText(counters))).toEqual(counters);
  expect(countersFrom(countersText({ kills: new Map(), hostKills: undefined }))).toEqual({
    kills: new Map(),
    hostKills: undefined,
  });
  for (const text of ['', '{', 'null', '{}', '{"kills":[3]}']) expect(countersFrom(text)).toBeUndefined();
});

test('what the runner sets for its commands is what the shims look for', () => {
  expect(INSIDE).toBe(GUARD);
});
