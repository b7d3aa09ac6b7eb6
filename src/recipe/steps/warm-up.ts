/** The toolbox is started in the time in which the app comes up, so that nobody waits for it later. */

import type { Observation } from '../observe/index.js';
import type { AppPlan } from '../plan/app.js';
import type { StepContext } from './step.js';

/** Whether anything is going to be asked of the app's toolbox. Pure. */
export function wantsToolbox({ app, plan }: Pick<StepContext, 'app' | 'plan'>): boolean {
  const acts = new Set(plan.steps.filter((step) => step.app === app.role).map(({ act }) => act));
  if (acts.has('backup') || acts.has('restore')) return true;
  return acts.has('write-data') && plan.data.previous.markers.some(({ spec }) => spec.kind === 'file');
}

/**
 * Calls `act` once, as soon as every service with a volume has a container: only then are all the volumes there, and a toolbox
 * that sees fewer would have to be started again.
 * @returns what takes the observations.
 */
export function whenVolumesAreThere(
  app: Pick<AppPlan, 'services'>,
  act: () => void,
): (seen: Observation) => void {
  const awaited = new Set(
    app.services
      .filter(({ volumes, replicas }) => volumes.length > 0 && replicas > 0)
      .map(({ swarmName }) => swarmName),
  );
  let hasActed = false;
  return (seen) => {
    if (hasContainer(seen)) awaited.delete(seen.service);
    if (hasActed || awaited.size > 0) return;
    hasActed = true;
    act();
  };
}

/** Swarm makes the container before the task is `ready`, and starts it afterwards. */
function hasContainer(seen: Observation): seen is Extract<Observation, { kind: 'container' | 'task' }> {
  if (seen.kind === 'container') return seen.action === 'start';
  return seen.kind === 'task' && (seen.state === 'starting' || seen.state === 'running');
}
