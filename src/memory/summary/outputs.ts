/** A run as a step's outputs. */

import type { RunReport } from '../model.js';
import { peakOf } from './words.js';

export const OUTPUT_DESCRIPTIONS = {
  attempts: 'How many tries it took.',
  jobs: 'Parallel jobs of the last try.',
  peak: 'The most memory that all processes of a try took together, in bytes: of the try that took most.',
  limit: 'The memory limit that held, in bytes: the lowest of all cgroups above, or the machine.',
  lost: 'Milliseconds that the tries before the last took.',
  cause: 'ok, failed, out-of-memory, killed, timed-out or cancelled.',
  'exit-code': 'What the step ended in.',
} as const;

export function outputsOf(report: RunReport): Readonly<Record<keyof typeof OUTPUT_DESCRIPTIONS, string>> {
  const { attempts, limit, cause, exitCode, lostMs } = report;
  return {
    attempts: String(attempts.length),
    jobs: String(attempts.at(-1)?.jobs ?? ''),
    peak: String(peakOfAll(report)),
    limit: Number.isFinite(limit.bytes) ? String(limit.bytes) : '',
    lost: String(Math.round(lostMs)),
    cause: cause.kind,
    'exit-code': String(exitCode),
  };
}

function peakOfAll({ attempts }: RunReport): number {
  return Math.max(0, ...attempts.map((attempt) => peakOf(attempt).bytes));
}
