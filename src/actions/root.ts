/** The root action: one step at the head of a job. In this version: the clone, and `cc-ci` on PATH. */

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { detectForge } from '../forge/index.js';
import { givenIn, type Inputs, laterInputs, readInputs } from '../lib/inputs.js';
import { type Job, jobFrom } from '../lib/job.js';
import { type Log, stepLog } from '../lib/log.js';
import { untilSignalled } from '../lib/signals.js';
import { rejectedRootInputs, rootInputs } from './root-inputs.js';

export async function main(env: NodeJS.ProcessEnv): Promise<number> {
  const job = jobFrom(env);
  const log = stepLog(env);
  const inputs = await readInputs(rootInputs, env, rejectedRootInputs);
  for (const name of ['required-secrets', 'optional-secrets'] as const) maskValues(job, inputs[name]);
  const later = laterInputs(rootInputs, givenIn(env));
  for (const sentence of later) log.warning(sentence);
  if (!later.some((sentence) => sentence.startsWith('cache:'))) log.info('cache: not in this version');
  if (inputs.clone) await cloneStep(inputs, env, job, log);
  putOnPath(job);
  job.setOutput('forge', JSON.stringify(detectForge(env)));
  job.setOutput('cache', JSON.stringify({ status: 'not in this version' }));
  for (const name of ['mode', 'missing', 'jobs']) job.setOutput(name, '');
  return 0;
}

async function cloneStep(
  inputs: Inputs<typeof rootInputs>,
  env: NodeJS.ProcessEnv,
  job: Job,
  log: Log,
): Promise<void> {
  // What spawns is loaded for a clone alone: node:child_process takes 2.4 ms to load.
  const [{ clone, jobContext }, { run }] = await Promise.all([
    import('../clone/index.js'),
    import('../lib/process.js'),
  ]);
  const cloned = await untilSignalled((signal) =>
    clone(inputs, jobContext(env), { run, log, job, env, signal }),
  );
  job.setOutput('sha', cloned.sha);
  job.setOutput('ref', cloned.ref);
  job.setOutput('path', cloned.path);
  if (!inputs['persist-credentials']) return;
  const { persistCredential } = await import('../clone/persist.js');
  // Said to the post step first: a step that is killed between the two leaves nothing that nobody removes.
  job.saveState('credential-in', cloned.path);
  persistCredential(cloned.path, cloned.url, inputs.token);
  log.warning(
    'persist-credentials: true: the token is in .git/config, for every later step and program to read, until the job ends. Safer: leave it out and push with `cc-ci git -- push`',
  );
}

/** Values are secrets whatever becomes of them. */
function maskValues(job: Job, lines: string): void {
  for (const entry of lines.split('\n')) {
    const value = entry.slice(entry.indexOf('=') + 1).trim();
    if (entry.includes('=') && value !== '') job.mask(value);
  }
}

function putOnPath(job: Job): void {
  job.addPath(join(dirname(fileURLToPath(import.meta.url)), 'bin'));
  job.exportVariable('CC_CI_NODE', process.execPath);
}
