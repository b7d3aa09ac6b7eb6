/** One service: is it up, still coming, or lost? Pure. */

import type { ServiceSeen } from '../observe/index.js';
import {
  ENOUGH_MIXED,
  endsByItself,
  type Failure,
  failuresBySlot,
  signatureOf,
  tasksOf,
  wasUnhealthy,
} from './failures.js';
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

/** Without a healthcheck nothing but staying up says that a service works; Swarm's own monitor takes as long. */
const STABLE_MS = 5_000;
const UNPLACED_MS = 10_000;

/** @param nowMs on the clock of the observations. */
export function assess(state: HealthState, service: ServiceSeen, nowMs: number): Assessment {
  const tasks = tasksOf(state, service.service);
  const slots = currentSlots(tasks);
  const failures = [...failuresBySlot(state, service).values()].flat();
  if (service.mode === 'replicated' && service.replicas === 0) return { kind: 'up', tasks: [], sinceMs: 0 };
  const given = slots.find((task) => isGivenUp(state, service, task));
  if (given !== undefined) return { kind: 'given-up', failures };
  const unplaced = slots.find((task) => /no suitable node/.test(task.error ?? '') && !hasEnded(task));
  if (unplaced !== undefined)
    return { kind: 'unplaced', error: unplaced.error ?? '', untilMs: unplaced.firstAt + UNPLACED_MS };
  const done = slots.filter((task) => isDone(state, service, task));
  const running = slots.filter(
    (task) => task.state === 'running' && state.containers[task.task]?.health !== 'unhealthy',
  );
  const wanted = service.replicas ?? Math.max(1, slots.length);
  const isUpdating = service.update?.state === 'updating' || service.update?.state === 'rollback_started';
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
  // Swarm itself now and then calls a task running whose healthcheck has not passed (seen on 20.10, under load).
  const hasPassed = running.every((task) => state.containers[task.task]?.health === 'healthy');
  const isVouchedFor = service.hasHealthcheck === true && hasPassed && !hasLied;
  const forMs = isVouchedFor || running.length === 0 ? 0 : Math.max(STABLE_MS, service.monitorMs);
  return nowMs >= sinceMs + forMs
    ? { kind: 'up', tasks: running, sinceMs }
    : { kind: 'settling', untilMs: sinceMs + forMs, forMs };
}

/** Of each slot the task that counts: the wanted one where there is one, else the newest. */
function currentSlots(tasks: readonly TaskView[]): readonly TaskView[] {
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
  const up = slots.filter((task) => task.state === 'running' || isDone(state, service, task)).length;
  const next = slots.find((task) => task.state !== 'running' && !isDone(state, service, task));
  if (next === undefined && up >= wanted) return 'its update is under way';
  return `${up} of ${wanted} running, ${next === undefined ? 'no task yet' : words(state, service, next)}`;
}

/** Swarm's states in words; those before `preparing` are over in milliseconds or stay for a reason that is in the error. */
function words(state: HealthState, service: ServiceSeen, task: TaskView): string {
  if (task.desired === 'ready') return 'waiting to be started again';
  if (task.error !== undefined) return `${task.state}: ${task.error}`;
  switch (task.state) {
    case 'preparing':
    case 'ready':
      return 'preparing image, networks and volumes';
    case 'starting': {
      const container = state.containers[task.task];
      if (container?.health === 'unhealthy') return 'unhealthy';
      const isUp = container?.startedAt !== undefined && service.hasHealthcheck === true;
      return isUp ? 'starting (health check pending)' : 'starting';
    }
    default:
      return hasEnded(task) ? task.state : 'being scheduled';
  }
}

/** What a service that fails may still be waiting for. */
export type Hope = {
  /** When the rest of the stack had come up: before that it may die as often as it likes. Undefined while it hasn't. */
  readonly fromMs: number | undefined;
  /** True where another service runs without a healthcheck: nobody knows when such a one is ready. */
  readonly isUncertain: boolean;
};

/** For how long it has to have failed, from the beginning of the first failure to the end of the last. */
const LOOP_MS = 15_000;
const UNCERTAIN_LOOP_MS = 22_000;

/** @returns the failures that make a verdict: enough of them alike in one slot, for long enough. Undefined while there is hope. */
export function hopeless(
  state: HealthState,
  service: ServiceSeen,
  hope: Hope,
): readonly Failure[] | undefined {
  for (const all of failuresBySlot(state, service).values()) {
    const last = all.at(-1);
    if (last === undefined) continue;
    const alike = trailingAlike(all);
    if (!last.rule.mayHeal && alike.length >= last.rule.enough) return alike;
    if (all.length >= ENOUGH_REGARDLESS) return all;
    const counted = sinceQuiet(alike, hope);
    if (isLoop(counted, last.rule.enough, hope)) return counted;
    const mixed = sinceQuiet(all, hope);
    if (isLoop(mixed, ENOUGH_MIXED, hope)) return mixed;
  }
  return undefined;
}

function isLoop(failures: readonly Failure[], enough: number, { isUncertain }: Hope): boolean {
  return failures.length >= enough && spanMs(failures) >= (isUncertain ? UNCERTAIN_LOOP_MS : LOOP_MS);
}

function sinceQuiet(failures: readonly Failure[], { fromMs }: Hope): readonly Failure[] {
  return fromMs === undefined ? [] : failures.filter(({ task }) => (task.endedAt ?? 0) >= fromMs);
}

/** From the beginning of the first to the end of the last. */
export function spanMs(failures: readonly Failure[]): number {
  const first = failures.at(0)?.task.firstAt ?? 0;
  return (failures.at(-1)?.task.endedAt ?? first) - first;
}

/**
 * Even while another service is still coming up. A slow database may take minutes, and what waits for it dies every 5 to 6 s;
 * the database's own healthcheck bounds that wait earlier in most cases.
 */
const ENOUGH_REGARDLESS = 30;

/** A task that stayed up this long was not part of a loop. */
const LONG_RUN_MS = 60_000;

function trailingAlike(failures: readonly Failure[]): readonly Failure[] {
  const alike: Failure[] = [];
  const last = failures.at(-1);
  for (const failure of [...failures].reverse()) {
    if (last === undefined || signatureOf(failure) !== signatureOf(last)) break;
    alike.unshift(failure);
    const { runningAt, endedAt } = failure.task;
    if (runningAt !== undefined && endedAt !== undefined && endedAt - runningAt >= LONG_RUN_MS) break;
  }
  return alike;
}
