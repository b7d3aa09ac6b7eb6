/** A lease that outlives its process: for an app that somebody wants to look at after the run. */

import type { Docker } from '../../docker/index.js';
import { findLease, swapLease } from './configs.js';
import type { Lease } from './index.js';

/**
 * Hands the stack over to nobody until `untilMs`; the first run after that removes it. Without a process in it a lease is judged
 * by its expiry alone.
 * @returns false when the lease isn't this process's any more.
 */
export async function keepLease(docker: Docker, lease: Lease, untilMs: number): Promise<boolean> {
  const stored = await findLease(docker, lease.configId, {});
  if (stored === undefined) return false;
  const process = { ...stored.record.process, bootId: '', pidStart: '' };
  const record = { ...stored.record, owner: `${stored.record.owner} (kept)`, process, expiresAt: untilMs };
  return (await swapLease(docker, lease, record, {})) !== undefined;
}
