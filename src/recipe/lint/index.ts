/** Lint: abra's rules R001 to R016 as far as they can be known here, and ours. */

import type { Compose } from '../format/compose.js';
import type { Place } from '../format/place.js';
import type { Recipe } from '../format/recipe.js';
import type { Release } from '../releases/index.js';

export type LintProblem = {
  /** `R009`, or a name of ours: `config-not-versioned`. */
  readonly rule: string;
  readonly level: 'error' | 'warning';
  readonly place?: Place;
  readonly message: string;
  readonly remedy: string;
};

export type LintRule = {
  readonly id: string;
  readonly level: 'error' | 'warning';
  readonly what: string;
  readonly source: string;
};

/** Pure. @param releases undefined where no remote could be asked and the clone has none. */
export function lintRecipe(
  _recipe: Recipe,
  _compose: Compose,
  _releases: readonly Release[] | undefined,
): readonly LintProblem[] {
  throw new Error('not written yet');
}
