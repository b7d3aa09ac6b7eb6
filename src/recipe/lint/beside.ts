/** An engine's own lint beside ours: each rule once, in our words where both find it; where they differ, that is said. Pure. */

import type { LintRow } from '../engine/engine.js';
import type { LintProblem } from './problem.js';
import { lintRules } from './rules.js';

export type Merged = {
  /** Errors first. */
  readonly problems: readonly LintProblem[];
  /** What the engine's look came to, and where it and ours differ, a line each. */
  readonly remarks: readonly string[];
};

/** @param engine for people: `abra`. */
export function mergeLint(ours: readonly LintProblem[], rows: readonly LintRow[], engine: string): Merged {
  const judged = rows.filter(({ rule }) => !asksNetwork(rule));
  const rowOf = new Map(judged.map((row) => [row.rule, row]));
  // A rule that either calls an error is one: abra refuses to deploy a release for its own.
  const own = ours.map((problem): LintProblem => {
    const row = rowOf.get(problem.rule);
    return row?.outcome === 'broken' && row.level === 'error' ? { ...problem, level: 'error' } : problem;
  });
  const found = new Set(ours.map(({ rule }) => rule));
  const added = judged
    .filter(({ rule, outcome }) => outcome === 'broken' && !found.has(rule))
    .map(({ rule, what, level, remedy }): LintProblem => {
      const message = `${engine} finds that this does not hold: ${what}`;
      return { rule, level, message, remedy: remedyOf(rule, remedy) };
    });
  const problems = [...own, ...added];
  const of = (level: LintProblem['level']): readonly LintProblem[] =>
    problems.filter((problem) => problem.level === level);
  return {
    problems: [...of('error'), ...of('warning')],
    remarks: [summary(rows, engine), ...differences(ours, judged, engine)],
  };
}

function summary(rows: readonly LintRow[], engine: string): string {
  const named = (outcome: LintRow['outcome']): readonly string[] =>
    rows.filter((row) => row.outcome === outcome && !asksNetwork(row.rule)).map(({ rule }) => rule);
  const [broken, skipped] = [named('broken'), named('skipped')];
  const asking = rows.filter(({ rule }) => asksNetwork(rule)).map(({ rule }) => rule);
  return [
    `${engine} recipe lint: ${named('met').length} of ${rows.length} rules met`,
    ...(broken.length === 0 ? [] : [`broken ${broken.join(', ')}`]),
    ...(skipped.length === 0 ? [] : [`skipped ${skipped.join(', ')}`]),
    ...(asking.length === 0 ? [] : [`not judged, since they ask the network, ${asking.join(', ')}`]),
  ].join('; ');
}

function differences(
  ours: readonly LintProblem[],
  rows: readonly LintRow[],
  engine: string,
): readonly string[] {
  const found = new Set(ours.map(({ rule }) => rule));
  return rows.flatMap(({ rule, outcome }) => {
    if (outcome !== 'broken' && found.has(rule))
      return [`${rule}: ${engine} ${outcome === 'met' ? 'finds no fault' : 'skips it'}, our own look does`];
    if (outcome === 'broken' && !found.has(rule) && isOurs(rule))
      return [`${rule}: ${engine} finds fault, our own look does not`];
    return [];
  });
}

const ruleOf = (id: string) => lintRules.find((rule) => rule.id === id);

/** Whether we look for it, too. */
function isOurs(id: string): boolean {
  return typeof ruleOf(id)?.find === 'function';
}

/** What such a rule says without a network is nothing about the recipe. */
function asksNetwork(id: string): boolean {
  const find = ruleOf(id)?.find;
  return typeof find === 'object' && find.asksNetwork === true;
}

/** The table's own words are short; ours say what to write. A ✅ stands where there is nothing to mend. */
function remedyOf(id: string, remedy: string): string {
  const ours = isOurs(id) ? ruleOf(id)?.remedy : undefined;
  const theirs = /\p{L}/u.test(remedy) ? `abra says: ${remedy}.` : 'See `abra recipe lint`.';
  return ours ?? theirs;
}
