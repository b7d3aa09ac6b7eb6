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

/** @returns a file of `key value` lines, such as memory.stat. Lines that are no such thing are left out. */
export function readPairs(system: System, file: string): ReadonlyMap<string, number> {
  const pairs = new Map<string, number>();
  for (const line of (system.read(file) ?? '').split('\n')) {
    const [key, text] = line.trim().split(/\s+/);
    const value = parseCount(text ?? '');
    if (key !== undefined && value !== undefined) pairs.set(key, value);
  }
  return pairs;
}

/** @returns a whole number that isn't negative. Beyond 2^53 it is rounded, which no memory here ever meets. */
export function parseCount(text: string): number | undefined {
  return /^\d{1,20}$/.test(text) ? Number(text) : undefined;
}

/** Short, and on one line: it ends up in a log. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
