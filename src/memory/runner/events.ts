/** What happens in a run, as it happens. */

import type { Attempt, RunReport } from '../model.js';
import type { Rung } from './ladder.js';

export type RunEvent =
  | { readonly kind: 'planned'; readonly notes: readonly string[] }
  | { readonly kind: 'stopping'; readonly sentence: string }
  | {
      readonly kind: 'retrying';
      readonly attempt: Attempt;
      readonly rung: Rung;
      readonly limit: RunReport['limit'];
    }
  | { readonly kind: 'waiting'; readonly sentence: string };
