/** What a lint rule is: a row of the table in rules.ts. */

import type { Compose } from '../format/compose.js';
import type { ComposeService } from '../format/compose-service.js';
import type { Place } from '../format/place.js';
import type { Recipe } from '../format/recipe.js';
import type { Release } from '../releases/index.js';

export type Facts = {
  readonly recipe: Recipe;
  readonly compose: Compose;
  /** Undefined where no remote could be asked and the clone has none. */
  readonly releases: readonly Release[] | undefined;
};

export type Hit = {
  readonly place?: Place;
  /** One sentence without its full stop. */
  readonly message: string;
};

export type LintRule = {
  readonly id: string;
  /** A warning never makes a recipe red. */
  readonly level: 'error' | 'warning';
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
  /** Where the rule comes from, and how surely. */
  readonly source: string;
  /** Or why it isn't judged here. */
  readonly find:
    | ((facts: Facts) => readonly Hit[])
    | {
        readonly elsewhere: string;
        /** Then nobody's answer to it counts in a run. */
        readonly asksNetwork?: true;
      };
};

/** What `judge` finds in each service. */
export function inServices(
  judge: (service: ComposeService, facts: Facts) => readonly Hit[],
): (facts: Facts) => readonly Hit[] {
  return (facts) => facts.compose.services.flatMap((service) => judge(service, facts));
}
