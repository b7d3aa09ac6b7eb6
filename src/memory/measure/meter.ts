/** Watches a command's memory while it runs, for less than one percent of a core. */

import { monotonicMs } from '../../lib/monotonic.js';
import type { Limits, Measured } from '../model.js';
import type { ProcessTree } from './tree.js';

/** One look at the command and what is left for it. */
export type Sample = {
  /** Since the command's start. */
  readonly atMs: number;
  readonly treeBytes: number;
  readonly largestPid: number | undefined;
  /** Only counted where little is left. */
  readonly majorFaults: number | undefined;
  readonly availableBytes: number;
  readonly limitBytes: number;
  readonly swapFreeBytes: number;
  readonly pressure: Limits['pressure'];
};

export type Meter = {
  /** Takes a last look, and ends the watch. Asked again it says the same. */
  stop(): Measured;
};

/** The first look comes early, so that short commands are measured too; then less and less often. */
const FIRST_MS = 15;
const GROWTH = 1.5;
const LONGEST_MS = 250;
/** Where little is left, a kill is a matter of moments. */
const NEAR_MS = 100;
const NEAR_SHARE = 0.25;
/** A look may take one part in so many of the time. */
const IDLE_PER_LOOK = 99;
/** Thousands of processes, or a machine that is all but standing still. */
const NEVER_LONGER_MS = 3_000;

export type MeterPorts = {
  readonly tree: ProcessTree;
  readonly readLimits: () => Limits;
  /** Called with each look. */
  readonly onSample: (sample: Sample) => void;
};

export function startMeter({ tree, readLimits, onSample }: MeterPorts): Meter {
  const startedAt = monotonicMs();
  const roomBytes = readLimits().available.bytes;
  let peakBytes = 0;
  let largest: Measured['largest'];
  let lowWaterBytes: number | undefined;
  let pauseMs = FIRST_MS;
  let isNear = false;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;

  const look = (): Sample => {
    const seen = tree.sample(isNear);
    const limits = readLimits();
    peakBytes = Math.max(peakBytes, seen.bytes);
    if (seen.largest !== undefined && seen.largest.bytes > (largest?.bytes ?? 0))
      largest = { name: tree.nameOf(seen.largest.pid), bytes: seen.largest.bytes };
    isNear = limits.available.bytes < limits.limit.bytes * NEAR_SHARE;
    lowWaterBytes = Math.min(lowWaterBytes ?? Number.POSITIVE_INFINITY, limits.available.bytes);
    return {
      atMs: monotonicMs() - startedAt,
      treeBytes: seen.bytes,
      largestPid: seen.largest?.pid,
      majorFaults: seen.majorFaults,
      availableBytes: limits.available.bytes,
      limitBytes: limits.limit.bytes,
      swapFreeBytes: limits.host.swapFreeBytes,
      pressure: limits.pressure,
    };
  };

  const again = (): void => {
    timer = setTimeout(() => {
      const before = process.cpuUsage();
      const sample = look();
      const { user, system } = process.cpuUsage(before);
      pauseMs = nextPause(pauseMs, (user + system) / 1_000, sample);
      again();
      onSample(sample);
    }, pauseMs);
  };
  again();

  return {
    stop: () => {
      clearTimeout(timer);
      if (!isStopped) look();
      isStopped = true;
      return { peakBytes, largest, lowWaterBytes, roomBytes };
    },
  };
}

/**
 * @param costMs of CPU time that the look took.
 * @returns how long to wait until the next; pure.
 */
export function nextPause(
  pauseMs: number,
  costMs: number,
  sample: Pick<Sample, 'availableBytes' | 'limitBytes'>,
): number {
  const isNear = sample.availableBytes < sample.limitBytes * NEAR_SHARE;
  const wanted = isNear ? NEAR_MS : Math.min(pauseMs * GROWTH, LONGEST_MS);
  return Math.min(Math.max(wanted, costMs * IDLE_PER_LOOK), NEVER_LONGER_MS);
}
