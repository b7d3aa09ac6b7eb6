/** A plan in words, and as the one number that fits them all. */

import { formatMemory } from '../../lib/units.js';
import type { JobPlan, Limits, ToolJobs } from '../model.js';
import { tools } from './tools.js';

/** @returns `3.1 GiB of 4 GiB available (limit of /sys/fs/cgroup/…), 8 CPUs: cargo 2, make 3, …, node heap 2 GiB`. */
export function planLine({ available, limit, cpus }: Limits, plan: JobPlan): string {
  const from = available.from.startsWith('/') ? `limit of ${available.from}` : available.from;
  const of = available.from === limit.from ? ` of ${formatMemory(limit.bytes)}` : '';
  const room = `${formatMemory(available.bytes)}${of} available (${from}), ${cpus.count} ${cpus.count === 1 ? 'CPU' : 'CPUs'}`;
  return `${room}: ${plan.tools.flatMap(toolInWords).join(', ')}`;
}

function toolInWords({ tool, jobs, heapBytes, because, variables }: ToolJobs): readonly string[] {
  const isSet = because === 'user' || Object.keys(variables).length > 0;
  if (because === 'default' || !isSet) return [];
  // The number that Node is told is of its heap, and not of jobs.
  if (heapBytes !== undefined && because !== 'asked')
    return because === 'user' ? [] : [`${tool} heap ${formatMemory(heapBytes)}`];
  return [`${tool} ${jobs}${because === 'user' ? ' (yours)' : ''}`];
}

/** @returns the least number of jobs of all tools that compile: what a compiler without a row in the table may take. */
export function jobsForAll(plan: JobPlan): number {
  return Math.min(...plan.tools.filter(({ tool }) => tools[tool].compiles).map(({ jobs }) => jobs));
}
