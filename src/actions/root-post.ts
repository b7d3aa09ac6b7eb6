/** The root action's post step: takes away what its main step has left for the job, and says what the job went through. */

import { type Log, stepLog } from '../lib/log.js';

export async function main(env: NodeJS.ProcessEnv): Promise<number> {
  const log = stepLog(env);
  try {
    await removeCredential(env, log);
  } finally {
    await endMemory(env, log);
  }
  return 0;
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
    import('../memory/job-end.js'),
    import('../lib/job.js'),
  ]);
  endJobMemory({ env, job: jobFrom(env), log, system: systemAt() });
}
