/** What passes through `cc-ci exec`: output, input, signals; and what is left when it is killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { type Finished, run } from '../../../src/lib/process.js';
import { createWorld, disposeWorld, processesOf, WORLD_VARIABLE, type World } from '../../support/world.js';
import { code, entry, exec, jobEnv, workplace } from './adaptive.js';

const LOG_BYTES = 200_000_000;
/** A Node that does nothing holds 45 MB; a log that were kept would add its own length. */
const MOST_KB = 110_000;

/** Through a shell, which can put both streams into one file, or bytes into standard input. */
function shell(script: string, ...args: readonly string[]): Promise<Finished> {
  const all = ['-c', script, 'sh', process.execPath, entry('cc-ci.js'), 'exec', '--', ...args];
  return run('sh', all, { cwd: workplace(), env: jobEnv(), timeoutMs: 60_000 });
}

test('a log of 200 MB comes through byte by byte, and costs no memory', async () => {
  const script = `yes 0123456789abcde | head -c ${LOG_BYTES}; grep VmHWM /proc/$PPID/status >&2`;
  const done = await shell('"$@" | md5sum', 'sh', '-c', script);
  const plain = await run('sh', ['-c', `yes 0123456789abcde | head -c ${LOG_BYTES} | md5sum`]);
  expect(done.stdout).toBe(plain.stdout);
  expect(Number(/VmHWM:\s+(\d+) kB/.exec(done.stderr)?.[1])).toBeLessThan(MOST_KB);
});

test('standard output and error that are one file keep their order', async () => {
  const lines = 'i=0; while [ $i -lt 300 ]; do echo out $i; echo err $i >&2; i=$((i+1)); done';
  const done = await shell('"$@" 2>&1', 'sh', '-c', lines);
  const expected = Array.from({ length: 300 }, (_, index) => `out ${index}\nerr ${index}\n`).join('');
  expect(done.stdout).toBe(expected);
});

test('standard output and error that are two stay two', async () => {
  const done = await exec(['sh', '-c', 'echo out; echo err >&2'], { cwd: workplace() });
  expect([done.stdout, done.stderr]).toEqual(['out\n', 'err\n']);
});

test('standard input and output may hold any bytes', async () => {
  const done = await shell(`printf '\\000\\377\\376\\n\\200' | "$@" | od -An -tx1`, 'cat');
  expect(done.stdout.trim()).toBe('00 ff fe 0a 80');
});

test('/dev/stdout and /dev/stderr can be opened, as in a step of its own', async () => {
  const done = await exec(['sh', '-c', 'echo out > /dev/stdout; echo err > /dev/stderr'], {
    cwd: workplace(),
  });
  expect([code(done), done.stdout, done.stderr]).toEqual([0, 'out\n', 'err\n']);
});

test('a reader who has read enough ends the command, without a word', async () => {
  const done = await shell('"$@" | head -n 1', 'yes');
  expect([done.stdout, done.stderr]).toEqual(['y\n', '']);
});

test('a process that is left in the background keeps nobody waiting, and is left alone', async () => {
  const startedAt = performance.now();
  const done = await exec(['sh', '-c', 'sleep 20 & echo $!'], { cwd: workplace() });
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  // It is there to be ended, or this throws.
  process.kill(Number(done.stdout), 'SIGKILL');
});

/** A running `cc-ci exec` in a process group of its own, once its command has said `up`. */
async function running(
  world: World,
  script: string,
  ...flags: readonly string[]
): Promise<ChildProcess & { said: () => string }> {
  const args = [entry('cc-ci.js'), 'exec', ...flags, '--', 'bash', '-c', script];
  const env = { ...jobEnv({ [WORLD_VARIABLE]: world.root }), TMPDIR: world.tmp };
  const child = spawn(process.execPath, args, { cwd: world.workspace, env, detached: true });
  let said = '';
  await new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes('up\n')) resolve();
      });
  });
  return Object.assign(child, { said: () => said });
}

function world(): World {
  const made = createWorld();
  onTestFinished(() => disposeWorld(made));
  return made;
}

test.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
  ['SIGHUP', 129],
] as const)('%s reaches the command, which may clean up; the end is %i', async (signal, exitCode) => {
  const here = world();
  const child = await running(
    here,
    `trap "echo cleaned; exit 0" ${signal.slice(3)}; echo up; while :; do sleep 0.1; done`,
  );
  child.kill(signal);
  const [ended] = await once(child, 'close');
  expect([ended, child.said()]).toEqual([exitCode, expect.stringContaining('cleaned\n')]);
  expect(processesOf(here)).toEqual([]);
});

test('a command that won’t end, and what it has started, are killed after the grace', async () => {
  const here = world();
  const child = await running(
    here,
    'trap "" TERM; (trap "" TERM; sleep 60) & echo up; while :; do sleep 1; done',
    '--kill-grace',
    '500ms',
  );
  child.kill('SIGTERM');
  const [ended] = await once(child, 'close');
  expect(ended).toBe(143);
  expect(processesOf(here)).toEqual([]);
});

test('when the runner kills the step’s process group, nothing is left of the command, and nothing in the temp folder', async () => {
  const here = world();
  const child = await running(here, 'sleep 60 & echo up; sleep 61');
  expect(processesOf(here).length).toBeGreaterThan(2);
  process.kill(-(child.pid ?? Number.NaN), 'SIGKILL');
  await once(child, 'close');
  const deadline = Date.now() + 5_000;
  while (processesOf(here).length > 0 && Date.now() < deadline) await delay(20);
  expect(processesOf(here)).toEqual([]);
  expect(readdirSync(here.tmp)).toEqual([]);
});

/** Its own, its child's and its parent's. The parent's is put back right after the start, so it is looked at until it differs. */
const SCORES = `own=$(cat /proc/self/oom_score_adj); echo $own; sh -c "cat /proc/self/oom_score_adj"
i=0; while [ $i -lt 500 ] && [ "$(cat /proc/$PPID/oom_score_adj)" = "$own" ]; do i=$((i+1)); done
cat /proc/$PPID/oom_score_adj`;

test('the command and what it starts are killed first: 500 for them, nothing changed for us', async () => {
  const done = await exec(['sh', '-c', SCORES], { cwd: workplace() });
  const own = (await run('cat', ['/proc/self/oom_score_adj'])).stdout.trim();
  expect(done.stdout.trim().split('\n')).toEqual(['500', '500', own]);
});

test('in a step that is at 500 already they are above it', async () => {
  const done = await shell('echo 500 > /proc/self/oom_score_adj; "$@"', 'sh', '-c', SCORES);
  expect(done.stdout.trim().split('\n')).toEqual(['600', '600', '500']);
});

test.skipIf(process.getuid?.() !== 0)('so they are for a user without any privilege', async () => {
  const here = world();
  cpSync(dirname(entry('cc-ci.js')), join(here.workspace, 'dist'), { recursive: true });
  for (const folder of [here.root, here.workspace, here.tmp]) chmodSync(folder, 0o777);
  const args = [join(here.workspace, 'dist', 'cc-ci.js'), 'exec', '--', 'sh', '-c', SCORES];
  const drop = ['--reuid', '65534', '--regid', '65534', '--clear-groups', process.execPath, ...args];
  const done = await run('setpriv', drop, {
    cwd: here.workspace,
    env: { PATH: process.env.PATH, TMPDIR: here.tmp },
    timeoutMs: 30_000,
  });
  expect(done.stderr).toBe('');
  expect(done.stdout.trim().split('\n')).toEqual(['500', '500', '0']);
});
