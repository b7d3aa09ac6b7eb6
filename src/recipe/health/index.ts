/** When a stack is healthy, and when it is clear that it never will be. */

import type { Docker } from '../../docker/index.js';
import { anySignal, throwIfAborted } from '../../lib/abort.js';
import { formatDuration } from '../../lib/units.js';
import type { Finding } from '../../report/results.js';
import { type Observation, observeStack, STACK_LABEL } from '../observe/index.js';
import { tasksOf } from './failures.js';
import { LOG_LINES, logTail } from './logs.js';
import { type HealthPlan, type HealthState, initialHealth, reduceHealth } from './state.js';
import { type Verdict, verdictOf } from './verdict.js';

export { type HealthPlan, type HealthState, initialHealth, reduceHealth } from './state.js';
export { type Verdict, verdictOf } from './verdict.js';

export type WaitHealthyOptions = {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** For what it is waiting right now: `app: 0 of 1 running, starting (health check pending)`. Called on change only. */
  readonly onWaiting?: (what: string) => void;
  /** Every observation that the verdict rests on, for a recording. */
  readonly onObservation?: (seen: Observation) => void;
};

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
  const { state, verdict } = await watch(docker, plan, options);
  switch (verdict.kind) {
    case 'healthy':
      return { kind: 'healthy', tasks: verdict.tasks.map(toHealthyTask) };
    case 'failed':
      return { kind: 'failed', finding: await withLog(docker, state, verdict.finding, options.signal) };
    case 'waiting': {
      const finding = tooLate(state, verdict.for, options.timeoutMs);
      return { kind: 'failed', finding: await withLog(docker, state, finding, options.signal) };
    }
  }
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

/** Folds observations until there is a verdict; `waiting` is the verdict when the time is up. */
async function watch(
  docker: Docker,
  plan: HealthPlan,
  options: WaitHealthyOptions,
): Promise<{ readonly state: HealthState; readonly verdict: Verdict }> {
  const endsAtMs = Date.now() + options.timeoutMs;
  const stop = new AbortController();
  const signal = anySignal(options.signal, stop.signal);
  const stream = observeStack(docker, plan.stack, { signal })[Symbol.asyncIterator]();
  let state = initialHealth(plan);
  let verdict = verdictOf(state, Date.now());
  let isWhole = true;
  let said = '';
  let next = stream.next();
  try {
    for (;;) {
      throwIfAborted(options.signal);
      if (isWhole) verdict = verdictOf(state, Date.now());
      if (verdict.kind !== 'waiting' || Date.now() >= endsAtMs) return { state, verdict };
      if (verdict.for !== said) options.onWaiting?.(verdict.for);
      said = verdict.for;
      const seen = await before(next, Math.min(verdict.checkAgainAtMs ?? endsAtMs, endsAtMs));
      if (seen === undefined) continue;
      if (seen.done === true) return { state, verdict };
      options.onObservation?.(seen.value);
      state = reduceHealth(state, seen.value);
      next = stream.next();
      isWhole = isJudgeable(seen.value, isWhole);
    }
  } finally {
    // Ends the stream in the middle of whatever it waits for; nobody is left to hear of that.
    next.catch(() => undefined);
    stop.abort();
  }
}

/**
 * Whether there may be a verdict after this observation: not in the middle of a listing.
 * @param isWhole whether there might be one before it.
 */
export function isJudgeable(seen: Observation, isWhole: boolean): boolean {
  return seen.kind === 'listed' || (seen.kind === 'container' && isWhole);
}

/** The promise's value, or undefined when it is `atMs` first. */
function before<T>(promise: Promise<T>, atMs: number): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), Math.max(0, atMs - Date.now()));
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function toHealthyTask(task: HealthyTask): HealthyTask {
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

function tooLate(state: HealthState, waitingFor: string, timeoutMs: number): Finding {
  const late = state.plan.services.find((name) =>
    waitingFor.includes(`${name.slice(state.plan.stack.length + 1)}: `),
  );
  return {
    code: 'not-healthy-in-time',
    blame: 'recipe',
    ...(late === undefined ? {} : { service: late.slice(state.plan.stack.length + 1) }),
    message: `not healthy within ${formatDuration(timeoutMs)}: ${waitingFor}`,
    evidence: late === undefined ? [] : tasksOf(state, late).slice(-5).map(taskLine),
    remedy:
      'If it only needs longer, raise the recipe’s timeout (TIMEOUT in .env.sample); else read its log.',
  };
}

function taskLine(task: { readonly task: string; readonly state: string; readonly error?: string }): string {
  return `task ${task.task.slice(0, 12)}: ${task.state}${task.error === undefined ? '' : `: ${task.error}`}`;
}

/** Adds the end of the log of the service that failed: of the last of its tasks that got as far as a container. */
async function withLog(
  docker: Docker,
  state: HealthState,
  finding: Finding,
  signal: AbortSignal | undefined,
): Promise<Finding> {
  if (finding.service === undefined) return finding;
  const tasks = tasksOf(state, `${state.plan.stack}_${finding.service}`);
  // The newest may have been created only just now; the one that ended has said why.
  const ended = tasks.filter((task) => task.container !== undefined && task.endedAt !== undefined).at(-1);
  const last = ended ?? tasks.filter((task) => task.container !== undefined).at(-1);
  if (last === undefined) return finding;
  const lines = await logTail(docker, `/tasks/${last.task}`, signal);
  const title = `log of ${finding.service}, the last ${LOG_LINES} lines at most:`;
  const log = lines.length === 0 ? [`log of ${finding.service}: empty`] : [title, ...lines];
  return { ...finding, evidence: [...finding.evidence, ...log] };
}
