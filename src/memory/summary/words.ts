/** A run in words: pure functions of its report, for the log, the step summary and whoever reads both. */

import { formatDuration, formatMemory } from '../../lib/units.js';
import type { Attempt, Cause, RunReport } from '../model.js';
import { RUNBOOK } from '../runbook.js';

/** @returns `out of memory`, `failed (exit code 2)`, … */
export function causeInWords(cause: Cause): string {
  switch (cause.kind) {
    case 'ok':
      return 'ok';
    case 'failed':
      return `failed (exit code ${cause.code})`;
    case 'killed':
      return `killed by ${cause.signal}, not for want of memory`;
    case 'timed-out':
      return 'timed out';
    case 'cancelled':
      return 'cancelled';
    case 'out-of-memory':
      return {
        kernel: 'out of memory',
        'early-stop': 'stopped before memory ran out',
        'own-limit': 'its own memory limit',
      }[cause.by];
  }
}

/** @returns `2 jobs`, `1 job, as little as the tool can do with`. */
export function jobsInWords({ jobs, isSerialCodegen }: Pick<Attempt, 'jobs' | 'isSerialCodegen'>): string {
  if (jobs === undefined) return 'as it is';
  return `${jobs} ${jobs === 1 ? 'job' : 'jobs'}${isSerialCodegen ? ', and as little as the tool can do with' : ''}`;
}

/** Less than this of the room, where the room was not enough: it was taken between two looks. */
const SEEN = 0.5;

/** @returns the most that a try held, as far as is known; `atLeast`: it died of more than was ever seen of it. */
export function peakOf({ cause, measured }: Attempt): { readonly bytes: number; readonly atLeast: boolean } {
  const { peakBytes, roomBytes = 0 } = measured;
  const isKilled = cause.kind === 'out-of-memory' && cause.by === 'kernel';
  return isKilled && peakBytes < roomBytes * SEEN
    ? { bytes: roomBytes, atLeast: true }
    : { bytes: peakBytes, atLeast: false };
}

/** @returns what was measured: `peak 1.9 GiB of 2 GiB, largest process rustc with 1.1 GiB`. */
export function memoryInWords(attempt: Attempt, limit: RunReport['limit']): string {
  const { bytes, atLeast } = peakOf(attempt);
  const { largest } = attempt.measured;
  if (atLeast)
    return `more than the ${formatMemory(bytes)} that were left of ${formatMemory(limit.bytes)}, in less time than it takes to look`;
  const most = `peak ${formatMemory(bytes)} of ${formatMemory(limit.bytes)}`;
  return largest === undefined
    ? most
    : `${most}, largest process ${largest.name} with ${formatMemory(largest.bytes)}`;
}

/** @param to the next try. */
export function retryLine(
  attempt: Attempt,
  to: Pick<Attempt, 'jobs' | 'isSerialCodegen'>,
  limit: RunReport['limit'],
): string {
  const { number, cause, durationMs } = attempt;
  const head = `try ${number} (${jobsInWords(attempt)}): ${causeInWords(cause)} after ${formatDuration(durationMs)}`;
  if (cause.kind !== 'out-of-memory') return `${head}; trying again`;
  const evidence = cause.evidence.join('; ');
  return `${head}: ${evidence}; ${memoryInWords(attempt, limit)}. Trying again with ${jobsInWords(to)}; what was built is kept`;
}

/** @returns what is said at the end; empty where all was well at the first try. */
export function endLines(report: RunReport): readonly string[] {
  const last = report.attempts.at(-1);
  if (last === undefined) return [];
  const { cause, attempts, lostMs, limit } = report;
  if (cause.kind === 'ok') {
    const lines =
      attempts.length === 1
        ? []
        : [
            `ok at try ${attempts.length} with ${jobsInWords(last)}; ${memoryInWords(last, limit)}; ${formatDuration(lostMs)} lost`,
          ];
    return [...lines, ...hurtLines(report)];
  }
  if (cause.kind === 'out-of-memory') return outOfMemoryLines(last, report);
  // Whoever read its output has read enough (`… | head`).
  if (cause.kind === 'failed' || (cause.kind === 'killed' && cause.signal === 'SIGPIPE'))
    return hurtLines(report);
  return [
    `${report.title}: ${causeInWords(cause)} after ${formatDuration(last.durationMs)}; ${memoryInWords(last, limit)}`,
    ...hurtLines(report),
  ];
}

function outOfMemoryLines(last: Attempt, { cause, title, limit, attempts }: RunReport): readonly string[] {
  if (cause.kind !== 'out-of-memory') return [];
  const evidence = `${title}: ${causeInWords(cause)} at try ${attempts.length} (${jobsInWords(last)}): ${cause.evidence.join('; ')}`;
  if (cause.by === 'own-limit') return [evidence, OWN_LIMIT_ADVICE[cause.limit]];
  const wanted = `It wanted more than there is: ${memoryInWords(last, limit)} (limit: ${limit.from})`;
  return [
    evidence,
    `${wanted}. Give the job more memory or swap, or make that process smaller: ${RUNBOOK}#out-of-memory-with-one-job`,
  ];
}

const OWN_LIMIT_ADVICE: Readonly<Record<Extract<Cause, { by: 'own-limit' }>['limit'], string>> = {
  'node-heap': `Node met the limit of its own heap, which fewer jobs don't raise: set NODE_OPTIONS=--max-old-space-size=MEGABYTES: ${RUNBOOK}#node-heap`,
  'node-worker': `A worker thread met its resourceLimits, which fewer jobs don't raise: raise them where the worker is made: ${RUNBOOK}#node-heap`,
  'java-heap': `Java met its own -Xmx, which fewer jobs don't raise: raise it (MAVEN_OPTS, org.gradle.jvmargs, JAVA_TOOL_OPTIONS): ${RUNBOOK}#java-heap`,
  allocation: `The system refused memory before it was used up: raise ulimit -v, or set vm.overcommit_memory to 0: ${RUNBOOK}#allocation-refused`,
};

/** @returns the one line of a run that was well from the start; undefined for any other. */
export function wellLine({ attempts, cause, limit }: RunReport): string | undefined {
  const only = attempts.length === 1 && cause.kind === 'ok' ? attempts[0] : undefined;
  return only === undefined ? undefined : `memory: ${memoryInWords(only, limit)}, ${jobsInWords(only)}`;
}

/** A kill elsewhere on the host is worth a word when something went wrong here, or here too. */
export function hurtLines({ attempts, cause }: RunReport): readonly string[] {
  const elsewhere = attempts.reduce((sum, { kills }) => sum + kills.elsewhere, 0);
  const unclaimed = attempts
    .filter(({ cause: why }) => why.kind !== 'out-of-memory')
    .flatMap(({ kills }) => kills.ours.map(({ cgroup, kills: count }) => `${count} in ${cgroup}`));
  const lines: string[] = [];
  if (elsewhere > 0 && cause.kind !== 'ok')
    lines.push(
      `while it ran, the kernel killed ${elsewhere} ${elsewhere === 1 ? 'process' : 'processes'} for want of memory elsewhere on this host: what this command needs from others (a service, a daemon) may be gone: ${RUNBOOK}#killed-elsewhere`,
    );
  if (unclaimed.length > 0)
    lines.push(
      `while it ran, the kernel killed for want of memory (${unclaimed.join(', ')}), though nothing says that it was this command's: ${RUNBOOK}#killed-elsewhere`,
    );
  return lines;
}
