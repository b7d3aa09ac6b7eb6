/** What a run amounts to: the verdict, the level and the exit code of its stages. Pure. */

import { reasonOf } from '../lib/abort.js';
import { CancelledError, EXIT } from '../lib/errors.js';
import type { Residue, Results, StageName, StageResult } from '../report/results.js';
import type { Ended } from './stage-results.js';

/** Recipe CI's levels: a run is at one when every stage of it and of those below is green or doesn't apply. */
const LEVELS: readonly (readonly StageName[])[] = [
  ['install', 'health', 'http'],
  ['upgrade'],
  ['backup', 'restore'],
  ['checks', 'reinstall', 'local'],
  ['lint', 'policy'],
];

/** @returns 0 to 5. A stage that wasn't asked for, was skipped or could not be verified holds its level back. */
export function levelOf(stages: readonly StageResult[]): number {
  const isGood = (name: StageName): boolean =>
    stages.some(({ stage, status }) => stage === name && (status === 'pass' || status === 'not-applicable'));
  const firstBad = LEVELS.findIndex((names) => !names.every(isGood));
  return firstBad === -1 ? LEVELS.length : firstBad;
}

export function verdictOf(
  stages: readonly StageResult[],
  residue: readonly Residue[],
  cancelled: AbortSignal,
): Results['verdict'] {
  const has = (status: StageResult['status']): boolean => stages.some((result) => result.status === status);
  if (has('fail') || residue.length > 0) return 'fail';
  if (cancelled.aborted && reasonOf(cancelled) instanceof CancelledError && has('error')) return 'cancelled';
  return has('error') ? 'error' : 'pass';
}

export function exitCodeFor(verdict: Results['verdict'], ended: readonly Ended[]): number {
  if (verdict === 'pass') return EXIT.good;
  if (verdict === 'fail') return EXIT.verdict;
  const isUsers = ended.some(({ report }) => report.status === 'error' && report.isUsers === true);
  return isUsers ? EXIT.user : EXIT.environment;
}
