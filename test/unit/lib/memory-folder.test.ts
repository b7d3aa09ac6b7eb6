/** Secrets in files: in memory or not at all, for their owner alone, and gone afterwards. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { backingOf, MEMORY, sweepMemoryFolders, withMemoryFolder } from '../../../src/lib/memory-folder.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(MEMORY, 'cc-ci-test-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const options = { name: 'key', why: 'key: the program reads it from a file only', otherwise: 'leave it out' };

describe('a folder', () => {
  test('is for its owner alone, and gone when the work is done', async () => {
    const seen = await withMemoryFolder({ ...options, root }, async (folder) => {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(basename(folder)).toMatch(/^cc-ci-key-\w{6}$/);
      return folder;
    });
    expect(existsSync(seen)).toBe(false);
  });

  test.each([
    ['on a disk', process.cwd(), 'not in memory'],
    ['nowhere', '/nowhere', 'not there'],
  ])('%s is refused, with what to do', async (_, folder, what) => {
    const before = existsSync(folder) ? readdirSync(folder) : [];
    await expect(
      withMemoryFolder({ ...options, root: folder }, () => Promise.resolve()),
    ).rejects.toMatchObject({
      name: 'UserError',
      message: `key: the program reads it from a file only, which must not be on a disk, and ${folder} is ${what}: mount a tmpfs there (docker run has one by default; --tmpfs ${folder}), or leave it out`,
    });
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual(before);
  });
});

test('the kernel says where the files of a folder are', async () => {
  const asked = [MEMORY, root, process.cwd(), '/nowhere'];
  expect(await Promise.all(asked.map(backingOf))).toEqual(['memory', 'memory', 'disk', 'absent']);
});

test('one of another container is taken for left after half an hour', async () => {
  const [young, old] = [join(root, 'cc-ci-key-abc123'), join(root, 'cc-ci-key-abc124')];
  for (const folder of [young, old]) mkdirSync(folder);
  const hourAgo = Date.now() / 1000 - 3600;
  utimesSync(old, hourAgo, hourAgo);
  await sweepMemoryFolders(['key'], root);
  expect(readdirSync(root)).toEqual(['cc-ci-key-abc123']);
});
