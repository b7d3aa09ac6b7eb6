/** Which commit is checked out, under which name, with how much history. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { OriginRepository } from '../../support/repos.js';
import { type CloneResult, expectExit, useForge } from './forge.js';

const commits: string[] = [];
let pull = '';
let feature = '';
let other = '';

const forge = useForge((it) => {
  const app = it.repository('owner/app');
  for (const n of [1, 2, 3, 4])
    commits.push(app.commit({ 'file.txt': `${n}\n` }, { message: `commit ${n}` }));
  feature = app.commit({ 'feature.txt': 'f\n' }, { branch: 'feature/one' });
  pull = app.pullRequest(7, { 'pull.txt': 'p\n' });
  tags(app);
  other = it.repository('owner/other').commit({ 'other.txt': 'o\n' });
});

function tags(app: OriginRepository): void {
  app.tag('light', commits[1]);
  app.annotatedTag('v1.0.0', commits[2]);
  app.tag('feature/one-tag', commits[0]);
  // A branch and a tag of one name: a short name means the branch, as in actions/checkout.
  app.ref('refs/heads/both', commits[3]);
  app.ref('refs/tags/both', commits[0]);
}

const head = (clone: CloneResult): string => clone.git('rev-parse', 'HEAD');
const branch = (clone: CloneResult): string => clone.git('rev-parse', '--abbrev-ref', 'HEAD');
const count = (clone: CloneResult): string => clone.git('rev-list', '--count', 'HEAD');

async function checkedOut(ref: string): Promise<CloneResult> {
  return expectExit(await forge.clone({ inputs: { ref } }), 0);
}

describe('without inputs', () => {
  test('the job’s commit is checked out as a local branch that follows the server’s', async () => {
    const clone = expectExit(await forge.clone({ job: { sha: commits[2] ?? '' } }), 0);
    expect(head(clone)).toBe(commits[2]);
    expect(branch(clone)).toBe('main');
    expect(clone.git('status', '--porcelain', '--branch').split('\n')).toEqual(['## main...origin/main']);
    expect(readFileSync(clone.at('file.txt'), 'utf8')).toBe('3\n');
  });

  test('the outputs name the commit, the ref and the folder', async () => {
    const clone = expectExit(await forge.clone(), 0);
    expect(clone.outputs).toEqual({ sha: commits[3], ref: 'refs/heads/main', path: clone.world.workspace });
  });

  test('nothing is said to later steps: no variable, no path, no state', async () => {
    const clone = expectExit(await forge.clone({ inputs: { 'set-safe-directory': 'false' } }), 0);
    expect([clone.env, clone.path, clone.state]).toEqual([{}, [], {}]);
  });

  test.each([
    ['refs/heads/feature/one', () => feature, 'feature/one'],
    ['refs/tags/v1.0.0', () => commits[2], 'HEAD'],
    ['refs/tags/light', () => commits[1], 'HEAD'],
    ['refs/pull/7/head', () => pull, 'HEAD'],
  ])('a job for %s gets its commit, on a branch only where the ref is one', async (ref, sha, name) => {
    const clone = expectExit(await forge.clone({ job: { ref, sha: sha() ?? '' } }), 0);
    expect(head(clone)).toBe(sha());
    expect(branch(clone)).toBe(name);
    expect(clone.outputs).toMatchObject({ sha: sha(), ref });
  });

  test('an annotated tag keeps its message', async () => {
    const clone = expectExit(
      await forge.clone({ job: { ref: 'refs/tags/v1.0.0', sha: commits[2] ?? '' } }),
      0,
    );
    expect(clone.git('cat-file', '-t', 'refs/tags/v1.0.0')).toBe('tag');
    expect(clone.git('describe')).toBe('v1.0.0');
  });
});

describe('input ref', () => {
  test.each([
    ['main', () => commits[3], 'main'],
    ['feature/one', () => feature, 'feature/one'],
    ['refs/heads/feature/one', () => feature, 'feature/one'],
    ['v1.0.0', () => commits[2], 'HEAD'],
    ['light', () => commits[1], 'HEAD'],
    ['feature/one-tag', () => commits[0], 'HEAD'],
    ['both', () => commits[3], 'both'],
    ['refs/tags/both', () => commits[0], 'HEAD'],
    ['refs/pull/7/head', () => pull, 'HEAD'],
  ])('%s is found', async (ref, sha, name) => {
    const clone = await checkedOut(ref);
    expect(head(clone)).toBe(sha());
    expect(branch(clone)).toBe(name);
    expect(clone.outputs.sha).toBe(sha());
  });

  test('a full commit id is checked out detached', async () => {
    const clone = await checkedOut(commits[1] ?? '');
    expect([head(clone), branch(clone)]).toEqual([commits[1], 'HEAD']);
  });

  test('a ref that is not on the server is the user’s to fix and named, without a second try', async () => {
    const clone = expectExit(await forge.clone({ inputs: { ref: 'nowhere' } }), 2);
    expect(clone.log).toContain('nowhere');
    expect(clone.log).not.toContain('trying again');
  });

  test('a commit that is not on the server is the user’s to fix and named', async () => {
    const gone = 'deadbeef'.repeat(5);
    const clone = expectExit(await forge.clone({ inputs: { ref: gone } }), 2);
    expect(clone.log).toContain(gone);
    expect(clone.log).not.toContain('trying again');
  });

  test('a shortened commit id is refused with the reason', async () => {
    const clone = expectExit(await forge.clone({ inputs: { ref: commits[0]?.slice(0, 10) ?? '' } }), 2);
    expect(clone.log).toContain('40');
  });
});

describe('history', () => {
  test('is one commit deep when nothing is said', async () => {
    const clone = expectExit(await forge.clone(), 0);
    expect(count(clone)).toBe('1');
    expect(clone.git('rev-parse', '--is-shallow-repository')).toBe('true');
    expect(clone.git('tag')).toBe('');
  });

  test('is n commits deep with fetch-depth: n', async () => {
    expect(count(expectExit(await forge.clone({ inputs: { 'fetch-depth': '3' } }), 0))).toBe('3');
  });

  test('is complete with fetch-depth: 0, with all branches and tags', async () => {
    const clone = expectExit(await forge.clone({ inputs: { 'fetch-depth': '0' } }), 0);
    expect(count(clone)).toBe('4');
    expect(clone.git('rev-parse', '--is-shallow-repository')).toBe('false');
    expect(clone.git('branch', '--remotes', '--format=%(refname)').split('\n').sort()).toEqual([
      'refs/remotes/origin/both',
      'refs/remotes/origin/feature/one',
      'refs/remotes/origin/main',
    ]);
    expect(clone.git('tag').split('\n').sort()).toEqual(['both', 'feature/one-tag', 'light', 'v1.0.0']);
    expect(branch(clone)).toBe('main');
  });

  test('of a pull request is complete with fetch-depth: 0', async () => {
    const inputs = { 'fetch-depth': '0' };
    const clone = expectExit(await forge.clone({ job: { ref: 'refs/pull/7/head', sha: pull }, inputs }), 0);
    expect([head(clone), count(clone)]).toEqual([pull, '5']);
  });

  test('has all tags with fetch-tags, and stays shallow', async () => {
    const clone = expectExit(await forge.clone({ inputs: { 'fetch-tags': 'true' } }), 0);
    expect(clone.git('tag').split('\n').sort()).toEqual(['both', 'feature/one-tag', 'light', 'v1.0.0']);
    expect(count(clone)).toBe('1');
  });
});

describe('another repository', () => {
  test('is cloned at its default branch', async () => {
    const clone = expectExit(await forge.clone({ inputs: { repository: 'owner/other' } }), 0);
    expect([head(clone), branch(clone)]).toEqual([other, 'main']);
    expect(clone.outputs).toMatchObject({ sha: other, ref: 'refs/heads/main' });
  });

  test('lies beside the first one when both have a path', async () => {
    const world = forge.world();
    const first = expectExit(await forge.clone({ world, inputs: { path: 'app' } }), 0);
    const inputs = { repository: 'owner/other', path: 'deep/er/other' };
    const second = expectExit(await forge.clone({ world, inputs }), 0);
    expect(second.outputs.path).toBe(second.at());
    expect(existsSync(first.at('file.txt'))).toBe(true);
    expect(existsSync(second.at('other.txt'))).toBe(true);
    expect([head(first), head(second)]).toEqual([commits[3], other]);
  });

  test('below the workspace leaves the clone around it alone', async () => {
    const world = forge.world();
    const outer = expectExit(await forge.clone({ world }), 0);
    const inner = expectExit(
      await forge.clone({ world, inputs: { repository: 'owner/other', path: 'inner' } }),
      0,
    );
    expect([head(outer), head(inner)]).toEqual([commits[3], other]);
    expect(existsSync(outer.at('file.txt'))).toBe(true);
  });
});
