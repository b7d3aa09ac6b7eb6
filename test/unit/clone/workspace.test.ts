import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { configure, inspect } from '../../../src/clone/workspace.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cc-ci-workspace-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each(['https://example.org/forge/o/r', 'http://[::1]:3000/o/r'])(
  'a clone of %s is known again',
  (url) => {
    mkdirSync(join(folder, '.git'));
    configure(folder, url);
    expect(inspect(folder, url)).toEqual({ kind: 'clone', last: undefined });
    expect(inspect(folder, `${url}2`)).toEqual({ kind: 'other', why: `it is a clone of ${url}` });
  },
);
