/** What a command is tried with, from the first attempt to the last: plain data, made before anything runs. */

import type { JobPlan, ToolName } from '../model.js';
import { argvWithJobs, reduceJobs, serialCodegen, tools } from '../parallelism/index.js';

/** One step of the way down. */
export type Rung = {
  readonly jobs: number;
  readonly isSerialCodegen: boolean;
  /** On top of the command's environment. */
  readonly variables: Readonly<Record<string, string>>;
  readonly argv: readonly string[];
};

export type LadderInput = {
  /** A script's shell, or the command itself. */
  readonly argv: readonly string[];
  /** Of a command. A script may start several. */
  readonly tool: ToolName | undefined;
  /** All that a script starts, as far as can be told. */
  readonly toolsOfScript: readonly ToolName[] | undefined;
  readonly plan: JobPlan;
  readonly cpus: number;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** No command line says so many: it finds out whether one says any. */
const NO_NUMBER = 7_919;

/** @returns at least one rung: what fits, then half of it, down to 1, then (where the tool has a way) one job that needs less. */
export function ladderOf(input: LadderInput): readonly Rung[] {
  const { argv, plan, env, tool } = input;
  const first = firstJobs(input);
  const top: Rung = { jobs: first, isSerialCodegen: false, variables: plan.variables, argv };
  const halves = halvesBelow(first).map(
    (jobs): Rung => ({
      jobs,
      isSerialCodegen: false,
      variables: { ...plan.variables, ...reduceJobs(plan, tool, jobs, env) },
      argv: tool === undefined ? argv : argvWithJobs(tool, argv, jobs),
    }),
  );
  const lowest = halves.at(-1) ?? top;
  const less = serialCodegen(
    plan,
    tool ?? input.toolsOfScript?.find((name) => hasLess(plan, name, env)),
    env,
  );
  if (less === undefined) return [top, ...halves];
  return [
    top,
    ...halves,
    { ...lowest, jobs: 1, isSerialCodegen: true, variables: { ...lowest.variables, ...less } },
  ];
}

/** @returns 4, 2, 1 for 8. */
export function halvesBelow(jobs: number): readonly number[] {
  const halves: number[] = [];
  for (let half = Math.floor(jobs / 2); half >= 1; half = Math.floor(half / 2)) halves.push(half);
  return halves;
}

function firstJobs({ argv, tool, toolsOfScript, plan, cpus }: LadderInput): number {
  const ofCommand = tool === undefined ? undefined : jobsInArgv(tool, argv, cpus);
  if (ofCommand !== undefined) return ofCommand;
  const relevant = tool === undefined ? (toolsOfScript ?? []) : [tool];
  const named = plan.tools.filter((entry) => relevant.includes(entry.tool));
  const counted = named.length > 0 ? named : plan.tools.filter((entry) => tools[entry.tool].compiles);
  return Math.max(1, ...counted.map(({ jobs }) => jobs));
}

/** @returns the number that the command line itself says, which beats every variable. */
function jobsInArgv(tool: ToolName, argv: readonly string[], cpus: number): number | undefined {
  // ninja has no variable, so one is always added; what is there already shows as a word that is replaced.
  const replaced = argvWithJobs(tool, argv, NO_NUMBER);
  const at = argv.findIndex((word) => !replaced.includes(word));
  if (at < 0) return undefined;
  const digits = /(\d+)$/.exec(argv[at] ?? '')?.[1];
  return digits === undefined ? cpus : Math.max(1, Number(digits));
}

function hasLess(plan: JobPlan, tool: ToolName, env: LadderInput['env']): boolean {
  return serialCodegen(plan, tool, env) !== undefined;
}
