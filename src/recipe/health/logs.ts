/** The end of a service's log, for the finding. */

import { type Docker, DockerApiError } from '../../docker/index.js';
import { anySignal, deadline } from '../../lib/abort.js';
import { messageOf } from '../../lib/errors.js';

export const LOG_LINES = 50;
/** A node that doesn't answer must not hold up the verdict. */
const LOG_TIMEOUT_MS = 5_000;

/** @returns the last lines that this task's container wrote, or one line that says why there are none. */
export async function logTail(
  docker: Docker,
  path: `/tasks/${string}` | `/services/${string}` | `/containers/${string}`,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const limited = anySignal(signal, deadline(LOG_TIMEOUT_MS, `no log within ${LOG_TIMEOUT_MS / 1000} s`));
  try {
    const query = { stdout: true, stderr: true, tail: LOG_LINES };
    const raw = await docker.bytes(`${path}/logs`, { query, signal: limited });
    return demultiplex(raw)
      .split('\n')
      .map((line) => line.trimEnd())
      .filter((line) => line !== '')
      .slice(-LOG_LINES);
  } catch (error) {
    if (signal?.aborted === true) throw error;
    const why = error instanceof DockerApiError ? `HTTP ${error.status}: ${error.message}` : messageOf(error);
    return [`(its log can't be read: ${why})`];
  }
}

const HEADER_BYTES = 8;

/**
 * Without a terminal, the Engine API frames its log: stream (0 to 2), three zero bytes, length (big endian), text. With one it
 * is plain text; both come under the same content type on engines before 23, so the frame itself has to tell.
 */
export function demultiplex(raw: Buffer): string {
  const parts: Buffer[] = [];
  let offset = 0;
  while (offset < raw.length) {
    const isFrame =
      raw.length - offset >= HEADER_BYTES && (raw[offset] ?? 3) <= 2 && raw.readUIntBE(offset + 1, 3) === 0;
    if (!isFrame) return raw.toString('utf8');
    const end = offset + HEADER_BYTES + raw.readUInt32BE(offset + 4);
    parts.push(raw.subarray(offset + HEADER_BYTES, end));
    offset = end;
  }
  return Buffer.concat(parts).toString('utf8');
}
