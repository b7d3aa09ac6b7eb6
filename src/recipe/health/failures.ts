/** How a service fails: which of its ended tasks count, and what their errors mean. Pure. */

import type { Finding } from '../../report/results.js';
import type { ServiceSeen } from '../observe/index.js';
import type { HealthState, TaskView } from './state.js';

/** One failed attempt, and what kind of failure it was. */
export type Failure = { readonly task: TaskView; readonly rule: FailureRule };

export type FailureRule = {
  /** Matched against the task's error; the first that fits. */
  readonly error: RegExp;
  readonly code: Finding['code'];
  readonly blame: Finding['blame'];
  /** How many alike make a verdict. */
  readonly enough: number;
  /** Whether another service's coming up may heal it; then it takes time as well as a number. */
  readonly mayHeal: boolean;
  readonly what: string;
  readonly remedy: string;
};

const LOOK_AT_LOG = 'Read the end of its log; run the service by hand with the same environment.';

/**
 * Errors as swarmkit's and moby's executors write them. A crash needs several alike, since Swarm ignores `depends_on`, and apps
 * legitimately die until what they depend on is up; what the daemon itself refuses to start doesn't get better by waiting.
 */
export const failureRules: readonly FailureRule[] = [
  {
    // Before the others: a mount or a layer that can't be written for it is not the recipe's.
    error: /no space left on device|cannot allocate memory|disk quota exceeded/i,
    code: 'host-short-of-resources',
    blame: 'host',
    enough: 1,
    mayHeal: false,
    what: 'the Docker host has no room for it',
    remedy: 'Make room on the Docker host: docker system df, docker image prune, df -i, free -m.',
  },
  {
    error: /toomanyrequests|rate limit/i,
    code: 'registry-rate-limit',
    blame: 'registry',
    enough: 1,
    mayHeal: false,
    what: 'its image can’t be pulled: the registry’s limit is reached',
    remedy:
      'Log in to the registry (higher limit), use a pull-through mirror, or wait for the window to pass.',
  },
  {
    error: /pull access denied|unauthorized|denied: /i,
    code: 'registry-refused',
    blame: 'registry',
    enough: 2,
    mayHeal: false,
    what: 'its image can’t be pulled: the registry refuses',
    remedy: 'Correct the image’s name, or give registry credentials that may read it.',
  },
  {
    // Engines up to 20.10 at least hide every failed pull behind this sentence.
    error: /No such image|manifest unknown|manifest for .* not found/i,
    code: 'image-missing',
    blame: 'recipe',
    enough: 2,
    mayHeal: false,
    what: 'its image is not there and can’t be pulled',
    remedy: 'Correct the image’s name or tag in the compose file, or make it available to the Docker host.',
  },
  {
    error:
      /invalid mount config|bind source path|(config|secret|network|volume) .*not found|plugin ".*" not found|error while mounting volume|failed to mount local volume|VolumeDriver\./i,
    code: 'task-rejected',
    blame: 'recipe',
    enough: 1,
    mayHeal: false,
    what: 'the daemon refuses to create its container',
    remedy: 'Correct the mount, config, secret or network that the error names in the compose file.',
  },
  {
    error: /port is already allocated|address already in use/i,
    code: 'task-rejected',
    blame: 'host',
    enough: 1,
    mayHeal: false,
    what: 'a port that it publishes is taken on the Docker host',
    remedy:
      'Look what listens there (ss -ltnp, docker service ls); publish another port, or none: a router reaches it without.',
  },
  {
    error: /unhealthy container/i,
    code: 'task-unhealthy',
    blame: 'recipe',
    // Each took the whole start period and all of the retries.
    enough: 2,
    mayHeal: true,
    what: 'its healthcheck fails, and Swarm kills it for that',
    remedy: 'Run the healthcheck’s command in the container; raise start_period if it only needs longer.',
  },
  {
    error: /starting container failed|OCI runtime|executable file not found|exec format error/i,
    code: 'task-rejected',
    blame: 'recipe',
    enough: 2,
    mayHeal: false,
    what: 'its container can’t be started',
    remedy: 'Correct the command, entrypoint or mount that the error names in the compose file.',
  },
];

const REJECTED: FailureRule = {
  error: /./,
  code: 'task-rejected',
  blame: 'recipe',
  enough: 2,
  mayHeal: false,
  what: 'the daemon refuses to run it',
  remedy: 'Correct what the error names in the compose file.',
};

/** The kernel's own word; the same limit is there at the next attempt. */
const OUT_OF_MEMORY: FailureRule = {
  error: /./,
  code: 'out-of-memory',
  blame: 'recipe',
  enough: 2,
  mayHeal: false,
  what: 'killed by the kernel for want of memory',
  remedy: 'Raise the memory limit of the service (deploy.resources.limits.memory), or make it need less.',
};

const CRASH: FailureRule = {
  error: /./,
  code: 'crash-loop',
  blame: 'recipe',
  enough: 4,
  mayHeal: true,
  what: 'crashes in a loop',
  remedy: LOOK_AT_LOG,
};

/** With different exit codes it takes longer to be sure. */
export const ENOUGH_MIXED = 8;

/** The failed attempts of a service, oldest first, by slot. */
export function failuresBySlot(
  state: HealthState,
  service: ServiceSeen,
): ReadonlyMap<string, readonly Failure[]> {
  const slots = new Map<string, Failure[]>();
  const ended = tasksOf(state, service.service).filter((task) => isFailure(state, service, task));
  for (const task of ended) {
    const failures = slots.get(task.slot) ?? [];
    const rule = ruleFor(state, task);
    if (isImageFailure(rule) && (task.endedAt ?? 0) <= (state.imagesHere[service.image] ?? -1)) continue;
    failures.push({ task, rule });
    slots.set(task.slot, failures);
  }
  return slots;
}

/** The tasks that were seen of a service, oldest first. */
export function tasksOf(state: HealthState, service: string): readonly TaskView[] {
  return Object.values(state.tasks)
    .filter((task) => task.service === service)
    .sort((one, other) => one.firstAt - other.firstAt);
}

function isFailure(state: HealthState, service: ServiceSeen, task: TaskView): boolean {
  if (task.isHistory === true) return false;
  if (task.state === 'failed' || task.state === 'rejected' || wasUnhealthy(state, task)) return true;
  // An orderly end of what is to run for ever is a failure; of a one-shot or a job it is the aim.
  return task.state === 'complete' && !endsByItself(service);
}

/**
 * Killed for its healthcheck, it obeyed and ended with exit code 0: Swarm calls that complete, without an error (measured on
 * 20.10), and with the restart condition on-failure leaves it at that.
 */
export function wasUnhealthy(state: HealthState, task: TaskView): boolean {
  return task.state === 'complete' && state.containers[task.task]?.health === 'unhealthy';
}

/** True for jobs, and for one-shots: services that Swarm does not start again after exit code 0. */
export function endsByItself(service: ServiceSeen): boolean {
  return isJob(service) || service.restart.condition !== 'any';
}

export function isJob({ mode }: ServiceSeen): boolean {
  return mode === 'replicated-job' || mode === 'global-job';
}

function ruleFor(state: HealthState, task: TaskView): FailureRule {
  const error = wasUnhealthy(state, task) ? 'unhealthy container' : (task.error ?? '');
  const known = failureRules.find((rule) => rule.error.test(error));
  const hasEndedItself = known === undefined || known.code === 'task-unhealthy';
  const isOutOfMemory = state.containers[task.task]?.isOutOfMemory === true;
  if (isOutOfMemory && hasEndedItself && task.state === 'failed') return OUT_OF_MEMORY;
  return known ?? (task.state === 'rejected' ? REJECTED : CRASH);
}

/** What Swarm says of an image is worth one explicit pull: only that tells missing, private and rate-limited apart. */
export function isImageFailure({ code }: { readonly code: Finding['code'] }): boolean {
  return code === 'image-missing' || code === 'registry-refused' || code === 'registry-rate-limit';
}

/** How long it had a container, in milliseconds; 0 where it never had one. */
export function lifeMs(state: HealthState, task: TaskView, nowMs: number): number {
  const from = state.containers[task.task]?.startedAt ?? task.startedAt;
  return from === undefined ? 0 : Math.max(0, (task.endedAt ?? nowMs) - from);
}

/** What two failures must share to be the same failure: rule and exit code, or the words of an error that has none. */
export function signatureOf(failure: Failure): string {
  const { task, rule } = failure;
  return rule === CRASH ? `crash ${task.exitCode ?? task.error}` : rule.what;
}
