import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownedFolder, sweepFolders } from '../../../src/recipe/sweep.js';

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
    await sweepFolders(['recipe'], root);
    expect([existsSync(mine), existsSync(gone)]).toEqual([true, false]);
  });

  it('of another kind, or of nobody, are left alone', async () => {
    const other = join(root, 'cc-ci-report-abc');
    const fresh = join(root, 'cc-ci-recipe-abc');
    for (const folder of [other, fresh]) mkdirSync(folder);
    await sweepFolders(['recipe'], root);
    expect([existsSync(other), existsSync(fresh)]).toEqual([true, true]);
  });

  it('cut off before they said whose they are, they go by their age', async () => {
    const old = join(root, 'cc-ci-recipe-abc');
    mkdirSync(old);
    const hourAgo = Date.now() / 1000 - 3600;
    utimesSync(old, hourAgo, hourAgo);
    await sweepFolders(['recipe'], root);
    expect(existsSync(old)).toBe(false);
  });

  it('that belong to another machine stay until nothing can run that long', async () => {
    const folder = await ownedFolder('recipe', root);
    const path = join(folder, '.cc-ci-owner');
    const owner = { ...JSON.parse(readFileSync(path, 'utf8')), bootId: 'another', machineId: 'another' };
    writeFileSync(path, JSON.stringify(owner));
    await sweepFolders(['recipe'], root);
    expect(existsSync(folder)).toBe(true);
    const twoDaysAgo = Date.now() / 1000 - 48 * 3600;
    utimesSync(folder, twoDaysAgo, twoDaysAgo);
    await sweepFolders(['recipe'], root);
    expect(existsSync(folder)).toBe(false);
  });

  it('a root that is not there is nothing to sweep', async () => {
    await expect(sweepFolders(['secret'], join(root, 'nowhere'))).resolves.toBeUndefined();
  });
});
