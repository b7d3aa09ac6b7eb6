/** Lint: abra's rules R001 to R016 as far as they can be known here, and ours. */

import type { Compose } from '../format/compose.js';
import { showHit } from '../format/place.js';
import type { Recipe } from '../format/recipe.js';
import type { Release } from '../releases/index.js';
import type { LintProblem } from './problem.js';
import { lintRules } from './rules.js';

export { type Merged, mergeLint } from './beside.js';
export type { LintProblem } from './problem.js';
export type { LintRule } from './rule.js';
export { lintRules } from './rules.js';

/**
 * Pure. @param releases undefined where no remote could be asked and the clone has none: rules about tags then find nothing.
 * @returns errors first, each kind in the order of the rules. Warnings never make a recipe red.
 */
export function lintRecipe(
  recipe: Recipe,
  compose: Compose,
  releases: readonly Release[] | undefined,
): readonly LintProblem[] {
  const problems = lintRules.flatMap(({ id, level, remedy, find }) =>
    typeof find === 'function'
      ? find({ recipe, compose, releases }).map((hit): LintProblem => ({ rule: id, level, ...hit, remedy }))
      : [],
  );
  const of = (level: LintProblem['level']): readonly LintProblem[] =>
    problems.filter((problem) => problem.level === level);
  return [...of('error'), ...of('warning')];
}

/** @returns `compose.yml:3:5: error: the config site is … (config-not-versioned). Write name: …` */
export function showProblem({ level, message, remedy, ...at }: LintProblem): string {
  return `${showHit({ ...at, message: `${level}: ${message}` })}. ${remedy}`;
}
