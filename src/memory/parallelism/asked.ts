/** What the inputs `jobs` and `memory-per-job` ask for, and how it reaches later steps of the job. */

import { UserError } from '../../lib/errors.js';
import { parseMemoryBytes } from '../../lib/units.js';
import type { ToolName } from '../model.js';
import type { Asked } from './plan.js';
import { toolNames } from './tools.js';

/** For `cc-ci exec` in later steps, which has no inputs of its own. */
export const ASKED = { jobs: 'CC_CI_JOBS', memoryPerJob: 'CC_CI_MEMORY_PER_JOB' } as const;

const MiB = 1024 ** 2;
const SIZE = 'a size such as 512M, 2G or 1.5GiB, 16M at least';

/**
 * @param entries `TOOL=SIZE` lines, or one SIZE for all tools.
 * @throws UserError for an unknown tool, a size that is none, a tool that is named twice.
 */
export async function readMemoryPerJob(entries: readonly string[]): Promise<ReadonlyMap<ToolName, number>> {
  const read = new Map<ToolName, number>();
  for (const entry of entries.flatMap((line) => line.split(/[\s,]+(?=[\w.-]+\s*=)/))) {
    const at = entry.indexOf('=');
    const bytes = sizeOf(entry, entry.slice(at + 1));
    if (at < 0 && entries.length > 1)
      throw new UserError(
        `input memory-per-job: ${JSON.stringify(entry)} is for all tools and stands beside other lines; give one SIZE, or TOOL=SIZE lines`,
      );
    const names = at < 0 ? toolNames : [await toolNamed(entry.slice(0, at).trim())];
    for (const tool of names) {
      if (read.has(tool))
        throw new UserError(`input memory-per-job: ${tool} is named twice; leave one line out`);
      read.set(tool, bytes);
    }
  }
  return read;
}

/** @returns the variables by which later steps know what was asked; none where nothing was. */
export function askedVariables({ jobs, memoryPerJob }: Asked): Readonly<Record<string, string>> {
  return {
    ...(jobs === 'auto' ? {} : { [ASKED.jobs]: String(jobs) }),
    ...(memoryPerJob.size === 0
      ? {}
      : { [ASKED.memoryPerJob]: [...memoryPerJob].map(([tool, bytes]) => `${tool}=${bytes}B`).join(' ') }),
  };
}

/** What the root action of this job was asked for. @throws UserError where somebody has put nonsense there. */
export async function askedIn(env: Readonly<Record<string, string | undefined>>): Promise<Asked> {
  const jobs = env[ASKED.jobs] ?? '';
  const entries = env[ASKED.memoryPerJob] ?? '';
  if (!/^(?:auto|[1-9]\d{0,3})?$/.test(jobs))
    throw new UserError(`${ASKED.jobs}=${JSON.stringify(jobs)} is not accepted: a whole number, or auto`);
  return {
    jobs: jobs === '' || jobs === 'auto' ? 'auto' : Number(jobs),
    memoryPerJob: await readMemoryPerJob(entries === '' ? [] : [entries]),
  };
}

function sizeOf(entry: string, text: string): number {
  const bytes = parseMemoryBytes(text);
  if (bytes === undefined || bytes < 16 * MiB)
    throw new UserError(
      `input memory-per-job: ${JSON.stringify(entry)} is not accepted: TOOL=SIZE or SIZE, where SIZE is ${SIZE}`,
    );
  return bytes;
}

async function toolNamed(name: string): Promise<ToolName> {
  const found = toolNames.find((tool) => tool === name);
  if (found !== undefined) return found;
  const { closest, distance } = await import('fastest-levenshtein');
  const nearest = closest(name, [...toolNames]);
  const hint =
    distance(name, nearest) <= 2 ? `did you mean ${nearest}?` : `accepted: ${toolNames.join(', ')}`;
  throw new UserError(`input memory-per-job: ${JSON.stringify(name)} is no tool: ${hint}`);
}
