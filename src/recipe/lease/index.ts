/** Who owns a stack: leases in Swarm's own Raft store, so that what a killed run left can be told from what a live one uses. */

import type { Docker } from '../../docker/index.js';
import { EnvironmentError } from '../../lib/errors.js';
import { ownProcess } from '../../lib/process-id.js';
import { createLease, deleteLease, findLease, type StoredLease, swapLease } from './configs.js';
import { leaseName, ownerInWords } from './record.js';

export { type ReapOptions, reap } from './reap.js';

/** A lease that this process holds. Renewing gives a new value; the old one is spent. */
export type Lease = {
  readonly kind: 'lease';
  readonly stack: string;
  readonly configId: string;
  /** Swarm's version of the config: what compare-and-swap compares. */
  readonly version: number;
  readonly owner: string;
  readonly ttlMs: number;
  readonly expiresAt: number;
};

export type TakenBy = {
  readonly kind: 'taken';
  /** Who has it, in words: `run 17 on ci-1 (process 4711) since 12:03:11 UTC`. */
  readonly by: string;
};

/** Somebody else has taken the lease over (it had expired), or removed it. */
export type LeaseLost = { readonly kind: 'lost'; readonly reason: string };

export type LeaseOptions = {
  /** Who asks, for people: the run's URL or `user@host`. */
  readonly owner: string;
  readonly ttlMs: number;
  readonly signal?: AbortSignal;
};

type Signal = { readonly signal?: AbortSignal };

/** Before the first object of a stack is made. @throws UserError when the stack's name is too long for a config's (64). */
export async function takeLease(
  docker: Docker,
  stack: string,
  options: LeaseOptions,
): Promise<Lease | TakenBy> {
  const name = leaseName(stack);
  const now = Date.now();
  const record = {
    stack,
    owner: options.owner,
    process: ownProcess(),
    createdAt: now,
    expiresAt: now + options.ttlMs,
  };
  const stored = await createLease(docker, record, signalOf(options));
  if (stored !== undefined) return leaseOf(stored, options.ttlMs);
  const other = await findLease(docker, name, signalOf(options));
  return {
    kind: 'taken',
    by: other === undefined ? `somebody who doesn't say (config ${name})` : ownerInWords(other.record),
  };
}

/** Moves the expiry on by the lease's own ttl, if nobody touched the lease meanwhile. */
export async function renewLease(
  docker: Docker,
  lease: Lease,
  options: Signal = {},
): Promise<Lease | LeaseLost> {
  const stored = await findLease(docker, lease.configId, options);
  if (stored === undefined) return { kind: 'lost', reason: `the lease of ${lease.stack} was removed` };
  const record = { ...stored.record, expiresAt: Date.now() + lease.ttlMs };
  const renewed =
    stored.version === lease.version ? await swapLease(docker, lease, record, options) : undefined;
  if (renewed !== undefined) return leaseOf(renewed, lease.ttlMs);
  const by = await findLease(docker, lease.configId, options);
  const who = by === undefined ? 'and removed' : `by ${ownerInWords(by.record)}`;
  return { kind: 'lost', reason: `the lease of ${lease.stack} was taken over ${who}` };
}

/** Last of all, when the stack is gone. A lease that is gone already, or somebody else's by now, is left alone. */
export async function releaseLease(docker: Docker, lease: Lease, options: Signal = {}): Promise<void> {
  const stored = await findLease(docker, lease.configId, options);
  if (stored === undefined) return;
  const isOurs = JSON.stringify(stored.record.process) === JSON.stringify(ownProcess());
  if (isOurs) await deleteLease(docker, lease.configId, options);
}

function leaseOf(stored: StoredLease | undefined, ttlMs: number): Lease {
  if (stored === undefined) throw new EnvironmentError('a lease vanished right after it was written');
  const { configId, version, record } = stored;
  const { stack, owner, expiresAt } = record;
  return { kind: 'lease', stack, configId, version, owner, ttlMs, expiresAt };
}

function signalOf(options: Signal): Signal {
  return options.signal === undefined ? {} : { signal: options.signal };
}
