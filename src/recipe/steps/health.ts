/** health: until every service is up for good, or it is clear that it never will be. */

import { waitHealthy } from '../health/index.js';
import { judged, type Report } from './outcome.js';
import type { StepContext } from './step.js';
import { wantsToolbox, whenVolumesAreThere } from './warm-up.js';

export async function health(context: StepContext): Promise<Report> {
  const { app, docker, engine, signal, waiting, step, registries } = context;
  const outcome = await context.phase(
    step.act === 'health' && step.app !== 'seasoned' ? 'healthy' : 'healthy again',
    () =>
      waitHealthy(docker, app.stack, {
        timeoutMs: app.timeouts.healthMs,
        signal,
        registries,
        onWaiting: waiting,
        onObservation: whenVolumesAreThere(app, () => {
          if (wantsToolbox(context)) engine.warmUp?.(context);
        }),
      }),
  );
  return outcome.kind === 'healthy' ? { status: 'pass' } : judged(outcome.finding);
}
