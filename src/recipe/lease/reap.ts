/** Removes what earlier runs left that could not clean up after themselves. Never a live run's stack, never anybody else's. */

import type { Docker } from '../../docker/index.js';
import { sleep } from '../../lib/abort.js';
import { lifeOf, type Machine, ownProcess, processesNaming, thisMachine } from '../../lib/process-id.js';
import { formatDuration } from '../../lib/units.js';
import type { Reaped, Residue } from '../../report/results.js';
import {
  type DockerObject,
  LEASE_PREFIX,
  listObjects,
  listResidue,
  OWN_LABEL,
  objectsOf,
  teardown,
} from '../teardown/index.js';
import { deleteLease, listLeases, type StoredLease, swapLease } from './configs.js';
import { type LeaseRecord, ownerInWords } from './record.js';

export type ReapOptions = {
  /** The wildcard domain that stacks of ours are named under: `ci.test`. */
  readonly zone: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly onNote?: (message: string) => void;
  readonly signal?: AbortSignal;
};

/** A reaper holds what it reaps as long as a removal may take; one that is killed itself is found dead by the next. */
const REAPER_TTL_MS = 5 * 60_000;
/** Without a lease an object may belong to a run whose lease somebody removed by hand: old enough, and it doesn't. */
const LEASELESS_MS = 2 * 60 * 60_000;
/** How long the orphans of a killed run may go on; `docker stack deploy` takes a second or two. */
const ORPHANS_MS = 30_000;
const LOOK_AGAIN_MS = 50;
/** A process that lives and has not renewed its lease for this long is stuck. */
const HUNG_MS = 2 * 60 * 60_000;
/** The clocks of nodes differ a little, and a volume's time is in whole seconds. */
const CLOCK_SLACK_MS = 5_000;

/** @returns what was removed, stack by stack. What could not be removed stays leased, and is noted. */
export async function reap(docker: Docker, options: ReapOptions): Promise<Reaped[]> {
  return [...(await reapLeased(docker, options)), ...(await reapLeaseless(docker, options))];
}

/** The stacks whose lease has run out, or whose owner is dead. */
export async function reapLeased(docker: Docker, options: ReapOptions): Promise<Reaped[]> {
  const reaped: Reaped[] = [];
  // What was leased last goes first: it may hold secrets of what was made before it.
  const leases = [...(await listLeases(docker, signalOf(options)))].sort(
    (one, other) => other.record.createdAt - one.record.createdAt,
  );
  for (const stored of leases) {
    const reason = whyReap(stored.record, thisMachine(), options.now);
    const outcome = reason === undefined ? undefined : await reapLease(docker, stored, reason, options);
    if (outcome !== undefined) reaped.push(outcome);
  }
  return reaped;
}

/** The stacks of ours that nobody ever had a lease of, as far as the Swarm knows. */
export async function reapLeaseless(docker: Docker, options: ReapOptions): Promise<Reaped[]> {
  const reaped: Reaped[] = [];
  for (const stack of await leaselessStacks(docker, options)) {
    const reason = `no lease, and nothing new for ${formatDuration(LEASELESS_MS)}`;
    const { removed } = await teardown(docker, stack, teardownOptions(options));
    if (removed.length > 0) reaped.push({ stack, reason, removed });
  }
  return reaped;
}

/** @returns why this lease's stack is nobody's any more; undefined while it may be somebody's. Pure but for /proc. */
export function whyReap(
  record: LeaseRecord,
  machine: Machine,
  now: number,
  start?: (pid: number) => string | undefined,
): string | undefined {
  const life = lifeOf(record.process, machine, start);
  if (life === 'dead') return `its run ended without cleaning up: ${ownerInWords(record)}`;
  // A machine that slept wakes with all its leases expired and its runs alive: they renew within moments.
  const graceMs = life === 'alive' ? HUNG_MS : 0;
  if (now <= record.expiresAt + graceMs) return undefined;
  const ago = formatDuration(now - record.expiresAt);
  return `its lease expired ${ago} ago: ${ownerInWords(record)}`;
}

/**
 * Takes the lease over first, by compare-and-swap: of two reapers one gets it, and a run that was only suspended finds its
 * lease lost when it renews.
 */
async function reapLease(
  docker: Docker,
  stored: StoredLease,
  reason: string,
  options: ReapOptions,
): Promise<Reaped | undefined> {
  const { stack, createdAt } = stored.record;
  const signal = signalOf(options);
  const now = Date.now();
  const record = {
    stack,
    owner: 'reaper',
    process: ownProcess(),
    createdAt,
    expiresAt: now + REAPER_TTL_MS,
  };
  const ours = await swapLease(docker, stored, record, signal);
  if (ours === undefined) return undefined;
  // What a killed run had started goes on without it: `docker stack deploy` would make what we have just removed.
  await untilNobodyNames(stack, options);
  const older = await olderThan(docker, stack, stored.storedAt, signal);
  if (older !== undefined) {
    options.onNote?.(
      `${stack}: ${older.kind} ${older.name} was there before the lease, so the stack is somebody else's: left alone (${reason})`,
    );
    await deleteLease(docker, ours.configId, signal);
    return undefined;
  }
  const { removed } = await teardown(docker, stack, teardownOptions(options));
  const left = await listResidue(docker, stack, signal);
  if (left.length > 0) {
    options.onNote?.(
      `${stack}: could not remove ${left.map(inWords).join(', ')}; its lease stays, for the next run`,
    );
    return removed.length === 0 ? undefined : { stack, reason, removed };
  }
  await deleteLease(docker, ours.configId, signal);
  return { stack, reason, removed: [...removed, { kind: 'lease', name: LEASE_PREFIX + stack }] };
}

async function untilNobodyNames(stack: string, options: ReapOptions): Promise<void> {
  const endsAtMs = Date.now() + ORPHANS_MS;
  for (let pids = processesNaming(stack); pids.length > 0; pids = processesNaming(stack)) {
    if (Date.now() >= endsAtMs)
      return options.onNote?.(
        `${stack}: removing it although ${pids.length === 1 ? 'process' : 'processes'} ${pids.join(', ')} may still be deploying it`,
      );
    await sleep(LOOK_AGAIN_MS, options.signal);
  }
}

/** A lease is taken before the first object is made: what is older was never that run's, whatever it is called. */
async function olderThan(
  docker: Docker,
  stack: string,
  storedAt: number,
  options: { readonly signal?: AbortSignal },
): Promise<DockerObject | undefined> {
  const objects = objectsOf(await listObjects(docker, options.signal), stack);
  return objects.find((object) => object.createdAt < storedAt - CLOCK_SLACK_MS);
}

/** Stacks named as ours are, with our label on something, without a lease, and without anything young. */
async function leaselessStacks(docker: Docker, options: ReapOptions): Promise<readonly string[]> {
  const all = await listObjects(docker, options.signal);
  const ours = new Set(
    all.flatMap((object) => object.labels[OWN_LABEL] ?? []).filter(isNamedAsOurs(options.zone)),
  );
  if (ours.size === 0) return [];
  // After the objects: a run that began meanwhile has its lease by now.
  const leased = new Set((await listLeases(docker, signalOf(options))).map((stored) => stored.record.stack));
  return [...ours].filter(
    (stack) =>
      !leased.has(stack) &&
      objectsOf(all, stack).every((object) => options.now - object.createdAt > LEASELESS_MS),
  );
}

/** The short unique names that runs get: `hell-3fa9c1_ci_test` in the zone `ci.test`. */
export function isNamedAsOurs(zone: string): (stack: string) => boolean {
  const ending = `_${zone.replaceAll('.', '_')}`;
  return (stack) =>
    stack.endsWith(ending) && /^[a-z0-9]{1,4}-[0-9a-f]{6}$/.test(stack.slice(0, -ending.length));
}

function inWords(object: Residue): string {
  return `${object.kind} ${object.name}`;
}

function signalOf(options: ReapOptions): { readonly signal?: AbortSignal } {
  return options.signal === undefined ? {} : { signal: options.signal };
}

function teardownOptions(options: ReapOptions): {
  readonly signal?: AbortSignal;
  readonly onNote?: (message: string) => void;
} {
  return { ...signalOf(options), ...(options.onNote === undefined ? {} : { onNote: options.onNote }) };
}
