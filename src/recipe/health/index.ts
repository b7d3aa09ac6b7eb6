/** When a stack is healthy, and when it is clear that it never will be. */

import type { Docker } from '../../docker/index.js';
import type { Finding } from '../../report/results.js';

export type WaitHealthyOptions = {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** For what it is waiting right now: `app: starting, health check pending; db: 0 of 1 running`. Called on change only. */
  readonly onWaiting?: (what: string) => void;
};

/** A task that runs when the stack is healthy. */
export type HealthyTask = { readonly service: string; readonly task: string; readonly container?: string };

export type WaitHealthy =
  | { readonly kind: 'healthy'; readonly tasks: readonly HealthyTask[] }
  | { readonly kind: 'failed'; readonly finding: Finding };

/**
 * Waits until every service of the stack is up for good, or can't be.
 * @param stack deployed already: the services that exist now are the ones that are waited for.
 * @throws the signal's reason; EnvironmentError when the daemon can't be reached any more.
 */
export async function waitHealthy(
  _docker: Docker,
  _stack: string,
  _options: WaitHealthyOptions,
): Promise<WaitHealthy> {
  throw new Error('not yet');
}
