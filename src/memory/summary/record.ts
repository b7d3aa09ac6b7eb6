/** One line of JSON a run, in a folder that the steps of a job share: the root action's post step adds them up. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../lib/errors.js';
import type { RunReport } from '../model.js';

/** Exported by the root action; under RUNNER_TEMP. */
export const RUNS_DIR = 'CC_CI_RUNS_DIR';

/**
 * Files of their own, so that commands that run at once don't mix their lines.
 * @returns why it could not be written; undefined when it was, or nobody wants it. A run never fails for its record.
 */
export function recordRun(report: RunReport, env: NodeJS.ProcessEnv, now = Date.now()): string | undefined {
  const folder = env[RUNS_DIR] ?? '';
  if (folder === '') return undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, `${now}-${process.pid}.json`);
    writeFileSync(path, `${JSON.stringify(report)}\n`, { mode: 0o600, flag: 'wx' });
    return undefined;
  } catch (error) {
    return `what this run took could not be noted for the job's summary: ${messageOf(error)}`;
  }
}
