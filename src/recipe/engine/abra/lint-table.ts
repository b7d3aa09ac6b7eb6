/**
 * The table that `recipe lint` draws, read strictly: what is not understood to its last line is not read at all, since a row that was
 * overlooked would be a rule that was met. Pure.
 */

import type { LintRow } from '../engine.js';

/** As observed on abra 0.13: REF, RULE, SEVERITY, SATISFIED (✅ or ❌), SKIPPED, and how to mend it. */
const COLUMNS = [/^ref$/i, /^rule$/i, /^severity$/i, /^satisfied$/i, /^skipped$/i, /^(resolve|how to fix)$/i];
const EDGE = /^[\s┏┓┗┛┣┫┳┻╋━┌┐└┘├┤┬┴┼─╭╮╰╯╔╗╚╝╠╣╦╩╬═+|-]+$/;
const WALL = /[┃│║|]/;
const LEVELS: Readonly<Record<string, LintRow['level']>> = {
  error: 'error',
  warn: 'warning',
  warning: 'warning',
};
/** Rules that abra has had for as long as it has had the table. */
const ALWAYS = ['R001', 'R008', 'R009', 'R011'];

/** @param lines without colours. @returns the rows, or what is not understood. */
export function readLintTable(
  lines: readonly string[],
): { readonly rows: readonly LintRow[] } | { readonly unread: string } {
  const drawn = lines.filter((line) => WALL.test(line) && !EDGE.test(line)).map(cellsOf);
  const start = drawn.findIndex(([first]) => COLUMNS[0]?.test(first ?? ''));
  if (start === -1) return { unread: 'there is no table with a column REF' };
  const header = drawn[start] ?? [];
  if (header.length !== COLUMNS.length || !COLUMNS.every((column, at) => column.test(header[at] ?? '')))
    return { unread: `its columns are ${header.join(', ')}` };
  const rows: LintRow[] = [];
  for (const cells of drawn.slice(start + 1)) {
    const row = rowOf(cells);
    if (row === undefined) return { unread: `the row ${cells.join(' | ')}` };
    if (rows.some(({ rule }) => rule === row.rule)) return { unread: `two rows for ${row.rule}` };
    rows.push(row);
  }
  const missing = ALWAYS.filter((rule) => !rows.some((row) => row.rule === rule));
  return missing.length === 0 ? { rows } : { unread: `there is no row for ${missing.join(', ')}` };
}

function cellsOf(line: string): readonly string[] {
  const [, ...cells] = line.split(WALL);
  return cells.slice(0, -1).map((cell) => cell.trim());
}

function rowOf(cells: readonly string[]): LintRow | undefined {
  const [rule = '', what = '', severity = '', satisfied = '', skipped = '', remedy = ''] = cells;
  const level = LEVELS[severity.toLowerCase()];
  const outcome = outcomeOf(satisfied, skipped);
  const isWhole = cells.length === COLUMNS.length && /^R\d{3}$/.test(rule) && what !== '';
  if (!isWhole || level === undefined || outcome === undefined) return undefined;
  return { rule, what, level, outcome, remedy };
}

/** A rule that is skipped has a dash for its outcome; one that isn't has a dash there. */
function outcomeOf(satisfied: string, skipped: string): LintRow['outcome'] | undefined {
  if (skipped === '✅') return satisfied === '✅' || satisfied === '-' ? 'skipped' : undefined;
  if (skipped !== '-' && skipped !== '') return undefined;
  if (satisfied === '✅') return 'met';
  return satisfied === '❌' ? 'broken' : undefined;
}
