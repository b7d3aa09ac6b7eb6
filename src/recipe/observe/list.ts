/** The stack as the Swarm's manager lists it now: services and tasks, read into observations. */

import { createHash } from 'node:crypto';
import type { Docker } from '../../docker/index.js';
import {
  finalStates,
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
  readonly Version: { readonly Index: number };
  readonly Spec: {
    readonly Name: string;
    readonly Labels?: Readonly<Record<string, string>>;
    readonly EndpointSpec?: object;
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
      readonly Resources?: { readonly Limits?: { readonly MemoryBytes?: number } };
      readonly RestartPolicy?: { readonly Condition?: string; readonly MaxAttempts?: number };
    };
    readonly UpdateConfig?: { readonly Monitor?: number };
  };
  readonly JobStatus?: { readonly JobIteration?: JobIteration };
  readonly UpdateStatus?: { readonly State?: string; readonly StartedAt?: string; readonly Message?: string };
};

type JobIteration = { readonly Index?: number };

type TaskAnswer = {
  readonly ID: string;
  readonly ServiceID: string;
  readonly NodeID?: string;
  readonly Slot?: number;
  readonly DesiredState: string;
  readonly Spec: object;
  readonly JobIteration?: JobIteration;
  readonly Status: {
    readonly Timestamp?: string;
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
  const known = new Map<string, Pick<ServiceSeen, 'service' | 'mode'>>();
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
    // Services last: no task is then newer than what is known of its service, so that a task of a rollback never comes first.
    const tasks = await docker.request<readonly TaskAnswer[]>('GET', '/tasks', { query, signal });
    const services = await docker.request<readonly ServiceAnswer[]>('GET', '/services', { query, signal });
    const at = Date.now();
    for (const { ID: id, Spec: spec } of services)
      known.set(id, { service: spec.Name, mode: modeOf(spec.Mode).mode });
    const seen: Listed[] = [];
    for (const service of services)
      seen.push({ kind: 'service', at, ...serviceSeen(stack, service, await healthcheckOf(service)) });
    for (const task of tasks) {
      const service = known.get(task.ServiceID);
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

function serviceSeen(stack: string, answer: ServiceAnswer, hasHealthcheck: boolean | undefined): ServiceSeen {
  const { Spec: spec } = answer;
  const memoryLimit = spec.TaskTemplate.Resources?.Limits?.MemoryBytes;
  const chaosVersion = spec.Labels?.[`coop-cloud.${stack}.chaos-version`];
  const release = spec.Labels?.[`coop-cloud.${stack}.version`];
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
    ...(memoryLimit ? { memoryLimit } : {}),
    version: answer.Version.Index,
    template: digestOf(spec.TaskTemplate, answer.JobStatus?.JobIteration),
    endpoint: digestOf(spec.EndpointSpec ?? {}),
    ...(chaosVersion === undefined ? {} : { chaosVersion }),
    ...(release === undefined ? {} : { release }),
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

function taskSeen(answer: TaskAnswer, { service, mode }: Pick<ServiceSeen, 'service' | 'mode'>): TaskSeen {
  const { Status: status } = answer;
  const state = stateOf(status.State);
  const hasEnded = finalStates.has(state);
  const container = status.ContainerStatus?.ContainerID;
  const since = Date.parse(status.Timestamp ?? '');
  const exitCode = status.ContainerStatus?.ExitCode;
  return {
    service,
    task: answer.ID,
    // A job's slots begin with 0, which the answer leaves out.
    slot: mode.startsWith('global') ? (answer.NodeID ?? '') : String(answer.Slot ?? 0),
    state,
    desired: stateOf(answer.DesiredState),
    ...(status.Err ? { error: status.Err } : {}),
    // Also 0 while it runs, which says nothing.
    ...(hasEnded && state !== 'rejected' && exitCode !== undefined ? { exitCode } : {}),
    ...(container ? { container } : {}),
    ...(Number.isNaN(since) ? {} : { since }),
    template: digestOf(answer.Spec, answer.JobIteration),
  };
}

/**
 * The same for a service's template and for the tasks made from it: the daemon adds `Runtime` to the service's alone (measured
 * on 20.10). A job runs again with every deployment, changed or not: that makes each iteration a release of its own.
 */
function digestOf(spec: object, iteration?: JobIteration): string {
  const sorted = JSON.stringify({ ...spec, Runtime: undefined }, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
  const digest = createHash('sha256').update(sorted).digest('hex').slice(0, 12);
  return iteration === undefined ? digest : `${digest}-${iteration.Index ?? 0}`;
}

function stateOf(state: string): TaskState {
  return taskStates.find((entry) => entry === state) ?? 'new';
}
