/** actions/verdict: one job that says whether the others came to what they had to. */

import { readInputs } from '../lib/inputs.js';
import { jobFrom } from '../lib/job.js';
import { stepLog } from '../lib/log.js';
import { sayVerdict } from '../secrets/index.js';
import { verdictInputs } from '../secrets/inputs.js';

export async function main(env: NodeJS.ProcessEnv): Promise<number> {
  const inputs = await readInputs(verdictInputs, env);
  return sayVerdict(inputs.needs, inputs.rules, { job: jobFrom(env), log: stepLog(env) });
}
