/** What became of one check. */

import type { Finding } from '../../report/results.js';

export type Checked = {
  readonly name: string;
  readonly durationMs: number;
  readonly finding?: Finding;
  /** Files kept with the results, relative to the folder for them: screenshot, trace. */
  readonly artifacts: readonly string[];
};
