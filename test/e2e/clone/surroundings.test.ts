/** The machine and the repository are not always as one would like: no git, an old one, odd files, another object format. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git, type OriginRepository } from '../../support/repos.js';
import { type CloneResult, expectExit, useForge } from './forge.js';

let parent: OriginRepository;
let lib: string;

const forge = useForge((it) => {
  it.repository('owner/app').commit({ 'file.txt': '1\n' });
  lib = it.repository('owner/lib').commit({ 'lib.txt': 'lib\n' });
  parent = it.repository('owner/parent');
  parent.commit({ 'parent.txt': 'p\n' });
});

describe('git', () => {
  test('that is not there is named, with what to do', async () => {
    const clone = expectExit(await forge.clone({ env: { PATH: '/nonexistent' } }), 1);
    expect(clone.log).toMatch(/::error::clone: there is no git on PATH here; .*apt-get install git/);
  });

  test('that is too old to take a credential from its environment is blamed, not the token', async () => {
    const world = forge.world();
    const folder = join(world.root, 'old');
    mkdirSync(folder);
    const realGit = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    // What git 2.30 does with GIT_CONFIG_COUNT: nothing.
    const script = `#!/bin/sh
unset GIT_CONFIG_COUNT
if [ "$1" = version ]; then echo git version 2.30.2; exit; fi
exec '${realGit}' "$@"
`;
    writeFileSync(join(folder, 'git'), script, { mode: 0o755 });
    const clone = expectExit(
      await forge.clone({ world, env: { PATH: `${folder}:${process.env.PATH ?? ''}` } }),
      2,
    );
    expect(clone.log).toContain('git version 2.30.2 is too old');
    expect(clone.log).not.toContain('does not accept the token');
  });
});

describe('.gitmodules', () => {
  /** Gives owner/parent these .gitmodules, and a submodule `lib` behind them where asked for. */
  function withGitmodules(text: string, hasLib = false): void {
    parent.ref('refs/heads/main', parent.git('rev-list', '--max-parents=0', 'main'));
    parent.commit({ '.gitmodules': text });
    if (hasLib) parent.submodule('lib', '../lib.git', lib);
  }
  const clone = (): Promise<CloneResult> =>
    forge.clone({ job: { repository: 'owner/parent' }, inputs: { submodules: 'true' } });

  test('that is empty means no submodules', async () => {
    withGitmodules('');
    expectExit(await clone(), 0);
  });

  test('that names submodules which the commit doesn’t have, or can’t have, is no failure', async () => {
    const entry = (path: string): string => `[submodule "${path}"]\n\tpath = ${path}\n\turl = ../lib.git\n`;
    withGitmodules(entry('gone') + entry('../out') + entry('parent.txt') + entry('.git'), true);
    const done = expectExit(await clone(), 0);
    expect(done.git('submodule', 'status').trim()).toMatch(new RegExp(`^${lib} lib`));
    expect(done.git('status', '--porcelain')).toBe('');
  });

  test('that is not valid is named', async () => {
    withGitmodules('[submodule "x\n');
    expect(expectExit(await clone(), 2).log).toMatch(/::error::.*\.gitmodules can't be read: .*line 1/);
  });
});

describe('a repository of the sha256 format', () => {
  test.each([
    ['the job’s commit', {}],
    ['a branch', { ref: 'main' }],
    ['another repository', { repository: 'owner/wide' }],
  ])('is cloned for %s', async (name, inputs) => {
    const bare = join(forge.root, 'owner', 'wide.git');
    mkdirSync(bare, { recursive: true });
    git(bare, ['init', '--quiet', '--bare', '--object-format=sha256', '--initial-branch=main', '.']);
    const sha = git(bare, ['commit-tree', '-m', 'wide', git(bare, ['mktree'])]);
    git(bare, ['update-ref', 'refs/heads/main', sha]);
    const job = name === 'another repository' ? {} : { repository: 'owner/wide' };
    const clone = expectExit(await forge.clone({ job, inputs }), 0);
    expect(clone.outputs.sha).toBe(sha);
    expect(clone.log).not.toContain('trying again');
  });
});

describe('paths and addresses that can’t be are the user’s to fix and named', () => {
  test('a path through a file', async () => {
    const world = forge.world();
    writeFileSync(join(world.workspace, 'file'), '');
    const clone = expectExit(await forge.clone({ world, inputs: { path: 'file/sub' } }), 2);
    expect(clone.log).toContain('::error::input path: "file/sub" leads through a file');
  });

  test('a path through a link to itself', async () => {
    const world = forge.world();
    symlinkSync('loop', join(world.workspace, 'loop'));
    const clone = expectExit(await forge.clone({ world, inputs: { path: 'loop' } }), 2);
    expect(clone.log).toContain('::error::input path: "loop" leads through a symbolic link');
  });

  test('a workspace that is not there', async () => {
    const clone = expectExit(await forge.clone({ env: { GITHUB_WORKSPACE: '/nonexistent/w' } }), 2);
    expect(clone.log).toContain('::error::GITHUB_WORKSPACE=/nonexistent/w is not there');
  });

  test('a forge’s address that is none', async () => {
    const clone = expectExit(await forge.clone({ job: { serverUrl: 'forge' } }), 2);
    expect(clone.log).toContain('::error::the forge\'s address "forge" is no http address');
  });
});
