/** How much of a commit is fetched and checked out: sparse, partial, submodules, LFS. Under a sub-path, as forges can live. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findCredential } from '../../support/credential-search/index.js';
import type { GitServer } from '../../support/git-server/index.js';
import { incompressible, lfsMissing, type OriginRepository } from '../../support/repos.js';
import { type CloneResult, expectExit, TOKEN, useForge } from './forge.js';

const lfsContent = incompressible(4000);
let parent: OriginRepository;
let lib = '';
let middle: OriginRepository;

const forge = useForge(
  (it) => {
    const app = it.repository('owner/app');
    app.commit({
      'top.txt': 'top\n',
      'a/one.txt': '1\n',
      'a/two.md': '2\n',
      'b/three.txt': '3\n',
      'big.dat': incompressible(60_000),
    });
    lib = it.repository('owner/lib').commit({ 'lib.txt': 'lib\n' });
    middle = it.repository('owner/middle');
    middle.commit({ 'middle.txt': 'm\n' });
    middle.submodule('nested', '../lib', lib);
    parent = it.repository('owner/parent');
    parent.commit({ 'parent.txt': 'p\n' });
    it.repository('owner/lfs').lfsFile('asset.bin', lfsContent);
  },
  { subPath: '/forge' },
);

const files = (clone: CloneResult, ...folder: string[]): string[] =>
  readdirSync(clone.at(...folder))
    .filter((name) => name !== '.git')
    .sort();

describe('sparse-checkout', () => {
  test('in cone mode checks out whole folders and the files at the top', async () => {
    const clone = expectExit(await forge.clone({ inputs: { 'sparse-checkout': 'a' } }), 0);
    expect(files(clone)).toEqual(['a', 'big.dat', 'top.txt']);
    expect(files(clone, 'a')).toEqual(['one.txt', 'two.md']);
    expect(clone.git('status', '--porcelain')).toBe('');
  });

  test('without cone mode takes patterns', async () => {
    const inputs = { 'sparse-checkout': '/a/*.md\n/b/', 'sparse-checkout-cone-mode': 'false' };
    const clone = expectExit(await forge.clone({ inputs }), 0);
    expect(files(clone)).toEqual(['a', 'b']);
    expect(files(clone, 'a')).toEqual(['two.md']);
    expect(clone.git('status', '--porcelain')).toBe('');
  });

  test('leaves the contents of what is not checked out on the server', async () => {
    const inputs = { 'sparse-checkout': '/a/', 'sparse-checkout-cone-mode': 'false' };
    expectExit(await forge.clone({ inputs }), 0);
    const fetched = forge.server.requests.reduce((sum, { bytesSent }) => sum + bytesSent, 0);
    expect(fetched).toBeLessThan(20_000);
  });

  test('grows and shrinks with the input in a workspace that is used again', async () => {
    const world = forge.world();
    const inputs = { 'sparse-checkout-cone-mode': 'false' };
    expectExit(await forge.clone({ world, inputs: { ...inputs, 'sparse-checkout': '/a/' } }), 0);
    const other = expectExit(
      await forge.clone({ world, inputs: { ...inputs, 'sparse-checkout': '/b/' } }),
      0,
    );
    expect(files(other)).toEqual(['b']);
    const whole = expectExit(await forge.clone({ world }), 0);
    expect(files(whole)).toEqual(['a', 'b', 'big.dat', 'top.txt']);
    expect(whole.git('status', '--porcelain')).toBe('');
  });

  test('takes a line that begins with a dash as a path', async () => {
    const clone = expectExit(await forge.clone({ inputs: { 'sparse-checkout': 'a\n--no-cone' } }), 0);
    expect(files(clone)).toEqual(['a', 'big.dat', 'top.txt']);
  });
});

describe('filter', () => {
  test('files that come slowly during the checkout are not taken for a server that has fallen silent', async () => {
    forge.server.fault({ kind: 'slow', bytesPerSecond: 16_000, on: ['fetch'] });
    const inputs = { filter: 'blob:none', 'stall-seconds': '1' };
    const clone = expectExit(await forge.clone({ inputs }), 0);
    expect(clone.durationMs).toBeGreaterThan(3500);
    expect(clone.log).not.toContain('trying again');
    expect(clone.git('status', '--porcelain')).toBe('');
  });

  test('blob:none makes a partial clone whose work tree is complete', async () => {
    const clone = expectExit(await forge.clone({ inputs: { filter: 'blob:none', 'fetch-depth': '0' } }), 0);
    expect(files(clone)).toEqual(['a', 'b', 'big.dat', 'top.txt']);
    expect(clone.git('config', 'remote.origin.partialclonefilter')).toBe('blob:none');
    expect(clone.git('status', '--porcelain')).toBe('');
  });
});

const urlForms = {
  'relative to its parent': () => '../lib',
  'relative with .git': () => '../lib.git',
  'an address of this forge': (server: GitServer) => `${server.url}/owner/lib.git`,
  'scp-like': () => 'git@127.0.0.1:owner/lib.git',
  'ssh with a port': () => 'ssh://git@127.0.0.1:2222/owner/lib.git',
  'ssh without a port': () => 'ssh://git@127.0.0.1/owner/lib',
};

/** Gives owner/parent exactly these submodules. */
function withSubmodules(submodules: Readonly<Record<string, readonly [url: string, sha: string]>>): void {
  parent.ref('refs/heads/main', parent.git('rev-list', '--max-parents=0', 'main'));
  for (const [path, [url, sha]] of Object.entries(submodules)) parent.submodule(path, url, sha);
}

const cloneParent = (
  submodules: string,
  inputs: Readonly<Record<string, string>> = {},
): Promise<CloneResult> =>
  forge.clone({ job: { repository: 'owner/parent' }, inputs: { submodules, ...inputs } });

describe('submodules', () => {
  test.each(Object.entries(urlForms))(
    'whose URL is %s are checked out with the same credential',
    async (_form, url) => {
      withSubmodules({ lib: [url(forge.server), lib] });
      const clone = expectExit(await cloneParent('true'), 0);
      expect(readFileSync(clone.at('lib', 'lib.txt'), 'utf8')).toBe('lib\n');
      expect(clone.git('submodule', 'status')).toMatch(new RegExp(`^${lib} lib|^ ?${lib}`));
      expect(clone.git('status', '--porcelain')).toBe('');
    },
  );

  test('are left alone when nothing is said', async () => {
    withSubmodules({ lib: ['../lib', lib] });
    const clone = expectExit(await cloneParent('false'), 0);
    expect(files(clone, 'lib')).toEqual([]);
    expect(forge.server.requests.every(({ repository }) => repository === 'owner/parent')).toBe(true);
  });

  test('of submodules are checked out only with recursive', async () => {
    withSubmodules({ 'deps/middle': ['../middle', middle.sha()] });
    const flat = expectExit(await cloneParent('true'), 0);
    expect(files(flat, 'deps/middle')).toEqual(['.gitmodules', 'middle.txt', 'nested']);
    expect(files(flat, 'deps/middle/nested')).toEqual([]);
    const deep = expectExit(await cloneParent('recursive'), 0);
    expect(files(deep, 'deps/middle/nested')).toEqual(['lib.txt']);
  });

  test('are fetched as shallow as their parent', async () => {
    withSubmodules({ middle: ['../middle', middle.sha()] });
    const clone = expectExit(await cloneParent('true'), 0);
    expect(clone.git('-C', 'middle', 'rev-list', '--count', 'HEAD')).toBe('1');
  });

  test('on another server are fetched without the forge’s token', async () => {
    const stranger = await forge.otherServer({ subPath: '/forge' });
    withSubmodules({ lib: [`${stranger.url}/owner/lib`, lib] });
    const clone = expectExit(await cloneParent('true'), 0);
    expect(files(clone, 'lib')).toEqual(['lib.txt']);
    expect(stranger.requests.length).toBeGreaterThan(0);
    expect(stranger.requests.map(({ authorization }) => authorization).filter(Boolean)).toEqual([]);
  });

  test('outside the forge’s sub-path never see the token', async () => {
    withSubmodules({ lib: [`${forge.server.origin}/elsewhere/owner/lib`, lib] });
    const clone = await cloneParent('true', { 'fetch-tries': '1' });
    expect(clone.exitCode).not.toBe(0);
    const outside = forge.server.requests.filter(({ kind }) => kind === 'outside');
    expect(outside.length).toBeGreaterThan(0);
    expect(outside.map(({ authorization }) => authorization).filter(Boolean)).toEqual([]);
  });

  test('with a URL that runs a command are refused', async () => {
    const world = forge.world();
    withSubmodules({ lib: [`ext::sh -c touch% ${world.tmp}/ran`, lib] });
    const clone = await forge.clone({
      world,
      job: { repository: 'owner/parent' },
      inputs: { submodules: 'true' },
    });
    expect(clone.exitCode).not.toBe(0);
    expect(existsSync(`${world.tmp}/ran`)).toBe(false);
  });

  test('are tried again when their server hiccups', async () => {
    withSubmodules({ lib: ['../lib', lib] });
    // Two, because git submodule silently tries a failed clone a second time by itself.
    forge.server.fault({ kind: 'status', status: 503, times: 2, repository: 'owner/lib' });
    const clone = expectExit(await cloneParent('true'), 0);
    expect(clone.log).toMatch(/503.*\(try 1 of 3\)/);
    expect(files(clone, 'lib')).toEqual(['lib.txt']);
  });

  test('that are gone from the commit are gone from a workspace that is used again', async () => {
    const world = forge.world();
    const job = { repository: 'owner/parent' };
    withSubmodules({ lib: ['../lib', lib], second: ['../lib', lib] });
    expectExit(await forge.clone({ world, job, inputs: { submodules: 'true' } }), 0);
    withSubmodules({ second: ['../middle', middle.sha()] });
    const again = expectExit(await forge.clone({ world, job, inputs: { submodules: 'true' } }), 0);
    expect(files(again)).toEqual(['.gitmodules', 'parent.txt', 'second']);
    expect(files(again, 'second')).toEqual(['.gitmodules', 'middle.txt', 'nested']);
    expect(again.git('status', '--porcelain')).toBe('');
  });
});

describe.skipIf(lfsMissing())('LFS', () => {
  const pointer = /^version https:\/\/git-lfs/;
  const job = { repository: 'owner/lfs' };

  test('files are fetched with the credential of the clone when asked for', async () => {
    const clone = expectExit(await forge.clone({ job, inputs: { lfs: 'true' } }), 0);
    expect(readFileSync(clone.at('asset.bin')).equals(lfsContent)).toBe(true);
    const objects = forge.server.requests.filter(({ kind }) => kind === 'lfs-object');
    // git-lfs sends a credential only to who asks for it: 401 first.
    expect(objects.map(({ status }) => status)).toEqual([401, 200]);
    expect(clone.git('status', '--porcelain')).toBe('');
  });

  test('files stay pointers when not, whatever filters the user has configured', async () => {
    const clone = expectExit(await forge.clone({ job }), 0);
    expect(readFileSync(clone.at('asset.bin'), 'utf8')).toMatch(pointer);
    expect(forge.server.requests.some(({ kind }) => kind.startsWith('lfs'))).toBe(false);
  });

  test('is tried again when its server hiccups', async () => {
    forge.server.fault({ kind: 'status', status: 503, times: 1, on: ['lfs-batch'] });
    const clone = expectExit(await forge.clone({ job, inputs: { lfs: 'true' } }), 0);
    expect(readFileSync(clone.at('asset.bin')).equals(lfsContent)).toBe(true);
  });

  test('that come slowly are not taken for a server that has fallen silent', async () => {
    forge.server.fault({ kind: 'slow', bytesPerSecond: 1000, on: ['lfs-object'] });
    const clone = expectExit(await forge.clone({ job, inputs: { lfs: 'true', 'stall-seconds': '1' } }), 0);
    expect(clone.durationMs).toBeGreaterThan(3800);
    expect(readFileSync(clone.at('asset.bin')).equals(lfsContent)).toBe(true);
    expect(clone.log).not.toContain('trying again');
  });

  test('never write the credential into git-lfs’s own log of a failure', async () => {
    forge.server.fault({ kind: 'status', status: 500, on: ['lfs-batch'] });
    const clone = expectExit(await forge.clone({ job, inputs: { lfs: 'true', 'fetch-tries': '1' } }), 1);
    expect(existsSync(clone.at('.git/lfs/logs'))).toBe(true);
    expect(findCredential({ token: TOKEN, world: clone.world, step: clone })).toEqual([]);
  });

  test('redirected to another origin do not take the credential along', async () => {
    const stranger = await forge.otherServer({ subPath: '/forge', token: TOKEN });
    forge.server.fault({ kind: 'redirect', toOrigin: stranger.origin, on: ['lfs-batch', 'lfs-object'] });
    const clone = await forge.clone({ job, inputs: { lfs: 'true', 'fetch-tries': '1' } });
    expect(clone.exitCode).not.toBe(0);
    expect(stranger.requests.length).toBeGreaterThan(0);
    expect(stranger.requests.map(({ authorization }) => authorization).filter(Boolean)).toEqual([]);
  });

  test('objects that the server has lost end in a sentence, not in pointers', async () => {
    forge.server.fault({ kind: 'status', status: 404, on: ['lfs-batch', 'lfs-object'] });
    const clone = await forge.clone({ job, inputs: { lfs: 'true' } });
    expect(clone.exitCode).not.toBe(0);
    expect(clone.log).toMatch(/lfs/i);
  });
});

test('a server under a sub-path is only ever asked below it', async () => {
  expectExit(await forge.clone(), 0);
  expect(forge.server.requests.length).toBeGreaterThan(0);
  expect(forge.server.requests.every(({ path }) => path.startsWith('/forge/owner/app'))).toBe(true);
  expect(forge.server.requests[0]?.authorization).toBe(
    `Basic ${Buffer.from(`x-access-token:${TOKEN}`).toString('base64')}`,
  );
});

test('github-server-url names another forge than the job’s', async () => {
  const inputs = { 'github-server-url': `${forge.server.url}/` };
  const clone = expectExit(await forge.clone({ job: { serverUrl: 'http://127.0.0.1:9' }, inputs }), 0);
  expect(files(clone)).toEqual(['a', 'b', 'big.dat', 'top.txt']);
});
