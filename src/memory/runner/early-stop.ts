/**
 * Whether a command is to be stopped before the kernel acts. Close to a limit and without swap, compilers stand still for minutes: the kernel
 * takes away the pages of their own code, and reads them back, again and again, before it kills (measured: cc1plus, 240 MiB, over 100 s).
 * A kill that comes at once costs less than a stop: it ends one process, and the others finish what they are at.
 */

import { formatDuration, formatMemory } from '../../lib/units.js';
import type { Sample } from '../measure/index.js';

/** `over-limit`: over a limit of the user's own; `standstill`: too little is left to get on. */
export type Verdict = { readonly kind: 'over-limit' | 'standstill'; readonly sentence: string };
export type Judge = (sample: Sample) => Verdict | undefined;

/** Seen in such a standstill: 2 to 5 % left, 20 to 80 major faults a second, "some" at 45 to 55 percent. In builds that were well: 0 and 0. */
const STANDSTILL = {
  availableShare: 0.06,
  /** Less than this of the limit is not what the command holds: page cache, or a neighbour. */
  treeShare: 0.5,
  majorFaultsPerSecond: 10,
  somePressure: 15,
} as const;

/** How long it has to last. */
const LASTS_MS = 1_500;
/** With swap the kernel is far from a kill, and slow is not stuck. */
const LASTS_WITH_SWAP_MS = 30_000;
/** Where nothing would be tried after it, hope is worth its time. */
const LASTS_AT_LAST_MS = 300_000;
/** Over which faults are counted. */
const WINDOW_MS = 1_500;
const SWAP_SHARE = 0.05;

/**
 * @param memoryLimitBytes a limit of the user's own for all processes together, which holds in any case.
 * @param isLastResort nothing would be tried after it.
 * @returns a judge that is shown each look at the command, and says why it has to end; undefined while it may go on.
 */
export function earlyStop(memoryLimitBytes: number | undefined, isLastResort: boolean): Judge {
  const standstill = standstillJudge(isLastResort);
  return (sample) => overLimit(sample, memoryLimitBytes) ?? standstill(sample);
}

function overLimit({ treeBytes }: Sample, limitBytes: number | undefined): Verdict | undefined {
  if (limitBytes === undefined || treeBytes <= limitBytes) return undefined;
  const sentence = `its processes took ${formatMemory(treeBytes)}, over the memory-limit of ${formatMemory(limitBytes)}`;
  return { kind: 'over-limit', sentence };
}

function standstillJudge(isLastResort: boolean): Judge {
  let recent: readonly Sample[] = [];
  let since: number | undefined;
  return (sample) => {
    recent = [...recent.filter(({ atMs }) => sample.atMs - atMs <= WINDOW_MS), sample];
    const faults = faultsPerSecond(recent);
    if (!standsStill(sample, faults)) {
      since = undefined;
      return undefined;
    }
    since ??= sample.atMs;
    const lastedMs = sample.atMs - since;
    if (lastedMs < patienceMs(sample, isLastResort)) return undefined;
    const waited =
      sample.pressure === undefined
        ? ''
        : `, and tasks waited for memory ${Math.round(sample.pressure.some10)} % of the time`;
    // Whatever is done about it has its time to help.
    since = undefined;
    const sentence = `it stood still for ${formatDuration(lastedMs)}: ${formatMemory(sample.availableBytes)} of ${formatMemory(sample.limitBytes)} left, ${Math.round(faults)} pages a second read back from disk${waited}`;
    return { kind: 'standstill', sentence };
  };
}

function standsStill({ availableBytes, limitBytes, treeBytes, pressure }: Sample, faults: number): boolean {
  return (
    limitBytes > 0 &&
    availableBytes <= limitBytes * STANDSTILL.availableShare &&
    treeBytes >= limitBytes * STANDSTILL.treeShare &&
    faults >= STANDSTILL.majorFaultsPerSecond &&
    (pressure === undefined || pressure.some10 >= STANDSTILL.somePressure)
  );
}

function patienceMs({ swapFreeBytes, limitBytes }: Sample, isLastResort: boolean): number {
  if (isLastResort) return LASTS_AT_LAST_MS;
  return swapFreeBytes > limitBytes * SWAP_SHARE ? LASTS_WITH_SWAP_MS : LASTS_MS;
}

/** Over the window; processes that have ended take their count along, which is no negative rate. */
function faultsPerSecond(recent: readonly Sample[]): number {
  const counted = recent.flatMap(({ atMs, majorFaults }) =>
    majorFaults === undefined ? [] : [{ atMs, majorFaults }],
  );
  const [first, last] = [counted[0], counted.at(-1)];
  if (first === undefined || last === undefined || last.atMs <= first.atMs) return 0;
  return Math.max(0, ((last.majorFaults - first.majorFaults) / (last.atMs - first.atMs)) * 1_000);
}
