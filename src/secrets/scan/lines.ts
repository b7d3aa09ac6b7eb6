/** Line numbers of places in a text file: counted only where something was found. */

import { createReadStream } from 'node:fs';

/**
 * @param offsets in bytes, ascending.
 * @returns the lines, from 1, in the same order; undefined for a file that is no text (it has a NUL byte before the last place).
 */
export async function lineNumbers(
  path: string,
  offsets: readonly number[],
): Promise<readonly number[] | undefined> {
  const lines: number[] = [];
  let line = 1;
  let at = 0;
  const last = offsets.at(-1) ?? 0;
  for await (const piece of createReadStream(path, {
    end: last,
    highWaterMark: 1 << 20,
  }) as AsyncIterable<Buffer>) {
    if (piece.includes(0)) return undefined;
    for (const byte of piece) {
      while (lines.length < offsets.length && offsets[lines.length] === at) lines.push(line);
      if (byte === 10) line += 1;
      at += 1;
    }
  }
  return lines.length === offsets.length ? lines : undefined;
}
