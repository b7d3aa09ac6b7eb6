/** Retries with backoff: every retry has a reason, and what can't heal is not tried again. */

import pRetry, { AbortError } from 'p-retry';
import { reasonOf, sleep } from './abort.js';
import { formatDuration } from './units.js';

export type RetryOptions = {
  readonly tries: number;
  /** The first pause; each further one is twice as long, with jitter, up to `maxPauseMs`. */
  readonly basePauseMs: number;
  readonly maxPauseMs?: number;
  readonly signal?: AbortSignal;
  /** True for a failure that a further try can heal. */
  readonly canHeal: (error: Error) => boolean;
  /** Called before each pause: `server sent nothing for 20 s (try 2 of 3), trying again in 1.4 s`. */
  readonly onRetry: (message: string) => void;
};

/**
 * Runs `attempt` until it succeeds, can't heal, or has been tried `tries` times.
 * @throws the last attempt's error, or the signal's reason.
 */
export async function withRetry<T>(
  attempt: (tryNumber: number) => Promise<T>,
  options: RetryOptions,
): Promise<T> {
  const guarded = async (tryNumber: number): Promise<T> => {
    try {
      return await attempt(tryNumber);
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      if (options.signal?.aborted) throw new AbortError(reasonOf(options.signal));
      throw options.canHeal(failure) ? failure : new AbortError(failure);
    }
  };
  return pRetry(guarded, {
    retries: options.tries - 1,
    // The pause is made below, so that the message can name it exactly.
    minTimeout: 0,
    maxTimeout: 0,
    onFailedAttempt: async (error) => {
      if (error.retriesLeft === 0) return;
      const pauseMs = pauseBefore(error.attemptNumber, options);
      const count = `try ${error.attemptNumber} of ${options.tries}`;
      options.onRetry(`${error.message} (${count}), trying again in ${formatDuration(pauseMs)}`);
      await sleep(pauseMs, options.signal);
    },
  });
}

/** Doubles with each try and is spread over ±50 %, so that the jobs of one hiccup don't come back all at once. */
function pauseBefore(failedTry: number, options: RetryOptions): number {
  const pauseMs = Math.min(options.basePauseMs * 2 ** (failedTry - 1), options.maxPauseMs ?? 30_000);
  return pauseMs * (0.5 + Math.random());
}
