/** Plays a recording of a real run through the reducer, as the driver would have: judged after whole listings and when asked. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  initialHealth,
  isJudgeable,
  reduceHealth,
  type Verdict,
  verdictOf,
} from '../../../src/recipe/health/index.js';
import type { Observation } from '../../../src/recipe/observe/index.js';

export type Recording = {
  /** The engine that it was recorded on. */
  readonly engine: string;
  readonly stack: string;
  readonly observations: readonly Observation[];
};

export function readRecording(name: string): Recording {
  const file = join(import.meta.dirname, 'recordings', `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as Recording;
}

export type Replayed = {
  readonly verdict: Verdict;
  /** From the first observation to the verdict; to the end of the recording where there was none. */
  readonly afterMs: number;
  /** What was waited for on the way, each once in a row. */
  readonly waitedFor: readonly string[];
};

/** @returns the first verdict, or the last `waiting` when the recording ends without one. */
export function replay({ stack, observations }: Pick<Recording, 'stack' | 'observations'>): Replayed {
  const services = observations.flatMap((seen) => (seen.kind === 'service' ? [seen.service] : []));
  let state = initialHealth({ stack, services: [...new Set(services)] });
  const startedAt = observations[0]?.at ?? 0;
  const waitedFor: string[] = [];
  let verdict: Verdict = { kind: 'waiting', for: '' };
  let isWhole = true;
  const judge = (nowMs: number): boolean => {
    verdict = verdictOf(state, nowMs);
    if (verdict.kind === 'waiting' && waitedFor.at(-1) !== verdict.for) waitedFor.push(verdict.for);
    return verdict.kind !== 'waiting';
  };
  let nowMs = startedAt;
  for (const seen of observations) {
    // The driver's timer comes first where nothing is seen for long enough.
    if (
      verdict.kind === 'waiting' &&
      verdict.checkAgainAtMs !== undefined &&
      verdict.checkAgainAtMs < seen.at
    )
      if (judge(verdict.checkAgainAtMs)) break;
    nowMs = seen.at;
    state = reduceHealth(state, seen);
    isWhole = isJudgeable(seen, isWhole);
    if (isWhole && judge(nowMs)) break;
  }
  if (verdict.kind === 'waiting' && verdict.checkAgainAtMs !== undefined) {
    nowMs = verdict.checkAgainAtMs;
    judge(nowMs);
  }
  return { verdict, afterMs: nowMs - startedAt, waitedFor };
}
