import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Limits } from '../../../src/memory/model.js';
import {
  type Asked,
  askedIn,
  askedVariables,
  PLANNED,
  planJobs,
  readMemoryPerJob,
  roomFor,
  toolNames,
} from '../../../src/memory/parallelism/index.js';
import { limitsOf } from './parallelism-limits.js';

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;
const auto: Asked = { jobs: 'auto', memoryPerJob: new Map() };

const jobsOf = (limits: Limits, asked: Asked = auto, env: Record<string, string> = {}) =>
  Object.fromEntries(planJobs(limits, asked, env).tools.map(({ tool, jobs }) => [tool, jobs]));

describe('how many jobs fit', () => {
  test.each([
    // available, CPUs, cargo, make, go, nix
    [256 * MiB, 8, 1, 1, 1, 1],
    [1 * GiB, 8, 1, 1, 1, 1],
    [4 * GiB, 8, 2, 4, 7, 1],
    [16 * GiB, 8, 8, 8, 8, 7],
    [16 * GiB, 2, 2, 2, 2, 2],
    [128 * GiB, 32, 32, 32, 32, 32],
  ])('%d bytes and %d CPUs: cargo %d, make %d, go %d, nix %d', (available, cpus, cargo, make, go, nix) => {
    expect(jobsOf(limitsOf(available, cpus))).toMatchObject({ cargo, make, go, nix });
  });

  test.each([
    // available, CPUs, cargo, make, go, nix
    [512 * MiB, 8, 1, 1, 1, 1],
    [2 * GiB, 2, 2, 2, 2, 1],
    [4 * GiB, 8, 7, 8, 8, 1],
    [4 * GiB, 16, 7, 9, 14, 1],
  ])(
    'a command that is tried again starts with what most jobs take: %d bytes and %d CPUs: cargo %d, make %d, go %d, nix %d',
    (available, cpus, cargo, make, go, nix) => {
      const asked = { ...auto, isTriedAgain: true };
      expect(jobsOf(limitsOf(available, cpus), asked)).toMatchObject({ cargo, make, go, nix });
    },
  );

  test('what the user says of a job counts for commands that are tried again as well', () => {
    const memoryPerJob = new Map([['cargo', 2 * GiB]] as const);
    const asked: Asked = { jobs: 'auto', memoryPerJob, isTriedAgain: true };
    expect(jobsOf(limitsOf(8 * GiB, 8), asked)).toMatchObject({ cargo: 3, make: 8 });
  });

  test('a tenth stays free for the runner and the system, between 128 MiB and 1 GiB', () => {
    expect(roomFor(4 * GiB)).toBeCloseTo(3.6 * GiB);
    expect(roomFor(512 * MiB)).toBe(384 * MiB);
    expect(roomFor(64 * GiB)).toBe(63 * GiB);
    expect(roomFor(100 * MiB)).toBe(0);
  });

  test('between 1 and the CPUs, whatever the memory and the memory of a job', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 42 }),
        fc.integer({ min: 1, max: 512 }),
        fc.integer({ min: 16 * MiB, max: 2 ** 44 }),
        (available, cpus, perJob) => {
          const memoryPerJob = new Map(toolNames.map((tool) => [tool, perJob]));
          for (const jobs of Object.values(
            jobsOf(limitsOf(available, cpus), { jobs: 'auto', memoryPerJob }),
          )) {
            expect(jobs).toBeGreaterThanOrEqual(1);
            expect(jobs).toBeLessThanOrEqual(cpus);
          }
        },
      ),
    );
  });

  test('more memory never means fewer jobs, nor a smaller heap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 40 }),
        fc.integer({ min: 0, max: 2 ** 40 }),
        fc.integer({ min: 1, max: 256 }),
        (available, more, cpus) => {
          const less = planJobs(limitsOf(available, cpus), auto, {}).tools;
          const greater = planJobs(limitsOf(available + more, cpus), auto, {}).tools;
          less.forEach(({ jobs, heapBytes = 0 }, index) => {
            expect(greater[index]?.jobs).toBeGreaterThanOrEqual(jobs);
            expect(greater[index]?.heapBytes ?? 0).toBeGreaterThanOrEqual(heapBytes);
          });
        },
      ),
    );
  });

  test('a number that was asked for goes over what fits, but not over the CPUs', () => {
    const tools = planJobs(limitsOf(1 * GiB, 4), { ...auto, jobs: 3 }, {}).tools;
    expect(tools[0]).toMatchObject({ tool: 'cargo', jobs: 3, because: 'asked' });
    expect(jobsOf(limitsOf(1 * GiB, 4), { ...auto, jobs: 64 })).toMatchObject({ cargo: 4, make: 4 });
  });

  test('memory-per-job counts in place of the table', () => {
    const asked: Asked = { jobs: 'auto', memoryPerJob: new Map([['cargo', 4 * GiB]]) };
    expect(jobsOf(limitsOf(10 * GiB, 8), asked)).toMatchObject({ cargo: 2, make: 8 });
  });
});

describe('what is exported', () => {
  const plan = (env: Record<string, string> = {}, asked: Asked = auto) =>
    planJobs(limitsOf(4 * GiB, 8), asked, env);

  test('is the variable of each tool, and what later plans know them by', () => {
    expect(plan().variables).toEqual({
      CARGO_BUILD_JOBS: '2',
      MAKEFLAGS: '-j4',
      CMAKE_BUILD_PARALLEL_LEVEL: '4',
      GOFLAGS: '-p=7',
      NIX_CONFIG: 'max-jobs = 1\ncores = 8',
      NODE_OPTIONS: '--max-old-space-size=2764',
      GRADLE_OPTS: '-Dorg.gradle.workers.max=3',
      MAVEN_OPTS: '-Xmx2764m',
      PYTEST_XDIST_AUTO_NUM_WORKERS: '7',
      [PLANNED]: [
        'CARGO_BUILD_JOBS=2',
        'MAKEFLAGS=-j4',
        'CMAKE_BUILD_PARALLEL_LEVEL=4',
        'GOFLAGS=-p=7',
        'NIX_CONFIG=max-jobs = 1',
        'NODE_OPTIONS=--max-old-space-size=2764',
        'GRADLE_OPTS=-Dorg.gradle.workers.max=3',
        'MAVEN_OPTS=-Xmx2764m',
        'PYTEST_XDIST_AUTO_NUM_WORKERS=7',
      ].join('\n'),
    });
  });

  test.each([
    ['CARGO_BUILD_JOBS', '8', 'cargo', 8],
    ['CARGO_BUILD_JOBS', 'default', 'cargo', 2],
    ['MAKEFLAGS', '-j6', 'make', 6],
    ['MAKEFLAGS', 'kj6', 'make', 6],
    ['MAKEFLAGS', '-k -j 6', 'make', 6],
    ['MAKEFLAGS', '--jobs=6 --no-print-directory', 'make', 6],
    ['MAKEFLAGS', '-j', 'make', 4],
    ['GOFLAGS', '-mod=vendor -p=1', 'go', 1],
    ['GRADLE_OPTS', '-Dorg.gradle.daemon=false -Dorg.gradle.workers.max=5', 'gradle', 5],
    ['NIX_CONFIG', 'experimental-features = flakes\nmax-jobs = 5', 'nix', 5],
    ['PYTEST_XDIST_AUTO_NUM_WORKERS', '4', 'pytest', 4],
  ])('%s=%j of the user stays as it is, and is said', (variable, value, tool, jobs) => {
    const { variables, tools, notes } = plan({ [variable]: value });
    expect(variables).not.toHaveProperty(variable);
    expect(tools.find((entry) => entry.tool === tool)).toMatchObject({ jobs, because: 'user' });
    expect(notes.filter((note) => note.startsWith(`${tool}: `))).toEqual([
      expect.stringMatching(/ is set already and stays \(.* would fit into 3\.6 GiB\)$/),
    ]);
  });

  test.each([
    ['MAKEFLAGS', '-k', '-j4 -k'],
    ['MAKEFLAGS', 'ks', '-j4 -ks'],
    ['MAKEFLAGS', 'k -- CFLAGS=-O2\\ -g V=1', '-j4 -k -- CFLAGS=-O2\\ -g V=1'],
    ['MAKEFLAGS', '--output-sync=target', '-j4 --output-sync=target'],
    ['GOFLAGS', "-mod=mod '-ldflags=-s  -w'", "-mod=mod '-ldflags=-s  -w' -p=7"],
    ['NODE_OPTIONS', '--require "./my hook.cjs"', '--require "./my hook.cjs" --max-old-space-size=2764'],
    [
      'NIX_CONFIG',
      'experimental-features = flakes',
      'experimental-features = flakes\nmax-jobs = 1\ncores = 8',
    ],
    ['MAVEN_OPTS', '-Dstyle.color=always', '-Dstyle.color=always -Xmx2764m'],
  ])('%s=%j of the user, which says nothing of jobs, is kept and added to', (variable, value, expected) => {
    const { variables, notes } = plan({ [variable]: value });
    expect(variables[variable]).toBe(expected);
    expect(notes).toEqual([]);
  });

  test('a value that may hold a credential is never copied into a file', () => {
    const { variables, notes } = plan({ NIX_CONFIG: 'access-tokens = forge.example.org=abc' });
    expect(JSON.stringify(variables)).not.toContain('abc');
    expect(notes).toEqual([
      "nix: NIX_CONFIG seems to hold a credential, which is never copied into the runner's files: add `max-jobs = 1`, `cores = 8` to it where you set it",
    ]);
  });

  test('Maven builds its modules one after the other unless a number is asked for', () => {
    expect(plan().variables).not.toHaveProperty('MAVEN_ARGS');
    expect(plan({}, { ...auto, jobs: 3 }).variables).toMatchObject({ MAVEN_ARGS: '-T3' });
  });

  test('a second plan in the same job doesn’t take the first one’s settings for the user’s', () => {
    const first = plan({ GOFLAGS: '-mod=mod' }).variables;
    const later = planJobs(limitsOf(2 * GiB, 8), auto, first);
    expect(later.notes).toEqual([]);
    expect(later.variables).toMatchObject({
      CARGO_BUILD_JOBS: '1',
      GOFLAGS: '-mod=mod -p=3',
      MAKEFLAGS: '-j2',
    });
    const changed = planJobs(limitsOf(2 * GiB, 8), auto, { ...first, CARGO_BUILD_JOBS: '6' });
    expect(changed.tools[0]).toMatchObject({ jobs: 6, because: 'user' });
  });

  test('whatever the environment holds, a plan is made', () => {
    const names = Object.keys(plan().variables);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), fc.string()), (env) => {
        expect(plan(env).tools).toHaveLength(toolNames.length);
      }),
    );
  });
});

describe('memory-per-job', () => {
  test('is a size for all tools, or one for each that is named', async () => {
    expect([...(await readMemoryPerJob(['3G']))]).toEqual(toolNames.map((tool) => [tool, 3 * GiB]));
    const some = await readMemoryPerJob(['cargo=2G', 'go = 700M']);
    expect([...some]).toEqual([
      ['cargo', 2 * GiB],
      ['go', 700 * MiB],
    ]);
  });

  test.each([
    [['crago=2G'], '"crago" is no tool: did you mean cargo?'],
    [['bazel-thing=2G'], '"bazel-thing" is no tool: accepted: cargo, make, cmake'],
    [['cargo=-2G'], '"cargo=-2G" is not accepted: TOOL=SIZE or SIZE, where SIZE is a size such as 512M'],
    [['cargo=0G'], '"cargo=0G" is not accepted'],
    [['cargo=2'], '"cargo=2" is not accepted'],
    [['cargo=1K'], '"cargo=1K" is not accepted'],
    [['cargo=9999999T'], '"cargo=9999999T" is not accepted'],
    [['cargo='], '"cargo=" is not accepted'],
    [['cargo'], '"cargo" is not accepted'],
    [['cargo=2G', 'cargo=3G'], 'cargo is named twice; leave one line out'],
    [['cargo=2G', '3G'], '"3G" is for all tools and stands beside other lines'],
  ])('%j is one clear sentence', async (entries, sentence) => {
    await expect(readMemoryPerJob(entries)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining(`input memory-per-job: ${sentence}`),
    });
  });

  test('what was asked for reaches later steps unchanged', async () => {
    const asked: Asked = { jobs: 3, memoryPerJob: await readMemoryPerJob(['cargo=1.5G', 'go=700M']) };
    expect(await askedIn(askedVariables(asked))).toEqual(asked);
    expect(await askedIn({})).toEqual(auto);
    await expect(askedIn({ CC_CI_JOBS: '-1' })).rejects.toThrow('CC_CI_JOBS="-1" is not accepted');
  });

  test('no text makes the reader fail otherwise than by a UserError', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string(), { maxLength: 3 }), async (entries) => {
        await readMemoryPerJob(entries).catch((error: unknown) =>
          expect(error).toHaveProperty('exitCode', 2),
        );
      }),
    );
  });
});
