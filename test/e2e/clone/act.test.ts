/** Under act the workspace may be the user's own folder (--bind): what isn't ours there is never touched. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { git, type OriginRepository } from '../../support/repos.js';
import type { World } from '../../support/world.js';
import { expectExit, useForge } from './forge.js';

let app: OriginRepository;
const forge = useForge((made) => {
  app = made.repository('owner/app');
  app.commit({ 'file.txt': 'committed\n' });
});

const act = { ACT: 'true' };

/** The user's own clone, with work that is nowhere else. */
function ownFolder(world: World): string {
  const folder = world.workspace;
  git(folder, ['clone', '--quiet', join(forge.root, 'owner/app.git'), '.']);
  git(folder, ['remote', 'set-url', 'origin', `${forge.server.url}/owner/app`]);
  git(folder, ['branch', 'only-here']);
  writeFileSync(join(folder, 'file.txt'), 'changed\n');
  writeFileSync(join(folder, 'new.txt'), 'new\n');
  return folder;
}

function expectUntouched(folder: string): void {
  expect(readFileSync(join(folder, 'file.txt'), 'utf8')).toBe('changed\n');
  expect(readFileSync(join(folder, 'new.txt'), 'utf8')).toBe('new\n');
  expect(git(folder, ['branch', '--list', 'only-here'])).toContain('only-here');
}

test('the user’s own folder is taken as it is, with its changes', async () => {
  const world = forge.world();
  const folder = ownFolder(world);
  const clone = expectExit(await forge.clone({ world, env: act }), 0);
  expect(clone.log).toContain(
    'act has put the working tree of owner/app into the workspace; nothing to fetch',
  );
  expect(clone.outputs.sha).toBe(app.sha());
  expectUntouched(folder);
  expect(forge.server.requests).toEqual([]);
});

test('the user’s own folder is not made another ref’s', async () => {
  const world = forge.world();
  const folder = ownFolder(world);
  const clone = expectExit(await forge.clone({ world, env: act, inputs: { ref: 'main' } }), 2);
  expect(clone.log).toMatch(
    /is not empty, and under act it may be your own folder \(--bind\): nothing was touched/,
  );
  expectUntouched(folder);
});

test('a worktree, whose .git is a file, is taken as it is', async () => {
  const world = forge.world();
  git(world.root, ['clone', '--quiet', join(forge.root, 'owner/app.git'), 'elsewhere']);
  git(join(world.root, 'elsewhere'), ['worktree', 'add', '--quiet', '--detach', world.workspace]);
  writeFileSync(join(world.workspace, 'new.txt'), 'new\n');
  const clone = expectExit(await forge.clone({ world, env: act }), 0);
  expect(clone.outputs.sha).toBe(app.sha());
  expect(readdirSync(world.workspace)).toContain('new.txt');
});

test('a folder below it that holds anything is not emptied', async () => {
  const world = forge.world();
  mkdirSync(join(world.workspace, 'sub'));
  writeFileSync(join(world.workspace, 'sub', 'mine.txt'), 'mine\n');
  expectExit(await forge.clone({ world, env: act, inputs: { path: 'sub' } }), 2);
  expect(readdirSync(join(world.workspace, 'sub'))).toEqual(['mine.txt']);
});

test('an empty workspace is cloned into, and that clone is used again', async () => {
  const world = forge.world();
  expectExit(await forge.clone({ world, env: act }), 0);
  writeFileSync(join(world.workspace, 'left.txt'), '');
  const again = expectExit(await forge.clone({ world, env: act }), 0);
  expect(again.log).not.toContain('nothing to fetch');
  expect(readdirSync(world.workspace).sort()).toEqual(['.git', 'file.txt']);
});
