/** Words on a page for a terminal: colours where there are any, columns, lines that end before the edge. */

import pc from 'picocolors';

export type PageStyle = {
  readonly colors: ReturnType<typeof pc.createColors>;
  /** Where a line ends. */
  readonly columns: number;
  readonly marks: {
    readonly bad: string;
    readonly good: string;
    readonly note: string;
    readonly open: string;
  };
};

const MOST_COLUMNS = 100;
const LEAST_COLUMNS = 40;

/** The Linux console's own font has no check mark. */
const handsome = { bad: '✗', good: '✓', note: '›', open: '?' };
const ascii = { bad: 'x', good: '+', note: '>', open: '?' };

export function styleOf(
  env: NodeJS.ProcessEnv,
  out: { readonly isTTY?: boolean; readonly columns?: number },
): PageStyle {
  const isPlain = env.TERM === 'dumb' || env.TERM === 'linux';
  const hasColors = out.isTTY === true && env.TERM !== 'dumb' && (env.NO_COLOR ?? '') === '';
  return {
    colors: pc.createColors(hasColors),
    columns: Math.max(LEAST_COLUMNS, Math.min(out.columns ?? MOST_COLUMNS, MOST_COLUMNS)),
    marks: isPlain ? ascii : handsome,
  };
}

/** @returns the text in lines of at most `width`; a word that is longer stands alone, since a path has to be copied whole. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** @param right the columns whose cells are numbers. @returns rows whose cells stand beneath each other. */
export function aligned(rows: readonly (readonly string[])[], right: readonly number[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        right.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('   ')
      .trimEnd(),
  );
}

/** A process or a cgroup may have any name: nothing in it may move the cursor. */
export function harmless(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}]/gu, '?');
}
