/** The runner on this machine: what it is, how it stands in the kernel's order of victims, how many jobs it takes at once. */

import type { System } from '../system.js';
import type { Runner, SeenProcess } from './model.js';
import { ancestorsOf, argvOf, isRunner } from './processes.js';

/** Gitea's and Forgejo's runner take one job at a time unless told otherwise (`runner.capacity` of their config.example.yaml). */
const DEFAULT_CAPACITY = 1;

/**
 * @param all the processes that can be seen.
 * @returns the runner that started us, else any on this machine; undefined in a job's container, from where none can be seen.
 */
export async function findRunner(
  system: System,
  env: NodeJS.ProcessEnv,
  all: readonly SeenProcess[],
): Promise<Runner | undefined> {
  const isOne = ({ pid }: SeenProcess): boolean => isRunner(argvOf(system, pid));
  const ours = ancestorsOf(system, all).find(isOne);
  const found = ours ?? all.find(isOne);
  if (found === undefined) return undefined;
  const score = system.read(`/proc/${found.pid}/oom_score_adj`)?.trim() ?? '';
  return {
    pid: found.pid,
    name: found.name,
    isOurs: ours !== undefined,
    oomScoreAdjust: /^-?\d{1,4}$/.test(score) ? Number(score) : undefined,
    capacity: await capacityOf(system, env, found),
  };
}

async function capacityOf(
  system: System,
  env: NodeJS.ProcessEnv,
  { pid, name }: SeenProcess,
): Promise<Runner['capacity']> {
  // actions/runner has no such setting.
  if (name.startsWith('Runner.')) return { jobs: 1, from: `${name}, which takes one job at a time` };
  const asked = (env.CC_CI_RUNNER_CONFIG ?? '') !== '' ? env.CC_CI_RUNNER_CONFIG : undefined;
  const path = asked ?? configArgument(argvOf(system, pid));
  if (path === undefined) return { jobs: DEFAULT_CAPACITY, from: 'its default, since it has no config file' };
  const text = asked === undefined ? readAs(system, pid, path) : system.read(path);
  if (text === undefined)
    return { unknown: `its config ${path} can't be read; name a readable one in CC_CI_RUNNER_CONFIG` };
  return capacityIn(text, path);
}

/** `-c FILE`, `--config FILE`, `--config=FILE`. */
function configArgument(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((part) => part === '-c' || part === '--config');
  if (at >= 0) return argv[at + 1];
  return argv.find((part) => part.startsWith('--config='))?.slice('--config='.length);
}

/** As the process would open it: from its own folder, and in its own container's files where it has one. */
function readAs(system: System, pid: number, path: string): string | undefined {
  if (!path.startsWith('/')) return system.read(`/proc/${pid}/cwd/${path}`);
  return system.read(`/proc/${pid}/root${path}`) ?? system.read(path);
}

async function capacityIn(text: string, path: string): Promise<Runner['capacity']> {
  // Only here: what measures a command in every job doesn't need it.
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text);
  if (document.errors.length > 0) return { unknown: `its config ${path} is no YAML that can be read` };
  const value: unknown = document.getIn(['runner', 'capacity']);
  // 0 and nothing at all both mean the default there.
  if (value === undefined || value === null || value === 0)
    return { jobs: DEFAULT_CAPACITY, from: `the default; ${path} sets none` };
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return { jobs: value, from: path };
  return { unknown: `runner.capacity in ${path} is ${JSON.stringify(value)}, which is no whole number` };
}
