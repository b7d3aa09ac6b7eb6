/** Dumps that were cut short, and what the look at them says: judged by their words, and by the script in a real shell. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  INSPECT_SCRIPT,
  type Inspected,
  judgeTargets,
  readInspected,
  truncatedDump,
} from '../../../src/recipe/backup/dumps.js';
import type { Target } from '../../../src/recipe/backup/targets.js';

const PG = {
  head: '--\n-- PostgreSQL database dump\n--\n\n\\restrict x\n',
  end: '--\n-- PostgreSQL database dump complete\n--\n\n\\unrestrict x\n',
};
const PG_ALL = {
  head: '--\n-- PostgreSQL database cluster dump\n--\n',
  end: '--\n-- PostgreSQL database cluster dump complete\n--\n\n',
};
const MARIADB = {
  head: '/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump 10.19\n',
  end: '-- Dump completed on 2026-11-21 14:00:00\n',
};
const MYSQL = { head: '-- MySQL dump 10.13  Distrib 8.0\n--\n', end: '-- Dump completed\n' };
const SQLITE = {
  head: 'PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n',
  end: 'INSERT INTO a VALUES(1);\nCOMMIT;\n',
};

describe('a dump', () => {
  test.each([
    ['pg_dump', PG],
    ['pg_dumpall', PG_ALL],
    ['mysqldump', MARIADB],
    ['mysqldump', MYSQL],
    ['sqlite3 .dump', SQLITE],
  ])('of %s is whole with its last line, and truncated without it', (program, { head, end }) => {
    expect(truncatedDump({ head, tail: `COPY x;\n${end}` })).toBeUndefined();
    expect(truncatedDump({ head, tail: "INSERT INTO t VALUES (1, 'a" })).toBe(program);
    expect(truncatedDump({ head, tail: '' })).toBe(program);
  });

  test('of a cluster is not whole because one of its databases is', () => {
    expect(truncatedDump({ head: PG_ALL.head, tail: PG.end })).toBe('pg_dumpall');
  });

  test('a text that is no dump is none of our business', () => {
    for (const head of ['', 'hello', 'CREATE TABLE x ();', 'see: -- PostgreSQL database dump'])
      expect(truncatedDump({ head, tail: 'x' })).toBeUndefined();
  });
});

const target = (name: string, isNamed = true): Target => ({ at: `/volumes/${name}`, name, isNamed });
const file = (path: string, more: Partial<Inspected & { kind: 'file' }> = {}): Inspected => ({
  ...{
    kind: 'file',
    target: 0,
    path: `/volumes/${path}`,
    bytes: 5,
    archive: 'plain',
    head: 'hello',
    tail: 'hello',
  },
  ...more,
});

describe('what is to be backed up', () => {
  test.each<[string, Target, Inspected, boolean, string | undefined]>([
    [
      'a path of a label that isn’t there',
      target('db/a.sql'),
      { kind: 'missing', target: 0 },
      true,
      'db/a.sql, which a label names, is not there, after its pre-hooks have ended without an error',
    ],
    [
      'the same without hooks',
      target('db/a.sql'),
      { kind: 'missing', target: 0 },
      false,
      'db/a.sql, which a label names, is not there',
    ],
    [
      'an empty dump',
      target('db/a.sql'),
      file('db/a.sql', { bytes: 0, head: '', tail: '' }),
      true,
      'db/a.sql has 0 bytes, after its pre-hooks have ended without an error',
    ],
    ['an empty file that no hook made', target('db/.keep'), file('db/.keep', { bytes: 0 }), false, undefined],
    ['a file', target('db/a.sql'), file('db/a.sql'), true, undefined],
    [
      'a truncated dump',
      target('db/a.sql'),
      file('db/a.sql', { head: PG.head, bytes: 77 }),
      true,
      'db/a.sql is truncated: it begins as a dump of pg_dump and has no end (77 bytes)',
    ],
    [
      'a truncated dump in a whole volume',
      target('db', false),
      file('db/in/a.sql', { head: MYSQL.head }),
      true,
      'db/in/a.sql is truncated: it begins as a dump of mysqldump and has no end (5 bytes)',
    ],
    [
      'a broken archive',
      target('db/a.sql.gz'),
      file('db/a.sql.gz', { archive: 'broken' }),
      true,
      "db/a.sql.gz is truncated: gzip can't read it to its end (5 bytes)",
    ],
  ])('%s', (_, of, found, hasHooks, message) => {
    const finding = judgeTargets([of], [found], hasHooks);
    expect(finding?.message).toBe(message);
    if (message !== undefined) expect(finding).toMatchObject({ code: 'backup-empty', blame: 'recipe' });
  });
});

describe('the script that looks', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cc-ci-dumps-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const at = (name: string): string => join(folder, name);
  const look = (targets: readonly string[], dumps = '1'): readonly Inspected[] =>
    readInspected(
      execFileSync('sh', ['-c', INSPECT_SCRIPT, 'sh', ...targets], {
        encoding: 'utf8',
        env: { PATH: process.env.PATH, WITH_DUMPS: dumps },
      }),
    );

  test('tells missing paths, files and folders apart, whatever their names hold', () => {
    const odd = at('a b\t$(x) "ü"\'.sql');
    writeFileSync(odd, 'hello\n');
    mkdirSync(at('folder'));
    writeFileSync(at('empty'), '');
    expect(look([at('nowhere'), odd, at('folder'), at('empty')])).toEqual([
      { kind: 'missing', target: 0 },
      { kind: 'file', target: 1, path: odd, bytes: 6, archive: 'plain', head: 'hello\n', tail: 'hello\n' },
      { kind: 'file', target: 3, path: at('empty'), bytes: 0, archive: 'plain', head: '', tail: '' },
    ]);
  });

  test('reads the two ends of a large dump, also through gzip, and finds a broken archive', () => {
    const dump = `${PG.head}${'x'.repeat(100_000)}\n${PG.end}`;
    writeFileSync(at('plain.sql'), dump);
    writeFileSync(at('good.sql.gz'), gzipSync(dump));
    writeFileSync(at('cut.sql.gz'), gzipSync(dump).subarray(0, -20));
    const found = look([at('plain.sql'), at('good.sql.gz'), at('cut.sql.gz')]);
    expect(found).toMatchObject([{ archive: 'plain' }, { archive: 'whole' }, { archive: 'broken' }]);
    for (const each of found.slice(0, 2)) {
      expect(each).toMatchObject({
        head: expect.stringContaining(PG.head),
        tail: expect.stringContaining(PG.end),
      });
      expect(each.kind === 'file' && truncatedDump(each)).toBeUndefined();
    }
  });

  test('finds dumps in a folder only where hooks may have made them', () => {
    mkdirSync(at('v/in'), { recursive: true });
    writeFileSync(at('v/in/a.sql'), 'x');
    writeFileSync(at('v/b.txt'), 'x');
    expect(look([at('v')]).map((found) => found.kind === 'file' && found.path)).toEqual([at('v/in/a.sql')]);
    expect(look([at('v')], '')).toEqual([]);
  });
});
