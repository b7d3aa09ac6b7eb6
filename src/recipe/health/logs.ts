/** The end of a service's log, for the finding. */

import { type Docker, DockerApiError, demultiplex } from '../../docker/index.js';
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
      .output.split('\n')
      .map((line) => line.trimEnd())
      .filter((line) => line !== '')
      .slice(-LOG_LINES);
  } catch (error) {
    if (signal?.aborted === true) throw error;
    const why = error instanceof DockerApiError ? `HTTP ${error.status}: ${error.message}` : messageOf(error);
    return [`(its log can't be read: ${why})`];
  }
}
