/** What comes after an attempt: the end, the same again, or less at once. Pure. */

import type { Attempt, Cause } from '../model.js';
import type { Rung } from './ladder.js';

/** What a failed attempt may be tried again for. */
export const RETRY_REASONS = ['oom', 'timeout', 'killed', 'failure'] as const;
export type RetryReason = (typeof RETRY_REASONS)[number];

export type Next =
  | { readonly kind: 'end' }
  | { readonly kind: 'again'; readonly rung: number; readonly reason: RetryReason };

export type Rules = {
  readonly retryOn: ReadonlySet<RetryReason>;
  /** All attempts together. `auto`: as many as there are rungs, and three for reasons other than memory. */
  readonly attempts: number | 'auto';
};

const AUTO_ATTEMPTS = 3;

/**
 * @param attempts so far; the last of them has just ended.
 * @param rung the last one's place on the ladder.
 */
export function next(
  attempts: readonly Attempt[],
  rung: number,
  ladder: readonly Rung[],
  rules: Rules,
): Next {
  const cause = attempts.at(-1)?.cause;
  const reason = cause === undefined ? undefined : reasonFor(cause);
  if (cause === undefined || reason === undefined || !rules.retryOn.has(reason)) return { kind: 'end' };
  if (attempts.length >= mostAttempts(attempts, ladder, rules)) return { kind: 'end' };
  if (reason !== 'oom') return { kind: 'again', rung, reason };
  return rung + 1 < ladder.length ? { kind: 'again', rung: rung + 1, reason } : { kind: 'end' };
}

/** @returns true where an out-of-memory kill would be the end: then nothing is stopped before its time. */
export function isLastResort(number: number, rung: number, ladder: readonly Rung[], rules: Rules): boolean {
  if (!rules.retryOn.has('oom') || rung + 1 >= ladder.length) return true;
  return rules.attempts !== 'auto' && number >= rules.attempts;
}

function mostAttempts(attempts: readonly Attempt[], ladder: readonly Rung[], rules: Rules): number {
  if (rules.attempts !== 'auto') return rules.attempts;
  const others = attempts.filter(({ cause }) => cause.kind !== 'out-of-memory').length;
  // What memory takes is bounded by the ladder; the rest has its own bound.
  return others >= AUTO_ATTEMPTS ? attempts.length : ladder.length + AUTO_ATTEMPTS;
}

function reasonFor(cause: Cause): RetryReason | undefined {
  switch (cause.kind) {
    case 'out-of-memory':
      // Fewer jobs don't raise a heap's limit; a refused allocation they may spare.
      return cause.by === 'own-limit' && cause.limit !== 'allocation' ? undefined : 'oom';
    case 'timed-out':
      return 'timeout';
    case 'killed':
      return 'killed';
    case 'failed':
      return 'failure';
    case 'ok':
    case 'cancelled':
      return undefined;
  }
}
