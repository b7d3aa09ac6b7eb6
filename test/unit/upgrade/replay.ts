/** Plays a recording of a real update through the judge, as the driver would have: judged after whole listings and when asked. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { initialHealth, isJudgeable, reduceHealth, type Verdict } from '../../../src/recipe/health/index.js';
import type { Observation } from '../../../src/recipe/observe/index.js';
import type { Before } from '../../../src/recipe/upgrade/before.js';
import { upgradeVerdict } from '../../../src/recipe/upgrade/judge.js';

export type Recording = {
  /** The engine that it was recorded on. */
  readonly engine: string;
  readonly before: Before;
  readonly observations: readonly Observation[];
};

export type Head = {
  readonly chaosVersion: string | null;
  readonly version?: string;
  readonly images?: Readonly<Record<string, string>>;
  /** Full names; all that were seen where left out. */
  readonly services?: readonly string[];
};

export function readRecording(name: string): Recording {
  const file = join(import.meta.dirname, 'recordings', `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as Recording;
}

export type Replayed = {
  readonly verdict: Verdict;
  /** The last observation before the verdict. */
  readonly last: Observation | undefined;
  readonly afterMs: number;
};

/** @returns the first verdict, or the last `waiting` when the recording ends without one. */
export function replay({ before, observations }: Omit<Recording, 'engine'>, head: Head): Replayed {
  const seenServices = observations.flatMap((seen) => (seen.kind === 'service' ? [seen.service] : []));
  const services = head.services ?? [...new Set(seenServices)];
  const startedAtMs = observations[0]?.at ?? 0;
  const plan = { ...head, before, services, startedAtMs };
  let state = initialHealth({ stack: 'rec', services });
  let verdict = upgradeVerdict(state, plan, startedAtMs);
  let isWhole = true;
  let last: Observation | undefined;
  let nowMs = startedAtMs;
  for (const seen of observations) {
    if (verdict.kind !== 'waiting') break;
    const dueMs = verdict.checkAgainAtMs;
    if (dueMs !== undefined && dueMs < seen.at) {
      nowMs = dueMs;
      verdict = upgradeVerdict(state, plan, nowMs);
      if (verdict.kind !== 'waiting') break;
    }
    state = reduceHealth(state, seen);
    last = seen;
    nowMs = seen.at;
    isWhole = isJudgeable(seen, isWhole);
    if (isWhole) verdict = upgradeVerdict(state, plan, nowMs);
  }
  if (verdict.kind === 'waiting' && verdict.checkAgainAtMs !== undefined) {
    nowMs = verdict.checkAgainAtMs;
    verdict = upgradeVerdict(state, plan, nowMs);
  }
  return { verdict, last, afterMs: nowMs - startedAtMs };
}
