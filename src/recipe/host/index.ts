/** A Docker host that is short of disk, inodes or memory: named before a recipe is blamed for what it could not help. */

import type { Docker } from '../../docker/index.js';
import { anySignal, deadline } from '../../lib/abort.js';
import type { Finding } from '../../report/results.js';
import { measureRoom } from './room.js';
import { shortageOf } from './shortage.js';

export { type HostRoom, shortageOf } from './shortage.js';

/** Beyond this a verdict is worth more without the answer. */
const TIMEOUT_MS = 5_000;

/** @returns what the host is short of, with the numbers; undefined where nothing is short, or nothing can be learnt. */
export async function hostShortage(docker: Docker, signal?: AbortSignal): Promise<Finding | undefined> {
  const limited = anySignal(signal, deadline(TIMEOUT_MS, 'the Docker host did not say what it has left'));
  try {
    return shortageOf(await measureRoom(docker, limited));
  } catch (error) {
    if (signal?.aborted === true) throw error;
    return undefined; // A daemon that doesn't answer is found out by whoever asks next; the verdict stands without this.
  }
}

/** The same failure, with the host to blame for it: the finding itself becomes evidence. */
export function blamedOn(shortage: Finding, finding: Finding): Finding {
  return {
    ...shortage,
    ...(finding.service === undefined ? {} : { service: finding.service }),
    message: `${shortage.message}; on it: ${finding.message}`,
    evidence: [...shortage.evidence, ...finding.evidence],
  };
}
