// biome-ignore-all lint/suspicious/noControlCharactersInRegex: reading them is what this script is for
// `node scripts/picture.mjs --command 'npm run demo' [--title T] [--out docs/run.svg] < CAPTURED`: what a terminal showed, as an SVG.
// CAPTURED is what a program wrote to a terminal (`script -qc 'COMMAND' CAPTURED`), with its colours and its live line.

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * @typedef {{ bold: boolean, dim: boolean, color: string | undefined }} Look
 * @typedef {{ text: string, look: Look }} Cell
 */

/** @type {Look} */
const normal = { bold: false, dim: false, color: undefined };

/** @type {Record<string, string>} SGR parameter -> name */
const colors = { 31: 'red', 32: 'green', 33: 'yellow', 34: 'blue', 35: 'magenta', 36: 'cyan', 90: 'gray' };

/**
 * What is on the screen in the end. Knows what our reporters write: text, newline, carriage return, erase to the end of the
 * line, and colours; anything else is an error, so that a picture never shows what a terminal would not.
 * @param {string} captured
 * @returns {Cell[][]} rows of cells
 */
export function screenOf(captured) {
  /** @type {Cell[][]} */
  const rows = [[]];
  let column = 0;
  let look = normal;
  for (const [token] of captured.matchAll(/\u001b\[[0-?]*[ -/]*[@-~]|\u001b.?|[\s\S]/gu)) {
    const row = rows[rows.length - 1] ?? [];
    if (token === '\n') {
      rows.push([]);
      // A terminal's own line discipline writes \r\n; a pipe only \n. Both start the next line at its beginning.
      column = 0;
    } else if (token === '\r') column = 0;
    else if (token === '\u001b[K') row.length = Math.min(row.length, column);
    else if (/^\u001b\[[\d;]*m$/.test(token)) look = looked(look, token.slice(2, -1));
    else if (/^[\u0000-\u001f\u007f-\u009f]/.test(token))
      throw new Error(`the capture holds a control sequence that isn't understood: ${JSON.stringify(token)}`);
    else {
      while (row.length < column) row.push({ text: ' ', look: normal });
      row[column] = { text: token, look };
      column += 1;
    }
  }
  while (rows.length > 0 && rows[rows.length - 1]?.length === 0) rows.pop();
  return rows;
}

/**
 * @param {Look} look
 * @param {string} parameters
 * @returns {Look}
 */
function looked(look, parameters) {
  let next = look;
  for (const code of parameters.split(';')) next = lookAfter(next, code);
  return next;
}

/**
 * @param {Look} look
 * @param {string} code
 * @returns {Look}
 */
function lookAfter(look, code) {
  if (code === '' || code === '0') return normal;
  if (code === '1') return { ...look, bold: true };
  if (code === '2') return { ...look, dim: true };
  if (code === '22') return { ...look, bold: false, dim: false };
  if (code === '39') return { ...look, color: undefined };
  return { ...look, color: colors[code] ?? look.color };
}

/**
 * @param {string} captured
 * @returns {string} the screen as plain text, line ends trimmed
 */
export function textOf(captured) {
  return screenOf(captured)
    .map((row) =>
      row
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    )
    .join('\n');
}

const FONT = 14;
// What most monospaced fonts have; textLength below makes it so for the others.
const CELL = 8.4;
const LINE = 20;
const PAD = 20;
const BAR = 36;

/**
 * @param {Cell[][]} rows
 * @param {string} title
 */
export function svgOf(rows, title) {
  const columns = Math.max(60, ...rows.map((row) => row.length));
  const width = Math.ceil(columns * CELL + 2 * PAD);
  const height = BAR + rows.length * LINE + PAD;
  const lines = rows.flatMap((row, index) =>
    spansOf(row).map((span) => textElement(span, BAR + index * LINE + FONT)),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">
<style>
text { font: ${FONT}px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #d5dbe5; white-space: pre }
.bold { font-weight: 700; fill: #f2f5fa } .dim { fill: #8b95a7 }
.green { fill: #8fd18a } .red { fill: #f28b82 } .yellow { fill: #e8c872 } .blue { fill: #82aaff } .magenta { fill: #d6a4e8 } .cyan { fill: #7fd1d8 } .gray { fill: #8b95a7 }
.title { font-family: system-ui, sans-serif; font-size: 12px; fill: #8b95a7; text-anchor: middle }
</style>
<rect width="${width}" height="${height}" rx="10" fill="#1a1e27"/>
<circle cx="20" cy="18" r="5.5" fill="#f2776b"/><circle cx="38" cy="18" r="5.5" fill="#e8bd5a"/><circle cx="56" cy="18" r="5.5" fill="#7cc470"/>
<text class="title" x="${width / 2}" y="22">${escaped(title)}</text>
${lines.join('\n')}
</svg>
`;
}

/**
 * @param {Cell[]} row
 * @returns {{ text: string, column: number, look: Look }[]} stretches of one look, without the spaces around them
 */
function spansOf(row) {
  /** @type {{ text: string, column: number, look: Look }[]} */
  const spans = [];
  for (const [column, { text, look }] of row.entries()) {
    const last = spans[spans.length - 1];
    if (last !== undefined && isSame(last.look, look)) last.text += text;
    else spans.push({ text, column, look });
  }
  return spans
    .map(({ text, column, look }) => ({
      text: text.trim(),
      column: column + text.length - text.trimStart().length,
      look,
    }))
    .filter(({ text }) => text !== '');
}

/**
 * @param {Look} a
 * @param {Look} b
 */
function isSame(a, b) {
  return a.bold === b.bold && a.dim === b.dim && a.color === b.color;
}

/**
 * @param {{ text: string, column: number, look: Look }} span
 * @param {number} y
 */
function textElement({ text, column, look }, y) {
  const classes = [look.bold ? 'bold' : '', look.dim ? 'dim' : '', look.color ?? '']
    .filter((name) => name !== '')
    .join(' ');
  const length = ([...text].length * CELL).toFixed(1);
  const x = (PAD + column * CELL).toFixed(1);
  const attribute = classes === '' ? '' : ` class="${classes}"`;
  return `<text x="${x}" y="${y}" textLength="${length}" lengthAdjust="spacingAndGlyphs" xml:space="preserve"${attribute}>${escaped(text)}</text>`;
}

/** @param {string} text */
function escaped(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      command: { type: 'string' },
      title: { type: 'string', default: 'cc-ci' },
      out: { type: 'string', default: 'docs/run.svg' },
    },
  });
  const prompt =
    values.command === undefined ? '' : `\u001b[32m$\u001b[39m \u001b[1m${values.command}\u001b[22m\n`;
  writeFileSync(values.out, svgOf(screenOf(prompt + readFileSync(0, 'utf8')), values.title));
}
