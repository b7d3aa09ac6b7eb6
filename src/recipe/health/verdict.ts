/** The stack as a whole: healthy, hopeless, or waiting, and for what. Pure. */

import { formatDuration } from '../../lib/units.js';
import type { Finding } from '../../report/results.js';
import type { ServiceSeen } from '../observe/index.js';
import { type Assessment, assess, type Hope, hopeless, spanMs } from './assess.js';
import type { Failure } from './failures.js';
import type { HealthState, TaskView } from './state.js';

export type Verdict =
  | {
      readonly kind: 'waiting';
      /** `app: 0 of 1 running, starting (health check pending); db: no task yet`. */
      readonly for: string;
      /** When time alone can change the verdict. */
      readonly checkAgainAtMs?: number;
    }
  | { readonly kind: 'healthy'; readonly tasks: readonly TaskView[] }
  | { readonly kind: 'failed'; readonly finding: Finding };

/** @param nowMs milliseconds on the clock of the observations. */
export function verdictOf(state: HealthState, nowMs: number): Verdict {
  const missing = state.plan.services.filter((name) => state.services[name] === undefined);
  const services = Object.values(state.services);
  const assessed = services.map((service) => ({ service, now: assess(state, service, nowMs) }));
  const failed = firstFailure(state, assessed, nowMs);
  if (failed !== undefined) return { kind: 'failed', finding: failed };
  const waiting = assessed.filter(({ now }) => now.kind !== 'up');
  if (missing.length === 0 && waiting.length === 0 && services.length > 0)
    return { kind: 'healthy', tasks: assessed.flatMap(({ now }) => (now.kind === 'up' ? now.tasks : [])) };
  const reasons = [
    ...missing.map((name) => `${shortName(state, name)}: not there yet`),
    ...waiting.map(({ service, now }) => `${shortName(state, service.service)}: ${wordsFor(now)}`),
  ];
  const times = waiting.flatMap(({ now }) => ('untilMs' in now ? [now.untilMs] : []));
  return {
    kind: 'waiting',
    for: reasons.join('; '),
    ...(times.length === 0 ? {} : { checkAgainAtMs: Math.min(...times) }),
  };
}

type Assessed = { readonly service: ServiceSeen; readonly now: Assessment };

function firstFailure(state: HealthState, assessed: readonly Assessed[], nowMs: number): Finding | undefined {
  for (const { service, now } of assessed) {
    const name = shortName(state, service.service);
    if (now.kind === 'given-up') return givenUp(name, service, now.failures);
    if (now.kind === 'unplaced' && nowMs >= now.untilMs) return unplaced(name, now.error);
    const failures = hopeless(state, service, hopeFor(assessed, service));
    if (failures !== undefined) return loop(state, name, service, failures);
  }
  return undefined;
}

/**
 * Swarm ignores `depends_on`, so an app dies until its database is there, and that is no crash loop. A service that fails
 * itself is nothing to wait for.
 */
function hopeFor(assessed: readonly Assessed[], service: ServiceSeen): Hope {
  const others = assessed.filter(({ service: other }) => other !== service);
  const isComing = others.some(({ now }) => now.kind === 'coming' && now.failures < 2);
  const since = others.map(({ now }) => {
    if (now.kind === 'up') return now.sinceMs;
    return now.kind === 'settling' ? now.untilMs - now.forMs : 0;
  });
  return {
    fromMs: isComing ? undefined : Math.max(0, ...since),
    isUncertain: others.some(
      ({ service: other, now }) =>
        other.hasHealthcheck !== true &&
        (now.kind === 'settling' || (now.kind === 'up' && now.tasks.length > 0)),
    ),
  };
}

function loop(state: HealthState, name: string, service: ServiceSeen, failures: readonly Failure[]): Finding {
  const rule = failures.at(-1)?.rule;
  const count = `${failures.length} ${failures.length === 1 ? 'time' : 'times'} in ${formatDuration(spanMs(failures))}`;
  const isOom = failures.some(({ task }) => state.containers[task.task]?.isOutOfMemory === true);
  const endedWell = failures.every(({ task }) => task.exitCode === 0);
  return {
    code: rule?.code ?? 'crash-loop',
    blame: rule?.blame ?? 'recipe',
    service: name,
    message: `${name}: ${rule?.what ?? 'crashes in a loop'}, ${count}${exitWords(failures)}${isOom ? ', killed by the kernel for want of memory' : ''}`,
    evidence: errorsOf(service, failures),
    remedy: remedyFor(rule?.remedy ?? '', isOom, endedWell),
  };
}

function remedyFor(usual: string, isOom: boolean, endedWell: boolean): string {
  if (isOom)
    return 'Raise the memory limit of the service (deploy.resources.limits.memory), or give the host more.';
  if (endedWell)
    return 'It ends by itself with exit code 0: if it is to run once, set deploy.restart_policy.condition to on-failure.';
  return usual;
}

function givenUp(name: string, service: ServiceSeen, failures: readonly Failure[]): Finding {
  const { condition, maxAttempts } = service.restart;
  const policy =
    maxAttempts === undefined ? `restart condition ${condition}` : `${maxAttempts} restarts at most`;
  const rule = failures.at(-1)?.rule;
  const isCrash = rule === undefined || rule.code === 'crash-loop';
  return {
    code: rule?.code ?? 'crash-loop',
    blame: rule?.blame ?? 'recipe',
    service: name,
    message: `${name}: ${isCrash ? 'failed' : rule.what}${exitWords(failures)}, and Swarm will not start it again (${policy})`,
    evidence: errorsOf(service, failures),
    remedy: rule?.remedy ?? 'Read the end of its log.',
  };
}

function unplaced(name: string, error: string): Finding {
  return {
    code: 'no-suitable-node',
    blame: 'host',
    service: name,
    message: `${name}: no node of the Swarm can take it`,
    evidence: [error],
    remedy:
      'Lower the reservations or constraints of the service (deploy.resources, deploy.placement), or give the Swarm a node that meets them.',
  };
}

function exitWords(failures: readonly Failure[]): string {
  const codes = [...new Set(failures.flatMap(({ task }) => task.exitCode ?? []))];
  if (codes.length === 0) return '';
  return codes.length === 1 ? `, exit code ${codes[0]}` : `, exit codes ${codes.join(', ')}`;
}

/** Each error once, with how often it came. */
function errorsOf(service: ServiceSeen, failures: readonly Failure[]): string[] {
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

function shortName(state: HealthState, service: string): string {
  const prefix = `${state.plan.stack}_`;
  return service.startsWith(prefix) ? service.slice(prefix.length) : service;
}
