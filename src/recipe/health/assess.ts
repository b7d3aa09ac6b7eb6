/** One service: is it up, still coming, or lost? Pure. */

import type { ServiceSeen } from '../observe/index.js';
import { endsByItself, type Failure, failuresBySlot, isJob, tasksOf, wasUnhealthy } from './failures.js';
import { type HealthState, hasEnded, isWanted, type TaskView } from './state.js';

export type Assessment =
  | { readonly kind: 'up'; readonly tasks: readonly TaskView[]; readonly sinceMs: number }
  /** All there; watched until `untilMs` because nothing vouches for it but that it stays up. */
  | { readonly kind: 'settling'; readonly untilMs: number; readonly forMs: number }
  | { readonly kind: 'coming'; readonly why: string; readonly failures: number }
  /** The scheduler finds no node; that may pass when another stack goes, until `untilMs`. */
  | { readonly kind: 'unplaced'; readonly error: string; readonly untilMs: number }
  /** Failed, and Swarm will not try again. */
  | { readonly kind: 'given-up'; readonly failures: readonly Failure[] };

/**
 * Without a healthcheck nothing but staying up says that a service works. Longer than the 5 s of Swarm's own monitor: an app
 * that waits five seconds for its database and ends then would pass that.
 */
const STABLE_MS = 7_000;
const UNPLACED_MS = 10_000;
/** A port in host mode that another task holds; one that is being stopped gives it back within moments. */
const PORT_TAKEN_MS = 3_000;

/** @param nowMs on the clock of the observations. */
export function assess(state: HealthState, service: ServiceSeen, nowMs: number): Assessment {
  const tasks = tasksOf(state, service.service);
  const slots = currentSlots(tasks);
  const failures = [...failuresBySlot(state, service).values()].flat();
  if (service.mode === 'replicated' && service.replicas === 0) return { kind: 'up', tasks: [], sinceMs: 0 };
  const isUpdating = service.update?.state === 'updating' || service.update?.state === 'rollback_started';
  // In the middle of an update Swarm takes a failed task back before it says what comes of it: paused, or rolled back.
  const given = isUpdating ? undefined : slots.find((task) => isGivenUp(state, service, task));
  if (given !== undefined) return { kind: 'given-up', failures };
  const unplaced = slots.find((task) => /no suitable node/.test(task.error ?? '') && !hasEnded(task));
  if (unplaced !== undefined)
    return {
      kind: 'unplaced',
      error: unplaced.error ?? '',
      untilMs: unplaced.firstAt + patienceMs(unplaced),
    };
  const done = slots.filter((task) => isDone(state, service, task));
  // A job that runs is at work, not up: it is waited for until it is done.
  const running = isJob(service) ? [] : slots.filter((task) => mayBeUp(state, service, task));
  const wanted = service.replicas ?? Math.max(1, slots.length);
  if (done.length + running.length < wanted || isUpdating)
    return { kind: 'coming', why: whyNotUp(state, service, slots, wanted), failures: failures.length };
  return settle(state, service, running, failures, nowMs);
}

/**
 * A healthcheck that passed is the recipe's own word that it is ready; only where an earlier task passed it too, and died all
 * the same, we wait for more than that.
 */
function settle(
  state: HealthState,
  service: ServiceSeen,
  running: readonly TaskView[],
  failures: readonly Failure[],
  nowMs: number,
): Assessment {
  const sinceMs = Math.max(0, ...running.map((task) => task.runningAt ?? 0));
  const hasLied = failures.some(({ task }) => task.runningAt !== undefined);
  // Unknown for a container on another node: its events don't come here.
  const hasPassed = running.every((task) => state.containers[task.task]?.health === 'healthy');
  const isVouchedFor = service.hasHealthcheck === true && hasPassed && !hasLied;
  const forMs = isVouchedFor || running.length === 0 ? 0 : Math.max(STABLE_MS, service.monitorMs);
  return nowMs >= sinceMs + forMs
    ? { kind: 'up', tasks: running, sinceMs }
    : { kind: 'settling', untilMs: sinceMs + forMs, forMs };
}

function patienceMs({ error }: TaskView): number {
  return /port already in use/.test(error ?? '') ? PORT_TAKEN_MS : UNPLACED_MS;
}

/**
 * Swarm's word is not enough: it now and then calls a task running whose healthcheck has not passed (seen on 20.10), for
 * one when the container ends with 0 before that. The container's own word counts, where there is one.
 */
function mayBeUp(state: HealthState, service: ServiceSeen, task: TaskView): boolean {
  if (task.state !== 'running') return false;
  const container = state.containers[task.task];
  if (container === undefined) return true;
  if (container.diedAt !== undefined || container.health === 'unhealthy') return false;
  return !isCheckPending(state, service, task);
}

function isCheckPending(state: HealthState, service: ServiceSeen, task: TaskView): boolean {
  const container = state.containers[task.task];
  const isUnheard = container?.startedAt !== undefined && container.health === undefined;
  return service.hasHealthcheck === true && (isUnheard || container?.health === 'starting');
}

/** Of each slot the task that counts: the wanted one where there is one, else the newest. */
export function currentSlots(tasks: readonly TaskView[]): readonly TaskView[] {
  const slots = new Map<string, TaskView>();
  for (const task of tasks) {
    const before = slots.get(task.slot);
    if (before === undefined || rank(task) >= rank(before)) slots.set(task.slot, task);
  }
  return [...slots.values()];
}

function rank(task: TaskView): number {
  return (isWanted(task) ? 2 : 0) + (hasEnded(task) ? 0 : 1);
}

function isDone(state: HealthState, service: ServiceSeen, task: TaskView): boolean {
  return task.state === 'complete' && endsByItself(service) && !wasUnhealthy(state, task);
}

/** Swarm replaces a failed task in the same transaction that takes it back: one that is not wanted and not followed is the last. */
function isGivenUp(state: HealthState, service: ServiceSeen, task: TaskView): boolean {
  const hasFailed = task.state === 'failed' || task.state === 'rejected';
  return (hasFailed || (wasUnhealthy(state, task) && endsByItself(service))) && !isWanted(task);
}

function whyNotUp(
  state: HealthState,
  service: ServiceSeen,
  slots: readonly TaskView[],
  wanted: number,
): string {
  const isUp = (task: TaskView): boolean =>
    isDone(state, service, task) || (!isJob(service) && mayBeUp(state, service, task));
  const up = slots.filter(isUp).length;
  const next = slots.find((task) => !isUp(task));
  if (next === undefined && up >= wanted) return 'its update is under way';
  return `${up} of ${wanted} ${isJob(service) ? 'done' : 'running'}, ${next === undefined ? 'no task yet' : words(state, service, next)}`;
}

/** Swarm's states in words; those before `preparing` are over in milliseconds or stay for a reason that is in the error. */
function words(state: HealthState, service: ServiceSeen, task: TaskView): string {
  if (task.desired === 'ready') return 'waiting to be started again';
  if (task.error !== undefined) return `${task.state}: ${task.error}`;
  switch (task.state) {
    case 'preparing':
    case 'ready':
      return 'preparing image, networks and volumes';
    case 'starting':
    case 'running': {
      if (state.containers[task.task]?.health === 'unhealthy') return 'unhealthy';
      if (isCheckPending(state, service, task)) return 'starting (health check pending)';
      return isJob(service) ? 'at work' : task.state;
    }
    default:
      return hasEnded(task) ? task.state : 'being scheduled';
  }
}
