/** The test server itself: a plain git gets what it asks for, and every switch does what it says. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type GitServer, startGitServer } from '../../support/git-server/index.js';
import {
  GIT_ENVIRONMENT,
  git,
  incompressible,
  lfsMissing,
  manyFiles,
  OriginRepository,
} from '../../support/repos.js';

const TOKEN = 'the-token';
let root: string;
let server: GitServer;
let app: OriginRepository;
let head: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'cc-ci-server-test-'));
  mkdirSync(join(root, 'repos'));
  app = OriginRepository.create(join(root, 'repos'), 'owner/app');
  head = app.commit({ ...manyFiles(3), 'big.dat': incompressible(100_000) });
  server = await startGitServer({ root: join(root, 'repos'), subPath: '/forge', token: TOKEN });
});
afterEach(() => server.reset());
afterAll(async () => {
  await server.stop();
  app.dispose();
  rmSync(root, { recursive: true, force: true });
});

interface GitResult {
  readonly ok: boolean;
  readonly stderr: string;
}

/** Runs a client asynchronously: the server lives in this process. */
function client(args: readonly string[], config: Readonly<Record<string, string>> = {}): Promise<GitResult> {
  const pairs = Object.entries(config).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  return new Promise((resolve) => {
    const options = { cwd: root, env: { ...GIT_ENVIRONMENT, HOME: root }, timeout: 20_000 };
    execFile('git', [...pairs, ...args], options, (error, _stdout, stderr) =>
      resolve({ ok: !error, stderr }),
    );
  });
}

let targets = 0;
function freshTarget(): string {
  targets += 1;
  return join(root, `target-${targets}`);
}

function basic(user: string, password: string): string {
  return `Authorization: Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
const withToken = { 'http.extraHeader': basic('x-access-token', TOKEN) };

async function clone(
  config: Readonly<Record<string, string>> = withToken,
): Promise<GitResult & { target: string }> {
  const target = freshTarget();
  return { ...(await client(['clone', '--quiet', `${server.url}/owner/app`, target], config)), target };
}

describe('the test server', () => {
  test('serves a plain git clone under a sub-path and notes every request', async () => {
    const { ok, target } = await clone();
    expect(ok).toBe(true);
    expect(git(target, ['rev-parse', 'HEAD'])).toBe(head);
    expect(server.requests.map(({ kind }) => kind)).toEqual(['refs', 'ls-refs', 'fetch']);
    expect(server.requests[0]).toMatchObject({
      method: 'GET',
      path: '/forge/owner/app/info/refs?service=git-upload-pack',
      repository: 'owner/app',
      protocol: 'version=2',
      authorization: basic('x-access-token', TOKEN).replace('Authorization: ', ''),
      status: 200,
    });
    expect(server.requests[2]?.bytesSent).toBeGreaterThan(100_000);
  });

  test('takes the token as password or as user name, and answers anything else with 401', async () => {
    expect((await clone({ 'http.extraHeader': basic(TOKEN, '') })).ok).toBe(true);
    expect((await clone({ 'http.extraHeader': basic('anybody', TOKEN) })).ok).toBe(true);
    server.reset();
    expect((await clone({ 'http.extraHeader': basic('x-access-token', 'wrong') })).ok).toBe(false);
    expect((await clone({})).ok).toBe(false);
    expect(new Set(server.requests.map(({ status }) => status))).toEqual(new Set([401]));
  });

  test('answers 404 outside its sub-path and for a repository that is not there', async () => {
    const outside = await client(['ls-remote', `${server.origin}/owner/app`], withToken);
    const missing = await client(['ls-remote', `${server.url}/owner/missing`], withToken);
    expect([outside.ok, missing.ok]).toEqual([false, false]);
    expect(server.requests.map(({ status }) => status)).toEqual([404, 404]);
    expect(server.requests.map(({ kind }) => kind)).toEqual(['outside', 'refs']);
  });

  test('takes a push', async () => {
    const { target } = await clone();
    git(target, ['commit', '--quiet', '--allow-empty', '--message', 'pushed']);
    const pushed = git(target, ['rev-parse', 'HEAD']);
    expect((await client(['-C', target, 'push', '--quiet', 'origin', 'HEAD:pushed'], withToken)).ok).toBe(
      true,
    );
    expect(app.sha('refs/heads/pushed')).toBe(pushed);
  });

  test.skipIf(lfsMissing())('serves LFS objects to a real git-lfs, and takes them', async () => {
    const content = incompressible(5000);
    const lfs = OriginRepository.create(join(root, 'repos'), 'owner/lfs');
    lfs.lfsFile('asset.bin', content);
    const target = freshTarget();
    const filter = {
      'filter.lfs.smudge': 'git-lfs smudge -- %f',
      'filter.lfs.clean': 'git-lfs clean -- %f',
      'filter.lfs.process': 'git-lfs filter-process',
      'filter.lfs.required': 'true',
    };
    const cloned = await client(['clone', '--quiet', `${server.url}/owner/lfs`, target], {
      ...withToken,
      ...filter,
    });
    expect(cloned).toMatchObject({ ok: true });
    expect(readFileSync(join(target, 'asset.bin')).equals(content)).toBe(true);
    expect(server.requests.map(({ kind }) => kind)).toEqual([
      'refs',
      'ls-refs',
      'fetch',
      'lfs-batch',
      'lfs-object',
    ]);

    const oid = createHash('sha256').update(content).digest('hex');
    rmSync(join(lfs.bare, 'lfs'), { recursive: true });
    const push = await client(['-C', target, 'lfs', 'push', '--object-id', 'origin', oid], {
      ...withToken,
      'lfs.locksverify': 'false',
    });
    expect(push).toMatchObject({ ok: true });
    expect(existsSync(join(lfs.bare, 'lfs/objects', oid.slice(0, 2), oid.slice(2, 4), oid))).toBe(true);
    lfs.dispose();
  });

  test.each([401, 403, 404, 429, 500, 503])('answers %i when told to', async (status) => {
    server.fault({ kind: 'status', status });
    expect((await clone()).ok).toBe(false);
    expect(server.requests.every((request) => request.status === status)).toBe(true);
  });

  test('recovers after as many spoilt requests as it was told', async () => {
    server.fault({ kind: 'status', status: 503, times: 2, on: ['refs'] });
    expect((await clone()).ok).toBe(false);
    expect((await clone()).ok).toBe(false);
    expect((await clone()).ok).toBe(true);
  });

  test('spoils only the repository it was told to', async () => {
    server.fault({ kind: 'status', status: 500, repository: 'owner/other' });
    expect((await clone()).ok).toBe(true);
  });

  test('stalls before the answer', async () => {
    server.fault({ kind: 'stall' });
    const impatient = { ...withToken, 'http.lowSpeedLimit': '1000', 'http.lowSpeedTime': '1' };
    expect((await clone(impatient)).stderr).toContain('Operation too slow');
    expect(server.requests[0]).toMatchObject({ status: 0, bytesSent: 0, fault: 'stall' });
  });

  test('stalls in the middle of the pack', async () => {
    server.fault({ kind: 'stall-in-body', afterBytes: 20_000, on: ['fetch'] });
    const impatient = { ...withToken, 'http.lowSpeedLimit': '1000', 'http.lowSpeedTime': '1' };
    expect((await clone(impatient)).ok).toBe(false);
    expect(server.requests.at(-1)).toMatchObject({ status: 200, bytesSent: 20_000 });
  });

  test('cuts the connection in the middle of the pack', async () => {
    server.fault({ kind: 'cut', afterBytes: 30_000, on: ['fetch'] });
    expect((await clone()).stderr).toMatch(/early EOF|unexpected disconnect|transfer closed/);
    expect(server.requests.at(-1)).toMatchObject({ status: 200, bytesSent: 30_000 });
  });

  test('sends no faster than it was told', async () => {
    server.fault({ kind: 'slow', bytesPerSecond: 200_000, on: ['fetch'] });
    const start = performance.now();
    expect((await clone()).ok).toBe(true);
    expect(performance.now() - start).toBeGreaterThan(400);
  });

  test('redirects to another origin', async () => {
    const other = await startGitServer({ root: join(root, 'repos'), subPath: '/forge' });
    server.fault({ kind: 'redirect', toOrigin: other.origin });
    expect((await clone()).ok).toBe(true);
    expect(server.requests.map(({ status }) => status)).toEqual([302]);
    expect(other.requests[0]?.path).toBe('/forge/owner/app/info/refs?service=git-upload-pack');
    await other.stop();
  });

  test('leaves no process behind when it stops in the middle of an answer', async () => {
    const other = await startGitServer({ root: join(root, 'repos') });
    other.fault({ kind: 'stall-in-body', afterBytes: 1000, on: ['fetch'] });
    const cloning = client(['clone', '--quiet', `${other.url}/owner/app`, freshTarget()]);
    await expect.poll(() => other.requests.at(-1)?.bytesSent, { timeout: 5000, interval: 20 }).toBe(1000);
    await other.stop();
    expect((await cloning).ok).toBe(false);
    expect(backendsOf(join(root, 'repos'))).toEqual([]);
  });
});

/** Processes whose environment says that they serve this root. */
function backendsOf(projectRoot: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8')
        .split('\0')
        .includes(`GIT_PROJECT_ROOT=${projectRoot}`);
    } catch {
      return false; // it ended while we looked
    }
  });
}
