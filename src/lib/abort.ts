/** Deadlines and cancellation: one AbortSignal goes through every call. */

import { setMaxListeners } from 'node:events';
import { CancelledError, EnvironmentError } from './errors.js';

/** An AbortSignal that fires with the first of `signals`. `AbortSignal.any` needs Node 20.3, dist runs on 18. */
export function anySignal(...signals: readonly (AbortSignal | undefined)[]): AbortSignal {
  const controller = new AbortController();
  // One signal goes through every call of a run; Node takes more than ten listeners for a leak, and says so in the log.
  setMaxListeners(0, controller.signal);
  for (const signal of signals) {
    if (signal === undefined) continue;
    setMaxListeners(0, signal);
    if (signal.aborted) {
      controller.abort(signal.reason);
      break;
    }
    signal.addEventListener('abort', () => controller.abort(signal.reason), {
      once: true,
      signal: controller.signal,
    });
  }
  return controller.signal;
}

/**
 * A signal that fires after `timeoutMs` with an EnvironmentError saying `what` took too long.
 * The timer doesn't keep the process alive.
 */
export function deadline(timeoutMs: number, what: string): AbortSignal {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new EnvironmentError(what)), timeoutMs);
  timer.unref();
  return controller.signal;
}

/**
 * Does `work` under `signal` and a time limit, and lets go of `signal` afterwards: one that lives as long as a run would
 * otherwise gather a listener with each call.
 * @param work is given the signal of both; what it throws is thrown on. `limit` has fired when the time was up.
 */
export async function withinTime<T>(
  timeoutMs: number,
  what: string,
  signal: AbortSignal | undefined,
  work: (limited: AbortSignal, limit: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = deadline(timeoutMs, what);
  const done = new AbortController();
  try {
    return await work(anySignal(signal, limit, done.signal), limit);
  } finally {
    done.abort();
  }
}

/** @throws the signal's reason if it has fired. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw reasonOf(signal);
}

/** The Error a fired signal carries; Node's own AbortError becomes a CancelledError. */
export function reasonOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error && reason.name !== 'AbortError' ? reason : new CancelledError('cancelled');
}

/** Waits `ms`, or throws the signal's reason as soon as it fires. For backoff only: where there is an event, wait for it. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(reasonOf(signal));
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(reasonOf(signal as AbortSignal));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
