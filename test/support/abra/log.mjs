/** How abra talks: log lines on stderr, results on stdout, and one way to fail. */

/** Ends the command with `FATA message` and exit code 1: abra has no finer codes. */
export class Fatal extends Error {}

/** @param {string} message */
export const info = (message) => void process.stderr.write(`INFO ${message}\n`);

/** @param {string} message */
export const warn = (message) => void process.stderr.write(`WARN ${message}\n`);

/** @param {string} message */
export const fatal = (message) => void process.stderr.write(`FATA ${message}\n`);

/** @param {string} text */
export const print = (text) => void process.stdout.write(`${text}\n`);

/** @param {unknown} value printed as abra's `-m` does */
export const printJson = (value) => print(JSON.stringify(value));

/**
 * For commands that ask the terminal for its size before they draw a table.
 * @throws {Fatal} where stdout is none
 */
export function needTerminal() {
  if (!process.stdout.isTTY) throw new Fatal('inappropriate ioctl for device');
}

/**
 * For commands that run `docker exec -t`.
 * @throws {Fatal} where stdin is no terminal
 */
export function needInputTerminal() {
  if (!process.stdin.isTTY) throw new Fatal('the input device is not a TTY');
}

/**
 * A table in box-drawing characters, as abra draws them.
 * @param {readonly string[]} header
 * @param {readonly (readonly string[])[]} rows
 */
export function table(header, rows) {
  const widths = header.map((cell, column) =>
    Math.max(...[header, ...rows].map((row) => [...(row[column] ?? cell)].length)),
  );
  /** @param {readonly string[]} row */
  const line = (row) =>
    `┃${row.map((cell, column) => ` ${cell}${' '.repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length))} `).join('┃')}┃`;
  /** @param {string} left @param {string} middle @param {string} right */
  const rule = (left, middle, right) =>
    `${left}${widths.map((width) => '━'.repeat(width + 2)).join(middle)}${right}`;
  return [
    rule('┏', '┳', '┓'),
    line(header),
    rule('┣', '╋', '┫'),
    ...rows.map(line),
    rule('┗', '┻', '┛'),
  ].join('\n');
}
