// biome-ignore-all lint/suspicious/noControlCharactersInRegex: finding them is what this module is for
/** Text that others wrote (container logs, Docker's errors, labels) made harmless and made to fit. */

// CSI (colours, cursor), OSC/DCS/SOS/PM/APC strings (titles, links, clipboard), and the two-byte forms; 7-bit and 8-bit openings.
const ESCAPES =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c\r\n]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]/g;

// What is left of C0, DEL, C1, and what turns the reading direction or hides itself.
const CONTROLS =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

const LINE_ENDS = /\r\n|[\n\r\u000b\u000c\u0085\u2028\u2029]/;

/** A line of a log can be a whole picture in base64; a report is read by people. */
const MAX_LINE = 2_000;

/**
 * @returns `text` as one line that a terminal, a runner and a page can show: escape sequences are gone, line ends and tabs are
 * spaces, any other control character is written out (`\x07`).
 */
export function plain(text: string): string {
  return linesOf(text).join(' ').trim();
}

/** @returns the lines of `text`, each harmless as in `plain`, with nothing at the ends of lines and no empty line at the end. */
export function linesOf(text: string): string[] {
  const lines = text.replace(ESCAPES, '').split(LINE_ENDS).map(visible);
  while (lines.length > 0 && lines.at(-1) === '') lines.pop();
  return lines;
}

function visible(line: string): string {
  const shown = line
    .replaceAll('\t', '    ')
    .replace(CONTROLS, (character) => {
      const code = character.charCodeAt(0);
      return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
    })
    .trimEnd();
  if (shown.length <= MAX_LINE) return shown;
  return `${shown.slice(0, MAX_LINE)}… (${shown.length - MAX_LINE} more characters)`;
}

const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;
const NO_WIDTH = /\p{Mn}|\p{Me}|\p{Cf}/u;

/** @returns how many columns `text` takes on a terminal. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += widthOfCharacter(character);
  return width;
}

function widthOfCharacter(character: string): number {
  if (character < '\u0300') return 1;
  if (NO_WIDTH.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** @returns `text`, or as much of it as fits into `columns` with an ellipsis at the end. */
export function clip(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const character of text) {
    width += widthOfCharacter(character);
    if (width > columns - 1) break;
    kept += character;
  }
  return columns < 1 ? '' : `${kept.trimEnd()}…`;
}

/** @returns `text` as lines of at most `columns`, broken between words; a word that is longer keeps a line of its own. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter((entry) => entry !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > columns) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}

/** @returns `text` filled up with spaces to `columns`. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)));
}

/** The same, with the spaces in front. */
export function padLeft(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - widthOf(text))) + text;
}
