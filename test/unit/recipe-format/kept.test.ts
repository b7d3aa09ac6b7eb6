/** What is kept with the results holds no secret. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findProgram } from '../../../scripts/setup/run.mjs';
import { cleanKept } from '../../../src/recipe/kept.js';
import { makeMask } from '../../../src/recipe/mask.js';

const SECRET = 'hunter2-ü-hunter2';
const mask = makeMask();
mask.add(SECRET);
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cc-ci-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, content: string | Buffer): void => writeFileSync(join(folder, name), content);
const get = (name: string): string => readFileSync(join(folder, name), 'utf8');

test('texts are masked in place, in every folder, whatever else they are encoded in', async () => {
  mkdirSync(join(folder, 'deep/er'), { recursive: true });
  put('deep/er/out.txt', `a ${SECRET} b ${Buffer.from(`user:${SECRET}`).toString('base64')}`);
  put('latin.txt', Buffer.concat([Buffer.from([0xe4, 0x20]), Buffer.from(SECRET)]));
  put('plain.txt', 'nothing');
  expect(await cleanKept(folder, mask)).toEqual([]);
  expect(get('deep/er/out.txt')).toMatch(/^a \*\*\* b \S*\*\*\*\S*$/);
  expect(readFileSync(join(folder, 'latin.txt'))).toEqual(Buffer.from('\u00e4 ***', 'latin1'));
  expect(get('plain.txt')).toBe('nothing');
});

test('what can’t be masked is not kept, and it is said why', async () => {
  put('bad.bin', Buffer.concat([Buffer.from([0, 1, 2]), Buffer.from(SECRET)]));
  put('good.bin', Buffer.from([0, 1, 2]));
  put('bad.gz', gzipSync(`x ${SECRET}`));
  put('good.gz', gzipSync('x'));
  put('broken.zip', 'PK no zip');
  symlinkSync('/etc/hostname', join(folder, 'link.xml'));
  expect((await cleanKept(folder, mask)).map((line) => line.slice(folder.length + 1)).sort()).toEqual([
    'bad.bin is not kept: it holds a secret',
    'bad.gz is not kept: it holds a secret',
    expect.stringMatching(/^broken\.zip is not kept: it can't be looked through for secrets: /),
    'link.xml is not kept: it is no file',
  ]);
  expect(readdirSync(folder).sort()).toEqual(['good.bin', 'good.gz']);
});

test('archives are looked into', async (context) => {
  if (findProgram('python3') === undefined) context.skip('Install python3, whose zipfile makes the archive');
  const make = (name: string, text: string): void => {
    put('member.txt', text.repeat(1000));
    execFileSync('python3', ['-m', 'zipfile', '-c', name, 'member.txt'], { cwd: folder });
  };
  make('bad.zip', `x ${SECRET}`);
  make('good.zip', 'x');
  expect(await cleanKept(folder, mask)).toEqual([`${folder}/bad.zip is not kept: it holds a secret`]);
  expect(existsSync(join(folder, 'good.zip'))).toBe(true);
});

test('without secrets every file stays as it is', async () => {
  put('broken.zip', 'PK no zip');
  expect(await cleanKept(folder, makeMask())).toEqual([]);
  expect(get('broken.zip')).toBe('PK no zip');
});
