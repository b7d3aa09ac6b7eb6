/** What lint finds. */

import type { Place } from '../format/place.js';

export type LintProblem = {
  /** `R009`, or a name of ours: `config-not-versioned`. */
  readonly rule: string;
  readonly level: 'error' | 'warning';
  readonly place?: Place;
  readonly message: string;
  readonly remedy: string;
};
