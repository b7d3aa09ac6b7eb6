/** The abra engine: the real program, never through a shell, in an ABRA_DIR of the run's own. */

import type { RunProcess } from '../../../lib/process.js';
import type { Engine } from '../engine.js';

export type FindAbra = {
  readonly env: NodeJS.ProcessEnv;
  readonly run: RunProcess;
  readonly signal: AbortSignal;
};

/** @param path empty: abra on PATH. @returns undefined where there is none. @throws UserError where `path` isn't a program that answers as abra does. */
export async function findAbra(_path: string, _context: FindAbra): Promise<Engine | undefined> {
  return undefined;
}
