import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownedFolder, sweepFolders, withOwnedFolder } from '../../../src/lib/owned-folder.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sweep-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** A folder whose owner is a process that has ended. */
async function orphan(): Promise<string> {
  const folder = await ownedFolder('recipe', root);
  const path = join(folder, '.cc-ci-owner');
  const { pid } = spawnSync('true');
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), pid }));
  return folder;
}

describe('folders of runs', () => {
  it('go with the next run when their process is gone, and stay while it lives', async () => {
    const [mine, gone] = [await ownedFolder('recipe', root), await orphan()];
    await sweepFolders(['recipe'], { root });
    expect([existsSync(mine), existsSync(gone)]).toEqual([true, false]);
  });

  it('of another kind, or of nobody, are left alone', async () => {
    const other = join(root, 'cc-ci-report-abc123');
    const fresh = join(root, 'cc-ci-recipe-abc123');
    const longer = join(root, 'cc-ci-recipe-test-abc123');
    for (const folder of [other, fresh, longer]) mkdirSync(folder);
    const hourAgo = Date.now() / 1000 - 3600;
    for (const folder of [other, longer]) utimesSync(folder, hourAgo, hourAgo);
    await sweepFolders(['recipe'], { root });
    expect([other, fresh, longer].map((folder) => existsSync(folder))).toEqual([true, true, true]);
  });

  it('cut off before they said whose they are, they go by their age', async () => {
    const old = join(root, 'cc-ci-recipe-abc123');
    mkdirSync(old);
    const hourAgo = Date.now() / 1000 - 3600;
    utimesSync(old, hourAgo, hourAgo);
    await sweepFolders(['recipe'], { root });
    expect(existsSync(old)).toBe(false);
  });

  it('that belong to another machine stay until nothing can run that long', async () => {
    const folder = await ownedFolder('recipe', root);
    const path = join(folder, '.cc-ci-owner');
    const owner = { ...JSON.parse(readFileSync(path, 'utf8')), bootId: 'another', machineId: 'another' };
    writeFileSync(path, JSON.stringify(owner));
    await sweepFolders(['recipe'], { root });
    expect(existsSync(folder)).toBe(true);
    const twoDaysAgo = Date.now() / 1000 - 48 * 3600;
    utimesSync(folder, twoDaysAgo, twoDaysAgo);
    await sweepFolders(['recipe'], { root });
    expect(existsSync(folder)).toBe(false);
  });

  it('go at once when their work is done, and when it fails', async () => {
    const seen: string[] = [];
    const done = await withOwnedFolder('recipe', async (folder) => seen.push(folder), root);
    const failing = withOwnedFolder(
      'recipe',
      (folder) => {
        seen.push(folder);
        return Promise.reject(new Error('no'));
      },
      root,
    );
    await expect(failing).rejects.toThrow('no');
    expect({ done, left: seen.filter((folder) => existsSync(folder)) }).toEqual({ done: 1, left: [] });
    expect(seen).toHaveLength(2);
  });

  it('a root that is not there is nothing to sweep', async () => {
    await expect(sweepFolders(['secret'], { root: join(root, 'nowhere') })).resolves.toBeUndefined();
  });
});
