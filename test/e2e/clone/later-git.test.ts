/** `cc-ci git -- …`: git commands of later steps that talk to the forge, without a credential on disk. */
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCredential, needlesFor, sampleArgv } from '../../support/credential-search/index.js';
import { gitShim } from '../../support/git-shim.js';
import { incompressible, lfsMissing, type OriginRepository } from '../../support/repos.js';
import { runStep, type StepResult } from '../../support/step.js';
import { type CloneResult, expectExit, TOKEN, useForge } from './forge.js';

let app: OriginRepository;
const forge = useForge(
  (it) => {
    app = it.repository('owner/app');
    app.commit({ 'file.txt': '1\n' });
  },
  { subPath: '/forge' },
);

/** A clone with one commit on top. */
async function changedClone(): Promise<CloneResult> {
  const clone = expectExit(await forge.clone(), 0);
  clone.git('commit', '--quiet', '--allow-empty', '--message', 'by a later step');
  forge.server.reset();
  return clone;
}

/** Runs `cc-ci git -- ARGS` in the clone. */
function later(
  clone: CloneResult,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = { GITHUB_TOKEN: TOKEN },
): Promise<StepResult> {
  return runStep('cc-ci.js', {
    world: clone.world,
    job: { serverUrl: forge.server.url },
    cwd: clone.at(),
    args: ['git', '--', ...args],
    env,
  });
}

describe('cc-ci git', () => {
  test('pushes with the job’s token, which is nowhere afterwards', async () => {
    const clone = await changedClone();
    const sampler = await sampleArgv(needlesFor(TOKEN));
    const step = expectExit(await later(clone, ['push', '--quiet', 'origin', 'HEAD:refs/heads/pushed']), 0);
    const argv = await sampler.report();
    expect(app.sha('refs/heads/pushed')).toBe(clone.git('rev-parse', 'HEAD'));
    expect(findCredential({ token: TOKEN, world: clone.world, step, argv })).toEqual([]);
  });

  test('pushes the branch that is checked out when nothing else is said', async () => {
    const clone = await changedClone();
    expectExit(await later(clone, ['push']), 0);
    expect(app.sha('refs/heads/main')).toBe(clone.git('rev-parse', 'HEAD'));
  });

  test('fetches what is new', async () => {
    const clone = await changedClone();
    const sha = app.commit({ 'new.txt': 'n\n' }, { branch: 'new' });
    expectExit(await later(clone, ['fetch', 'origin', 'new']), 0);
    expect(clone.git('rev-parse', 'FETCH_HEAD')).toBe(sha);
  });

  test.skipIf(lfsMissing())(
    'brings LFS files, and a failure of git-lfs leaves no token in its log',
    async () => {
      const content = incompressible(1000);
      app.lfsFile('asset.bin', content);
      const clone = expectExit(await forge.clone(), 0);
      forge.server.fault({ kind: 'status', status: 500, on: ['lfs-batch'] });
      expect((await later(clone, ['lfs', 'pull', 'origin'])).exitCode).not.toBe(0);
      expect(existsSync(clone.at('.git/lfs/logs'))).toBe(true);
      forge.server.reset();
      const step = expectExit(await later(clone, ['lfs', 'pull', 'origin']), 0);
      expect(findCredential({ token: TOKEN, world: clone.world, step })).toEqual([]);
      expect(existsSync(clone.at('.git/lfs/objects'))).toBe(true);
    },
  );

  test('gives git’s own exit code', async () => {
    const clone = await changedClone();
    const failed = await later(clone, ['ls-remote', '--exit-code', 'origin', 'refs/heads/nowhere']);
    expect(failed.exitCode).toBe(2);
    expect((await later(clone, ['push', 'origin', 'nowhere'])).exitCode).toBe(1);
  });

  test.each([['commit'], ['checkout'], ['config'], ['gc'], ['-c'], ['nonsense']])(
    'refuses git %s, which needs no credential',
    async (subcommand) => {
      const clone = await changedClone();
      const shim = gitShim(clone.world);
      const step = expectExit(await later(clone, [subcommand], { GITHUB_TOKEN: TOKEN, PATH: shim.path }), 2);
      expect(step.log).toMatch(/push/);
      expect(shim.calls()).toEqual([]);
    },
  );

  test('without a token says which variables it looks at', async () => {
    const clone = await changedClone();
    const step = expectExit(await later(clone, ['push'], {}), 2);
    expect(step.log).toMatch(/GITHUB_TOKEN.*FORGEJO_TOKEN/);
  });

  test('outside a clone is refused', async () => {
    const clone = await changedClone();
    const options = { world: clone.world, cwd: clone.world.tmp, env: { GITHUB_TOKEN: TOKEN } };
    const step = await runStep('cc-ci.js', { ...options, args: ['git', '--', 'push'] });
    expectExit(step, 2);
  });

  test('never sends the token to a remote that is not the forge', async () => {
    const stranger = await forge.otherServer({ subPath: '/forge' });
    const clone = await changedClone();
    clone.git('remote', 'add', 'stranger', `${stranger.url}/owner/app`);
    await later(clone, ['fetch', 'stranger']);
    await later(clone, ['push', 'stranger', 'HEAD:refs/heads/elsewhere']);
    expect(stranger.requests.length).toBeGreaterThan(0);
    expect(stranger.requests.map(({ authorization }) => authorization).filter(Boolean)).toEqual([]);
  });

  test('runs no hook while the credential is there', async () => {
    const clone = await changedClone();
    const hook = clone.at('.git/hooks/pre-push');
    const seen = join(clone.world.tmp, 'seen');
    clone.git('init', '--quiet');
    writeFileSync(hook, `#!/bin/sh\nenv > ${seen}\n`);
    chmodSync(hook, 0o755);
    expectExit(await later(clone, ['push', 'origin', 'HEAD:refs/heads/hooked']), 0);
    expect(existsSync(seen)).toBe(false);
  });

  test('asks git for the remotes without the credential, and runs the command alone with it', async () => {
    const clone = await changedClone();
    const shim = gitShim(clone.world);
    expectExit(await later(clone, ['fetch', 'origin'], { GITHUB_TOKEN: TOKEN, PATH: shim.path }), 0);
    expect(shim.calls().map(({ args, hasCredential }) => [args[0], hasCredential])).toEqual([
      ['config', false],
      ['fetch', true],
    ]);
  });
});
