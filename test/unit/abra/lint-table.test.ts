/** The table of `abra recipe lint`: read to its last line, or not at all. */
import { describe, expect, it } from 'vitest';
import { readLintTable } from '../../../src/recipe/engine/abra/lint-table.js';
import { table } from '../../support/abra/log.mjs';

const HEADER = ['REF', 'RULE', 'SEVERITY', 'SATISFIED', 'SKIPPED', 'RESOLVE'];
const ROWS = [
  ['R001', 'compose config has expected version', 'warn', '✅', '-', '✅'],
  ['R008', '.env.sample provided', 'error', '✅', '-', '✅'],
  ['R009', 'one service named "app"', 'error', '❌', '-', 'name a service "app"'],
  ['R010', 'traefik routing enabled', 'error', '-', '✅', '✅'],
  ['R011', 'all services have images', 'error', '✅', '-', '✅'],
];
const drawn = (rows = ROWS, header = HEADER): readonly string[] => table(header, rows).split('\n');
const changed = (at: number, column: number, cell: string): readonly string[] =>
  drawn(
    ROWS.map((row, index) =>
      index === at ? row.map((each, place) => (place === column ? cell : each)) : row,
    ),
  );

describe('the table', () => {
  it('is read row by row', () => {
    const read = readLintTable(drawn());
    expect(read).toMatchObject({
      rows: [
        { rule: 'R001', level: 'warning', outcome: 'met' },
        { rule: 'R008', level: 'error', outcome: 'met' },
        {
          rule: 'R009',
          what: 'one service named "app"',
          level: 'error',
          outcome: 'broken',
          remedy: 'name a service "app"',
        },
        { rule: 'R010', outcome: 'skipped' },
        { rule: 'R011', outcome: 'met' },
      ],
    });
  });

  it('is found between other lines, in other lines’ characters, with another last column', () => {
    const light = drawn(ROWS, [...HEADER.slice(0, 5), 'HOW TO FIX']).map((line) =>
      line.replaceAll('┃', '│').replaceAll('━', '─').replaceAll('╋', '┼'),
    );
    const read = readLintTable(['INFO linting', ...light, 'WARN critical errors present in hello config']);
    expect(read).toHaveProperty('rows.length', 5);
  });
});

describe('nothing is made of', () => {
  it.each([
    ['no table', ['INFO nothing to see'], 'there is no table with a column REF'],
    [
      'other columns',
      drawn(
        ROWS,
        HEADER.map((cell) => (cell === 'SATISFIED' ? 'OK' : cell)),
      ),
      'its columns are REF, RULE, SEVERITY, OK, SKIPPED, RESOLVE',
    ],
    ['an unknown severity', changed(1, 2, 'fatal'), 'the row R008 | .env.sample provided | fatal'],
    ['an unknown outcome', changed(1, 3, 'yes'), 'the row R008'],
    ['neither an outcome nor a skip', changed(1, 3, '-'), 'the row R008'],
    ['a rule that is skipped and broken', changed(3, 3, '❌'), 'the row R010'],
    ['a line that goes on in the next', changed(1, 0, ''), 'the row  | .env.sample provided'],
    ['two rows for a rule', changed(1, 0, 'R001'), 'two rows for R001'],
    ['a table that was cut off', drawn().slice(0, -3), 'there is no row for R011'],
    [
      'a row with more cells',
      drawn().map((line) => line.replace('named', 'na┃med')),
      'the row R009 | one service na | med',
    ],
  ])('%s', (_, lines, unread) => {
    const read = readLintTable(lines);
    expect('unread' in read && read.unread).toContain(unread);
  });
});
