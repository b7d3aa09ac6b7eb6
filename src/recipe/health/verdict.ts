/** The stack as a whole: healthy, hopeless, or waiting, and for what. Pure. */

import { formatDuration, formatMemory } from '../../lib/units.js';
import type { Finding } from '../../report/results.js';
import type { ServiceSeen } from '../observe/index.js';
import { type Assessment, assess } from './assess.js';
import { endsByItself, type Failure, failuresBySlot, tasksOf } from './failures.js';
import { type Hope, isOutliving, judgeLoop, spanMs } from './loop.js';
import { type HealthState, hasEnded, shortName, type TaskView } from './state.js';

export type Verdict =
  | {
      readonly kind: 'waiting';
      /** `app: 0 of 1 running, starting (health check pending); db: no task yet`. */
      readonly for: string;
      /** The first of them, by its full name. */
      readonly service?: string;
      /** When time alone can change the verdict. */
      readonly checkAgainAtMs?: number;
    }
  | { readonly kind: 'healthy'; readonly tasks: readonly TaskView[] }
  /** `task`: the one whose log tells most. */
  | { readonly kind: 'failed'; readonly finding: Finding; readonly task?: string };

type Failed = Verdict & { readonly kind: 'failed' };

/** @param nowMs milliseconds on the clock of the observations. */
export function verdictOf(state: HealthState, nowMs: number): Verdict {
  const missing = state.plan.services.filter((name) => state.services[name] === undefined);
  const services = Object.values(state.services);
  const assessed = services.map((service) => ({ service, now: assess(state, service, nowMs) }));
  const times: number[] = [];
  for (const each of assessed) {
    const judged = failureOf(state, each, assessed, nowMs);
    if (judged.kind === 'failed') return judged;
    if (judged.untilMs !== undefined) times.push(judged.untilMs);
  }
  const waiting = assessed.filter(({ now }) => now.kind !== 'up');
  if (missing.length === 0 && waiting.length === 0 && services.length > 0)
    return { kind: 'healthy', tasks: assessed.flatMap(({ now }) => (now.kind === 'up' ? now.tasks : [])) };
  const reasons = [
    ...missing.map((name) => `${shortName(state, name)}: not there yet`),
    ...waiting.map(({ service, now }) => `${shortName(state, service.service)}: ${wordsFor(now)}`),
  ];
  const first = missing[0] ?? waiting[0]?.service.service;
  times.push(...waiting.flatMap(({ now }) => ('untilMs' in now ? [now.untilMs] : [])));
  return {
    kind: 'waiting',
    for: reasons.join('; '),
    ...(first === undefined ? {} : { service: first }),
    ...(times.length === 0 ? {} : { checkAgainAtMs: Math.min(...times) }),
  };
}

type Assessed = { readonly service: ServiceSeen; readonly now: Assessment };

function failureOf(
  state: HealthState,
  { service, now }: Assessed,
  assessed: readonly Assessed[],
  nowMs: number,
): Failed | { readonly kind: 'hope'; readonly untilMs?: number } {
  const name = shortName(state, service.service);
  if (now.kind === 'given-up') return failed(givenUp(name, service, now.failures), now.failures);
  if (now.kind === 'unplaced' && nowMs >= now.untilMs) return failed(unplaced(name, now.error), []);
  const judged = judgeLoop(state, service, hopeFor(state, assessed, service, nowMs), nowMs);
  if (judged.kind === 'hope') return judged;
  return failed(loop(name, service, judged.failures), judged.failures);
}

/** With the last attempt that got as far as a container. */
function failed(finding: Finding, failures: readonly Failure[]): Failed {
  const task = failures.filter(({ task: { container } }) => container !== undefined).at(-1)?.task.task;
  return { kind: 'failed', finding, ...(task === undefined ? {} : { task }) };
}

/** How long after it runs a service without a healthcheck may still be on its way: as long as it is watched anyway. */
const BLIND_GRACE_MS = 5_000;
/** One that Swarm does not start again after exit code 0 may be a migration that others wait for the end of. */
const BLIND_ONE_SHOT_GRACE_MS = 60_000;

/** Swarm ignores `depends_on`, so an app dies until its database is there, and that is no crash loop. */
function hopeFor(
  state: HealthState,
  assessed: readonly Assessed[],
  service: ServiceSeen,
  nowMs: number,
): Hope {
  const others = assessed.filter(({ service: other }) => other !== service);
  const isComing = others.some((other) => makesProgress(state, other, nowMs));
  const blind = others.filter(
    ({ service: other, now }) =>
      other.hasHealthcheck !== true &&
      (now.kind === 'settling' || (now.kind === 'up' && now.tasks.length > 0)),
  );
  return {
    fromMs: isComing ? undefined : Math.max(0, ...others.map((other) => quietFrom(state, other, blind))),
    isUncertain: blind.length > 0,
  };
}

/**
 * On its way, and not failing itself, or at least further than it ever was. It can't be for ever: the healthcheck's own
 * start period and retries end an attempt, and so does its exit; what is left is the time for the whole stack.
 */
function makesProgress(state: HealthState, { service, now }: Assessed, nowMs: number): boolean {
  if (now.kind !== 'coming') return false;
  if (overdueFrom(state, service) === undefined) return true;
  const slots = tasksOf(state, service.service).filter((task) => !hasEnded(task));
  return slots.some(({ slot }) => isOutliving(state, service, slot, nowMs));
}

/** When it had failed in a way that leaves little hope: twice, or once for a healthcheck that had all of its time. */
function overdueFrom(state: HealthState, service: ServiceSeen): number | undefined {
  const failures = [...failuresBySlot(state, service).values()].flat();
  const unhealthy = failures.find(({ rule }) => rule.code === 'task-unhealthy');
  return (unhealthy ?? failures[1])?.task.endedAt;
}

/** From when on it can't be what others wait for. */
function quietFrom(state: HealthState, other: Assessed, blind: readonly Assessed[]): number {
  const { now, service } = other;
  const graceMs = endsByItself(service) ? BLIND_ONE_SHOT_GRACE_MS : BLIND_GRACE_MS;
  const extraMs = blind.includes(other) ? graceMs : 0;
  if (now.kind === 'up') return now.sinceMs + extraMs;
  if (now.kind === 'settling') return now.untilMs - now.forMs + extraMs;
  return overdueFrom(state, service) ?? 0;
}

function loop(name: string, service: ServiceSeen, failures: readonly Failure[]): Finding {
  const rule = failures.at(-1)?.rule;
  const count = `${failures.length} ${failures.length === 1 ? 'time' : 'times'} in ${formatDuration(spanMs(failures))}`;
  return {
    ...whoseFault(service, rule),
    service: name,
    message: `${name}: ${rule?.what ?? 'crashes in a loop'}${limitWords(service, rule)}, ${count}${exitWords(failures)}`,
    evidence: errorsOf(service, failures),
    remedy: remedyFor(service, failures),
  };
}

/** Without a limit of its own it was the host's memory that was not enough. */
function whoseFault(
  service: ServiceSeen,
  rule: Failure['rule'] | undefined,
): Pick<Finding, 'code' | 'blame'> {
  if (rule === undefined) return { code: 'crash-loop', blame: 'recipe' };
  const isHosts = rule.code === 'out-of-memory' && service.memoryLimit === undefined;
  return { code: rule.code, blame: isHosts ? 'host' : rule.blame };
}

function limitWords({ memoryLimit }: ServiceSeen, rule: Failure['rule'] | undefined): string {
  if (rule?.code !== 'out-of-memory') return '';
  return memoryLimit === undefined
    ? ' (it has no limit of its own: the host ran out)'
    : ` (its limit is ${formatMemory(memoryLimit)})`;
}

function remedyFor(service: ServiceSeen, failures: readonly Failure[]): string {
  const rule = failures.at(-1)?.rule;
  if (rule?.code === 'out-of-memory' && service.memoryLimit === undefined)
    return 'Give the Docker host more memory, or run fewer stacks at once; a limit (deploy.resources.limits.memory) keeps one service from taking it all.';
  if (failures.every(({ task }) => task.exitCode === 0) && rule?.code === 'crash-loop')
    return 'It ends by itself with exit code 0: if it is to run once, set deploy.restart_policy.condition to on-failure.';
  return rule?.remedy ?? 'Read the end of its log.';
}

function givenUp(name: string, service: ServiceSeen, failures: readonly Failure[]): Finding {
  const { condition, maxAttempts } = service.restart;
  const policy =
    maxAttempts === undefined ? `restart condition ${condition}` : `${maxAttempts} restarts at most`;
  const rule = failures.at(-1)?.rule;
  const isCrash = rule === undefined || rule.code === 'crash-loop';
  return {
    ...whoseFault(service, rule),
    service: name,
    message: `${name}: ${isCrash ? 'failed' : rule.what}${limitWords(service, rule)}${exitWords(failures)}, and Swarm will not start it again (${policy})`,
    evidence: errorsOf(service, failures),
    remedy: remedyFor(service, failures),
  };
}

function unplaced(name: string, error: string): Finding {
  return {
    code: 'no-suitable-node',
    blame: 'host',
    service: name,
    message: `${name}: no node of the Swarm can take it (${error})`,
    evidence: [error],
    remedy: /port already in use/.test(error)
      ? 'Another task holds the port that it publishes in host mode: publish another one, or none (a router reaches it without); with more than one task per node, or update_config.order start-first, a host port can never be had twice.'
      : 'Lower the reservations or constraints of the service (deploy.resources, deploy.placement), or give the Swarm a node that meets them.',
  };
}

function exitWords(failures: readonly Failure[]): string {
  const codes = [...new Set(failures.flatMap(({ task }) => task.exitCode ?? []))];
  if (codes.length === 0) return '';
  return codes.length === 1 ? `, exit code ${codes[0]}` : `, exit codes ${codes.join(', ')}`;
}

/** Each error once, with how often it came. */
export function errorsOf(service: ServiceSeen, failures: readonly Failure[]): string[] {
  const counts = new Map<string, number>();
  for (const { task } of failures) {
    const words = task.error ?? `task: ${task.state} (exit code ${task.exitCode ?? 'unknown'})`;
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  const errors = [...counts].map(([error, count]) => `${count} × ${error}`);
  return [...errors, `image: ${service.image}`];
}

function wordsFor(now: Assessment): string {
  switch (now.kind) {
    case 'settling':
      return `running, watched for ${formatDuration(now.forMs)}`;
    case 'coming':
      return now.failures === 0 ? now.why : `${now.why} (failed ${now.failures} × so far)`;
    case 'unplaced':
      return now.error;
    case 'up':
    case 'given-up':
      return now.kind;
  }
}
