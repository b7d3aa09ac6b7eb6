/** The stack as the Swarm's manager lists it now: services and tasks, read into observations. */

import type { Docker } from '../../docker/index.js';
import {
  type Observation,
  type ServiceSeen,
  type TaskSeen,
  type TaskState,
  taskStates,
} from './observation.js';

export const STACK_LABEL = 'com.docker.stack.namespace';

/** What of the Engine API's answers is read here (`GET /services`, `GET /tasks`, `GET /images/NAME/json`). */
type ServiceAnswer = {
  readonly ID: string;
  readonly Spec: {
    readonly Name: string;
    readonly Mode: {
      readonly Replicated?: { readonly Replicas?: number };
      readonly Global?: object;
      readonly ReplicatedJob?: { readonly TotalCompletions?: number; readonly MaxConcurrent?: number };
      readonly GlobalJob?: object;
    };
    readonly TaskTemplate: {
      readonly ContainerSpec?: {
        readonly Image: string;
        readonly Healthcheck?: { readonly Test?: readonly string[] };
      };
      readonly RestartPolicy?: { readonly Condition?: string; readonly MaxAttempts?: number };
    };
    readonly UpdateConfig?: { readonly Monitor?: number };
  };
  readonly UpdateStatus?: { readonly State?: string; readonly StartedAt?: string; readonly Message?: string };
};

type TaskAnswer = {
  readonly ID: string;
  readonly ServiceID: string;
  readonly NodeID?: string;
  readonly Slot?: number;
  readonly DesiredState: string;
  readonly Status: {
    readonly State: string;
    readonly Err?: string;
    readonly ContainerStatus?: { readonly ContainerID?: string; readonly ExitCode?: number };
  };
};

type ImageAnswer = { readonly Config?: { readonly Healthcheck?: { readonly Test?: readonly string[] } } };

const DEFAULT_MONITOR_MS = 5_000;
const NANOSECONDS_PER_MS = 1_000_000;

/** What a listing is made of. */
export type Listed = Observation & { readonly kind: 'service' | 'task' };

/** Lists one stack again and again; remembers what doesn't change: names of services, healthchecks of images. */
export function stackLister(
  docker: Docker,
  stack: string,
  signal: AbortSignal,
): () => Promise<readonly Listed[]> {
  const names = new Map<string, string>();
  const imageHasCheck = new Map<string, Promise<boolean | undefined>>();
  const query = { filters: { label: [`${STACK_LABEL}=${stack}`] } };

  const healthcheckOf = (answer: ServiceAnswer): Promise<boolean | undefined> => {
    const container = answer.Spec.TaskTemplate.ContainerSpec;
    const own = isCheck(container?.Healthcheck?.Test);
    if (own !== undefined || container === undefined) return Promise.resolve(own);
    const known = imageHasCheck.get(container.Image) ?? imageCheck(docker, container.Image, signal);
    imageHasCheck.set(container.Image, known);
    return known;
  };

  return async () => {
    const services = await docker.request<readonly ServiceAnswer[]>('GET', '/services', { query, signal });
    const tasks = await docker.request<readonly TaskAnswer[]>('GET', '/tasks', { query, signal });
    const at = Date.now();
    for (const service of services) names.set(service.ID, service.Spec.Name);
    const seen: Listed[] = [];
    for (const service of services)
      seen.push({ kind: 'service', at, ...serviceSeen(service, await healthcheckOf(service)) });
    for (const task of tasks) {
      const service = names.get(task.ServiceID);
      if (service !== undefined) seen.push({ kind: 'task', at, ...taskSeen(task, service) });
    }
    return seen;
  };
}

/** Undefined where the definition says nothing, so that the image's own healthcheck counts. */
function isCheck(test: readonly string[] | undefined): boolean | undefined {
  if (test === undefined || test.length === 0) return undefined;
  return test[0] !== 'NONE';
}

/** The image may live on another node only; then it is not known. */
async function imageCheck(docker: Docker, image: string, signal: AbortSignal): Promise<boolean | undefined> {
  const path = `/images/${encodeURI(image)}/json`;
  const answer = await docker.request<ImageAnswer | undefined>('GET', path, { expect: [400, 404], signal });
  return answer === undefined ? undefined : (isCheck(answer.Config?.Healthcheck?.Test) ?? false);
}

function serviceSeen(answer: ServiceAnswer, hasHealthcheck: boolean | undefined): ServiceSeen {
  const { Spec: spec } = answer;
  const policy = spec.TaskTemplate.RestartPolicy;
  const monitor = spec.UpdateConfig?.Monitor;
  return {
    service: spec.Name,
    ...modeOf(spec.Mode),
    restart: {
      condition: conditionOf(policy?.Condition),
      // 0 is Swarm's word for no limit.
      ...(policy?.MaxAttempts ? { maxAttempts: policy.MaxAttempts } : {}),
    },
    monitorMs: monitor ? monitor / NANOSECONDS_PER_MS : DEFAULT_MONITOR_MS,
    hasHealthcheck,
    image: spec.TaskTemplate.ContainerSpec?.Image ?? '',
    ...updateOf(answer.UpdateStatus),
  };
}

function modeOf(mode: ServiceAnswer['Spec']['Mode']): Pick<ServiceSeen, 'mode' | 'replicas'> {
  if (mode.Global !== undefined) return { mode: 'global' };
  if (mode.GlobalJob !== undefined) return { mode: 'global-job' };
  if (mode.ReplicatedJob !== undefined) {
    const { TotalCompletions: total, MaxConcurrent: concurrent } = mode.ReplicatedJob;
    return { mode: 'replicated-job', replicas: total ?? concurrent ?? 1 };
  }
  return { mode: 'replicated', replicas: mode.Replicated?.Replicas ?? 1 };
}

function conditionOf(condition: string | undefined): ServiceSeen['restart']['condition'] {
  return condition === 'none' || condition === 'on-failure' ? condition : 'any';
}

/** `UpdateStatus` is absent or without a state after the first create. */
function updateOf(status: ServiceAnswer['UpdateStatus']): Pick<ServiceSeen, 'update'> {
  const state = updateStates.find((entry) => entry === status?.State);
  if (state === undefined) return {};
  const { StartedAt: startedAt, Message: message } = status ?? {};
  return {
    update: {
      state,
      ...(startedAt === undefined ? {} : { startedAt }),
      ...(message === undefined ? {} : { message }),
    },
  };
}

const updateStates = [
  'updating',
  'paused',
  'completed',
  'rollback_started',
  'rollback_paused',
  'rollback_completed',
] as const;

function taskSeen(answer: TaskAnswer, service: string): TaskSeen {
  const { Status: status } = answer;
  const state = stateOf(status.State);
  const hasEnded = taskStates.indexOf(state) >= taskStates.indexOf('complete');
  const container = status.ContainerStatus?.ContainerID;
  const exitCode = status.ContainerStatus?.ExitCode;
  return {
    service,
    task: answer.ID,
    slot: answer.Slot === undefined ? (answer.NodeID ?? '') : String(answer.Slot),
    state,
    desired: stateOf(answer.DesiredState),
    ...(status.Err ? { error: status.Err } : {}),
    // Also 0 while it runs, which says nothing.
    ...(hasEnded && state !== 'rejected' && exitCode !== undefined ? { exitCode } : {}),
    ...(container ? { container } : {}),
  };
}

function stateOf(state: string): TaskState {
  return taskStates.find((entry) => entry === state) ?? 'new';
}
