/** The root action's post step: takes away what its main step has left for the job, and says what the job went through. */

import { type Log, stepLog } from '../lib/log.js';

export async function main(env: NodeJS.ProcessEnv): Promise<number> {
  const log = stepLog(env);
  try {
    await removeCredential(env, log);
  } finally {
    await endMemory(env, log);
  }
  return scanForSecrets(env, log);
}

async function removeCredential(env: NodeJS.ProcessEnv, log: Log): Promise<void> {
  const folder = env['STATE_credential-in'] ?? '';
  if (folder === '') return;
  const { removeCredential: remove } = await import('../clone/persist.js');
  log.info(
    remove(folder)
      ? 'clone: removed the token from .git/config'
      : 'clone: the token was gone from .git/config already',
  );
}

async function endMemory(env: NodeJS.ProcessEnv, log: Log): Promise<void> {
  if (!Object.keys(env).some((name) => name.startsWith('STATE_memory-'))) return;
  const [{ endJobMemory, systemAt }, { jobFrom }] = await Promise.all([
    import(/* webpackMode: "eager" */ '../memory/job-end.js'),
    import(/* webpackMode: "eager" */ '../lib/job.js'),
  ]);
  endJobMemory({ env, job: jobFrom(env), log, system: systemAt() });
}

/** Last: a log that the job's end writes is searched as well. */
async function scanForSecrets(env: NodeJS.ProcessEnv, log: Log): Promise<number> {
  if ((env['INPUT_LEAK-SCAN'] ?? '').trim() === '') return 0;
  const [{ readInputs }, { rejectedRootInputs, rootInputs }, { scanAfterJob }] = await Promise.all([
    import('../lib/inputs.js'),
    import('./root-inputs.js'),
    import('./scan-after-job.js'),
  ]);
  const inputs = await readInputs(rootInputs, env, rejectedRootInputs);
  const request = {
    required: { input: 'required-secrets', text: inputs['required-secrets'] },
    optional: { input: 'optional-secrets', text: inputs['optional-secrets'] },
    paths: inputs['leak-scan'],
  };
  return scanAfterJob(request, env, log);
}
