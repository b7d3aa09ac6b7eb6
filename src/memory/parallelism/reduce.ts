/** The variables and the arguments of a retry that has to make do with less. */

import type { JobPlan, ToolName } from '../model.js';
import { isHeap } from './plan.js';
import { ownSetting, written } from './settings.js';
import { type Setting, toolNames, tools } from './tools.js';

type Env = Readonly<Record<string, string | undefined>>;
type Variables = Readonly<Record<string, string>>;

const MiB = 1024 ** 2;
const LEAST_HEAP_BYTES = 256 * MiB;

/** What runs other tools: a Makefile's recipes, the scripts of package.json. */
const DRIVERS: readonly ToolName[] = ['make', 'node'];

/**
 * @param plan of the first try.
 * @param tool undefined where it isn't known: everything is reduced.
 * @param jobs 1 or more. A user's own setting is replaced as well: with it, the command has just run out of memory.
 * @param env of the command. What else its variables hold is kept.
 * @returns for the environment of one command, never for a file.
 */
export function reduceJobs(plan: JobPlan, tool: ToolName | undefined, jobs: number, env: Env): Variables {
  const variables: Record<string, string> = {};
  for (const name of reducedWith(tool)) {
    for (const setting of tools[name].settings) {
      // A heap is made smaller for the tool that it belongs to; a compiler's jobs don't make Node's too large.
      if (isHeap(setting) && name !== tool) continue;
      const heapBytes = isHeap(setting) ? smallerHeap(plan, name, setting, jobs, env) : 0;
      // As many CPUs as jobs: of what multiplies jobs by cores, cores become 1.
      variables[setting.variable] = written(setting, { jobs, cpus: jobs, heapBytes }, env);
    }
  }
  if ('CARGO_BUILD_JOBS' in variables) variables.RUST_TEST_THREADS = fewest(env.RUST_TEST_THREADS, jobs);
  return variables;
}

/**
 * The last try: one job, and the tool's own way to need less. What was built is built again where the way is a compiler's option.
 */
export function serialCodegen(plan: JobPlan, tool: ToolName | undefined, env: Env): Variables | undefined {
  const less = tool === undefined ? undefined : LESS[tool];
  return less === undefined ? undefined : { ...reduceJobs(plan, tool, 1, env), ...less };
}

/**
 * Measured on a build with syn, regex, clap and image, the peak of the largest rustc: 500 MiB as it is, 486 without incremental
 * compilation, 385 without debug information besides; with one code generation unit 561, so that is left as it is.
 */
const LESS: Readonly<Partial<Record<ToolName, Variables>>> = {
  cargo: {
    CARGO_INCREMENTAL: '0',
    CARGO_PROFILE_DEV_DEBUG: '0',
    CARGO_PROFILE_TEST_DEBUG: '0',
    CARGO_PROFILE_RELEASE_DEBUG: '0',
  },
  // A smaller heap between two collections (measured, compile of package runtime: 200 MiB for 296), one thread of the back end.
  go: { GOGC: '25', GOMAXPROCS: '1' },
};

/**
 * On the command line a number of jobs beats the variable, so a retry has to change it there.
 * @param argv program first.
 * @returns argv with its number of jobs replaced; for ninja, which has no variable, with one added. Nothing else changes.
 */
export function argvWithJobs(tool: ToolName, argv: readonly string[], jobs: number): readonly string[] {
  const option = tools[tool].option;
  if (option === undefined) return argv;
  const out: string[] = [];
  let isReplaced = false;
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    // After `--` words are the tested program's own.
    if (word === '--') return [...out, ...argv.slice(index)];
    const form = index === 0 ? undefined : optionForm(word, argv[index + 1], option);
    if (form === undefined) out.push(word);
    else {
      out.push(...form.written(jobs));
      index += form.words - 1;
      isReplaced = true;
    }
  }
  return tool === 'ninja' && !isReplaced ? [out[0] ?? 'ninja', `-j${jobs}`, ...out.slice(1)] : out;
}

type Form = { readonly words: number; readonly written: (jobs: number) => readonly string[] };

function optionForm(
  word: string,
  next: string | undefined,
  { short, long }: { readonly short?: string; readonly long?: string },
): Form | undefined {
  const isNumber = /^\d+$/.test(next ?? '');
  for (const dashed of [short && `-${short}`, long && `--${long}`]) {
    if (!dashed) continue;
    if (word === dashed && isNumber) return { words: 2, written: (jobs) => [dashed, String(jobs)] };
    const joint = word.startsWith(dashed) ? /^=?(?=\d+$)/.exec(word.slice(dashed.length)) : null;
    if (joint !== null) return { words: 1, written: (jobs) => [`${dashed}${joint[0]}${jobs}`] };
    // `-j` alone is "as many as there are".
    if (word === dashed && short !== undefined && dashed === '-j')
      return { words: 1, written: (jobs) => [`-j${jobs}`] };
  }
  return undefined;
}

function reducedWith(tool: ToolName | undefined): readonly ToolName[] {
  if (tool === undefined) return toolNames;
  return DRIVERS.includes(tool) ? toolNames.filter((name) => name === tool || tools[name].compiles) : [tool];
}

/** In proportion to the jobs. */
function smallerHeap(plan: JobPlan, tool: ToolName, setting: Setting, jobs: number, env: Env): number {
  const first = plan.tools.find((entry) => entry.tool === tool);
  const own = ownSetting(setting, env)?.number;
  const base = own === undefined ? (first?.heapBytes ?? LEAST_HEAP_BYTES) : own * MiB;
  return Math.max(LEAST_HEAP_BYTES, Math.floor((base * jobs) / Math.max(jobs, first?.jobs ?? jobs)));
}

function fewest(own: string | undefined, jobs: number): string {
  const number = Number(own);
  return String(Number.isInteger(number) && number > 0 ? Math.min(number, jobs) : jobs);
}
