/** However a clone fails, its credential is nowhere afterwards, and no process of it is left. */
import { describe, expect, test } from 'vitest';
import { type CloneRun, expectExit, TOKEN, useForge } from '../../e2e/clone/forge.js';
import { findCredential, needlesFor, sampleArgv } from '../../support/credential-search/index.js';
import type { Fault } from '../../support/git-server/index.js';
import { incompressible, lfsMissing } from '../../support/repos.js';
import { processesOf } from '../../support/world.js';

const needles = needlesFor(TOKEN);
const forge = useForge((it) => {
  const lib = it.repository('owner/lib');
  lib.commit({ 'lib.txt': 'l\n' });
  const app = it.repository('owner/app');
  app.commit({ 'file.txt': '1\n', 'big.dat': incompressible(100_000) });
  app.submodule('lib', '../lib', lib.sha());
  app.lfsFile('asset.bin', incompressible(2000));
});

/** Runs a clone with every command line of the machine watched; it must fail (or not) as said, and keep its credential. */
async function expectClean(exitCode: number, run: CloneRun = {}): Promise<void> {
  const sampler = await sampleArgv(needles);
  const inputs = { 'fetch-tries': '2', 'stall-seconds': '1', ...run.inputs };
  const step = await forge.clone({ ...run, inputs });
  const argv = await sampler.report();
  expectExit(step, exitCode);
  expect(argv.samples).toBeGreaterThan(10);
  expect(findCredential({ token: TOKEN, world: step.world, step, argv })).toEqual([]);
  expect(processesOf(step.world)).toEqual([]);
}

const failures: Readonly<Record<string, readonly [exitCode: number, fault: Fault, tries?: string]>> = {
  'a 401': [2, { kind: 'status', status: 401 }],
  'a 401 in the middle of the protocol': [2, { kind: 'status', status: 401, on: ['fetch'] }],
  'a 403': [2, { kind: 'status', status: 403 }],
  'a 404': [2, { kind: 'status', status: 404 }],
  'a 429': [1, { kind: 'status', status: 429 }],
  'a 500': [1, { kind: 'status', status: 500 }],
  'a 503 in the middle of the protocol': [1, { kind: 'status', status: 503, on: ['fetch'] }],
  'a connection cut in mid-pack': [1, { kind: 'cut', afterBytes: 30_000, on: ['fetch'] }],
  'a server that never answers': [1, { kind: 'stall' }],
  'a server that falls silent in mid-pack': [
    1,
    { kind: 'stall-in-body', afterBytes: 30_000, on: ['fetch'] },
    '1',
  ],
  'a redirect': [2, { kind: 'redirect', toOrigin: 'http://127.0.0.1:9' }],
};

describe('the credential is nowhere', () => {
  test.each(Object.entries(failures))('after %s', async (_name, [exitCode, fault, tries = '2']) => {
    forge.server.fault(fault);
    await expectClean(exitCode, { inputs: { 'fetch-tries': tries } });
  });

  test('after a fetch that took too long', async () => {
    forge.server.fault({ kind: 'slow', bytesPerSecond: 10_000, on: ['fetch'] });
    await expectClean(1, { inputs: { 'fetch-timeout': '1s' } });
  });

  test('after a ref that is not there, an input that is misspelt, a path that climbs out', async () => {
    await expectClean(2, { inputs: { ref: 'nowhere' } });
    await expectClean(2, { inputs: { fetch_depth: '1' } });
    await expectClean(2, { inputs: { path: '..' } });
  });

  test('after a submodule whose server refuses', async () => {
    forge.server.fault({ kind: 'status', status: 403, repository: 'owner/lib' });
    await expectClean(2, { inputs: { submodules: 'true' } });
  });

  test.skipIf(lfsMissing())('after LFS files that can’t be had', async () => {
    forge.server.fault({ kind: 'status', status: 500, on: ['lfs-batch'] });
    await expectClean(1, { inputs: { lfs: 'true' } });
  });

  test('after success with everything that clones can do', async () => {
    const lfs = lfsMissing() === undefined ? { lfs: 'true' } : {};
    await expectClean(0, {
      inputs: { submodules: 'recursive', 'fetch-depth': '0', 'fetch-tags': 'true', ...lfs },
    });
  });

  test('after SIGTERM, which ends its git as well', async () => {
    forge.server.fault({ kind: 'stall-in-body', afterBytes: 30_000, on: ['fetch'] });
    const sampler = await sampleArgv(needles);
    const step = await forge.clone({
      onSpawn: (child) => {
        const timer = setInterval(() => {
          if (forge.server.requests.at(-1)?.bytesSent !== 30_000) return;
          clearInterval(timer);
          child.kill('SIGTERM');
        }, 5);
        child.once('exit', () => clearInterval(timer));
      },
    });
    const argv = await sampler.report();
    expect(step.exitCode).not.toBe(0);
    expect(findCredential({ token: TOKEN, world: step.world, step, argv })).toEqual([]);
    expect(processesOf(step.world)).toEqual([]);
  });
});
