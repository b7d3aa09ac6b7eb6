/** The verdict as a table, for the log and for the step summary. Pure. */

import type { Row, Verdict } from './model.js';

/** Aligned columns, a line per row. */
export function logTable({ rows }: Verdict): string {
  const cells = rows.map((row) => [
    `${row.isGood ? '✓' : '✗'} ${row.subject}`,
    row.rule,
    row.results,
    row.why,
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(0, ...cells.map((line) => (line[column] ?? '').length)));
  return cells
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function summaryTable(verdict: Verdict): string {
  const mode = verdict.mode === undefined ? '' : ` (${verdict.mode})`;
  const rows = verdict.rows.map(
    (row) =>
      `| ${[row.isGood ? '✅' : '❌', bold(row), row.rule, row.results, row.why].map(cell).join(' | ')} |`,
  );
  return `### Verdict: ${verdict.isGood ? 'green' : 'red'}${mode}\n\n| | job | rule | result | why |\n|---|---|---|---|---|\n${rows.join('\n')}\n\n`;
}

/** The last line of the log, and what the output `reason` says. */
export function sentenceOf({ isGood, rows, mode }: Verdict): string {
  const bad = rows.filter((row) => !row.isGood);
  const path = mode === undefined ? '' : `, ${mode}`;
  if (isGood) return `verdict: green (${rows.length} of ${rows.length}${path})`;
  return `verdict: red (${bad.length} of ${rows.length}${path}): ${bad.map(({ subject }) => subject).join(', ')}`;
}

function bold({ subject, isGood }: Row): string {
  return isGood ? subject : `**${subject}**`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ').replaceAll('<', '&lt;');
}
