import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { persistCredential, removeCredential } from '../../../src/clone/persist.js';

let folder: string;
let config: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cc-ci-persist-'));
  mkdirSync(join(folder, '.git'));
  config = join(folder, '.git', 'config');
  writeFileSync(config, '[core]\n\tbare = false\n');
  persistCredential(folder, 'https://example.org/o/r', 'sekrit');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a persisted credential goes, and what a later step added stays', () => {
  writeFileSync(config, '[user]\n\tname = me\n', { flag: 'a' });
  expect(removeCredential(folder)).toBe(true);
  expect(readFileSync(config, 'utf8')).toBe('[core]\n\tbare = false\n[user]\n\tname = me\n');
  expect(removeCredential(folder)).toBe(false);
});

test('a persisted credential that was written by half goes, too', () => {
  const whole = readFileSync(config, 'utf8');
  writeFileSync(config, whole.slice(0, whole.indexOf('# cc-ci-action: end')));
  expect(removeCredential(folder)).toBe(true);
  expect(readFileSync(config, 'utf8')).toBe('[core]\n\tbare = false\n');
});
