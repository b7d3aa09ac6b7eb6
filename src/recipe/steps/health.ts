/** health: until every service is up for good, or it is clear that it never will be. */

import { waitHealthy } from '../health/index.js';
import { judged, type Report } from './outcome.js';
import type { StepContext } from './step.js';

export async function health(context: StepContext): Promise<Report> {
  const { app, docker, signal, waiting, step, registries } = context;
  const outcome = await context.phase(
    step.act === 'health' && step.app === 'fresh' ? 'healthy' : 'healthy again',
    () =>
      waitHealthy(docker, app.stack, {
        timeoutMs: app.timeouts.healthMs,
        signal,
        registries,
        onWaiting: waiting,
      }),
  );
  return outcome.kind === 'healthy' ? { status: 'pass' } : judged(outcome.finding);
}
