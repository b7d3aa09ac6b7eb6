/** The root action's memory inputs, as far as their table can't see: what is loaded for it is loaded where something was given. */

import { UserError } from '../lib/errors.js';
import type { JobMemoryInputs } from './job-inputs.js';
import type { ToolName } from './model.js';

/** What is asked for, with nothing left to be found wrong. */
export type MemoryRequest = {
  readonly guard: 'auto' | 'true' | 'false';
  readonly jobs: 'auto' | number;
  /** Bytes. */
  readonly memoryPerJob: ReadonlyMap<ToolName, number>;
  /** Names of commands. */
  readonly wrap: readonly string[];
};

/** @throws UserError for a tool that isn't known, a command that can't be wrapped, a contradiction. */
export async function readMemoryRequest(inputs: JobMemoryInputs): Promise<MemoryRequest> {
  const { 'memory-guard': guard, jobs, wrap, 'memory-per-job': perJob } = inputs;
  const given = [
    ...(perJob.length > 0 ? ['memory-per-job'] : []),
    ...(jobs === 'auto' ? [] : ['jobs']),
    ...(wrap === '' ? [] : ['wrap']),
  ];
  if (guard === 'false' && given.length > 0)
    throw new UserError(
      `input memory-guard: false leaves the memory guard out, but ${given.join(', ')} ${given.length === 1 ? 'needs' : 'need'} it; remove one or the other`,
    );
  return {
    guard,
    jobs,
    memoryPerJob: perJob.length === 0 ? new Map() : await perJobOf(perJob),
    wrap: wrap === '' ? [] : (await import('./shims/names.js')).readWrapped(wrap),
  };
}

async function perJobOf(entries: readonly string[]): Promise<ReadonlyMap<ToolName, number>> {
  const { readMemoryPerJob } = await import('./parallelism/asked.js');
  return readMemoryPerJob(entries);
}
