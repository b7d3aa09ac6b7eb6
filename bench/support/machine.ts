/** Which machine a number comes from. */

import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';

export type Machine = Readonly<
  Record<'cpu' | 'cores' | 'memory' | 'kernel' | 'node' | 'git' | 'load', string>
>;

export function machine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: `${availableParallelism()} cores`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    kernel: `Linux ${release()}`,
    node: `Node ${process.versions.node}`,
    git: execFileSync('git', ['--version'], { encoding: 'utf8' }).trim(),
    // Others' work is in every number: only the ratios of a run can be compared with another run's.
    load: `load ${loadavg()[0]?.toFixed(1)}`,
  };
}
