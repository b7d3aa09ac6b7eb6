import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UserError } from '../../../src/lib/errors.js';
import { insideOf } from '../../../src/lib/paths.js';
import { formatBytes, formatDuration, formatMemory, parseDurationMs } from '../../../src/lib/units.js';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'cc-ci-paths-'));
  mkdirSync(join(root, 'in', 'deep'), { recursive: true });
  symlinkSync('/etc', join(root, 'in', 'out'));
  symlinkSync('deep', join(root, 'in', 'link'));
});
afterAll(() => rmSync(root, { recursive: true }));

test.each(['.', 'a', 'a/../b', 'deep/x', 'link/x', '..a', './..b/c'])('%s stays inside', (path) => {
  expect(insideOf(join(root, 'in'), path, 'input path')).toBe(join(root, 'in', path));
});

test.each(['..', '../x', 'a/../../x', '/etc', 'out', 'out/passwd', 'deep/../../in2'])(
  '%s leads out',
  (path) => {
    expect(() => insideOf(join(root, 'in'), path, 'input path')).toThrow(UserError);
    expect(() => insideOf(join(root, 'in'), path, 'input path')).toThrow(/input path: .* leads out of/);
  },
);

test.each([
  ['500ms', 500],
  ['20s', 20_000],
  ['1.5m', 90_000],
  ['2h', 7_200_000],
  ['10', undefined],
  ['10 minutes', undefined],
  ['-1s', undefined],
  ['', undefined],
])('the duration %j is %s ms', (text, ms) => {
  expect(parseDurationMs(text)).toBe(ms);
});

test.each([
  [340.4, '340 ms'],
  [999, '1 s'],
  [1440, '1.4 s'],
  [20_000, '20 s'],
  [59_999, '1 min 00 s'],
  [125_000, '2 min 05 s'],
  [3_780_000, '1 h 03 min'],
])('%s ms reads %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([
  [812, '812 B'],
  [3_400, '3.4 kB'],
  [1_200_000, '1.2 MB'],
  [2e15, '2000.0 TB'],
])('%s bytes read %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [33_554_432, '32 MiB'],
  [1.5 * 1024 ** 3, '1.5 GiB'],
  [0, '0 MiB'],
])('%s bytes of memory read %s', (bytes, text) => {
  expect(formatMemory(bytes)).toBe(text);
});
