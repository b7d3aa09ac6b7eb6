/**
 * Why a command ended as it did. A text or an exit code alone never makes an out-of-memory kill: the kernel has to have counted one, or,
 * where nobody lets us read its counters, memory has to have run out while the command ran (docs/memory.md, "How a cause is found").
 */

import type { Outcome } from '../../lib/process.js';
import { formatMemory } from '../../lib/units.js';
import type { Cause, Limits, Measured, OomKills } from '../model.js';
import type { Ceilings } from './ceilings.js';
import { KILL_SIGNS, OWN_LIMIT_SIGNS, type OwnLimitSign } from './signs.js';

/** All that is known about an attempt when it has ended. */
export type Observed = {
  readonly outcome: Outcome;
  /** The end of what it printed. */
  readonly tail: string;
  /** Why we ended it ourselves before the kernel did; undefined when we didn't. */
  readonly earlyStop: string | undefined;
  /** Why we killed one of its processes, as the kernel would have done later; undefined when we didn't. */
  readonly relief?: string | undefined;
  readonly kills: OomKills;
  /** False where the kernel's counters of our cgroups can't be read. */
  readonly canCount: boolean;
  readonly measured: Measured;
  readonly limit: Limits['limit'];
  readonly ceilings: Ceilings;
};

/** Below this share of the limit (and this much) memory counts as used up, where only that can tell. */
const USED_UP_SHARE = 0.1;
const USED_UP_BYTES = 64 * 1024 ** 2;
/** A tree that held this share of the limit is who was killed, even where nobody printed a word. */
const MAJORITY = 0.5;
const LONGEST_LINE = 2_000;
const LONGEST_EXCERPT = 120;
/** No heap that a compiler or bundler fills is smaller. */
const LARGE_PROCESS_BYTES = 64 * 1024 ** 2;

/** @returns the cause; pure. */
export function classify(raw: Observed): Cause {
  const observed = { ...raw, tail: legible(raw.tail) };
  const { outcome, earlyStop } = observed;
  if (outcome.kind === 'cancelled') return { kind: 'cancelled' };
  if (earlyStop !== undefined) return { kind: 'out-of-memory', by: 'early-stop', evidence: [earlyStop] };
  if (outcome.kind === 'timed-out') return { kind: 'timed-out' };
  if (outcome.kind === 'exited' && outcome.code === 0) return { kind: 'ok' };
  if (observed.relief !== undefined)
    return { kind: 'out-of-memory', by: 'early-stop', evidence: [observed.relief] };
  return killedForMemory(observed) ?? ownLimit(observed) ?? plain(outcome);
}

/** Without colours, and without lines so long that a search in them would take its time. */
function legible(tail: string): string {
  return (
    tail
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of
      .replace(/\u001b\[[\d;]*[A-Za-z]/g, '')
      .split('\n')
      .map((line) => (line.length > LONGEST_LINE ? line.slice(-LONGEST_LINE) : line))
      .join('\n')
  );
}

function killedForMemory(observed: Observed): Cause | undefined {
  const sign = killSign(observed);
  const counted = observed.kills.ours.map(
    ({ cgroup, kills }) =>
      `the kernel counted ${kills} out-of-memory ${kills === 1 ? 'kill' : 'kills'} in ${cgroup}`,
  );
  const evidence =
    counted.length > 0
      ? sign !== undefined || heldMost(observed)
        ? counted
        : undefined
      : sign === undefined
        ? undefined
        : usedUp(observed);
  if (evidence === undefined) return undefined;
  return { kind: 'out-of-memory', by: 'kernel', evidence: [sign ?? 'no word of it in the log', ...evidence] };
}

/** @returns how it shows that SIGKILL was there; undefined when it doesn't. */
function killSign({ outcome, tail }: Observed): string | undefined {
  if (outcome.kind === 'signalled') return outcome.signal === 'SIGKILL' ? 'killed by SIGKILL' : undefined;
  if (outcome.kind !== 'exited') return undefined;
  const { code } = outcome;
  if (code === 137) return 'exit code 137 (128 + SIGKILL)';
  const row = KILL_SIGNS.find(({ text, codes }) => (codes?.includes(code) ?? true) && text.test(tail));
  if (row === undefined) return undefined;
  return `exit code ${code}, and in the log (${row.name}): ${excerpt(tail, row.text)}`;
}

/** The words that say so and no more: the rest of the line may hold what is nobody's business (it is noted in a file). */
function excerpt(tail: string, text: RegExp): string {
  const words = text.exec(tail)?.[0].trim() ?? '';
  return words.length > LONGEST_EXCERPT ? `…${words.slice(-LONGEST_EXCERPT)}` : words;
}

function heldMost({ measured, limit }: Observed): boolean {
  return limit.bytes > 0 && measured.peakBytes >= limit.bytes * MAJORITY;
}

/** Without a count of our own: memory that had run out, as far as it was seen. */
function usedUp({ canCount, kills, measured, limit }: Observed): readonly string[] | undefined {
  const least = measured.lowWaterBytes;
  const isUsedUp = least !== undefined && least <= Math.max(USED_UP_BYTES, limit.bytes * USED_UP_SHARE);
  // Counters that can be read and stood still: nothing in our cgroups was killed for memory. A kill elsewhere may still
  // have hit a process of ours in a cgroup of its own, but only where memory had run out.
  if (!isUsedUp || (canCount && kills.elsewhere === 0)) return undefined;
  const seen = `only ${formatMemory(least)} of ${formatMemory(limit.bytes)} were left`;
  const how = canCount
    ? `the kernel counted ${kills.elsewhere} out-of-memory kill(s) on this host, outside of our cgroups`
    : "the kernel's counters of this cgroup can't be read, so what was left has to do as evidence";
  return [seen, how];
}

function ownLimit(observed: Observed): Cause | undefined {
  const row = OWN_LIMIT_SIGNS.find((sign) => fits(sign, observed));
  if (row === undefined) return undefined;
  const said = `in the log: ${excerpt(observed.tail, row.text)}`;
  return { kind: 'out-of-memory', by: 'own-limit', limit: row.name, evidence: [said, why(row, observed)] };
}

function fits({ text, codes, signals, needs }: OwnLimitSign, observed: Observed): boolean {
  const { outcome, tail, measured, ceilings } = observed;
  const isItsEnd =
    outcome.kind === 'exited'
      ? codes.includes(outcome.code)
      : outcome.kind === 'signalled' && signals.includes(outcome.signal);
  if (!isItsEnd || !text.test(tail)) return false;
  // An abort is hard to come by: it needs no further witness. A process may fill its heap between two looks.
  if (outcome.kind === 'signalled' && needs === 'large-process') return true;
  return needs === 'large-process'
    ? (measured.largest?.bytes ?? 0) >= LARGE_PROCESS_BYTES
    : ceilings.addressSpaceBytes !== undefined || ceilings.isOvercommitStrict;
}

function why({ needs }: OwnLimitSign, { outcome, measured, ceilings }: Observed): string {
  if (needs === 'large-process' && outcome.kind === 'signalled')
    return `it ended itself by ${outcome.signal}`;
  if (needs === 'large-process')
    return `its largest process was ${measured.largest?.name} with ${formatMemory(measured.largest?.bytes ?? 0)}`;
  return ceilings.addressSpaceBytes !== undefined
    ? `its address space is limited to ${formatMemory(ceilings.addressSpaceBytes)} (ulimit -v)`
    : 'vm.overcommit_memory is 2: the kernel refuses memory that it could not back';
}

function plain(outcome: Outcome): Cause {
  if (outcome.kind === 'signalled') return { kind: 'killed', signal: outcome.signal };
  return { kind: 'failed', code: outcome.kind === 'exited' ? outcome.code : 1 };
}
