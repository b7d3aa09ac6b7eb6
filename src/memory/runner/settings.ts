/** What a run of the adaptive runner is told, whoever tells it. */

import type { RetryReason } from './next.js';

export type RunSettings = {
  /** `auto`: what fits. */
  readonly jobs: 'auto' | number;
  readonly memoryLimitBytes: number | undefined;
  readonly attempts: 'auto' | number;
  readonly retryOn: ReadonlySet<RetryReason>;
  /** Of each attempt. */
  readonly timeoutMs: number | undefined;
  readonly killGraceMs: number;
  /** The name of a host-wide lock. */
  readonly serial: string | undefined;
};
