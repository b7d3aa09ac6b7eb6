/** The program that was found. */

import type { RunProcess } from '../../../lib/process.js';

export type Abra = {
  readonly program: string;
  readonly version: string;
  readonly run: RunProcess;
  /** The job's: only the names below go on. */
  readonly env: NodeJS.ProcessEnv;
};
