/** Who owns a stack: leases in Swarm's own Raft store, so that what a killed run left can be told from what a live one uses. */

import type { Docker } from '../../docker/index.js';
import type { Reaped } from '../../report/results.js';

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

/** Before the first object of a stack is made. @throws UserError when the stack's name is too long for a config's (64). */
export async function takeLease(
  _docker: Docker,
  _stack: string,
  _options: LeaseOptions,
): Promise<Lease | TakenBy> {
  throw new Error('not yet');
}

/** Moves the expiry on by the lease's own ttl, if nobody touched the lease meanwhile. */
export async function renewLease(
  _docker: Docker,
  _lease: Lease,
  _options: { readonly signal?: AbortSignal } = {},
): Promise<Lease | LeaseLost> {
  throw new Error('not yet');
}

/** Last of all, when the stack is gone. A lease that is gone already, or somebody else's by now, is left alone. */
export async function releaseLease(
  _docker: Docker,
  _lease: Lease,
  _options: { readonly signal?: AbortSignal } = {},
): Promise<void> {
  throw new Error('not yet');
}

export type ReapOptions = {
  /** The wildcard domain that stacks of ours are named under: `ci.test`. */
  readonly zone: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly onNote?: (message: string) => void;
  readonly signal?: AbortSignal;
};

/** Removes what earlier runs left that could not clean up after themselves. Never a live run's stack. */
export async function reap(_docker: Docker, _options: ReapOptions): Promise<Reaped[]> {
  throw new Error('not yet');
}
