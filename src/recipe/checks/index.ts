/** The recipe's own checks: http, exec, browser. */

import type { Finding } from '../../report/results.js';
import type { AppContext } from '../context.js';
import type { CheckSpec } from '../manifest/model.js';
import type { Checked } from './checked.js';
import { execCheck } from './exec.js';
import { httpCheck } from './http.js';

export { bodyProblem } from '../probe/index.js';
export { type AppRequest, type AskContext, type Asked, askApp, type HttpAnswer, tryApp } from './ask-app.js';
export type { Checked } from './checked.js';

export type CheckOptions = {
  /** Absolute; made when needed. */
  readonly artifactFolder: string;
  /** Absolute: where a browser check's script is looked for. */
  readonly testsFolder: string;
};

/** For one command of an exec check, where the manifest sets no time for a stage. */
const EXEC_MS = 120_000;

/**
 * One after the other: the app under test may be small, and a check may build on what an earlier one did.
 * @returns one row a check, in their order; a red one doesn't stop the others.
 * @throws EnvironmentError where Docker can't be asked; UserError for a check that can't be made of this recipe.
 */
export async function runChecks(
  context: AppContext,
  checks: readonly CheckSpec[],
  options: CheckOptions,
): Promise<readonly Checked[]> {
  const rows: Checked[] = [];
  for (const check of checks) {
    context.waiting(`check ${check.name}`);
    rows.push(await context.phase(`check ${check.name}`, () => runCheck(context, check, options)));
  }
  return rows;
}

async function runCheck(context: AppContext, check: CheckSpec, options: CheckOptions): Promise<Checked> {
  if (check.kind === 'browser') {
    // The browser's driver is megabytes that other runs don't load.
    const { runBrowserCheck } = await import('./browser/index.js');
    return runBrowserCheck(context, check, options);
  }
  const startedAt = performance.now();
  const finding: Finding | undefined =
    check.kind === 'http'
      ? await httpCheck(context, check)
      : await execCheck(context, check, context.manifest.timeouts.stageMs ?? EXEC_MS);
  const durationMs = performance.now() - startedAt;
  return { name: check.name, durationMs, artifacts: [], ...(finding === undefined ? {} : { finding }) };
}
