/** The sentences that every report shares: what a verdict, a stage and a finding are called. Pure. */

import { formatDuration } from '../lib/units.js';
import type { Finding, Reaped, Residue, Results, StageResult } from './results.js';
import { linesOf, plain } from './text.js';

export type BadStage = Extract<StageResult, { readonly finding: Finding }>;

/** The verdict as it is printed first: one word that can be searched for. */
export const verdictWords = {
  pass: 'PASS',
  fail: 'FAIL',
  error: 'ERROR',
  cancelled: 'CANCELLED',
} as const satisfies Record<Results['verdict'], string>;

const blameWords = {
  recipe: "it is the recipe's to fix",
  host: "it is the Docker host's, not the recipe's",
  registry: "it is the registry's, not the recipe's",
  forge: "it is the forge's, not the recipe's",
  harness: "it is a fault of cc-ci itself, not the recipe's",
} as const satisfies Record<Finding['blame'], string>;

/** @returns whose it is, as half a sentence. */
export function blameOf(finding: Finding): string {
  if (finding.code === 'cancelled') return 'somebody asked it to stop';
  if (finding.code === 'need-failed') return "it is that of an app that the recipe needs, not the recipe's";
  return blameWords[finding.blame];
}

/** @returns the stages that are not green because of something, in the order in which they ran. */
export function badStages(results: Results): readonly BadStage[] {
  return results.stages.filter((stage): stage is BadStage => 'finding' in stage);
}

/** @returns `hello 0.2.0+1.22.1 at 3fa9c1de+U`: +U where the working tree differs from the commit. */
export function recipeOf({ recipe }: Results): string {
  const at = recipe.sha === null ? '' : ` at ${plain(recipe.sha).slice(0, 8)}${recipe.isDirty ? '+U' : ''}`;
  return `${plain(recipe.name)}${recipe.version === null ? '' : ` ${plain(recipe.version)}`}${at}`;
}

/** @returns the rest of the verdict's line: `hello 0.2.0+1.22.1 in 4.1 s; nothing left behind`. */
export function verdictSentence(results: Results): string {
  const time = formatDuration(results.durationMs);
  const finding = badStages(results)[0]?.finding;
  const whose = finding === undefined ? '' : `; ${blameOf(finding)}`;
  const left = leftBehind(results);
  switch (results.verdict) {
    case 'pass':
      return `${recipeOf(results)} in ${time}, level ${results.level} of 5${left}`;
    case 'fail':
      return `${recipeOf(results)} after ${time}${whose}${left}`;
    case 'error':
      return `no verdict about ${recipeOf(results)} after ${time}${whose}${left}`;
    case 'cancelled':
      return `${recipeOf(results)} after ${time}${whose}${left}`;
  }
}

/** Says only what was verified. */
function leftBehind(results: Results): string {
  if (results.residue.length > 0) return `; left behind: ${countKinds(results.residue)}`;
  const isVerified = results.stages.some(
    ({ stage, status }) => stage === 'verify-clean' && status === 'pass',
  );
  return isVerified ? '; nothing left behind' : '';
}

/** @returns `2 volumes, 1 network`. */
export function countKinds(objects: readonly Residue[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of objects) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} ${kind}${count === 1 ? '' : 's'}`).join(', ');
}

/** @returns an earlier run's remains and what was done about them: `hell-aaaaaa_ci_test (its lease ran out): 2 volumes`. */
export function reapedLine({ stack, reason, removed }: Reaped): string {
  return `${plain(stack)} (${plain(reason)}): ${countKinds(removed) || 'its lease'}`;
}

/** @returns why a stage has no verdict: `skipped: health failed`; undefined where it has one. */
export function reasonOf(result: StageResult): string | undefined {
  switch (result.status) {
    case 'skip':
      return `skipped: ${plain(result.reason)}`;
    case 'not-applicable':
      return `not applicable: ${plain(result.reason)}`;
    case 'unverified':
      return `not verified: ${plain(result.reason)}`;
    default:
      return undefined;
  }
}

/** @returns `images 1.2 s, secrets 40 ms`: each in a word group of its own, for wrapping between them. */
export function phasesOf(result: StageResult): readonly string[] {
  return result.phases.map(({ name, durationMs }) => `${plain(name)} ${formatDuration(durationMs)}`);
}

/** @returns `crash-loop, service app`. */
export function codeOf(finding: Finding): string {
  return finding.service === undefined ? finding.code : `${finding.code}, service ${plain(finding.service)}`;
}

/** @returns `health failed`, or `health has no verdict` for what isn't the recipe's. */
export function headingOf({ stage, status }: BadStage): string {
  return status === 'fail' ? `${stage} failed` : `${stage} has no verdict`;
}

/** @returns the evidence as lines, with what was left behind where it isn't named there already. */
export function evidenceOf({ stage, finding }: BadStage, residue: readonly Residue[]): readonly string[] {
  const lines = finding.evidence.flatMap(linesOf);
  if (stage !== 'verify-clean') return lines;
  const named = residue.map(({ kind, name }) => `${kind} ${plain(name)}`);
  return [...lines, ...named.filter((entry) => !lines.some((line) => line.includes(entry)))];
}

/** @returns the one line to search for, with the place in docs/ that explains it. */
export function searchLine({ stage, finding }: BadStage, recipe: string): string {
  return `cc-ci: ${codeOf(finding)}, in ${stage} of ${plain(recipe)}: see docs/troubleshooting.md#${finding.code}`;
}
