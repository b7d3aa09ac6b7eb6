/** health: until every service is up for good, or it is clear that it never will be. */

import { waitHealthy } from '../health/index.js';
import { judged, type Report } from './outcome.js';
import type { StageContext } from './stage.js';

export async function health({ plan, docker, signal, waiting }: StageContext): Promise<Report> {
  const outcome = await waitHealthy(docker, plan.stack, {
    timeoutMs: plan.timeouts.healthMs,
    signal,
    onWaiting: waiting,
  });
  return outcome.kind === 'healthy' ? { status: 'pass' } : judged(outcome.finding);
}
