/** Folds what is seen of a stack until a judge has a verdict, or until the time is up. */

import type { Docker, RegistryCredential } from '../../docker/index.js';
import { anySignal, throwIfAborted } from '../../lib/abort.js';
import { type Observation, observeStack } from '../observe/index.js';
import { lookAgain } from './second-look.js';
import { type HealthState, reduceHealth } from './state.js';
import type { Verdict } from './verdict.js';

export type WatchOptions = {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** For the pull that asks a registry for its own words; none when left out. */
  readonly registries?: readonly RegistryCredential[];
  /** For what it is waiting right now: `app: 0 of 1 running, starting (health check pending)`. Called on change only. */
  readonly onWaiting?: (what: string) => void;
  /** Every observation that the verdict rests on, for a recording. */
  readonly onObservation?: (seen: Observation) => void;
};

export type Watched = { readonly state: HealthState; readonly verdict: Verdict };

/** What decides: health, or whether an update did what it was to do. */
export type Judge = (state: HealthState, nowMs: number) => Verdict;

/** @returns the first verdict that is not `waiting`, or `waiting` when the time is up. */
export async function watch(
  docker: Docker,
  initial: HealthState,
  judge: Judge,
  options: WatchOptions,
): Promise<Watched> {
  const endsAtMs = Date.now() + options.timeoutMs;
  const stop = new AbortController();
  const signal = anySignal(options.signal, stop.signal);
  const stream = observeStack(docker, initial.plan.stack, { signal })[Symbol.asyncIterator]();
  const fold = foldSeen(initial, judge, options);
  let next = stream.next();
  try {
    for (;;) {
      throwIfAborted(options.signal);
      const { state, verdict } = fold.judged();
      if (verdict.kind === 'healthy') return { state, verdict };
      if (verdict.kind === 'failed') {
        const { signal: asked, registries = [] } = options;
        const look = await lookAgain(docker, state, verdict.finding, { endsAtMs, signal: asked, registries });
        if (look.kind === 'stands') return { state, verdict: { ...verdict, finding: look.finding } };
        look.observations.forEach(fold.take);
        continue;
      }
      if (Date.now() >= endsAtMs) return { state, verdict };
      const seen = await before(next, Math.min(verdict.checkAgainAtMs ?? endsAtMs, endsAtMs));
      if (seen === undefined) continue;
      if (seen.done === true) return { state, verdict };
      fold.take(seen.value);
      next = stream.next();
    }
  } finally {
    // Ends the stream in the middle of whatever it waits for; nobody is left to hear of that.
    next.catch(() => undefined);
    stop.abort();
  }
}

/** The state so far, judged where it may be: not before the first listing, and not in the middle of one. */
export function foldSeen(
  initial: HealthState,
  judge: Judge,
  options: Pick<WatchOptions, 'onWaiting' | 'onObservation'>,
): { take(seen: Observation): void; judged(): Watched } {
  let state = initial;
  let verdict = judge(state, Date.now());
  // Until something is listed nobody knows what is there, and nothing is said of it.
  let isWhole = false;
  let said = '';
  return {
    take: (seen) => {
      options.onObservation?.(seen);
      state = reduceHealth(state, seen);
      isWhole = isJudgeable(seen, isWhole);
    },
    judged: () => {
      if (!isWhole) return { state, verdict };
      verdict = judge(state, Date.now());
      if (verdict.kind === 'waiting' && verdict.for !== said) {
        said = verdict.for;
        options.onWaiting?.(said);
      }
      return { state, verdict };
    },
  };
}

/**
 * Whether there may be a verdict after this observation: not in the middle of a listing.
 * @param isWhole whether there might be one before it.
 */
export function isJudgeable(seen: Observation, isWhole: boolean): boolean {
  return seen.kind === 'listed' || (isWhole && (seen.kind === 'container' || seen.kind === 'image-here'));
}

/** The promise's value, or undefined when it is `atMs` first. */
function before<T>(promise: Promise<T>, atMs: number): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), Math.max(0, atMs - Date.now()));
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
