import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runStep, type StepResult } from '../../support/step.js';
import { createWorld, disposeWorld, type World } from '../../support/world.js';

let world: World;
beforeEach(() => {
  world = createWorld();
});
afterEach(() => disposeWorld(world));

const root = (inputs: Record<string, string>, env: Record<string, string> = {}): Promise<StepResult> =>
  runStep('root.js', { world, inputs: { clone: 'false', ...inputs }, env });

test('without a clone it still puts cc-ci on PATH, where it starts by its name', async () => {
  const step = await root({});
  expect(step.exitCode).toBe(0);
  const ended = spawnSync('cc-ci', ['--version'], { env: step.laterEnv, encoding: 'utf8' });
  expect(ended.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('cc-ci starts in a later step that has no node on PATH', async () => {
  const step = await root({});
  const bin = join(world.root, 'bin');
  mkdirSync(bin);
  for (const tool of ['readlink', 'dirname']) symlinkSync(`/usr/bin/${tool}`, join(bin, tool));
  const env = { ...step.laterEnv, PATH: `${step.path[0]}:${bin}` };
  const ended = spawnSync('/bin/sh', ['-c', 'cc-ci --version'], { env, encoding: 'utf8' });
  expect(ended.stderr).toBe('');
  expect(ended.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('the outputs are DESIGN’s, all of them, from the first version on', async () => {
  const { outputs } = await root({}, { GITEA_ACTIONS: 'true', GITEA_ACTIONS_RUNNER_VERSION: 'v1.0.8' });
  expect(Object.keys(outputs).sort()).toEqual(['cache', 'forge', 'jobs', 'missing', 'mode']);
  expect(JSON.parse(outputs.forge ?? '')).toMatchObject({ product: 'gitea', runnerVersion: 'v1.0.8' });
  expect(JSON.parse(outputs.cache ?? '')).toEqual({ status: 'not in this version' });
});

describe('what a later version brings', () => {
  test('is said for the cache in every job', async () => {
    expect((await root({})).log).toContain('cache: not in this version');
  });

  test.each([
    ['tools', 'helm@3.16.4', 'tools'],
    ['prime', 'true', 'cache'],
  ])('is a warning where %s is given', async (name, value, part) => {
    const { log } = await root({ [name]: value });
    expect(log).toContain(`::warning::${part}: not in this version; ${name} has no effect yet`);
  });

  test('is strict already: a bad value fails today', async () => {
    const step = await root({ 'cache-backend': 'tape' });
    expect(step.exitCode).toBe(2);
    expect(step.log).toContain('input cache-backend: "tape" is not accepted: one of auto, directory');
  });
});

describe('secrets', () => {
  test('that are all there make the mode full, and are masked', async () => {
    const { log, outputs } = await root({ 'required-secrets': 'TOKEN=value-of-the-token' });
    expect(outputs).toMatchObject({ mode: 'full', missing: '', 'has-TOKEN': 'true' });
    expect(log).toContain('::add-mask::value-of-the-token');
    expect(log.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain('value-of-the-token');
  });

  test('that are missing make it offline, or fail the step where that is asked for', async () => {
    const offline = await root({ 'required-secrets': 'TOKEN=' });
    expect(offline.exitCode).toBe(0);
    expect(offline.outputs).toMatchObject({ mode: 'offline', missing: 'TOKEN' });
    const failed = await root({ 'required-secrets': 'TOKEN=', 'on-missing': 'fail' });
    expect(failed.exitCode).toBe(2);
    expect(failed.log).toContain('TOKEN');
  });

  test('that nobody asks for leave the mode full', async () => {
    expect((await root({})).outputs).toMatchObject({ mode: 'full', missing: '' });
  });
});

test('a post step without anything to take away says nothing', async () => {
  const post = await runStep('root-post.js', { world });
  expect(post.exitCode).toBe(0);
  expect(post.log).toBe('');
});
