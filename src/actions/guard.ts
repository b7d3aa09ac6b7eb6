/** actions/guard: which secrets a job has, and so whether it takes its full or its offline path. */

import { readInputs } from '../lib/inputs.js';
import { jobFrom } from '../lib/job.js';
import { stepLog } from '../lib/log.js';
import { guardSecrets, rawInput } from '../secrets/index.js';
import { guardInputs } from '../secrets/inputs.js';

export async function main(env: NodeJS.ProcessEnv): Promise<number> {
  const job = jobFrom(env);
  const log = stepLog(env);
  const inputs = await readInputs(guardInputs, env);
  const listed = (input: 'required' | 'optional') => ({ input, text: rawInput(env, input, inputs[input]) });
  if (inputs.required === '' && inputs.optional === '')
    log.warning('guard: neither required nor optional lists a secret: the mode is full whatever there is');
  const { there } = guardSecrets(
    {
      required: listed('required'),
      optional: listed('optional'),
      onMissing: inputs.fail ? 'fail' : 'offline',
    },
    { env, job, log },
  );
  // Names alone: the post step finds the values where this one did, and says which it finds no more.
  if (inputs['leak-scan'].length > 0) job.saveState('there', there.join(','));
  return 0;
}
