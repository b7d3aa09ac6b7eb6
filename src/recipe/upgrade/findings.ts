/** Why the head does not run after an update, in words and with numbers. Pure. */

import { formatDuration } from '../../lib/units.js';
import type { Finding } from '../../report/results.js';
import { type HealthState, shortName, type TaskView } from '../health/index.js';
import type { ServiceSeen } from '../observe/index.js';
import type { UpgradePlan } from './before.js';

export type Ended = {
  readonly service: ServiceSeen;
  readonly update: NonNullable<ServiceSeen['update']>;
  /** The task for whose failure Swarm did it. */
  readonly culprit: TaskView | undefined;
  /** It ended with 0, and was meant to: a one-shot. */
  readonly isOrderly: boolean;
};

export function rolledBack(state: HealthState, ended: Ended): Finding {
  const { service, update, isOrderly } = ended;
  const name = shortName(state, service.service);
  const now = update.state === 'rollback_completed' ? 'runs again' : 'is coming back';
  const named = service.chaosVersion ?? service.release;
  const old = named === undefined ? 'the old release' : `the old release (${named})`;
  return {
    code: 'upgrade-rolled-back',
    blame: 'recipe',
    service: name,
    message: `${name}: Swarm rolled the update back${causeOf(ended)}; ${old} ${now}`,
    evidence: evidenceOf(state, ended),
    remedy: isOrderly
      ? 'Swarm takes the end of a one-shot for a failed update: leave out update_config.failure_action: rollback for it, or make it a job (deploy.mode: replicated-job).'
      : 'Read the end of the new task’s log: it is what the head does with the data and the settings of the release before it.',
  };
}

export function paused(state: HealthState, ended: Ended): Finding {
  const name = shortName(state, ended.service.service);
  return {
    code: 'upgrade-paused',
    blame: 'recipe',
    service: name,
    message: `${name}: Swarm paused the update${causeOf(ended)}; it stays so, neither old nor new, until the next deployment`,
    evidence: evidenceOf(state, ended),
    remedy:
      'Read the end of the new task’s log. With update_config.failure_action: rollback the app would at least have gone on with the old release.',
  };
}

/** ` 0.8 s after its new task had started, which failed: task: non-zero exit (3)`. */
function causeOf({ culprit, isOrderly }: Ended): string {
  if (culprit === undefined) return '';
  if (isOrderly) return ', although its one-shot task ended well (exit code 0)';
  const { endedAt, startedAt } = culprit;
  const lived =
    startedAt === undefined || endedAt === undefined ? '' : ` after ${formatDuration(endedAt - startedAt)}`;
  const error = culprit.error ?? (culprit.state === 'complete' ? 'it ended with exit code 0' : culprit.state);
  const state = culprit.state === 'rejected' ? 'was rejected' : `failed${lived}`;
  return `: its new task ${state} (${error})`;
}

function evidenceOf(state: HealthState, { service, update, culprit }: Ended): string[] {
  const said = update.message === undefined ? [] : [`UpdateStatus: ${update.state}, ${update.message}`];
  const tasks = Object.values(state.tasks).filter(
    (task) =>
      task.service === service.service &&
      task.template === culprit?.template &&
      (task.state === 'failed' || task.state === 'rejected' || task.task === culprit.task),
  );
  return [...said, ...tasks.map(taskLine)];
}

function taskLine(task: TaskView): string {
  return `task ${task.task.slice(0, 12)}: ${task.error ?? task.state}`;
}

/**
 * What runs is not the head: the label that names it says something else, or isn't there; or, named by a version only, it has
 * another image. The deployment being over, and no rollback being seen, it will never be.
 */
export function notRunning(
  state: HealthState,
  services: readonly ServiceSeen[],
  plan: Pick<UpgradePlan, 'chaosVersion' | 'version' | 'services' | 'images'>,
): Finding | undefined {
  const head = plan.version ?? plan.chaosVersion;
  if (head === null || services.length === 0) return undefined;
  const labelOf = ({ release, chaosVersion }: ServiceSeen): string | undefined =>
    plan.version === undefined ? chaosVersion : release;
  const other = services.find((service) => ![undefined, head].includes(labelOf(service)));
  if (other !== undefined)
    return oldRelease(shortName(state, other.service), head, `its label says ${labelOf(other)}`);
  const image = otherImage(services, plan.images);
  if (image !== undefined)
    return oldRelease(
      shortName(state, image.service),
      head,
      `its image is ${image.is}, and not ${image.head}`,
    );
  const isSilent = services.every((service) => labelOf(service) === undefined);
  // abra labels the service app alone; of another one without the label nothing can be said.
  if (!isSilent || services.length < plan.services.length) return undefined;
  const names = services.map(({ service }) => shortName(state, service));
  const name = names.find((each) => each === 'app') ?? names[0] ?? '';
  const what = plan.version === undefined ? 'which commit it is' : 'which version it is';
  return oldRelease(name, head, `no service says ${what}`);
}

/** Without the digest that a registry's answer adds to the name. */
function otherImage(
  services: readonly ServiceSeen[],
  images: UpgradePlan['images'] = {},
): { readonly service: string; readonly is: string; readonly head: string } | undefined {
  const bare = (image: string): string => image.replace(/@sha256:[0-9a-f]+$/, '');
  const found = services.find(({ service, image }) => bare(image) !== bare(images[service] ?? image));
  if (found === undefined) return undefined;
  return { service: found.service, is: found.image, head: images[found.service] ?? '' };
}

function oldRelease(name: string, head: string, why: string): Finding {
  return {
    code: 'upgrade-not-running',
    blame: 'recipe',
    service: name,
    message: `${name}: what runs is not the head (${head}), healthy or not: ${why}`,
    evidence: [],
    remedy:
      'Look at `docker service inspect` of the service: its Spec and PreviousSpec, and UpdateStatus. A later deployment or a rollback has put the old release back, or the update never reached the service.',
  };
}
