import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TestCgroup, withCgroup } from '../../support/cgroup.js';
import { orSkip } from '../../support/forge/or-skip.js';
import { runStep, type StepResult } from '../../support/step.js';
import { createWorld, disposeWorld, type World } from '../../support/world.js';

let world: World;
beforeEach(() => {
  world = createWorld();
});
afterEach(() => disposeWorld(world));

const root = (inputs: Record<string, string> = {}, env: Record<string, string> = {}): Promise<StepResult> =>
  runStep('root.js', {
    world,
    inputs: { clone: 'false', ...inputs },
    env: { GITEA_ACTIONS: 'true', ...env },
  });

const post = (state: Readonly<Record<string, string>>): Promise<StepResult> =>
  runStep('root-post.js', { world, state });

/** A later `run:` step, started as the runners do it. */
function later(main: StepResult, script: string, env: Record<string, string> = {}, cgroup?: TestCgroup) {
  const file = join(world.runnerTemp, 'step.sh');
  writeFileSync(file, script);
  const args = ['--noprofile', '--norc', '-eo', 'pipefail', file];
  const [program, all] = cgroup?.inside('bash', args) ?? ['bash', args];
  return spawnSync(program, all, {
    cwd: world.workspace,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
    env: { ...main.laterEnv, ...env },
  });
}

/** A program under `name`, put on PATH by the world's own folder. */
function install(name: string, text: string): string {
  const folder = join(world.root, 'tools');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
  chmodSync(join(folder, name), 0o755);
  return folder;
}

describe('with nothing but the step', () => {
  test('every tool gets as many jobs as fit, between 1 and the CPUs', async () => {
    const { env, outputs, log } = await root();
    const jobs = Number(env.CARGO_BUILD_JOBS);
    expect(jobs).toBeGreaterThanOrEqual(1);
    expect(jobs).toBeLessThanOrEqual(cpus().length);
    expect(env.MAKEFLAGS).toMatch(/^-j\d+$/);
    expect(env.GOFLAGS).toMatch(/^-p=\d+$/);
    expect(env.NODE_OPTIONS).toMatch(/^--max-old-space-size=\d+$/);
    expect(outputs.jobs).toMatch(/^[1-9]\d*$/);
    expect(log).toMatch(
      /^memory: [\d.]+ [MG]iB .*available \(.*\), \d+ CPUs?: cargo \d+, make \d+, .*; later bash steps are killed before the runner$/m,
    );
  });

  test('a later bash step and its children are better victims than the runner', async () => {
    const main = await root();
    expect(later(main, 'cat /proc/self/oom_score_adj').stdout).toBe('500\n');
  });

  test('the post step removes all that was made, also when asked twice', async () => {
    const main = await root({ wrap: 'cargo' });
    expect(readdirSync(world.runnerTemp)).toEqual([expect.stringMatching(/^cc-ci-memory-/)]);
    const ended = await post(main.state);
    expect(ended).toMatchObject({ exitCode: 0, log: '', summary: '' });
    expect(readdirSync(world.runnerTemp)).toEqual([]);
    expect(await post(main.state)).toMatchObject({ exitCode: 0, log: '' });
  });

  test('a step after the post step, or after somebody emptied the temp folder, runs as ever', async () => {
    const main = await root();
    await post(main.state);
    expect(later(main, 'echo fine')).toMatchObject({ status: 0, stdout: 'fine\n', stderr: '' });
  });
});

describe('what the user has set', () => {
  test('wins, and is said', async () => {
    const { env, log } = await root({}, { CARGO_BUILD_JOBS: '7' });
    expect(env).not.toHaveProperty('CARGO_BUILD_JOBS');
    expect(log).toMatch(
      /^memory: cargo: CARGO_BUILD_JOBS=7 is set already and stays \(\d+ would fit into .* GiB\)$/m,
    );
  });

  test('stays where it says nothing of jobs, also its BASH_ENV', async () => {
    writeFileSync(join(world.workspace, 'mine.sh'), 'mine() { echo mine; }');
    const main = await root({}, { GOFLAGS: '-mod=mod', BASH_ENV: '$GITHUB_WORKSPACE/mine.sh' });
    expect(main.env.GOFLAGS).toMatch(/^-mod=mod -p=\d+$/);
    expect(later(main, 'mine').stdout).toBe('mine\n');
  });

  test('of two root actions in one job, the second neither doubles nor takes the first for the user', async () => {
    const first = await root({ wrap: 'cargo' });
    const second = await root({ wrap: 'cargo' }, first.env);
    expect(second.env.MAKEFLAGS).toBe(first.env.MAKEFLAGS);
    expect(second.log).not.toContain('is set already');
    expect(later(second, 'cat /proc/self/oom_score_adj').stdout).toBe('500\n');
  });

  test('memory-guard: false leaves everything as it is', async () => {
    const { env, path, log, outputs } = await root({ 'memory-guard': 'false' });
    expect(Object.keys(env)).toEqual(['CC_CI_NODE']);
    expect(path).toHaveLength(1);
    expect(outputs.jobs).toBe('');
    expect(log).toContain('memory: the guard is off (memory-guard: false)');
    expect(readdirSync(world.runnerTemp)).toEqual([]);
  });

  test('jobs and memory-per-job count', async () => {
    expect((await root({ jobs: '1' })).env).toMatchObject({
      CARGO_BUILD_JOBS: '1',
      MAKEFLAGS: '-j1',
      MAVEN_ARGS: '-T1',
      CC_CI_JOBS: '1',
    });
    const { env } = await root({ 'memory-per-job': 'cargo=900T' });
    expect(env).toMatchObject({ CARGO_BUILD_JOBS: '1', CC_CI_MEMORY_PER_JOB: `cargo=${900 * 1024 ** 4}B` });
  });

  test('NODE_OPTIONS are not exported on GitHub, whose runner refuses them', async () => {
    expect((await root({}, { GITEA_ACTIONS: '' })).env).not.toHaveProperty('NODE_OPTIONS');
  });
});

/** A compiler in so many jobs, each of which holds 150 MB for a second, that says what cargo says of one that was killed. */
const HUNGRY = `#!/bin/sh
job() { { head -c 150000000 /dev/zero; sleep 1; } | tail -n 1 >/dev/null; }
code=0
job & one=$!
if [ "$CARGO_BUILD_JOBS" = 2 ]; then job || code=101; fi
wait $one || code=101
if [ $code -eq 0 ]; then echo built; else echo "error: could not compile: rustc (signal: 9, SIGKILL: kill)" >&2; fi
exit $code
`;

describe('a wrapped command', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's
  const SAYS = '#!/bin/sh\nfor argument do echo "<$argument>"; done\nexit ${CODE:-0}\n';

  test('of a later step goes through the adaptive runner: arguments, output and exit code are its own', async () => {
    const main = await root({ wrap: 'cargo, make' });
    const tools = install('cargo', SAYS);
    const step = later(
      main,
      `PATH="${world.root}/nowhere:$PATH:${tools}"\ncargo build 'a  b' '' '*' || echo "code $?"`,
      { CODE: '101', PATH: `${main.path.at(-1)}:${main.path[0]}:/usr/bin:/bin` },
    );
    expect(step.stdout).toBe('<build>\n<a  b>\n<>\n<*>\ncode 101\n');
  });

  test('is wrapped in a step whose PATH has another folder in front', async () => {
    const main = await root({ wrap: 'cargo' });
    const tools = install('cargo', '#!/bin/sh\necho "inside $CC_CI_EXEC"\n');
    const step = later(main, 'cargo', { PATH: `${tools}:${main.laterEnv.PATH}` });
    expect(step.stdout).toBe('inside 1\n');
  });

  test('that the kernel kills for want of memory is tried again with fewer jobs, and the post step tells of it', (context) =>
    orSkip(
      context,
      withCgroup({ limitBytes: 300 * 1024 ** 2 }, async (cgroup) => {
        const two = { CARGO_BUILD_JOBS: '2' };
        const main = await root({ wrap: 'cargo' }, two);
        const PATH = `${install('cargo', HUNGRY)}:${main.laterEnv.PATH}`;
        const step = later(main, 'cargo build', { ...two, PATH }, cgroup);
        expect({ status: step.status, stdout: step.stdout }).toEqual({ status: 0, stdout: 'built\n' });
        const ended = await post(main.state);
        expect(ended.log).toMatch(
          /^memory: .*cargo build: green at try 2, .* lost \(2 jobs out of memory, 1 job ok\)$/m,
        );
        expect(ended.log).toMatch(
          /^memory: the kernel killed for want of memory \(\d+ in .*\); every wrapped command ended well all the same$/m,
        );
        expect(ended.summary).toMatch(/\| `.*cargo build` \| ok \| 2 \| 2 → 1 \|/);
        expect(existsSync(main.state['memory-folder'] ?? '')).toBe(false);
      }),
    ));
});

test('a step that the kernel kills for want of memory is said at the end of the job, with what to look for', (context) =>
  orSkip(
    context,
    withCgroup({ limitBytes: 100 * 1024 ** 2 }, async (cgroup) => {
      const main = await root();
      const step = later(main, 'head -c 300000000 /dev/zero | tail -n 1', {}, cgroup);
      expect(step.status).toBe(137);
      expect((await post(main.state)).log).toMatch(
        /^::warning::memory: .* killed for want of memory: \d+ in .*\. A step that failed with 137, "Killed" or "signal: 9" failed for this: docs\/oom-runbook\.md/m,
      );
    }),
  ));

describe('a mistake is one clear sentence and exit code 2', () => {
  test.each([
    [{ jobs: 'many' }, 'input jobs: "many" is not accepted: auto, or a whole number from 1 to 1024'],
    [{ jobs: '-1' }, 'input jobs: "-1" is not accepted'],
    [{ jobs: '0' }, 'input jobs: "0" is not accepted'],
    [{ 'memory-per-job': 'crago=2G' }, 'input memory-per-job: "crago" is no tool: did you mean cargo?'],
    [{ 'memory-per-job': 'cargo=-2G' }, 'input memory-per-job: "cargo=-2G" is not accepted'],
    [{ wrap: 'cargo bash' }, "input wrap: bash can't be wrapped: it is a shell"],
    [{ wrap: '../cargo' }, 'input wrap: "../cargo" is not the plain name of a program'],
    [{ 'memory-guard': 'on' }, 'input memory-guard: "on" is not accepted: one of auto, true, false'],
    [
      { 'memory-guard': 'false', wrap: 'cargo' },
      'input memory-guard: false leaves the memory guard out, but wrap needs it; remove one or the other',
    ],
  ])('%j', async (inputs, sentence) => {
    const step = await root(inputs as Record<string, string>);
    expect(step.exitCode).toBe(2);
    expect(step.log).toContain(`::error::${sentence}`);
    expect(step.env).toEqual({});
    expect(readdirSync(world.runnerTemp)).toEqual([]);
  });
});
