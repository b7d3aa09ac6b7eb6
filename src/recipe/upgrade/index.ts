/** Whether an update did what it was to do: judged by Swarm's UpdateStatus, by the label of the head, and by which tasks run. */

import type { Docker } from '../../docker/index.js';
import type { Finding } from '../../report/results.js';
import type { AppPlan } from '../plan/app.js';

/** What the services of a stack were before an update: versions, UpdateStatus, task ids. Plain data. */
export type Before = {
  readonly services: Readonly<Record<string, { readonly version: number; readonly updateStartedAt?: string; readonly tasks: readonly string[] }>>;
};

export function lookBefore(_docker: Docker, _stack: string, _signal: AbortSignal): Promise<Before> {
  throw new Error('not written yet');
}

export type Upgraded = { readonly kind: 'upgraded' } | { readonly kind: 'failed'; readonly finding: Finding };

/**
 * Waits until the update of every service has ended and the stack is healthy: completed, and the spec's label chaos-version is
 * the head's. Rolled back, paused, or healthy with the old label is a failure, as early as it is known.
 */
export function waitUpgraded(
  _docker: Docker,
  _app: AppPlan,
  _before: Before,
  _options: { readonly timeoutMs: number; readonly signal: AbortSignal; readonly onWaiting: (what: string) => void },
): Promise<Upgraded> {
  throw new Error('not written yet');
}

/** After the same release was deployed again: @returns which tasks rolled although nothing changed. */
export function rolledTasks(_docker: Docker, _app: AppPlan, _before: Before, _signal: AbortSignal): Promise<Finding | undefined> {
  throw new Error('not written yet');
}
