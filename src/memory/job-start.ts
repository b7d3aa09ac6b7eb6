/** What the root action does for the memory of its job: parallelism that fits, protection of the runner, shims. */

import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, UserError } from '../lib/errors.js';
import type { Job } from '../lib/job.js';
import type { Log } from '../lib/log.js';
import { readCounters } from './counters/index.js';
import type { MemoryRequest } from './job-request.js';
import { countersText, STATE } from './job-state.js';
import { readCgroups, readLimits } from './limits/index.js';
import type { JobPlan, Limits } from './model.js';
// Not by its index: this runs in every job, and what a retry needs would be loaded with it.
import { planJobs } from './parallelism/plan.js';
import { jobsForAll, planLine } from './parallelism/say.js';
import { makeJobFolder, writeBashEnv } from './protection/index.js';
import { RUNS_DIR } from './summary/record.js';
import { remembered, type System } from './system.js';

export { systemAt } from './system.js';

export type JobStartPorts = {
  readonly env: NodeJS.ProcessEnv;
  readonly job: Job;
  readonly log: Log;
  readonly system: System;
  /** For the shims: the Node that runs this, and dist/cc-ci.js. */
  readonly node: string;
  readonly entry: string;
  /** The runner's own refusal: GitHub's takes no NODE_OPTIONS from a step. */
  readonly refusedVariables: readonly string[];
};

/**
 * Exports what later steps need, and tells the post step what was made.
 * @returns the number of jobs that fits for every compiler; undefined where nothing was planned.
 * @throws UserError for `memory-guard: true` where no limit can be read.
 */
export async function startJobMemory(
  request: MemoryRequest,
  ports: JobStartPorts,
): Promise<number | undefined> {
  const { log, job } = ports;
  const system = remembered(ports.system);
  const cgroups = readCgroups(system);
  const limits = readLimits(system, cgroups);
  const plan = planFor(request, limits, ports);
  const isProtected =
    plan === undefined && request.wrap.length === 0 ? false : await prepareSteps(request, ports);
  if (plan === undefined) return undefined;
  const variables = { ...plan.variables, ...(await askedFor(request)) };
  for (const [name, value] of Object.entries(variables))
    if (!ports.refusedVariables.includes(name)) job.exportVariable(name, value);
  job.saveState(STATE.counters, countersText(readCounters(system, cgroups)));
  log.info(
    `memory: ${planLine(limits, plan)}${isProtected ? '; later bash steps are killed before the runner' : ''}`,
  );
  for (const note of notesOf(plan, request, limits)) log.info(`memory: ${note}`);
  return jobsForAll(plan);
}

function planFor(request: MemoryRequest, limits: Limits, { env, log }: JobStartPorts): JobPlan | undefined {
  // Nothing to divide by; a number that was asked for needs none.
  if (limits.limit.bytes > 0 || request.jobs !== 'auto') return planJobs(limits, request, env);
  const what = `neither /proc/meminfo nor a cgroup says how much memory there is${limits.gaps.length > 0 ? ` (${limits.gaps.join('; ')})` : ''}`;
  if (request.guard === 'true')
    throw new UserError(
      `memory-guard: true, but ${what}: mount /proc into the job, or use memory-guard: auto`,
    );
  log.info(`memory: ${what}: parallelism and protection are left as they are`);
  return undefined;
}

/** By which later steps know what was asked. */
async function askedFor(request: MemoryRequest): Promise<Readonly<Record<string, string>>> {
  if (request.jobs === 'auto' && request.memoryPerJob.size === 0) return {};
  return (await import('./parallelism/asked.js')).askedVariables(request);
}

function notesOf(plan: JobPlan, { jobs }: MemoryRequest, { cpus, gaps }: Limits): readonly string[] {
  const tooMany =
    jobs !== 'auto' && jobs > cpus.count
      ? [`jobs: ${jobs} are more than the ${cpus.count} CPUs (${cpus.from}), so ${cpus.count} it is`]
      : [];
  return [...tooMany, ...plan.notes, ...gaps];
}

/**
 * The folder of the job: BASH_ENV, shims, records of wrapped commands.
 * @returns false where it could not be made: a job without `wrap` goes on without protection.
 */
async function prepareSteps(request: MemoryRequest, ports: JobStartPorts): Promise<boolean> {
  const { env, job, log } = ports;
  try {
    const folder = makeJobFolder(env);
    // Said to the post step first: a step that is killed in between leaves nothing that nobody removes.
    job.saveState(STATE.folder, folder);
    job.exportVariable(RUNS_DIR, makeRunsFolder(folder));
    const shims = request.wrap.length === 0 ? undefined : await wrapCommands(folder, request.wrap, ports);
    job.exportVariable('BASH_ENV', unexpanded(writeBashEnv(folder, env, shims)));
    return true;
  } catch (error) {
    if (request.guard === 'true' || request.wrap.length > 0) throw error;
    log.warning(`${messageOf(error)}: later steps are not protected; parallelism is set all the same`);
    return false;
  }
}

/** @returns the folder that has to be first on PATH. */
async function wrapCommands(
  folder: string,
  names: readonly string[],
  { job, log, node, entry }: JobStartPorts,
): Promise<string> {
  const { writeShims } = await import('./shims/index.js');
  const shims = writeShims(folder, names, { node, entry });
  job.addPath(shims);
  log.info(
    `memory: ${names.join(', ')} of later steps: tried again with fewer jobs after running out of memory`,
  );
  return shims;
}

/** Steps may run as another user: as in /tmp, everybody may add to it, and remove what is theirs. */
function makeRunsFolder(folder: string): string {
  const runs = join(folder, 'runs');
  mkdirSync(runs);
  chmodSync(runs, 0o1777);
  return runs;
}

/** bash expands the value of BASH_ENV. */
function unexpanded(path: string): string {
  return path.replace(/[\\$`]/g, '\\$&');
}
