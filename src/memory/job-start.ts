/** What the root action does for the memory of its job: parallelism that fits, protection of the runner, shims. */

import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, UserError } from '../lib/errors.js';
import type { Job } from '../lib/job.js';
import type { Log } from '../lib/log.js';
import { readCounters } from './counters/index.js';
import type { JobMemoryInputs } from './job-inputs.js';
import { countersText, STATE } from './job-state.js';
import { readLimits } from './limits/index.js';
import type { JobPlan, Limits, ToolName } from './model.js';
import { askedVariables, jobsForAll, planJobs, planLine } from './parallelism/index.js';
import { makeJobFolder, writeBashEnv } from './protection/index.js';
import { readWrapped, writeShims } from './shims/index.js';
import { RUNS_DIR } from './summary/record.js';
import type { System } from './system.js';

/** What the inputs ask for, with nothing left to be found wrong. */
export type MemoryRequest = {
  readonly guard: 'auto' | 'true' | 'false';
  readonly jobs: 'auto' | number;
  readonly memoryPerJob: ReadonlyMap<ToolName, number>;
  readonly wrap: readonly string[];
};

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
 * @throws UserError for what the inputs' table can't see: a tool that isn't known, a command that can't be wrapped, a
 * contradiction. Cheap where nothing was given.
 */
export async function readMemoryRequest(inputs: JobMemoryInputs): Promise<MemoryRequest> {
  const { 'memory-guard': guard, jobs, wrap, 'memory-per-job': perJob } = inputs;
  const given = [
    ...(perJob.length > 0 ? ['memory-per-job'] : []),
    ...(jobs === 'auto' ? [] : ['jobs']),
    ...(wrap === '' ? [] : ['wrap']),
  ];
  if (guard === 'false' && given.length > 0)
    throw new UserError(
      `input memory-guard: false leaves the memory guard out, and ${given.join(', ')} asks for it; remove one of the two`,
    );
  const memoryPerJob =
    perJob.length === 0
      ? new Map<ToolName, number>()
      : await (await import('./parallelism/asked.js')).readMemoryPerJob(perJob);
  return { guard, jobs, memoryPerJob, wrap: readWrapped(wrap) };
}

/**
 * Exports what later steps need, and tells the post step what was made.
 * @returns the number of jobs that fits for every compiler; undefined where nothing was planned.
 * @throws UserError for `memory-guard: true` where no limit can be read.
 */
export function startJobMemory(request: MemoryRequest, ports: JobStartPorts): number | undefined {
  const { log, system, job } = ports;
  if (request.guard === 'false') {
    log.info('memory: the guard is off (memory-guard: false)');
    return undefined;
  }
  const limits = readLimits(system);
  const plan = planFor(request, limits, ports);
  const isProtected = plan === undefined && request.wrap.length === 0 ? false : prepareSteps(request, ports);
  if (plan === undefined) return undefined;
  for (const [name, value] of Object.entries(exported(plan, request, ports))) job.exportVariable(name, value);
  job.saveState(STATE.counters, countersText(readCounters(system)));
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

function exported(
  plan: JobPlan,
  request: MemoryRequest,
  { refusedVariables }: JobStartPorts,
): Readonly<Record<string, string>> {
  const all = { ...plan.variables, ...askedVariables(request) };
  return Object.fromEntries(Object.entries(all).filter(([name]) => !refusedVariables.includes(name)));
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
function prepareSteps(request: MemoryRequest, ports: JobStartPorts): boolean {
  const { env, job, log, node, entry } = ports;
  try {
    const folder = makeJobFolder(env);
    // Said to the post step first: a step that is killed in between leaves nothing that nobody removes.
    job.saveState(STATE.folder, folder);
    job.exportVariable(RUNS_DIR, makeRunsFolder(folder));
    const shims = request.wrap.length === 0 ? undefined : writeShims(folder, request.wrap, { node, entry });
    if (shims !== undefined) job.addPath(shims);
    job.exportVariable('BASH_ENV', unexpanded(writeBashEnv(folder, env, shims)));
    if (shims !== undefined)
      log.info(
        `memory: ${request.wrap.join(', ')} of later steps: tried again with fewer jobs after running out of memory`,
      );
    return true;
  } catch (error) {
    if (request.guard === 'true' || request.wrap.length > 0) throw error;
    log.warning(`${messageOf(error)}: later steps are not protected; parallelism is set all the same`);
    return false;
  }
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
