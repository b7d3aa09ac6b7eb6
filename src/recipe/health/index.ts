/** When a stack is healthy, and when it is clear that it never will be. */

import type { Docker } from '../../docker/index.js';
import { formatDuration } from '../../lib/units.js';
import type { Finding } from '../../report/results.js';
import { STACK_LABEL } from '../observe/index.js';
import { completed } from './evidence.js';
import { tasksOf } from './failures.js';
import { type HealthPlan, type HealthState, initialHealth, shortName } from './state.js';
import { type Verdict, verdictOf } from './verdict.js';
import { type WatchOptions, watch } from './watch.js';

export { currentSlots } from './assess.js';
export { completed } from './evidence.js';
export { endsByItself } from './failures.js';
export {
  type HealthPlan,
  type HealthState,
  hasEnded,
  initialHealth,
  isWanted,
  reduceHealth,
  shortName,
  type TaskView,
} from './state.js';
export { type Verdict, verdictOf } from './verdict.js';
export { isJudgeable, type Judge, type Watched, type WatchOptions, watch } from './watch.js';

export type WaitHealthyOptions = WatchOptions;

/** A task that runs when the stack is healthy; the service by its full name, `STACK_app`. */
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
  docker: Docker,
  stack: string,
  options: WaitHealthyOptions,
): Promise<WaitHealthy> {
  const plan = await planFor(docker, stack, options.signal);
  if (plan.services.length === 0) return { kind: 'failed', finding: nothingDeployed(stack) };
  const watched = await watch(docker, initialHealth(plan), verdictOf, options);
  if (watched.verdict.kind === 'healthy')
    return { kind: 'healthy', tasks: watched.verdict.tasks.map(toHealthyTask) };
  const { state, verdict } = watched;
  const failed =
    verdict.kind === 'failed' ? verdict : { finding: tooLate(state, verdict, options.timeoutMs) };
  return { kind: 'failed', finding: await completed(docker, state, failed, options.signal) };
}

async function planFor(docker: Docker, stack: string, signal: AbortSignal | undefined): Promise<HealthPlan> {
  const services = await docker.request<readonly { readonly Spec: { readonly Name: string } }[]>(
    'GET',
    '/services',
    {
      query: { filters: { label: [`${STACK_LABEL}=${stack}`] } },
      ...(signal === undefined ? {} : { signal }),
    },
  );
  return { stack, services: services.map((service) => service.Spec.Name) };
}

export function toHealthyTask(task: HealthyTask): HealthyTask {
  const { service, task: id, container } = task;
  return { service, task: id, ...(container === undefined ? {} : { container }) };
}

function nothingDeployed(stack: string): Finding {
  return {
    code: 'deploy-refused',
    blame: 'recipe',
    message: `the stack ${stack} has no services`,
    evidence: [],
    remedy: 'Give the compose file at least one service.',
  };
}

/** The time is up, and there was no other verdict. */
export function tooLate(
  state: HealthState,
  waiting: Verdict & { readonly kind: 'waiting' },
  timeoutMs: number,
): Finding {
  const late = waiting.service;
  return {
    code: 'not-healthy-in-time',
    blame: 'recipe',
    ...(late === undefined ? {} : { service: shortName(state, late) }),
    message: `not healthy within ${formatDuration(timeoutMs)}: ${waiting.for}`,
    evidence: late === undefined ? [] : tasksOf(state, late).slice(-5).map(taskLine),
    remedy:
      'If it only needs longer, raise the recipe’s timeout (TIMEOUT in .env.sample); else read its log.',
  };
}

function taskLine(task: { readonly task: string; readonly state: string; readonly error?: string }): string {
  return `task ${task.task.slice(0, 12)}: ${task.state}${task.error === undefined ? '' : `: ${task.error}`}`;
}
