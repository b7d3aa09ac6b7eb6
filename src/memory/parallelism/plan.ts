/** How many jobs of each tool fit: plain arithmetic over the limits, the table of tools and what the user has set. */

import { formatMemory } from '../../lib/units.js';
import type { JobPlan, Limits, ToolJobs, ToolName } from '../model.js';
import { mayHoldCredential, type Own, ownSetting, written } from './settings.js';
import { type Amount, type Setting, toolNames, tools } from './tools.js';

export type Asked = {
  /** For all tools; never more than the CPUs. */
  readonly jobs: 'auto' | number;
  /** In place of the table's. */
  readonly memoryPerJob: ReadonlyMap<ToolName, number>;
  /**
   * The command is tried again with fewer jobs where memory runs out, so that it may start with as many as fit if each takes
   * what most do: where that was too many, what was built until then is kept.
   */
  readonly isTriedAgain?: boolean;
};

type Env = Readonly<Record<string, string | undefined>>;
type Fit = Pick<ToolJobs, 'tool' | 'jobs' | 'memoryPerJobBytes' | 'heapBytes' | 'because'>;

/** What an earlier plan wrote into its variables, one `VARIABLE=setting` a line: so that it isn't taken for the user's own. */
export const PLANNED = 'CC_CI_PLANNED';

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;
const RESERVE = { least: 128 * MiB, most: 1 * GiB, share: 0.1 };
/** Node takes 4 GiB at most by itself, on a machine with 15 or more; a heap under 256 MiB collects garbage all day. */
const HEAP = { least: 256 * MiB, most: 4 * GiB, share: 0.75 };

/**
 * What jobs may share, in bytes. The runner and the system are in what is used already; the reserve is for what they will
 * want besides: a tenth, between 128 MiB and 1 GiB (CodeQL's action keeps 1 GiB back, earlyoom kills at a tenth).
 */
export function roomFor(availableBytes: number): number {
  return Math.max(0, availableBytes - clamp(availableBytes * RESERVE.share, RESERVE.least, RESERVE.most));
}

/**
 * @param env of the step; settings that are in it already win.
 * @returns for each tool of the table: jobs = what fits into the room, between 1 and the CPUs.
 */
export function planJobs(limits: Limits, asked: Asked, env: Env): JobPlan {
  const roomBytes = roomFor(limits.available.bytes);
  const planned = plannedIn(env);
  const notes: string[] = [];
  const variables: Record<string, string> = {};
  const ours: string[] = [];
  const toolJobs = toolNames.map((tool): ToolJobs => {
    const fit = fitOf(tool, roomBytes, limits.cpus.count, asked);
    const amount = amountOf(fit, limits.cpus.count);
    const settings = tools[tool].settings.filter(({ whenAsked }) => !whenAsked || asked.jobs !== 'auto');
    const mine: Record<string, string> = {};
    let user: Own | undefined;
    for (const setting of settings) {
      const own = ownSetting(setting, env);
      const value = env[setting.variable] ?? '';
      if (own !== undefined && planned.get(setting.variable) !== own.text) {
        user = own;
        notes.push(wins(tool, setting, own, fit, roomBytes));
      } else if (setting.form !== 'whole' && mayHoldCredential(value)) {
        notes.push(untouched(tool, setting, amount));
      } else {
        mine[setting.variable] = written(setting, amount, env);
        ours.push(`${setting.variable}=${firstLine(setting.write(amount))}`);
      }
    }
    Object.assign(variables, mine);
    return { ...(user === undefined ? fit : ownedBy(user, fit, settings)), variables: mine };
  });
  if (ours.length > 0) variables[PLANNED] = [...new Set(ours)].join('\n');
  return { roomBytes, tools: toolJobs, variables, notes: [...new Set(notes)] };
}

function fitOf(tool: ToolName, roomBytes: number, cpus: number, asked: Asked): Fit {
  const perJob = asked.memoryPerJob.get(tool) ?? usualBytes(tool, asked);
  const fitting = Math.floor(roomBytes / perJob);
  const heapBytes = usesHeap(tool) ? (asked.memoryPerJob.get(tool) ?? heapFor(roomBytes)) : undefined;
  const common = { tool, memoryPerJobBytes: perJob, heapBytes };
  if (asked.jobs !== 'auto') return { ...common, jobs: clamp(asked.jobs, 1, cpus), because: 'asked' };
  if (tools[tool].settings.some(({ whenAsked }) => whenAsked))
    return { ...common, jobs: 1, because: 'default' };
  return { ...common, jobs: clamp(fitting, 1, cpus), because: fitting < cpus ? 'memory' : 'cpus' };
}

function usualBytes(tool: ToolName, { isTriedAgain = false }: Asked): number {
  const { memoryPerJobBytes, mostJobsBytes = memoryPerJobBytes } = tools[tool];
  return isTriedAgain ? mostJobsBytes : memoryPerJobBytes;
}

function heapFor(roomBytes: number): number {
  return Math.floor(clamp(roomBytes * HEAP.share, HEAP.least, HEAP.most));
}

/** @returns whether a setting of the tool says how large a heap may get. */
export function usesHeap(tool: ToolName): boolean {
  return tools[tool].settings.some(isHeap);
}

/** The number is in MiB, and not of jobs. */
export function isHeap(setting: Setting): boolean {
  return setting.variable === 'NODE_OPTIONS' || setting.variable === 'MAVEN_OPTS';
}

function amountOf({ jobs, heapBytes = 0 }: Fit, cpus: number): Amount {
  return { jobs, cpus, heapBytes };
}

/** The user's number of jobs, where it can be read; a heap of theirs says nothing about jobs. */
function ownedBy(own: Own, fit: Fit, settings: readonly Setting[]): Fit {
  const isJobs = settings.some((setting) => !isHeap(setting));
  return { ...fit, jobs: isJobs ? (own.number ?? fit.jobs) : fit.jobs, because: 'user' };
}

function wins(tool: ToolName, setting: Setting, own: Own, fit: Fit, roomBytes: number): string {
  const shown =
    setting.form === 'whole' ? `${setting.variable}=${own.text}` : `${own.text} in ${setting.variable}`;
  const fitting = isHeap(setting) ? formatMemory(fit.heapBytes ?? 0) : String(fit.jobs);
  return `${tool}: ${shown} is set already and stays (${fitting} would fit into ${formatMemory(roomBytes)})`;
}

function untouched(tool: ToolName, setting: Setting, amount: Amount): string {
  const lines = setting.write(amount).replace('\n', '`, `');
  return `${tool}: ${setting.variable} seems to hold a credential, which is never copied into the runner's files: add \`${lines}\` to it where you set it`;
}

/** The settings that an earlier plan of this job wrote, by variable. */
function plannedIn(env: Env): ReadonlyMap<string, string> {
  const lines = (env[PLANNED] ?? '').split('\n').filter((line) => line.includes('='));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
