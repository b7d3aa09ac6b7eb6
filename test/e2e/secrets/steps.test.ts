/** The guard, the verdict and the leak scan as steps of a job: what they say, and that a planted value is nowhere. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  findCredential,
  needlesFor,
  PLANTED_TOKEN,
  sampleArgv,
} from '../../support/credential-search/index.js';
import { runStep, type StepOptions, type StepResult } from '../../support/step.js';
import { createWorld, disposeWorld, type World } from '../../support/world.js';

let world: World;
beforeEach(() => {
  world = createWorld();
});
afterEach(() => disposeWorld(world));

const step = (entry: string, options: Partial<StepOptions> = {}): Promise<StepResult> =>
  runStep(entry, { world, ...options });

const FORK = {
  pull_request: { head: { repo: { id: 12 } }, base: { repo: { id: 7 } } },
  repository: { id: 7 },
};

describe('actions/guard', () => {
  test('sends a fork’s pull request offline, in a reusable workflow too', async () => {
    const { exitCode, outputs, log } = await step('guard.js', {
      inputs: { required: 'TOKEN=\nOTHER=planted-value' },
      job: { event: FORK, eventName: 'workflow_call', ref: 'refs/pull/1/head' },
    });
    expect(exitCode).toBe(0);
    expect(outputs).toEqual({
      mode: 'offline',
      missing: 'TOKEN',
      reason: 'fork',
      'has-TOKEN': 'false',
      'has-OTHER': 'true',
    });
    expect(log).toContain('guard: offline: no TOKEN: the pull request comes from a fork');
  });

  test('fails a job that must not go offline, with its outputs set', async () => {
    const { exitCode, outputs, log } = await step('guard.js', {
      inputs: { required: 'TOKEN=', fail: 'true' },
    });
    expect(exitCode).toBe(2);
    expect(outputs.mode).toBe('offline');
    expect(log).toMatch(/^::error::guard: this job must not go offline, and TOKEN is missing\./m);
  });

  test('sees the line feed at the end of the last value, which an input loses', async () => {
    const { log } = await step('guard.js', { inputs: { required: 'TOKEN=planted-value\n\n' } });
    expect(log).toContain('TOKEN is followed by an empty line');
  });

  test('looks bare names up in its environment', async () => {
    const { outputs } = await step('guard.js', {
      inputs: { required: 'TOKEN' },
      env: { TOKEN: 'planted-value' },
    });
    expect(outputs).toMatchObject({ mode: 'full', 'has-TOKEN': 'true' });
  });

  test.each<[string, Record<string, string>, string]>([
    [
      'a line without a name',
      { required: '=planted-value' },
      'input required, line 1: there is no name before the =',
    ],
    ['a value where a name belongs', { required: 'planted-value' }, 'input required, line 1: it has no name'],
    [
      'a name in both lists',
      { required: 'A=planted-value', optional: 'A=planted-value' },
      'A is listed already',
    ],
    ['a misspelt input', { requird: 'A=planted-value' }, 'input requird is unknown: did you mean required?'],
    ['a choice that is none', { fail: 'maybe' }, 'input fail: "maybe" is not accepted: true or false'],
  ])('refuses %s, in a sentence without the value', async (_what, inputs, sentence) => {
    const { exitCode, log, stdout } = await step('guard.js', { inputs });
    expect(exitCode).toBe(2);
    expect(log).toContain(sentence);
    const shown = stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    expect(shown.join('\n')).not.toContain('planted');
  });
});

describe('actions/verdict', () => {
  const needs = (jobs: Record<string, string>): string =>
    JSON.stringify(
      Object.fromEntries(Object.entries(jobs).map(([job, result]) => [job, { result, outputs: {} }])),
    );

  test('is green, with a table of why', async () => {
    const { exitCode, log, outputs, summary } = await step('verdict.js', {
      inputs: { needs: needs({ lint: 'success', docs: 'skipped' }), rules: 'docs: {skippable-when: always}' },
    });
    expect(exitCode).toBe(0);
    expect(log).toMatch(/✓ docs {2}skippable-when always {2}skipped {2}may be skipped\n✓ lint {2}required/);
    expect(log).toContain('verdict: green (2 of 2)');
    expect(outputs).toEqual({ verdict: 'pass', mode: '', reason: '' });
    expect(summary).toContain('| ✅ | lint | required | success | has no rule: required |');
  });

  test('is red with exit code 3, and says which job and why', async () => {
    const { exitCode, log, outputs } = await step('verdict.js', {
      inputs: { needs: needs({ lint: 'skipped' }) },
    });
    expect(exitCode).toBe(3);
    expect(log).toContain('::error::verdict: lint: was skipped: its own if said no');
    expect(log).toMatch(/::error::verdict: red \(1 of 1\): lint\n$/);
    expect(outputs).toMatchObject({ verdict: 'fail', reason: expect.stringContaining('lint: was skipped') });
  });

  test.each([
    [{ needs: '' }, 'input needs is empty'],
    [{ needs: 'Object' }, 'input needs is not JSON'],
    [
      { needs: '{}', rules: 'a: required\nx: {either: [a, b]}' },
      'input rules, line 2, column 1: a has two rules, a and x',
    ],
  ])('refuses %j', async (inputs, sentence) => {
    const { exitCode, log } = await step('verdict.js', { inputs });
    expect(exitCode).toBe(2);
    expect(log).toContain(sentence);
  });

  test('prints no output of a job, which may be a secret', async () => {
    const jobs = { a: { result: 'skipped', outputs: { x: PLANTED_TOKEN } } };
    const result = await step('verdict.js', {
      inputs: { needs: JSON.stringify(jobs), rules: `b: optional\na: {skippable-when: {b.x: y}}` },
    });
    expect(findCredential({ token: PLANTED_TOKEN, world, step: result })).toEqual([]);
  });
});

describe('a leak scan', () => {
  const scan = (args: readonly string[], env: Record<string, string> = {}): Promise<StepResult> =>
    step('cc-ci.js', { args: ['leak-scan', ...args], env });

  test('finds a value in the workspace with exit code 3, and doesn’t print it', async () => {
    writeFileSync(join(world.workspace, 'build.log'), `one\nAuthorization: ${PLANTED_TOKEN}\n`);
    const result = await scan(['--env', 'TOKEN', '.'], { TOKEN: PLANTED_TOKEN });
    expect(result.exitCode).toBe(3);
    expect(result.stdout).toMatch(/build\.log:2: TOKEN \(plain\)\nleak-scan: 1 found in 1 file /);
    expect(findCredential({ token: PLANTED_TOKEN, world, step: result }).map(({ place }) => place)).toEqual([
      join(world.workspace, 'build.log'),
    ]);
  });

  test('is one JSON object for programs', async () => {
    writeFileSync(join(world.workspace, 'a.gz'), gzipSync(PLANTED_TOKEN));
    const { exitCode, stdout } = await scan(['--json', '--env', 'TOKEN', '.'], { TOKEN: PLANTED_TOKEN });
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      files: 1,
      gaps: [],
      findings: [
        {
          place: { path: join(world.workspace, 'a.gz'), inside: [], isExpanded: true },
          offset: 0,
          what: 'TOKEN',
          kind: 'plain',
        },
      ],
    });
  });

  test('of nothing is no clean one', async () => {
    const absent = await scan(['nowhere']);
    expect([absent.exitCode, absent.log]).toEqual([2, expect.stringContaining('nowhere is not there')]);
    const misspelt = await scan(['--env', 'TOKNE', '.']);
    expect([misspelt.exitCode, misspelt.log]).toEqual([
      2,
      expect.stringContaining('--env TOKNE: there is no such environment variable'),
    ]);
    const empty = await scan(['--env', 'TOKEN', '.'], { TOKEN: '' });
    expect([empty.exitCode, empty.log]).toEqual([
      0,
      expect.stringContaining('TOKEN is empty and is not looked for'),
    ]);
  });

  test('in the guard’s post step takes the values from the inputs once more', async () => {
    const inputs = { required: `TOKEN=${PLANTED_TOKEN}\nBARE`, 'leak-scan': 'logs\nnever-made' };
    const main = await step('guard.js', { inputs, env: { BARE: 'planted-bare-value' } });
    expect(main.state).toEqual({ there: 'TOKEN,BARE' });
    mkdirSync(join(world.workspace, 'logs'));
    writeFileSync(join(world.workspace, 'logs', 'out'), Buffer.from(`x:${PLANTED_TOKEN}`).toString('base64'));
    const post = await step('guard-post.js', { inputs, state: main.state });
    expect(post.exitCode).toBe(3);
    expect(post.log).toMatch(/::error::leak-scan: \S+logs\/out:1: TOKEN \(base64\)/);
    expect(post.log).toContain(
      "leak-scan: BARE is not in the post step's environment, and is not looked for",
    );
    expect(post.log).toContain('never-made is not there: not searched');
    expect(
      findCredential({ token: PLANTED_TOKEN, world, step: post }).map(({ place }) => place),
    ).not.toContain('log');
  });

  test('is made by the root action’s post step as well, where it is asked for', async () => {
    const inputs = {
      clone: 'false',
      'memory-guard': 'false',
      'required-secrets': `TOKEN=${PLANTED_TOKEN}\nBARE`,
      'leak-scan': 'logs',
    };
    const main = await step('root.js', { inputs, env: { BARE: 'planted-bare-value' } });
    expect([main.exitCode, main.state]).toEqual([0, { there: 'TOKEN,BARE' }]);
    mkdirSync(join(world.workspace, 'logs'));
    writeFileSync(join(world.workspace, 'logs', 'out'), `x:${PLANTED_TOKEN}`);
    const post = await step('root-post.js', { inputs, state: main.state });
    expect(post.exitCode).toBe(3);
    expect(post.log).toMatch(/::error::leak-scan: \S+logs\/out:1: TOKEN \(plain\)/);
    expect(post.log).toContain("leak-scan: BARE is not in the post step's environment");
    const unasked = await step('root-post.js', { inputs: { ...inputs, 'leak-scan': '' }, state: main.state });
    expect([unasked.exitCode, unasked.log]).toEqual([0, '']);
  });

  test('is not made where nobody asked for it', async () => {
    const post = await step('guard-post.js', { inputs: { required: `TOKEN=${PLANTED_TOKEN}` } });
    expect([post.exitCode, post.log]).toEqual([0, '']);
  });
});

test('a planted value is nowhere after all three: disk, command lines, logs, command files, later steps', async () => {
  const sampler = await sampleArgv(needlesFor(PLANTED_TOKEN));
  const inputs = {
    required: `TOKEN=${PLANTED_TOKEN}\nKEY<<EOF\nfirst line\n${PLANTED_TOKEN}\nEOF\nBARE`,
    optional: `SPACED= ${PLANTED_TOKEN}\r\nQUOTED="${PLANTED_TOKEN}"`,
    'leak-scan': '.',
  };
  const env = { BARE: PLANTED_TOKEN };
  const main = await step('guard.js', { inputs, env });
  expect(main.exitCode).toBe(0);
  writeFileSync(join(world.workspace, 'clean.log'), 'nothing here\n');
  const post = await step('guard-post.js', { inputs, env, state: main.state });
  expect(post.exitCode).toBe(0);
  const scan = await step('cc-ci.js', { args: ['leak-scan', '--env', 'BARE', '.'], env });
  expect(scan.exitCode).toBe(0);
  const verdict = await step('verdict.js', {
    inputs: { needs: JSON.stringify({ a: { result: 'success', outputs: { mode: PLANTED_TOKEN } } }) },
  });
  expect(verdict.exitCode).toBe(0);
  const argv = await sampler.report();
  expect(argv.samples).toBeGreaterThan(0);
  for (const each of [main, post, scan, verdict])
    expect(findCredential({ token: PLANTED_TOKEN, world, step: each, argv })).toEqual([]);
});
