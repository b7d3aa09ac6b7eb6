/** When a service that fails again and again has failed for good: by number, by time, and by what it may still wait for. Pure. */

import type { ServiceSeen } from '../observe/index.js';
import { ENOUGH_MIXED, type Failure, failuresBySlot, lifeMs, signatureOf, tasksOf } from './failures.js';
import { type HealthState, hasEnded, type TaskView } from './state.js';

/** What a service that fails may still be waiting for. */
export type Hope = {
  /** When the rest of the stack had come up: before that it may die as often as it likes. Undefined while it hasn't. */
  readonly fromMs: number | undefined;
  /** True where another service runs without a healthcheck: nobody knows when such a one is ready. */
  readonly isUncertain: boolean;
};

export type LoopJudgement =
  | { readonly kind: 'loop'; readonly failures: readonly Failure[] }
  /** `untilMs`: when time alone can change that. */
  | { readonly kind: 'hope'; readonly untilMs?: number };

/** Enough failures have to spread over this, from the beginning of the first to the end of the last. */
const LOOP_MS = 15_000;
/**
 * From the first exit to the verdict at the latest, where nothing is left to hope for; three seconds are for the log and for the
 * way. A hopeful reading costs the runner minutes, a hasty one the trust in every verdict: no attempt may be better than the
 * ones before it.
 */
const LAST_HOPE_MS = 27_000;
/** Who lives longer than this is too slow for counting within half a minute: three exits are enough then. */
const LONG_LIFE_MS = 15_000;
const ENOUGH_LONG = 3;
const ENOUGH_AT_LAST = 2;
const ENOUGH_MIXED_AT_LAST = 4;
/** By how much an attempt has to outlive all before it to count as progress. */
const OUTLIVE_MS = 3_000;
/** A task that ran this long was not part of a loop. */
const LONG_RUN_MS = 60_000;

/** Judges each slot of a service by its own failures. */
export function judgeLoop(
  state: HealthState,
  service: ServiceSeen,
  hope: Hope,
  nowMs: number,
): LoopJudgement {
  const times: number[] = [];
  for (const [slot, all] of failuresBySlot(state, service)) {
    const judged = judgeSlot(state, all, { hope, nowMs, isBetter: isOutliving(state, service, slot, nowMs) });
    if (judged.kind === 'loop') return judged;
    if (judged.untilMs !== undefined && judged.untilMs > nowMs) times.push(judged.untilMs);
  }
  return times.length === 0 ? { kind: 'hope' } : { kind: 'hope', untilMs: Math.min(...times) };
}

type Circumstances = { readonly hope: Hope; readonly nowMs: number; readonly isBetter: boolean };

function judgeSlot(
  state: HealthState,
  all: readonly Failure[],
  { hope, nowMs, isBetter }: Circumstances,
): LoopJudgement {
  const last = all.at(-1);
  if (last === undefined) return { kind: 'hope' };
  const alike = trailingAlike(all);
  if (!last.rule.mayHeal && alike.length >= last.rule.enough) return { kind: 'loop', failures: alike };
  const counted = sinceQuiet(alike, hope);
  const mixed = sinceQuiet(all, hope);
  if (!hope.isUncertain) {
    if (isLoop(counted, last.rule.enough)) return { kind: 'loop', failures: counted };
    if (isLoop(mixed, ENOUGH_MIXED)) return { kind: 'loop', failures: mixed };
  }
  const long = counted.slice(-ENOUGH_LONG);
  if (long.length === ENOUGH_LONG && long.every(({ task }) => lifeMs(state, task, nowMs) > LONG_LIFE_MS))
    return { kind: 'loop', failures: counted };
  return atLast(state, { counted, mixed, nowMs, isBetter });
}

/** The latest verdict on what fails in quick succession. */
function atLast(
  state: HealthState,
  of: {
    readonly counted: readonly Failure[];
    readonly mixed: readonly Failure[];
    readonly nowMs: number;
    readonly isBetter: boolean;
  },
): LoopJudgement {
  const enough = [
    { failures: of.counted, number: ENOUGH_AT_LAST },
    { failures: of.mixed, number: ENOUGH_MIXED_AT_LAST },
  ].find(({ failures, number }) => failures.length >= number);
  const firstMs = enough?.failures[0]?.task.endedAt;
  if (enough === undefined || firstMs === undefined) return { kind: 'hope' };
  const isQuick = enough.failures.every(({ task }) => lifeMs(state, task, of.nowMs) <= LONG_LIFE_MS);
  if (!isQuick || of.isBetter) return { kind: 'hope' };
  const untilMs = firstMs + LAST_HOPE_MS;
  return of.nowMs >= untilMs ? { kind: 'loop', failures: enough.failures } : { kind: 'hope', untilMs };
}

function isLoop(failures: readonly Failure[], enough: number): boolean {
  return failures.length >= enough && spanMs(failures) >= LOOP_MS;
}

function sinceQuiet(failures: readonly Failure[], { fromMs }: Hope): readonly Failure[] {
  return fromMs === undefined ? [] : failures.filter(({ task }) => (task.endedAt ?? 0) >= fromMs);
}

/** From the beginning of the first to the end of the last. */
export function spanMs(failures: readonly Failure[]): number {
  const first = failures.at(0)?.task.firstAt ?? 0;
  return (failures.at(-1)?.task.endedAt ?? first) - first;
}

/** Whether the attempt that is under way has come further than every one before it. */
export function isOutliving(state: HealthState, service: ServiceSeen, slot: string, nowMs: number): boolean {
  const tasks = tasksOf(state, service.service).filter((task) => task.slot === slot);
  const lives = (which: (task: TaskView) => boolean): number =>
    Math.max(0, ...tasks.filter(which).map((task) => lifeMs(state, task, nowMs)));
  return lives((task) => !hasEnded(task)) > lives(hasEnded) + OUTLIVE_MS;
}

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
