/** Processes of a recorded machine: the files of /proc/PID that are read, in the formats of proc_pid_status(5) and its neighbours. */
import { folder, MIB, type Tree } from './trees.js';

export type RecordedProcess = {
  readonly pid: number;
  readonly parent?: number;
  readonly argv: readonly string[];
  readonly mebibytes?: number;
  readonly score?: number;
  readonly cgroup?: string;
};

export function processes(...all: readonly RecordedProcess[]): Tree {
  return Object.assign({}, ...all.map(processFiles));
}

function processFiles({
  pid,
  parent = 1,
  argv,
  mebibytes = 20,
  score = 0,
  cgroup = '/',
}: RecordedProcess): Tree {
  const name = (argv[0] ?? '').split('/').at(-1)?.slice(0, 15) ?? '';
  return folder(`/proc/${pid}`, {
    status: `Name:\t${name}\nPid:\t${pid}\nPPid:\t${parent}\nVmHWM:\t    9 kB\nVmRSS:\t${(mebibytes * MIB) / 1024} kB\n`,
    cmdline: `${argv.join('\0')}\0`,
    oom_score_adj: `${score}\n`,
    cgroup: `0::${cgroup}\n`,
  });
}

/** Makes this process a child of `parent`. */
export function startedBy(parent: number, tree: Tree): Tree {
  return { ...tree, '/proc/self/status': `${tree['/proc/self/status']}PPid:\t${parent}\n` };
}
