/** Which machine a number comes from. */

import { execFileSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, tmpdir, totalmem } from 'node:os';

export type Machine = Readonly<
  Record<'cpu' | 'cores' | 'memory' | 'kernel' | 'temp' | 'node' | 'git' | 'load', string>
>;

/** statfs(2)'s magic numbers of file systems that temp folders lie on. */
const FILE_SYSTEMS: Readonly<Record<number, string>> = {
  61267: 'ext4',
  16914836: 'tmpfs',
  1481003842: 'xfs',
  2035054128: 'overlay',
  2435016766: 'btrfs',
};

export function machine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: `${availableParallelism()} cores`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    kernel: `Linux ${release()}`,
    // Writing thousands of files can take thirty times as long on a disk as in memory: TMPDIR=/dev/shm takes the disk out.
    temp: `temp folder on ${FILE_SYSTEMS[statfsSync(tmpdir()).type] ?? 'another file system'}`,
    node: `Node ${process.versions.node}`,
    git: execFileSync('git', ['--version'], { encoding: 'utf8' }).trim(),
    // Others' work is in every number: only the ratios of a run can be compared with another run's.
    load: `load ${loadavg()[0]?.toFixed(1)}`,
  };
}
