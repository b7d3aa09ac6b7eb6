/** What a run ends in. A death by signal is never 0, whatever Node says about it. */

import { constants } from 'node:os';
import type { Outcome } from '../../lib/process.js';
import type { Attempt } from '../model.js';

export const OUT_OF_MEMORY = 137;
export const TIMED_OUT = 124;

/** @param cancelledBy the signal that we were sent. */
export function exitCodeOf({ cause, outcome }: Attempt, cancelledBy: NodeJS.Signals | undefined): number {
  switch (cause.kind) {
    case 'ok':
      return 0;
    case 'failed':
      return cause.code;
    case 'killed':
      return ofSignal(cause.signal);
    case 'timed-out':
      return TIMED_OUT;
    case 'cancelled':
      return ofSignal(cancelledBy ?? 'SIGTERM');
    case 'out-of-memory':
      return cause.by === 'own-limit' ? codeOf(outcome) : OUT_OF_MEMORY;
  }
}

/** As a shell says it. */
export function codeOf(outcome: Outcome): number {
  if (outcome.kind === 'exited') return outcome.code;
  return ofSignal(outcome.kind === 'signalled' ? outcome.signal : 'SIGABRT');
}

function ofSignal(name: string): number {
  return 128 + (constants.signals[name as NodeJS.Signals] ?? constants.signals.SIGKILL);
}
