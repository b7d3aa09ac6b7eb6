/** A workspace that was used before: what is kept, what goes, what never runs; and the local mirror of a persistent runner. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { git, incompressible, manyFiles, type OriginRepository } from '../../support/repos.js';
import type { World } from '../../support/world.js';
import { type CloneResult, expectExit, TOKEN, useForge } from './forge.js';

let app: OriginRepository;

const forge = useForge((it) => {
  app = it.repository('owner/app');
  app.commit({ ...manyFiles(20), 'big.dat': incompressible(200_000), '.gitignore': 'ignored/\n' });
  it.repository('owner/other').commit({ 'other.txt': 'o\n' });
});

const sent = (): number => forge.server.requests.reduce((sum, { bytesSent }) => sum + bytesSent, 0);

/** The folder holds exactly the commit: nothing missing, nothing changed, nothing left over, no lock. */
function expectPristine(clone: CloneResult, sha = app.sha()): void {
  expectExit(clone, 0);
  expect(clone.git('rev-parse', 'HEAD')).toBe(sha);
  expect(clone.git('status', '--porcelain', '--ignored')).toBe('');
  expect(clone.git('fsck', '--connectivity-only', '--no-dangling')).toBe('');
  const locks = readdirSync(clone.at('.git'), { recursive: true }).filter((name) =>
    String(name).endsWith('.lock'),
  );
  expect(locks).toEqual([]);
}

describe('a workspace that was used before', () => {
  let world: World;
  let first: CloneResult;
  beforeEach(async () => {
    world = forge.world();
    first = expectExit(await forge.clone({ world }), 0);
    forge.server.reset();
  });

  test('is moved on to the next commit, and only what is new is transferred', async () => {
    app.commit({ 'new.txt': `${Math.random()}\n` });
    expectPristine(await forge.clone({ world }));
    expect(sent()).toBeLessThan(50_000);
  });

  test('loses what an earlier job left: changed, untracked and ignored files, and clones inside', async () => {
    writeFileSync(first.at('dir0/file1.txt'), 'changed\n');
    rmSync(first.at('dir0/file2.txt'));
    mkdirSync(first.at('ignored/deep'), { recursive: true });
    writeFileSync(first.at('ignored/deep/cache'), '');
    mkdirSync(first.at('inner'));
    git(first.at('inner'), ['init', '--quiet']);
    symlinkSync('/etc', first.at('link'));
    expectPristine(await forge.clone({ world }));
    expect(existsSync('/etc/passwd')).toBe(true);
  });

  test('keeps untracked and ignored files with clean: false', async () => {
    mkdirSync(first.at('ignored'));
    writeFileSync(first.at('ignored/cache'), 'warm\n');
    writeFileSync(first.at('untracked.txt'), 'u\n');
    const again = expectExit(await forge.clone({ world, inputs: { clean: 'false' } }), 0);
    expect(readFileSync(again.at('ignored/cache'), 'utf8')).toBe('warm\n');
    expect(existsSync(again.at('untracked.txt'))).toBe(true);
  });

  test('on another branch is brought to the job’s, and the other way round', async () => {
    const side = app.commit({ 'side.txt': 's\n' }, { branch: 'side' });
    expectPristine(await forge.clone({ world, job: { ref: 'refs/heads/side', sha: side } }), side);
    expectPristine(await forge.clone({ world }));
  });

  test('survives a forced push', async () => {
    const before = app.sha();
    app.ref('refs/heads/main', app.git('commit-tree', '-m', 'rewritten', `${before}^{tree}`));
    const clone = await forge.clone({ world });
    app.ref('refs/heads/main', before);
    expectPristine(clone, clone.outputs.sha);
    expect(clone.outputs.sha).not.toBe(before);
  });

  test('becomes deeper, whole and shallow again as fetch-depth says', async () => {
    app.commit({ 'depth.txt': `${Math.random()}\n` });
    const whole = await forge.clone({ world, inputs: { 'fetch-depth': '0' } });
    expectPristine(whole);
    expect(whole.git('rev-list', '--count', 'HEAD')).toBe(app.git('rev-list', '--count', 'main'));
    const shallow = await forge.clone({ world });
    expectPristine(shallow);
    expect(shallow.git('rev-list', '--count', 'HEAD')).toBe('1');
  });

  test('of another repository is emptied first', async () => {
    const other = expectExit(await forge.clone({ world, inputs: { repository: 'owner/other' } }), 0);
    expect(readdirSync(other.at()).sort()).toEqual(['.git', 'other.txt']);
    expectPristine(await forge.clone({ world }));
  });

  const damages: Readonly<Record<string, (at: (...parts: string[]) => string) => void>> = {
    'an index.lock of a killed job': (at) => writeFileSync(at('.git/index.lock'), ''),
    'locks on refs, shallow and config': (at) => {
      for (const name of [
        'HEAD.lock',
        'shallow.lock',
        'config.lock',
        'packed-refs.lock',
        'refs/heads/main.lock',
      ]) {
        writeFileSync(at('.git', name), '');
      }
    },
    'an empty HEAD': (at) => writeFileSync(at('.git/HEAD'), ''),
    'no HEAD': (at) => rmSync(at('.git/HEAD')),
    'a truncated index': (at) => writeFileSync(at('.git/index'), 'DIRC'),
    'a config that is not one': (at) => writeFileSync(at('.git/config'), '[[[\u0000'),
    'no objects folder': (at) => rmSync(at('.git/objects'), { recursive: true }),
    'truncated objects': (at) => truncateObjects(at('.git/objects')),
    'objects that are empty, as after a power cut': (at) => truncateObjects(at('.git/objects'), 0),
    'packs without an index': (at) => {
      git(at(), ['repack', '-adq']);
      removePacks(at('.git/objects/pack'), '.idx');
    },
    'a branch that points at nothing': (at) =>
      writeFileSync(at('.git/refs/heads/main'), `${'1'.repeat(40)}\n`),
    'a .git that is a file': (at) => {
      rmSync(at('.git'), { recursive: true });
      writeFileSync(at('.git'), 'gitdir: /nowhere\n');
    },
    'no .git but files': (at) => rmSync(at('.git'), { recursive: true }),
    'a temporary pack of a killed fetch': (at) =>
      writeFileSync(at('.git/objects/pack/tmp_pack_killed'), incompressible(1000)),
  };

  test.each(Object.entries(damages))('that has %s heals', async (_name, damage) => {
    damage(first.at);
    expectPristine(await forge.clone({ world }));
  });

  test('with a half-fetched clone of a job that was cut off heals', async () => {
    const cutWorld = forge.world();
    forge.server.fault({ kind: 'cut', afterBytes: 50_000, on: ['fetch'] });
    expectExit(await forge.clone({ world: cutWorld, inputs: { 'fetch-tries': '1' } }), 1);
    forge.server.reset();
    expectPristine(await forge.clone({ world: cutWorld }));
  });

  test('runs nothing that an earlier job has planted in .git', async () => {
    const proof = join(world.tmp, 'planted-code-ran');
    const script = join(world.tmp, 'planted.sh');
    writeFileSync(script, `#!/bin/sh\necho "$0 $*" >> ${proof}\nenv >> ${proof}\nexit 0\n`);
    chmodSync(script, 0o755);
    plant(first.at('.git'), script);
    app.commit({ 'after-plant.txt': `${Math.random()}\n` });
    expectPristine(await forge.clone({ world }));
    expect(existsSync(proof) ? readFileSync(proof, 'utf8') : '').toBe('');
  });

  test('whose .git/config sends fetches elsewhere still asks the forge, and only it gets the token', async () => {
    const stranger = await forge.otherServer();
    git(first.at(), ['config', `url.${stranger.url}/.insteadOf`, `${forge.server.url}/`]);
    git(first.at(), ['config', 'http.proxy', stranger.url]);
    expectPristine(await forge.clone({ world }));
    expect(stranger.requests).toEqual([]);
  });

  test('whose .git borrows objects from elsewhere does not read them', async () => {
    const alternates = first.at('.git/objects/info/alternates');
    mkdirSync(first.at('.git/objects/info'), { recursive: true });
    writeFileSync(alternates, `${join(forge.root, 'owner/other.git/objects')}\n`);
    expectPristine(await forge.clone({ world }));
    expect(existsSync(alternates)).toBe(false);
  });

  test.each(['objects', 'index', 'refs', 'logs'])(
    'whose .git/%s is a link does not change what it leads to',
    async (name) => {
      const elsewhere = join(world.tmp, 'elsewhere');
      const isFolder = name !== 'index';
      if (isFolder) mkdirSync(join(elsewhere, 'info'), { recursive: true });
      const file = isFolder ? join(elsewhere, 'info/mine') : elsewhere;
      writeFileSync(file, 'keep\n');
      rmSync(first.at('.git', name), { recursive: true, force: true });
      symlinkSync(elsewhere, first.at('.git', name));
      expectPristine(await forge.clone({ world }));
      expect(readFileSync(file, 'utf8')).toBe('keep\n');
      if (isFolder) expect(readdirSync(elsewhere)).toEqual(['info']);
    },
  );

  test('whose .git is a link does not change what it leads to', async () => {
    const elsewhere = join(world.tmp, 'elsewhere');
    git(world.tmp, ['init', '--quiet', elsewhere]);
    writeFileSync(join(elsewhere, '.git/mine'), 'keep\n');
    rmSync(first.at('.git'), { recursive: true });
    symlinkSync(join(elsewhere, '.git'), first.at('.git'));
    expectPristine(await forge.clone({ world }));
    expect(readFileSync(join(elsewhere, '.git/mine'), 'utf8')).toBe('keep\n');
    expect(existsSync(join(elsewhere, '.git/HEAD'))).toBe(true);
  });
});

/** Cuts every pack and every loose object down to a part of its length. */
function truncateObjects(objects: string, part = 0.5): void {
  const paths = readdirSync(objects, { recursive: true }).map((name) => join(objects, String(name)));
  const cut = paths.filter((path) => /\.pack$|\/[0-9a-f]{2}\/[0-9a-f]{38}$/.test(path));
  expect(cut.length).toBeGreaterThan(0);
  for (const path of cut) {
    const content = readFileSync(path);
    chmodSync(path, 0o644);
    writeFileSync(path, content.subarray(0, content.length * part));
  }
}

function removePacks(folder: string, extension: string): void {
  for (const name of readdirSync(folder).filter((entry) => entry.endsWith(extension)))
    rmSync(join(folder, name));
}

/** Everything in a .git through which git would run a command. */
function plant(dotGit: string, script: string): void {
  mkdirSync(join(dotGit, 'hooks'), { recursive: true });
  const hooks = [
    'post-checkout',
    'reference-transaction',
    'post-index-change',
    'pre-auto-gc',
    'post-merge',
    'post-rewrite',
  ];
  for (const hook of hooks) {
    symlinkSync(script, join(dotGit, 'hooks', hook));
  }
  const settings: Readonly<Record<string, string>> = {
    'core.fsmonitor': script,
    'core.sshCommand': script,
    'core.gitProxy': script,
    'core.askPass': script,
    'core.pager': script,
    'core.hooksPath': join(dotGit, 'hooks'),
    'credential.helper': script,
    'diff.external': script,
    'filter.planted.smudge': script,
    'filter.planted.clean': script,
    'uploadpack.packObjectsHook': script,
    'remote.origin.uploadpack': script,
    'gc.auto': '1',
  };
  for (const [key, value] of Object.entries(settings)) git(dotGit, ['config', key, value]);
  mkdirSync(join(dotGit, 'info'), { recursive: true });
  writeFileSync(join(dotGit, 'info/attributes'), '* filter=planted\n');
}

describe('mirror-dir', () => {
  const mirrored = (
    world: World,
    mirror: string,
    inputs: Readonly<Record<string, string>> = {},
  ): Promise<CloneResult> => forge.clone({ world, inputs: { 'mirror-dir': mirror, ...inputs } });

  test('makes the second clone transfer nearly nothing, for another workspace too', async () => {
    const mirror = join(forge.world().root, 'mirror');
    expectPristine(await mirrored(forge.world(), mirror));
    expect(sent()).toBeGreaterThan(200_000);
    forge.server.reset();
    expectPristine(await mirrored(forge.world(), mirror));
    expect(sent()).toBeLessThan(5_000);
  });

  test('fetches what is new since', async () => {
    const mirror = join(forge.world().root, 'mirror');
    expectPristine(await mirrored(forge.world(), mirror));
    app.commit({ 'mirror.txt': `${Math.random()}\n` });
    forge.server.reset();
    expectPristine(await mirrored(forge.world(), mirror));
    expect(sent()).toBeLessThan(50_000);
  });

  test('that is broken is only a warning', async () => {
    const mirror = join(forge.world().root, 'mirror');
    expectPristine(await mirrored(forge.world(), mirror));
    truncateObjects(mirror);
    const clone = await mirrored(forge.world(), mirror);
    expectPristine(clone);
    expect(clone.log).toMatch(/mirror/);
  });

  test('that can’t be made is only a warning', async () => {
    const world = forge.world();
    writeFileSync(join(world.root, 'file'), '');
    const clone = await mirrored(world, join(world.root, 'file', 'mirror'));
    expectPristine(clone);
    expect(clone.log).toMatch(/warning.*mirror/is);
  });

  test('that went away since does not break a workspace that is used again', async () => {
    const mirror = join(forge.world().root, 'mirror');
    expectPristine(await mirrored(forge.world(), mirror));
    const world = forge.world();
    expectPristine(await mirrored(world, mirror));
    rmSync(mirror, { recursive: true });
    expectPristine(await forge.clone({ world }));
  });

  test('holds no credential', async () => {
    const world = forge.world();
    const mirror = join(world.tmp, 'mirror');
    expectPristine(await mirrored(world, mirror));
    const texts = readdirSync(mirror, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.some((text) => text.includes(TOKEN) || /authorization/i.test(text))).toBe(false);
  });
});
