/** Whether an update did what it was to do, from what was seen of the stack since: a fold over observations, judged. Pure. */

import {
  currentSlots,
  endsByItself,
  type HealthState,
  hasEnded,
  isWanted,
  shortName,
  type TaskView,
  type Verdict,
  verdictOf,
} from '../health/index.js';
import type { ServiceSeen } from '../observe/index.js';
import { freshUpdate, type ServiceBefore, type UpgradePlan } from './before.js';
import { notRunning, paused, rolledBack } from './findings.js';

/**
 * How long a changed service may take until Swarm begins to roll it. It takes milliseconds; where Swarm finds that the tasks fit
 * as they are (a placement constraint that their node meets), it never does.
 */
const BEGIN_MS = 30_000;
/** While Swarm itself is about to say what becomes of a failed update, its word is waited for: it names the cause. */
const SWARM_SAYS_MS = 2_000;

/** @returns `healthy` when the head runs and its update is over, `failed` as early as it is known. */
export function upgradeVerdict(state: HealthState, plan: UpgradePlan, nowMs: number): Verdict {
  const services = plan.services.flatMap((name) => state.services[name] ?? []);
  for (const service of services) {
    const stopped = stoppedUpdate(state, service, plan.before.services[service.service]);
    if (stopped !== undefined) return stopped;
  }
  const isLate = nowMs >= plan.startedAtMs + BEGIN_MS;
  const waiting = services.filter((service) => !isLate && !isSettled(state, service, plan));
  const old = notRunning(state, services, plan);
  if (old !== undefined) return { kind: 'failed', finding: old };
  const health = verdictOf(headOnly(state, plan, isLate), nowMs);
  if (health.kind === 'failed') return afterSwarm(state, services, health, nowMs);
  const notYet = waiting.filter(
    (each) => freshUpdate(each, plan.before.services[each.service]) === undefined,
  );
  return notYet.length > 0 ? notBegun(state, notYet, plan) : health;
}

/** Rolled back or paused since the deployment; a state that was there before it is over and done with. */
function stoppedUpdate(
  state: HealthState,
  service: ServiceSeen,
  before: ServiceBefore | undefined,
): Verdict | undefined {
  const update = freshUpdate(service, before);
  if (update === undefined || update.state === 'updating' || update.state === 'completed') return undefined;
  const culprit = culpritOf(state, service, before, update.message);
  // The service was listed after the tasks: the next listing has how it ended.
  if (culprit !== undefined && !hasEnded(culprit)) return hasFailed(state, service);
  const ended = { service, update, culprit, isOrderly: isOrderlyEnd(service, culprit) };
  if (update.state === 'paused')
    // Swarm takes the orderly end of a one-shot for a failure, and pauses what is over already (measured on 20.10).
    return ended.isOrderly ? undefined : failed(paused(state, ended), culprit);
  return failed(rolledBack(state, ended), culprit);
}

function failed(
  finding: Extract<Verdict, { kind: 'failed' }>['finding'],
  culprit: TaskView | undefined,
): Verdict {
  return { kind: 'failed', finding, ...(culprit === undefined ? {} : { task: culprit.task }) };
}

/** `update paused due to failure or early termination of task ID`; once the rollback is over, the last new one that failed. */
function culpritOf(
  state: HealthState,
  { service }: ServiceSeen,
  before: ServiceBefore | undefined,
  message: string | undefined,
): TaskView | undefined {
  const named = / of task (\w+)$/.exec(message ?? '')?.[1];
  if (named !== undefined) return state.tasks[named];
  const failures = Object.values(state.tasks).filter(
    (task) =>
      task.service === service &&
      before?.tasks.includes(task.task) !== true &&
      (task.state === 'failed' || task.state === 'rejected' || task.state === 'complete'),
  );
  return failures.sort((one, other) => (one.endedAt ?? 0) - (other.endedAt ?? 0)).at(-1);
}

function isOrderlyEnd(service: ServiceSeen, task: TaskView | undefined): boolean {
  return task?.state === 'complete' && endsByItself(service);
}

/** True when nothing more will roll: the update is over, or there is none and all tasks are of the new definition. */
function isSettled(state: HealthState, service: ServiceSeen, { before }: UpgradePlan): boolean {
  const then = before.services[service.service];
  const update = freshUpdate(service, then);
  if (update !== undefined) return update.state !== 'updating';
  // Not there before, or not touched by the deployment.
  if (then === undefined || then.version === service.version) return true;
  return (
    service.endpoint === then.endpoint && latestTasks(state, service).every((task) => isOf(service, task))
  );
}

/** Those that Swarm would replace if they were outdated: what is to run, and one-shots that have ended. */
function latestTasks(state: HealthState, service: ServiceSeen): readonly TaskView[] {
  const tasks = Object.values(state.tasks).filter((task) => task.service === service.service);
  return currentSlots(tasks).filter((task) => isWanted(task) || endsByItself(service));
}

function isOf(service: ServiceSeen, task: TaskView): boolean {
  return task.template === service.template;
}

/**
 * The head's services with the tasks that the head made, so that an old task neither vouches for the new release nor is held
 * against it. One that stays, since nothing changed, has shown long ago that it works.
 */
function headOnly(state: HealthState, plan: UpgradePlan, isLate: boolean): HealthState {
  const services = plan.services.flatMap((name) => state.services[name] ?? []);
  const tasks = services.flatMap((service) => {
    const then = plan.before.services[service.service];
    return Object.values(state.tasks)
      .filter((task) => task.service === service.service)
      .filter((task) => counts(service, task, { then, isLate }))
      .map((task) => (then?.running.includes(task.task) === true ? { ...task, runningAt: 0 } : task));
  });
  return {
    ...state,
    plan: { ...state.plan, services: plan.services },
    services: Object.fromEntries(services.map((service) => [service.service, service])),
    tasks: Object.fromEntries(tasks.map((task) => [task.task, task])),
  };
}

function counts(
  service: ServiceSeen,
  task: TaskView,
  { then, isLate }: { readonly then: ServiceBefore | undefined; readonly isLate: boolean },
): boolean {
  if (then?.tasks.includes(task.task) !== true) return true;
  const isHistory = hasEnded(task) && !then.running.includes(task.task);
  // How often the app died before its database was up, when it was installed, is nothing to the head.
  if (isHistory && !(task.state === 'complete' && endsByItself(service))) return false;
  return isLate || isOf(service, task);
}

/** A failure in the middle of an update: pausing and rolling back say more than the crash alone. */
function afterSwarm(
  state: HealthState,
  services: readonly ServiceSeen[],
  health: Extract<Verdict, { kind: 'failed' }>,
  nowMs: number,
): Verdict {
  const service = services.find(({ service: name }) => shortName(state, name) === health.finding.service);
  if (service?.update?.state !== 'updating') return health;
  const ends = Object.values(state.tasks).flatMap((task) =>
    task.service === service.service ? (task.endedAt ?? []) : [],
  );
  const untilMs = Math.max(0, ...ends) + SWARM_SAYS_MS;
  if (nowMs >= untilMs) return health;
  return { ...hasFailed(state, service), checkAgainAtMs: untilMs };
}

function hasFailed(state: HealthState, { service }: ServiceSeen): Verdict & { readonly kind: 'waiting' } {
  return { kind: 'waiting', for: `${shortName(state, service)}: a task of its update has failed`, service };
}

function notBegun(state: HealthState, waiting: readonly ServiceSeen[], plan: UpgradePlan): Verdict {
  const first = waiting[0]?.service;
  return {
    kind: 'waiting',
    for: waiting.map(({ service }) => `${shortName(state, service)}: its update has not begun`).join('; '),
    ...(first === undefined ? {} : { service: first }),
    checkAgainAtMs: plan.startedAtMs + BEGIN_MS,
  };
}
