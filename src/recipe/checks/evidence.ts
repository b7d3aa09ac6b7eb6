/** What is kept of a page or an output for the report. Pure. */

const LINES = 20;
const LINE_CHARACTERS = 200;

/** @returns the first lines that aren't empty, each cut, without what a terminal or a log would act upon. */
export function firstLines(text: string): readonly string[] {
  // Far more than what is shown: a body may be one line of a megabyte.
  const lines = text
    .slice(0, 10 * LINES * LINE_CHARACTERS)
    .split(/\r?\n|\r/)
    .map((line) => line.replace(/\p{Cc}+/gu, ' ').trimEnd())
    .filter((line) => line !== '');
  const shown = lines.slice(0, LINES).map((line) => cut(line));
  return lines.length > LINES ? [...shown, '…'] : shown;
}

function cut(line: string): string {
  return line.length > LINE_CHARACTERS ? `${line.slice(0, LINE_CHARACTERS)} …` : line;
}
