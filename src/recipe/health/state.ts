/** What has been seen of a stack since the watch began: a fold over observations, without a clock and without Docker. */

import { finalStates, type Observation, type ServiceSeen, type TaskSeen } from '../observe/index.js';

/** What the watch is about. */
export type HealthPlan = {
  readonly stack: string;
  /** Full names of the services that are waited for, `STACK_app`. */
  readonly services: readonly string[];
};

/** One attempt of Swarm's to run a service, kept after Swarm itself has forgotten it (it remembers five per slot). */
export type TaskView = TaskSeen & {
  readonly firstAt: number;
  /** When it was first seen to have a container that starts: a task exists for the whole delay before a restart. */
  readonly startedAt?: number;
  /** When it was first seen running: with a healthcheck that is when it was healthy. */
  readonly runningAt?: number;
  /** When it was first seen to have ended. */
  readonly endedAt?: number;
  /** It had ended long before the watch began: what failed then is no sign of how it is now. */
  readonly isHistory?: true;
};

export type ContainerView = {
  readonly startedAt?: number;
  readonly diedAt?: number;
  readonly health?: 'starting' | 'healthy' | 'unhealthy';
  /** The kernel killed something in it for want of memory. */
  readonly isOutOfMemory?: true;
};

export type HealthState = {
  readonly plan: HealthPlan;
  readonly services: Readonly<Record<string, ServiceSeen>>;
  readonly tasks: Readonly<Record<string, TaskView>>;
  /** By task id: an event may come before the task is listed. */
  readonly containers: Readonly<Record<string, ContainerView>>;
  /** When an explicit pull brought an image for which tasks had been rejected. */
  readonly imagesHere: Readonly<Record<string, number>>;
};

export function initialHealth(plan: HealthPlan): HealthState {
  return { plan, services: {}, tasks: {}, containers: {}, imagesHere: {} };
}

export function reduceHealth(state: HealthState, seen: Observation): HealthState {
  switch (seen.kind) {
    case 'service': {
      const { kind: _kind, at: _at, ...service } = seen;
      return { ...state, services: { ...state.services, [seen.service]: service } };
    }
    case 'service-gone': {
      const { [seen.service]: _gone, ...services } = state.services;
      return { ...state, services };
    }
    case 'task':
      return { ...state, tasks: { ...state.tasks, [seen.task]: taskView(state.tasks[seen.task], seen) } };
    case 'container': {
      const view = containerView(state.containers[seen.task] ?? {}, seen);
      return { ...state, containers: { ...state.containers, [seen.task]: view } };
    }
    case 'image-here':
      return { ...state, imagesHere: { ...state.imagesHere, [seen.image]: seen.at } };
    case 'listed':
      return state;
  }
}

/** What ended earlier than this before it was first seen belongs to another deployment; ours began moments ago. */
const HISTORY_MS = 30_000;

function taskView(before: TaskView | undefined, seen: Observation & { kind: 'task' }): TaskView {
  const { kind: _kind, at, ...task } = seen;
  // At first sight it may have been so for hours; a clock of another machine that is ahead changes nothing.
  const since = before === undefined ? Math.min(at, task.since ?? at) : at;
  const startedAt = before?.startedAt ?? (hasContainer(task) ? since : undefined);
  const runningAt = before?.runningAt ?? (task.state === 'running' ? since : undefined);
  const endedAt = before?.endedAt ?? (hasEnded(task) ? at : undefined);
  const isHistory = before?.isHistory ?? (hasEnded(task) && at - since > HISTORY_MS);
  return {
    ...task,
    firstAt: before?.firstAt ?? at,
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(runningAt === undefined ? {} : { runningAt }),
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(isHistory ? { isHistory } : {}),
  };
}

function containerView(before: ContainerView, seen: Observation & { kind: 'container' }): ContainerView {
  switch (seen.action) {
    case 'start':
      return { ...before, startedAt: seen.at };
    case 'health':
      return seen.health === undefined ? before : { ...before, health: seen.health };
    case 'oom':
      return { ...before, isOutOfMemory: true };
    case 'die':
      return { ...before, diedAt: seen.at };
  }
}

function hasContainer({ state }: TaskSeen): boolean {
  return state === 'starting' || state === 'running';
}

/** True in a final state. */
export function hasEnded(task: TaskSeen): boolean {
  return finalStates.has(task.state);
}

/** True when Swarm wants it to go on: it has not been replaced, scaled away or given up. */
export function isWanted(task: TaskSeen): boolean {
  return task.desired === 'running' || task.desired === 'ready' || task.desired === 'complete';
}

/** `app` for `STACK_app`. */
export function shortName({ plan }: Pick<HealthState, 'plan'>, service: string): string {
  const prefix = `${plan.stack}_`;
  return service.startsWith(prefix) ? service.slice(prefix.length) : service;
}
