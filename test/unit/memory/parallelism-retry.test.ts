import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  argvWithJobs,
  planJobs,
  reduceJobs,
  serialCodegen,
  toolNames,
  toolOf,
  toolsOf,
} from '../../../src/memory/parallelism/index.js';
import { limitsOf } from './parallelism-limits.js';

const GiB = 1024 ** 3;
const plan = planJobs(limitsOf(8 * GiB, 4), { jobs: 'auto', memoryPerJob: new Map() }, {});

describe('a retry with fewer jobs', () => {
  test.each([
    ['cargo', 1, {}, { CARGO_BUILD_JOBS: '1', RUST_TEST_THREADS: '1' }],
    [
      'cargo',
      4,
      { CARGO_BUILD_JOBS: '8', RUST_TEST_THREADS: '2' },
      { CARGO_BUILD_JOBS: '4', RUST_TEST_THREADS: '2' },
    ],
    ['go', 1, { GOFLAGS: '-p=8 -mod=mod' }, { GOFLAGS: '-mod=mod -p=1' }],
    ['ninja', 2, {}, { CMAKE_BUILD_PARALLEL_LEVEL: '2' }],
    ['nix', 2, { NIX_CONFIG: 'cores = 0\nmax-jobs = 8' }, { NIX_CONFIG: 'max-jobs = 2\ncores = 1' }],
    [
      'gradle',
      1,
      { GRADLE_OPTS: '-Dorg.gradle.workers.max=4 -Da=b' },
      { GRADLE_OPTS: '-Da=b -Dorg.gradle.workers.max=1' },
    ],
    ['pytest', 1, {}, { PYTEST_XDIST_AUTO_NUM_WORKERS: '1' }],
  ] as const)('%s with %d replaces even the user’s own setting', (tool, jobs, env, expected) => {
    expect(reduceJobs(plan, tool, jobs, env)).toEqual(expected);
  });

  test('make takes along the compilers that its recipes start, and keeps what else MAKEFLAGS says', () => {
    expect(reduceJobs(plan, 'make', 1, { MAKEFLAGS: '-k -j 8 -- V=1', GOFLAGS: '-v' })).toEqual({
      MAKEFLAGS: '-j1 -k -- V=1',
      CARGO_BUILD_JOBS: '1',
      RUST_TEST_THREADS: '1',
      CMAKE_BUILD_PARALLEL_LEVEL: '1',
      GOFLAGS: '-v -p=1',
    });
  });

  test('of a command that is no known tool reduces them all', () => {
    const variables = reduceJobs(plan, undefined, 1, {});
    expect(variables).toMatchObject({ CARGO_BUILD_JOBS: '1', MAKEFLAGS: '-j1', GOFLAGS: '-p=1' });
    expect(variables).not.toHaveProperty('NODE_OPTIONS');
  });

  test('gives node a smaller heap, the user’s halved as well, and never less than 256 MiB', () => {
    const node = plan.tools.find(({ tool }) => tool === 'node');
    expect(node?.jobs).toBe(3);
    const heap = (jobs: number, env = {}) => reduceJobs(plan, 'node', jobs, env).NODE_OPTIONS;
    expect(heap(1)).toBe('--max-old-space-size=1365');
    expect(heap(1, { NODE_OPTIONS: '--max-old-space-size=3000 --trace-gc' })).toBe(
      '--trace-gc --max-old-space-size=1000',
    );
    expect(heap(1, { NODE_OPTIONS: '--max-old-space-size=300' })).toBe('--max-old-space-size=256');
  });

  test('whatever the environment holds, variables come out, and reading them back gives that number', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('MAKEFLAGS', 'GOFLAGS', 'NIX_CONFIG', 'GRADLE_OPTS'), fc.string()),
        fc.integer({ min: 1, max: 64 }),
        fc.constantFrom('make' as const, 'go' as const, 'nix' as const, 'gradle' as const),
        (env, jobs, tool) => {
          const reduced = { ...env, ...reduceJobs(plan, tool, jobs, env) };
          const again = planJobs(limitsOf(8 * GiB, 4), { jobs: 'auto', memoryPerJob: new Map() }, reduced);
          expect(again.tools.find((entry) => entry.tool === tool)).toMatchObject({ jobs, because: 'user' });
        },
      ),
    );
  });

  test('the last try of cargo and go is serial, with less to remember; other tools have no such way', () => {
    expect(serialCodegen(plan, 'cargo', {})).toMatchObject({ CARGO_BUILD_JOBS: '1', CARGO_INCREMENTAL: '0' });
    expect(serialCodegen(plan, 'go', {})).toMatchObject({ GOFLAGS: '-p=1', GOMAXPROCS: '1' });
    expect(serialCodegen(plan, 'make', {})).toBeUndefined();
    expect(serialCodegen(plan, undefined, {})).toBeUndefined();
  });
});

describe('a number of jobs on the command line', () => {
  test.each([
    ['make', ['make', '-j8', 'all'], ['make', '-j2', 'all']],
    ['make', ['make', '-j', '8'], ['make', '-j', '2']],
    ['make', ['make', '-j', 'all'], ['make', '-j2', 'all']],
    ['make', ['make', '--jobs=8'], ['make', '--jobs=2']],
    ['cargo', ['cargo', 'test', '--jobs', '8', '--', '-j8'], ['cargo', 'test', '--jobs', '2', '--', '-j8']],
    ['cargo', ['cargo', 'build'], ['cargo', 'build']],
    ['cargo', ['cargo', 'run', '-justme'], ['cargo', 'run', '-justme']],
    ['cmake', ['cmake', '--build', '.', '--parallel', '8'], ['cmake', '--build', '.', '--parallel', '2']],
    ['go', ['go', 'test', '-p=8', './...'], ['go', 'test', '-p=2', './...']],
    ['ninja', ['ninja', '-C', 'out'], ['ninja', '-j2', '-C', 'out']],
    ['ninja', ['ninja', '-j8'], ['ninja', '-j2']],
    ['pytest', ['pytest', '-n', 'auto'], ['pytest', '-n', 'auto']],
    ['pytest', ['pytest', '-n4'], ['pytest', '-n2']],
    ['maven', ['mvn', '-T4', 'verify'], ['mvn', '-T2', 'verify']],
    ['node', ['node', '-j8'], ['node', '-j8']],
  ] as const)('%s: %j becomes %j', (tool, argv, expected) => {
    expect(argvWithJobs(tool, argv, 2)).toEqual(expected);
  });

  test('any other argument stays, byte for byte', () => {
    fc.assert(
      fc.property(fc.constantFrom(...toolNames), fc.array(fc.string()), (tool, args) => {
        const others = args.filter((arg) => !/^--?[a-z-]|^\d/i.test(arg));
        const out = argvWithJobs(tool, ['program', ...others], 2);
        expect(out.filter((arg) => arg !== '-j2' || tool !== 'ninja')).toEqual(['program', ...others]);
      }),
    );
  });
});

describe('which tool a command is', () => {
  test.each([
    [['cargo', 'build'], 'cargo'],
    [['/root/.cargo/bin/cargo', '+nightly', 'clippy'], 'cargo'],
    [['env', '-u', 'X', 'A=1', 'cargo', 'test'], 'cargo'],
    [['timeout', '-k', '5', '10m', 'nice', '-n', '5', 'make'], 'make'],
    [['sudo', '-u', 'builder', 'ninja'], 'ninja'],
    [['bash', '-euo', 'pipefail', '-c', 'cd x && cargo build'], 'cargo'],
    [['bash', '-euc', 'cd x && cargo build'], 'cargo'],
    [['./gradlew', 'build'], 'gradle'],
    [['python3', '-m', 'pytest', '-n', 'auto'], 'pytest'],
    [['python3', 'x.py'], undefined],
    [['cargo-nextest', 'nextest', 'run'], 'cargo'],
    [['constructor'], undefined],
    [[], undefined],
  ])('%j is %s', (argv, tool) => {
    expect(toolOf(argv)).toBe(tool);
  });

  test.each([
    ['cargo build --release', 'cargo'],
    ['set -eu\n# make first\nif ! RUSTFLAGS=-g cargo test; then exit 1; fi', 'cargo'],
    ['cd "$X" && exec make -j4', 'make'],
    ['echo cargo', undefined],
    ['x=$(go env GOPATH)', 'go'],
    ['npm ci && \\\n  npm run build', 'node'],
    ['', undefined],
  ])('the script %j starts %s', (script, tool) => {
    expect(toolOf(script)).toBe(tool);
  });

  test('a script’s tools are all named, once', () => {
    expect(toolsOf('npm ci; cargo build && cargo test | tee log')).toEqual(['node', 'cargo']);
  });

  test('no text and no argv makes it fail', () => {
    fc.assert(fc.property(fc.string(), (script) => void toolOf(script)));
    fc.assert(fc.property(fc.array(fc.string()), (argv) => void toolOf(argv)));
  });
});

describe('what make makes of its variable', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cc-ci-makeflags-'));
    writeFileSync(join(folder, 'Makefile'), 'all:\n\t@printf "%s|%s" "$(filter -j%,$(MAKEFLAGS))" "$(V)"\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(['', '-k', 'k', 'kj8', '-j8', 'k -- V=1', '-j 8 -- V=1', '--jobs=8 -- V=1', '-- V=1'])(
    'from %j: the new number of jobs, and the same definitions',
    (own) => {
      const env = { PATH: process.env.PATH, ...reduceJobs(plan, 'make', 3, { MAKEFLAGS: own }) };
      const ended = spawnSync('make', ['-C', folder, '--no-print-directory'], { env, encoding: 'utf8' });
      expect(ended.stderr).toBe('');
      expect(ended.stdout).toBe(`-j3|${own.includes('V=1') ? '1' : ''}`);
    },
  );
});
