/** A run as a table of the step summary. */

import { formatDuration, formatMemory } from '../../lib/units.js';
import type { RunReport } from '../model.js';
import { causeInWords, endLines, peakOf } from './words.js';

/** @returns Markdown: one row a try, and what is to be done where it ended badly. */
export function summaryTable(report: RunReport): string {
  const { attempts, limit, lostMs } = report;
  const rows = attempts.map((attempt) => {
    const { bytes, atLeast } = peakOf(attempt);
    const { number, jobs, isSerialCodegen, cause, durationMs, measured } = attempt;
    return [
      String(number),
      `${jobs ?? '–'}${isSerialCodegen ? ' (least)' : ''}`,
      causeInWords(cause),
      `${atLeast ? 'over ' : ''}${formatMemory(bytes)}`,
      measured.largest === undefined || atLeast
        ? '–'
        : `${cell(measured.largest.name)} ${formatMemory(measured.largest.bytes)}`,
      formatDuration(durationMs),
    ];
  });
  const head = ['try', 'jobs', 'outcome', 'peak', 'largest process', 'time'];
  return [
    `### Memory: ${code(report.title)}`,
    '',
    row(head),
    row(head.map(() => '---')),
    ...rows.map(row),
    '',
    `Limit ${formatMemory(limit.bytes)} (${cell(limit.from)}); ${formatDuration(lostMs)} lost to earlier tries.`,
    ...endLines(report).map((line) => `\n${cell(line)}`),
    '',
    '',
  ].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** What others have named can look like Markdown. */
function cell(text: string): string {
  return text.replace(/[\\`*_[\]<>|]/g, '\\$&').replaceAll('\n', ' ');
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll('\n', ' ')}\``;
}
