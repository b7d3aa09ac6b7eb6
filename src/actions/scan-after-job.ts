/** The leak scan of a post step, where the input asks for one. The values come from the inputs once more. */

import { resolve } from 'node:path';
import type { Log } from '../lib/log.js';
import { untilSignalled } from '../lib/signals.js';
import { type Listed, rawInput, scanForLeaks, soughtIn } from '../secrets/index.js';

export type ScanRequest = {
  /** Lists of secrets, as the inputs' table read them. */
  readonly required: Listed;
  readonly optional: Listed;
  /** Relative ones are beneath the workspace. */
  readonly paths: readonly string[];
};

/**
 * @param env the post step's: INPUT_*, GITHUB_WORKSPACE, and in STATE_there the names that the main step had values for.
 * @returns 0, or 3 where something was found.
 */
export function scanAfterJob(request: ScanRequest, env: NodeJS.ProcessEnv, log: Log): Promise<number> {
  const whole = ({ input, text }: Listed): Listed => ({ input, text: rawInput(env, input, text) });
  const sought = soughtIn(whole(request.required), whole(request.optional), env);
  const names = new Set(sought.map(({ name }) => name));
  const lost = (env.STATE_there ?? '').split(',').filter((name) => name !== '' && !names.has(name));
  for (const name of lost)
    log.warning(
      `leak-scan: ${name} is not in the post step's environment, and is not looked for: list it as ${name}=value`,
    );
  const workspace = env.GITHUB_WORKSPACE || '.';
  const paths = request.paths.map((path) => resolve(workspace, path));
  return untilSignalled((signal) => scanForLeaks(paths, sought, { log, signal }));
}
