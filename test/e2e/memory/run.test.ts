/** actions/run as a step of a job. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { withCgroup } from '../../support/cgroup.js';
import { orSkip } from '../../support/forge/or-skip.js';
import { runStep } from '../../support/step.js';
import { createWorld, disposeWorld, type World } from '../../support/world.js';
import { entry, MIB } from './adaptive.js';

const HOG = `import sys, time
kept = [bytearray(1024 * 1024) for _ in range(int(sys.argv[1]))]
time.sleep(2)
`;

function world(): World {
  const made = createWorld();
  onTestFinished(() => disposeWorld(made));
  writeFileSync(join(made.workspace, 'hog.py'), HOG);
  return made;
}

test('a step whose build ran out of memory ends green, and its outputs and summary say how', async (context) => {
  const here = world();
  writeFileSync(join(here.workspace, 'Makefile'), 'all: a b\na b:\n\tpython3 hog.py 130 && touch $@\n');
  const runs = join(here.runnerTemp, 'runs');
  await orSkip(
    context,
    withCgroup({ limitBytes: 250 * MIB }, async (cgroup) => {
      const step = await runStep(entry('run.js'), {
        world: here,
        inputs: { run: 'make\necho done', jobs: '2' },
        env: { CC_CI_RUNS_DIR: runs },
        onSpawn: (child) => cgroup.adopt(child.pid ?? Number.NaN),
        timeoutMs: 60_000,
      });
      expect(step.exitCode, step.log).toBe(0);
      expect(step.stdout).toMatch(/::warning::try 1 \(2 jobs\): out of memory after/);
      expect(step.outputs).toMatchObject({ attempts: '2', jobs: '1', cause: 'ok', 'exit-code': '0' });
      expect(Number(step.outputs.peak)).toBeGreaterThan(137 * MIB);
      expect(Number(step.outputs.lost)).toBeGreaterThan(0);
      expect(step.summary).toMatch(/\| 1 \| 2 \| out of memory \|/);
      expect(step.summary).toMatch(/\| 2 \| 1 \| ok \|/);
    }),
  );
});

test('all was well at the first try: one line', async () => {
  const step = await runStep(entry('run.js'), { world: world(), inputs: { run: 'echo hello' } });
  expect(step.stdout).toMatch(/^hello\nmemory: peak .* of .* jobs?\n$/);
  expect(step.outputs).toMatchObject({ attempts: '1', lost: '0', cause: 'ok', 'exit-code': '0' });
});

test('the script is on no disk, in no argv and in no environment, and standard input stays the step’s', async () => {
  const here = world();
  const script = `secret=planted-${'value'}
tr '\\0' '\\n' < /proc/$$/cmdline
grep -rls "planted-value" "$RUNNER_TEMP" "$TMPDIR" "$HOME" "$GITHUB_WORKSPACE" /dev/shm && echo FOUND
for process in $$ $PPID; do tr '\\0' '\\n' < /proc/$process/cmdline | grep planted && echo FOUND; done
env | grep planted && echo FOUND
if read -r line; then echo "read $line"; else echo "no input"; fi`;
  const step = await runStep(entry('run.js'), { world: here, inputs: { run: script } });
  expect(step.stdout).not.toContain('FOUND');
  expect(step.stdout).toContain('/dev/fd/');
  expect(step.stdout).toContain('no input');
});

test.each([
  ['bash', 'false | true; echo "not reached"', 1],
  ['sh', 'false; echo "not reached"', 1],
  ['python', 'import sys; sys.exit(4)', 4],
  ['perl {0}', 'exit 5', 5],
])('shell %s runs the script and hands its exit code on', async (shell, run, exitCode) => {
  const step = await runStep(entry('run.js'), { world: world(), inputs: { run, shell } });
  expect(step.exitCode, step.log).toBe(exitCode);
  expect(step.stdout).not.toContain('not reached');
  expect(step.outputs).toMatchObject({ cause: 'failed', 'exit-code': String(exitCode) });
});

test('the script runs where it is told to', async () => {
  const here = world();
  mkdirSync(join(here.workspace, 'app'));
  const step = await runStep(entry('run.js'), {
    world: here,
    inputs: { run: 'pwd', 'working-directory': 'app' },
  });
  expect(step.stdout).toContain(`${here.workspace}/app\n`);
});

test.each<[string, Readonly<Record<string, string>>, RegExp]>([
  ['no script', { run: '' }, /input run: no script is given/],
  [
    'a shell that is missing',
    { run: 'true', shell: 'none-such {0}' },
    /input shell: none-such is not on PATH here/,
  ],
  [
    'a shell that is none',
    { run: 'true', shell: 'zsh' },
    /input shell: "zsh" is not accepted: one of bash, sh, python, pwsh, or a command with \{0\}/,
  ],
  [
    'a folder that is missing',
    { run: 'true', 'working-directory': 'nowhere' },
    /input working-directory: there is no folder .*\/nowhere/,
  ],
  [
    'a misspelt input',
    { run: 'true', 'retry-one': 'oom' },
    /input retry-one is unknown: did you mean retry-on/,
  ],
  ['no jobs at all', { run: 'true', jobs: '0' }, /input jobs: "0" is not accepted/],
  ['a lock without a proper name', { run: 'true', serial: 'my lock' }, /"my lock" is no name for a lock/],
])('%s is the user’s to fix, in one sentence', async (_name, inputs, said) => {
  const step = await runStep(entry('run.js'), { world: world(), inputs });
  expect(step.exitCode).toBe(2);
  expect(step.log.trim().split('\n')).toHaveLength(1);
  expect(step.log).toMatch(said);
});

test('a run is noted for the job’s end, once and as data', async () => {
  const here = world();
  const runs = join(here.runnerTemp, 'runs');
  await runStep(entry('run.js'), { world: here, inputs: { run: 'exit 3' }, env: { CC_CI_RUNS_DIR: runs } });
  const [name = '', ...others] = readdirSync(runs);
  expect(others).toEqual([]);
  expect(JSON.parse(readFileSync(join(runs, name), 'utf8'))).toMatchObject({
    title: 'script',
    exitCode: 3,
    cause: { kind: 'failed', code: 3 },
  });
});
