/** Numbers out of the kernel's files: what is no sensible number is left out, with a sentence that says so. */

import type { System } from '../system.js';

/** Takes sentences about what should be readable and isn't. */
export type Note = (gap: string) => void;

/** Below this not even a shell starts: a limit that low is a mistake of whoever wrote it, or of a test. */
const LEAST_LIMIT = 1024 ** 2;
/** v1 says "none" with the largest page count there is: 9223372036854771712 with pages of 4 KiB, less with larger ones. */
const NO_LIMIT = 2 ** 60;

/** @returns the limit in bytes; undefined where none is set, there is no such file, or it makes no sense (then noted). */
export function readLimit(system: System, file: string, note: Note): number | undefined {
  const text = system.read(file)?.trim();
  if (text === undefined || text === 'max') return undefined;
  // v1 takes and, in old kernels, shows -1 for none.
  const value = text === '-1' ? NO_LIMIT : parseCount(text);
  if (value === undefined) {
    note(`${file} holds ${quoted(text)}, which is no number of bytes: read as no limit.`);
    return undefined;
  }
  if (value < LEAST_LIMIT) {
    note(`${file} holds ${value} bytes, with which nothing could run: read as no limit.`);
    return undefined;
  }
  return value >= NO_LIMIT ? undefined : value;
}

/** @returns a number that should be there; 0 and a note where it isn't. */
export function readCount(system: System, file: string, note: Note): number {
  const text = system.read(file)?.trim();
  const value = parseCount(text ?? '');
  if (value !== undefined) return value;
  note(
    text === undefined
      ? `${file} can't be read: taken as 0.`
      : `${file} holds ${quoted(text)}, which is no number: taken as 0.`,
  );
  return 0;
}

/** @returns the value of `key` in the text of a file of `key value` lines, such as memory.stat; undefined where it has none. */
export function countOf(text: string, key: string): number | undefined {
  return parseCount(lineAfter(text, `${key} `)?.trim() ?? '');
}

/**
 * @returns what follows `head` in the first line that begins with it. A search: this is asked in every job, where an expression
 * is compiled to be used once and a table of all the lines is filled for one of them.
 */
export function lineAfter(text: string, head: string): string | undefined {
  const at = `\n${text}`.indexOf(`\n${head}`);
  if (at < 0) return undefined;
  const end = text.indexOf('\n', at);
  return text.slice(at + head.length, end < 0 ? text.length : end);
}

/** @returns a whole number that isn't negative. Beyond 2^53 it is rounded, which no memory here ever meets. */
export function parseCount(text: string): number | undefined {
  if (text.length < 1 || text.length > 20) return undefined;
  for (let index = 0; index < text.length; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return undefined;
  }
  return Number(text);
}

/** Short, and on one line: it ends up in a log. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
