/** What an earlier job can leave in a workspace or a mirror, by chance or on purpose, and what the next clone makes of it. */
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git, type OriginRepository } from '../../support/repos.js';
import type { World } from '../../support/world.js';
import { type CloneResult, expectExit, useForge } from './forge.js';

let app: OriginRepository;
let lib: string;

const forge = useForge((it) => {
  app = it.repository('owner/app');
  app.commit({ 'file.txt': 'of the commit\n' });
  lib = it.repository('owner/lib').commit({ 'lib.txt': 'lib\n' });
  const parent = it.repository('owner/parent');
  parent.commit({ 'parent.txt': 'p\n' });
  parent.submodule('lib', '../lib.git', lib);
});

/** A program that notes the environment it is started with, for those who plant it; and the note. */
async function thief(world: World): Promise<{ readonly program: string; readonly loot: string }> {
  const loot = join(world.root, 'loot');
  const program = join(world.root, 'thief');
  await writeFile(program, `#!/bin/sh\nenv > '${loot}'\n`, { mode: 0o755 });
  return { program, loot };
}

const sh = (folder: string, line: string): Buffer => execFileSync('sh', ['-c', line], { cwd: folder });

describe('a workspace in which an earlier job left', () => {
  const traps = {
    'a file in place of the objects': 'rm -rf .git/objects; echo > .git/objects',
    'a configuration that is a link to itself': 'rm .git/config; ln -s config .git/config',
    'a configuration that is a pipe': 'rm .git/config; mkfifo .git/config',
    'an index that is a pipe': 'rm .git/index; mkfifo .git/index',
    'a HEAD that leads to a device':
      'rm -rf .git/refs/heads; ln -s /dev .git/refs/heads; echo "ref: refs/heads/zero" > .git/HEAD',
    'a changed file that git was told to skip':
      'git update-index --skip-worktree file.txt; echo bad > file.txt',
    'a changed file that git was told to take for unchanged':
      'git update-index --assume-unchanged file.txt; echo bad > file.txt',
    'a file whose name is no UTF-8': 'rm -rf .git; echo > "$(printf "bad\\\\351.py")"',
  };
  test.each(Object.entries(traps))('%s gets the commit and nothing else', async (_name, trap) => {
    const world = forge.world();
    expectExit(await forge.clone({ world }), 0);
    sh(world.workspace, trap);
    const again = expectExit(await forge.clone({ world, timeoutMs: 15_000 }), 0);
    expect(readFileSync(again.at('file.txt'), 'utf8')).toBe('of the commit\n');
    expect((await readdir(world.workspace, 'latin1')).sort()).toEqual(['.git', 'file.txt']);
    expect(again.git('status', '--porcelain', '--ignored')).toBe('');
  });
});

describe('the submodules of a workspace that is used again', () => {
  const again = (world: World, inputs: Readonly<Record<string, string>> = {}): Promise<CloneResult> =>
    forge.clone({ world, job: { repository: 'owner/parent' }, inputs: { submodules: 'true', ...inputs } });

  test('are checked out at the first try, and with clean: false nothing beside them is lost', async () => {
    const world = forge.world();
    const first = expectExit(await again(world), 0);
    await writeFile(first.at('mine.txt'), 'm\n');
    const second = expectExit(await again(world, { clean: 'false' }), 0);
    expect(second.log).not.toMatch(/trying again|emptying/);
    expect(second.git('submodule', 'status').trim()).toMatch(new RegExp(`^${lib} lib`));
    expect(existsSync(second.at('mine.txt'))).toBe(true);
  });

  test('are not fetched by the configuration of a repository that was planted in their place', async () => {
    const world = forge.world();
    const first = expectExit(await again(world), 0);
    const { program, loot } = await thief(world);
    rmSync(first.at('lib', '.git'));
    git(first.at('lib'), ['init', '--quiet']);
    git(first.at('lib'), ['commit', '--quiet', '--allow-empty', '--message', 'planted']);
    git(first.at('lib'), ['remote', 'add', 'origin', `ext::${program} x`]);
    git(first.at('lib'), ['config', 'protocol.ext.allow', 'always']);
    git(first.at('lib'), ['config', `url.ext::${program} .insteadOf`, forge.server.url]);
    const second = expectExit(await again(world), 0);
    expect(existsSync(loot)).toBe(false);
    expect(readFileSync(second.at('lib', 'lib.txt'), 'utf8')).toBe('lib\n');
  });
});

describe('a mirror', () => {
  const mirrored = async (mirror: string): Promise<CloneResult> =>
    expectExit(await forge.clone({ inputs: { 'mirror-dir': mirror } }), 0);
  const repositoryIn = (mirror: string): string => {
    const [host = ''] = readdirSync(mirror);
    return join(mirror, host, 'owner', 'app.git');
  };

  test('in which another job has planted a configuration runs nothing of it', async () => {
    const world = forge.world();
    const mirror = join(world.root, 'mirror');
    await mirrored(mirror);
    const { program, loot } = await thief(world);
    const elsewhere = join(world.root, 'elsewhere');
    mkdirSync(elsewhere);
    git(elsewhere, ['init', '--quiet', '--bare', '.']);
    appendFileSync(
      join(elsewhere, 'config'),
      `[protocol "ext"]\nallow = always\n[url "ext::${program} "]\ninsteadOf = ${forge.server.url}\n`,
    );
    await writeFile(join(repositoryIn(mirror), 'commondir'), `${elsewhere}\n`);
    expect((await mirrored(mirror)).log).not.toContain('mirror');
    expect(existsSync(loot)).toBe(false);
  });

  test('that another job has replaced by a link is not followed out of mirror-dir', async () => {
    const world = forge.world();
    const mirror = join(world.root, 'mirror');
    await mirrored(mirror);
    const victim = join(world.root, 'victim');
    mkdirSync(victim);
    await writeFile(join(victim, 'config'), 'precious');
    rmSync(repositoryIn(mirror), { recursive: true });
    symlinkSync(victim, repositoryIn(mirror));
    expect((await mirrored(mirror)).log).toContain('through a symbolic link');
    expect(readdirSync(victim)).toEqual(['config']);
    expect(readFileSync(join(victim, 'config'), 'utf8')).toBe('precious');
  });

  test('takes up a branch whose name begins with that of one that is gone', async () => {
    const mirror = join(forge.world().root, 'mirror');
    app.ref('refs/heads/topic');
    await mirrored(mirror);
    app.git('update-ref', '-d', 'refs/heads/topic');
    app.ref('refs/heads/topic/one');
    expect((await mirrored(mirror)).log).not.toContain('mirror');
  });

  test('that another job is writing to serves with what it has', async () => {
    const mirror = join(forge.world().root, 'mirror');
    await mirrored(mirror);
    app.commit({ 'new.txt': `${Math.random()}\n` });
    await writeFile(join(repositoryIn(mirror), 'refs', 'heads', 'main.lock'), '');
    const clone = await mirrored(mirror);
    expect(clone.log).not.toContain('mirror');
    expect(existsSync(clone.at('.git', 'objects', 'info', 'alternates'))).toBe(true);
  });

  test('is rid of what a job that was killed left in it an hour ago', async () => {
    const mirror = join(forge.world().root, 'mirror');
    await mirrored(mirror);
    const left = ['refs/heads/main.lock', 'config.lock', 'objects/pack/tmp_pack_x'];
    sh(repositoryIn(mirror), left.map((file) => `touch -d '61 minutes ago' ${file}`).join(' && '));
    const sha = app.commit({ 'new.txt': `${Math.random()}\n` });
    expect((await mirrored(mirror)).log).not.toContain('mirror');
    expect(git(repositoryIn(mirror), ['rev-parse', 'refs/heads/main'])).toBe(sha);
    for (const file of left) expect(existsSync(join(repositoryIn(mirror), file))).toBe(false);
  });
});
