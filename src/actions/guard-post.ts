/** actions/guard's post step: the leak scan, where the input asks for one. The values come from the inputs once more. */

import { resolve } from 'node:path';
import { readInputs } from '../lib/inputs.js';
import { stepLog } from '../lib/log.js';
import { untilSignalled } from '../lib/signals.js';
import { rawInput, scanForLeaks, soughtIn } from '../secrets/index.js';
import { guardInputs } from '../secrets/inputs.js';

export async function main(env: NodeJS.ProcessEnv): Promise<number> {
  if ((env['INPUT_LEAK-SCAN'] ?? '').trim() === '') return 0;
  const inputs = await readInputs(guardInputs, env);
  const log = stepLog(env);
  const listed = (input: 'required' | 'optional') => ({ input, text: rawInput(env, input, inputs[input]) });
  const sought = soughtIn(listed('required'), listed('optional'), env);
  const names = new Set(sought.map(({ name }) => name));
  const lost = (env.STATE_there ?? '').split(',').filter((name) => name !== '' && !names.has(name));
  for (const name of lost)
    log.warning(
      `leak-scan: ${name} is not in the post step's environment, and is not looked for: list it as ${name}=value`,
    );
  const workspace = env.GITHUB_WORKSPACE || '.';
  const paths = inputs['leak-scan'].map((path) => resolve(workspace, path));
  return untilSignalled((signal) => scanForLeaks(paths, sought, { log, signal }));
}
