/** The root action: one step at the head of a job. In this version: the clone, the guards, and `cc-ci` on PATH. */

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { detectForge } from '../forge/index.js';
import { givenIn, type Inputs, laterInputs, readInputs } from '../lib/inputs.js';
import { type Job, jobFrom } from '../lib/job.js';
import { type Log, stepLog } from '../lib/log.js';
import { untilSignalled } from '../lib/signals.js';
import { type MemoryRequest, readMemoryRequest } from '../memory/job-request.js';
import { rejectedRootInputs, rootInputs } from './root-inputs.js';

type RootInputs = Inputs<typeof rootInputs>;

const DIST = dirname(fileURLToPath(import.meta.url));

export async function main(env: NodeJS.ProcessEnv): Promise<number> {
  const job = jobFrom(env);
  const log = stepLog(env);
  const inputs = await readInputs(rootInputs, env, rejectedRootInputs);
  // Before anything is done: a mistake in an input should not wait for the clone.
  const memory = await readMemoryRequest(inputs);
  await guardStep(inputs, env, job, log);
  const later = laterInputs(rootInputs, givenIn(env));
  for (const sentence of later) log.warning(sentence);
  if (!later.some((sentence) => sentence.startsWith('cache:'))) log.info('cache: not in this version');
  if (inputs.clone) await cloneStep(inputs, env, job, log);
  putOnPath(job);
  job.setOutput('forge', JSON.stringify(detectForge(env)));
  job.setOutput('cache', JSON.stringify({ status: 'not in this version' }));
  const jobs = await memoryStep(memory, env, job, log);
  job.setOutput('jobs', jobs === undefined ? '' : String(jobs));
  return 0;
}

/** @returns how many jobs fit for any compiler, where that is known. */
async function memoryStep(
  request: MemoryRequest,
  env: NodeJS.ProcessEnv,
  job: Job,
  log: Log,
): Promise<number | undefined> {
  if (request.guard === 'false') {
    log.info('memory: the guard is off (memory-guard: false)');
    return undefined;
  }
  const { startJobMemory, systemAt } = await import(/* webpackMode: "eager" */ '../memory/job-start.js');
  return startJobMemory(request, {
    env,
    job,
    log,
    system: systemAt(),
    node: process.execPath,
    entry: join(DIST, 'cc-ci.js'),
    // GitHub's runner refuses this one from a step, and marks the step with an error (actions/runner, FileCommandManager.cs).
    refusedVariables: detectForge(env).product === 'github' ? ['NODE_OPTIONS'] : [],
  });
}

async function guardStep(inputs: RootInputs, env: NodeJS.ProcessEnv, job: Job, log: Log): Promise<void> {
  const { 'required-secrets': required, 'optional-secrets': optional, 'on-missing': onMissing } = inputs;
  if (required === '' && optional === '') {
    job.setOutput('mode', 'full');
    job.setOutput('missing', '');
    return;
  }
  const { guardSecrets, rawInput } = await import('../secrets/index.js');
  const listed = (input: string, text: string) => ({ input, text: rawInput(env, input, text) });
  const { there } = guardSecrets(
    {
      required: listed('required-secrets', required),
      optional: listed('optional-secrets', optional),
      onMissing,
    },
    { env, job, log },
  );
  // Names alone, as actions/guard: the post step has the values from the inputs.
  if (inputs['leak-scan'].length > 0) job.saveState('there', there.join(','));
}

async function cloneStep(inputs: RootInputs, env: NodeJS.ProcessEnv, job: Job, log: Log): Promise<void> {
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

function putOnPath(job: Job): void {
  job.addPath(join(DIST, 'bin'));
  job.exportVariable('CC_CI_NODE', process.execPath);
}
