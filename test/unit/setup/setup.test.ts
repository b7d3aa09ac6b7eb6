import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cacheFolder } from '../../../scripts/setup/cache.mjs';
import { isOlder } from '../../../scripts/setup/go-tools.mjs';
import { withLock } from '../../../scripts/setup/lock.mjs';
import { noteMade, noteRemoved, readMade } from '../../../scripts/setup/made.mjs';
import { end, identify, isAlive } from '../../../scripts/setup/pid.mjs';
import { duration, progressOn } from '../../../scripts/setup/progress.mjs';
import { outcomeOf, RunError, run } from '../../../scripts/setup/run.mjs';

let folder: string;
const cacheBefore = process.env.CC_CI_CACHE;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cc-ci-setup-'));
  process.env.CC_CI_CACHE = join(folder, 'cache');
});
afterEach(() => {
  if (cacheBefore === undefined) delete process.env.CC_CI_CACHE;
  else process.env.CC_CI_CACHE = cacheBefore;
  rmSync(folder, { recursive: true });
});

test('the cache folder is the one that was asked for, and is not made by asking', () => {
  expect(cacheFolder('tools')).toBe(join(folder, 'cache', 'tools'));
  expect(existsSync(cacheFolder())).toBe(false);
});

test.each([
  ['1.26.8', '1.26.2', false],
  ['1.26.2', '1.26.2', false],
  ['1.26', '1.26.2', true],
  ['1.19.8', '1.26.0', true],
  ['2.0.0', '1.26.4', false],
  ['1.26rc1', '1.26.0', false],
  ['', '1.25.0', true],
])('Go %s, where %s is needed: too old is %s', (have, wanted, expected) => {
  expect(isOlder(have, wanted)).toBe(expected);
});

test.each([
  [40, '0.0 s'],
  [9_949, '9.9 s'],
  [9_960, '10 s'],
  [59_400, '59 s'],
  [125_000, '2 min 05 s'],
])('%d ms are said as %s', (ms, words) => {
  expect(duration(ms)).toBe(words);
});

test('a quick step is one line, with nothing that moves, where there is no terminal', async () => {
  const said: string[] = [];
  const progress = progressOn({ write: (text: string) => said.push(text) });
  expect(await progress.step('Do it', { why: 'because' }, async () => 7)).toBe(7);
  expect(said).toEqual(['✓ Do it (0.0 s)\n']);
});

test('a step that fails says so and keeps its error', async () => {
  const said: string[] = [];
  const progress = progressOn({ write: (text: string) => said.push(text) });
  const failing = progress.step('Do it', {}, () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(said).toEqual(['✗ Do it (0.0 s)\n']);
});

test('a failed program’s error has its code and the end of what it said', async () => {
  const script = 'console.error("first\\nlast"); process.exit(3)';
  const failing = run([process.execPath, '-e', script]);
  await expect(failing).rejects.toThrow(RunError);
  await expect(failing).rejects.toThrow(/exit 3\nfirst\nlast$/);
});

test('a program that runs out of time is ended and says that it did', async () => {
  const outcome = await outcomeOf([process.execPath, '-e', 'setInterval(() => {}, 1000)'], {
    timeoutMs: 300,
  });
  expect(outcome).toMatchObject({ timedOut: true, code: undefined, signal: 'SIGTERM' });
});

test('a program that is not there is an outcome, not an exception', async () => {
  const outcome = await outcomeOf([join(folder, 'nothing')]);
  expect(outcome.startError?.message).toMatch(/ENOENT/);
});

test('a lock lets one in at a time', async () => {
  const lock = join(folder, 'lock');
  let inside = 0;
  let most = 0;
  const visit = () =>
    withLock(lock, { timeoutMs: 10_000 }, async () => {
      inside += 1;
      most = Math.max(most, inside);
      await run([process.execPath, '-e', '0']);
      inside -= 1;
    });
  await Promise.all([visit(), visit(), visit()]);
  expect(most).toBe(1);
});

test('a lock whose holder is killed is free', async () => {
  const lock = join(folder, 'lock');
  const module = JSON.stringify(
    join(dirname(fileURLToPath(import.meta.url)), '../../../scripts/setup/lock.mjs'),
  );
  const hold = `import(${module}).then(({ withLock }) => withLock(${JSON.stringify(lock)}, { timeoutMs: 5000 },
    () => new Promise(() => { console.log('held'); setInterval(() => {}, 1000); })));`;
  const holder = spawn(process.execPath, ['-e', hold], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
  await expect(withLock(lock, { timeoutMs: 300 }, async () => 1)).rejects.toThrow(/still locked/);
  holder.kill('SIGKILL');
  expect(await withLock(lock, { timeoutMs: 5_000 }, async () => 2)).toBe(2);
});

test('the record of what was made loses nothing when several write it at once', async () => {
  await Promise.all(['a', 'b', 'c'].map((name) => noteMade('packages', [name])));
  await noteRemoved('packages', ['b']);
  expect([...readMade().packages].sort()).toEqual(['a', 'c']);
});

test('a process is known by its start as well: an older one of the same number is not alive', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await once(child, 'spawn');
  const known = identify(child.pid ?? 0);
  if (!known) throw new Error('the child is not in /proc');
  expect(isAlive({ ...known, startedAt: '1' })).toBe(false);
  await end({ ...known, startedAt: '1' });
  expect(isAlive(known)).toBe(true);
  await end(known);
  expect(isAlive(known)).toBe(false);
});

test('the hello recipe becomes a repository with two annotated releases that differ in the config and its version', async () => {
  const { setUpHello } = await import('../../../examples/recipes/hello/set-up.mjs');
  const made = setUpHello(join(folder, 'hello'), { nginx: '1.26.3' });
  const git = (...args: string[]) => execFileSync('git', ['-C', made.folder, ...args], { encoding: 'utf8' });
  expect([made.previous, made.newest]).toEqual(['0.1.0+1.26.3', '0.2.0+1.26.3']);
  for (const tag of [made.previous, made.newest]) expect(git('cat-file', '-t', tag).trim()).toBe('tag');
  expect(git('diff', '--name-only', made.previous, made.newest).trim().split('\n')).toEqual([
    'abra.sh',
    'compose.yml',
    'release/0.2.0+1.26.3',
    'site.conf.tmpl',
  ]);
  expect(git('show', `${made.newest}:compose.yml`)).toContain('cc-ci/hello-nginx:1.26.3');
  expect(() => setUpHello(made.folder)).toThrow(/is not empty/);
});
