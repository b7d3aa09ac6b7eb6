import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EnvironmentError } from '../../../src/lib/errors.js';
import { type Results, summaryMarkdown, writeResults } from '../../../src/report/index.js';
import { crashLoop, hostile, passed } from './runs.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cc-ci-report-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('results on disk', () => {
  test('are the two files that are named, and nothing else', async () => {
    const target = join(folder, 'made', 'for-it');
    expect(await writeResults(crashLoop, target)).toEqual([
      join(target, 'results.json'),
      join(target, 'summary.md'),
    ]);
    expect(readdirSync(target).sort()).toEqual(['results.json', 'summary.md']);
    expect(JSON.parse(readFileSync(join(target, 'results.json'), 'utf8'))).toEqual(crashLoop);
    expect(readFileSync(join(target, 'summary.md'), 'utf8')).toBe(summaryMarkdown(crashLoop));
  });

  test('replace those of an earlier run', async () => {
    await writeResults(crashLoop, folder);
    await writeResults(passed, folder);
    expect(JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8'))).toEqual(passed);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  test('keep every character of the evidence, and none that a terminal would act on', async () => {
    const [path = ''] = await writeResults(hostile, folder);
    const text = readFileSync(path, 'utf8');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the point
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(JSON.parse(text)).toEqual(hostile);
  });

  test('that do not fit the schema are refused before anything is written, with the place', async () => {
    const wrong = { ...passed, durationMs: -1 } as Results;
    await expect(writeResults(wrong, folder)).rejects.toThrow(/durationMs: .*-1/);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('that cannot be written say which folder, why, and what to change', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    const refused = await writeResults(passed, join(file, 'below')).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(EnvironmentError);
    expect(String(refused)).toContain(`can't be written into ${join(file, 'below')}: ENOTDIR`);
    expect(String(refused)).toContain('report-dir');
  });
});
