/** The recipe's own checks: http, exec, browser. */

import type { AppContext } from '../context.js';
import type { BodySpec, CheckSpec, HttpRequestSpec } from '../manifest/model.js';
import type { Checked } from './checked.js';

export type { Checked } from './checked.js';

/** One request to the app by its domain, the way the route says. `body` is cut after 1 MiB. */
export type HttpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For the report: `router 127.0.0.1:443` or `task 172.18.0.5:80`. */
  readonly route: string;
};

/** @throws EnvironmentError when nothing answers. */
export function askApp(
  _context: AppContext,
  _request: HttpRequestSpec & { readonly service?: string; readonly port?: number },
): Promise<HttpAnswer> {
  throw new Error('not written yet');
}

/** Pure. @returns why the body isn't what it should be; undefined when it is. */
export function bodyProblem(_body: string, _spec: BodySpec): string | undefined {
  throw new Error('not written yet');
}

/** @param artifactFolder absolute; made when needed. @returns one row a check, in their order; a red one doesn't stop the others. */
export function runChecks(
  _context: AppContext,
  _checks: readonly CheckSpec[],
  _options: { readonly artifactFolder: string; readonly testsFolder: string },
): Promise<readonly Checked[]> {
  throw new Error('not written yet');
}
