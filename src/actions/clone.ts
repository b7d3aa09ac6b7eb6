/** actions/clone: the scoped clone as an action of its own. It has no post step: there is nothing to clean up. */

import { clone, cloneInputs, jobContext, refusePersistence, rejectedCloneInputs } from '../clone/index.js';
import { readInputs } from '../lib/inputs.js';
import { jobFrom } from '../lib/job.js';
import { stepLog } from '../lib/log.js';
import { run } from '../lib/process.js';
import { untilSignalled } from '../lib/signals.js';

export async function main(env: NodeJS.ProcessEnv): Promise<number> {
  const job = jobFrom(env);
  const inputs = await readInputs(cloneInputs, env, rejectedCloneInputs);
  refusePersistence(inputs);
  const cloned = await untilSignalled((signal) =>
    clone(inputs, jobContext(env), { run, log: stepLog(env), job, env, signal }),
  );
  job.setOutput('sha', cloned.sha);
  job.setOutput('ref', cloned.ref);
  job.setOutput('path', cloned.path);
  return 0;
}
