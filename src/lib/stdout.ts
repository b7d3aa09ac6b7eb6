/**
 * Standard output for what runs in every job. `process.stdout` loads node:net and node:stream when it is first touched: 4 ms
 * of a step that writes one line.
 */

import { writeSync } from 'node:fs';
import { hasCode } from './errors.js';

/** Writes all of `text` to standard output, after everything written before. */
export const writeOut = orderedWriter(
  (bytes) => writeSync(1, bytes),
  (bytes) => process.stdout.write(bytes),
);

/**
 * @param writeNow writes what it can and says how many bytes that was; throws EAGAIN where it would have to wait.
 * @param writeLater can wait; takes over for good once `writeNow` could not, so that the order stays.
 */
export function orderedWriter(
  writeNow: (bytes: Uint8Array) => number,
  writeLater: (bytes: Uint8Array) => void,
): (text: string) => void {
  let hasToWait = false;
  return (text) => {
    let rest = Buffer.from(text);
    try {
      while (!hasToWait && rest.length > 0) rest = rest.subarray(writeNow(rest));
    } catch (error) {
      // A full pipe that another of its users has made non-blocking.
      if (!hasCode(error, 'EAGAIN')) throw error;
      hasToWait = true;
    }
    if (rest.length > 0) writeLater(rest);
  };
}
