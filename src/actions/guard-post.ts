/** actions/guard's post step: the leak scan, where the input asks for one. */

import { readInputs } from '../lib/inputs.js';
import { stepLog } from '../lib/log.js';
import { guardInputs } from '../secrets/inputs.js';
import { scanAfterJob } from './scan-after-job.js';

export async function main(env: NodeJS.ProcessEnv): Promise<number> {
  if ((env['INPUT_LEAK-SCAN'] ?? '').trim() === '') return 0;
  const { required, optional, 'leak-scan': paths } = await readInputs(guardInputs, env);
  const request = {
    required: { input: 'required', text: required },
    optional: { input: 'optional', text: optional },
    paths,
  };
  return scanAfterJob(request, env, stepLog(env));
}
