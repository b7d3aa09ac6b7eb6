/** How much memory this process may use, and how many CPUs: what the kernel says about every cgroup it is in, and the machine. */

import type { CgroupLevel, Limits } from '../model.js';
import type { System } from '../system.js';
import { type Cgroups, type FoundChain, readCgroups } from './cgroups.js';
import { readCpus } from './cpus.js';
import { readHost, readPressure } from './host.js';
import { readLevels } from './levels.js';

export { readCgroups } from './cgroups.js';
export { parsePressure, readPressure } from './host.js';

/** Who limits where no cgroup does. */
export const THE_MACHINE = 'the machine';

/**
 * Reads the limits as they are now; cheap enough to be asked again while a command runs.
 * @param system the live machine's files, or a recorded tree's.
 * @param cgroups where they were found, for who wants to know more of them.
 * @returns bytes and whole CPUs; never throws. What can't be read is left out and named in `gaps`.
 */
export function readLimits(system: System, cgroups = readCgroups(system)): Limits {
  return limitsReader(system, cgroups)();
}

/**
 * The same for who asks again and again while a command runs: where the cgroups are, and how many CPUs there are, is found once.
 * @returns reads what changes: limits, use, what is available, pressure.
 */
export function limitsReader(system: System, cgroups = readCgroups(system)): () => Limits {
  const gaps = new Set<string>();
  const note = (gap: string): void => void gaps.add(gap);
  const { chain, gap } = cgroups.chainOf('memory');
  if (gap !== undefined) note(gap);
  const cpus = readCpus(system, cgroups, note);
  let hierarchy: Limits['hierarchy'] | undefined;
  return () => {
    const levels = chain === undefined ? [] : readLevels(system, chain, note);
    const host = readHost(system, note);
    const limit = lowestLimit(levels, host);
    hierarchy ??= hierarchyOf(system, cgroups, chain, levels);
    return {
      hierarchy,
      levels,
      host,
      limit,
      available: leastAvailable(levels, host, limit),
      cpus,
      pressure: readPressure(system, chain?.version === 'v2' ? chain.folders[0] : undefined),
      gaps: [...gaps],
    };
  };
}

/** By where memory is accounted. A kernel started with `cgroup_disable=memory` mounts cgroups that have none of it. */
function hierarchyOf(
  system: System,
  cgroups: Cgroups,
  chain: FoundChain['chain'],
  levels: readonly CgroupLevel[],
): Limits['hierarchy'] {
  if (chain === undefined) return 'none';
  if (chain.version === 'v1') return cgroups.hasV2 ? 'hybrid' : 'v1';
  const controllers =
    system
      .read(`${chain.folders.at(-1)}/cgroup.controllers`)
      ?.trim()
      .split(' ') ?? [];
  return levels.length > 0 || controllers.includes('memory') ? 'v2' : 'none';
}

/** A limit above the machine's memory limits nothing. Without /proc/meminfo the cgroups' word is all there is. */
function lowestLimit(levels: readonly CgroupLevel[], host: Limits['host']): Limits['limit'] {
  const machine = {
    bytes: host.totalBytes === 0 ? Infinity : host.totalBytes,
    from: THE_MACHINE,
  };
  const all = levels.flatMap(({ limitBytes, path }) =>
    limitBytes === undefined ? [] : [{ bytes: limitBytes, from: path }],
  );
  const lowest = all.reduce((best, next) => (next.bytes < best.bytes ? next : best), machine);
  return Number.isFinite(lowest.bytes) ? lowest : { bytes: 0, from: THE_MACHINE };
}

/**
 * Swap isn't counted: a build that has to live in it isn't killed, and doesn't end either. The same goes for memory.high,
 * above which the kernel slows a cgroup down until it has given back: so that bounds what is available, and not the limit.
 */
function leastAvailable(
  levels: readonly CgroupLevel[],
  host: Limits['host'],
  limit: Limits['limit'],
): Limits['available'] {
  const left = levels.flatMap((level) => {
    const bound = Math.min(level.limitBytes ?? Infinity, level.throttledAboveBytes ?? Infinity);
    if (!Number.isFinite(bound)) return [];
    return [
      {
        bytes: Math.max(0, bound - level.usedBytes - (level.takenBySwapBytes ?? 0) + level.reclaimableBytes),
        from: level.path,
      },
    ];
  });
  const machine = {
    bytes: host.totalBytes === 0 ? limit.bytes : host.availableBytes,
    from: THE_MACHINE,
  };
  const least = left.reduce((best, next) => (next.bytes < best.bytes ? next : best), machine);
  return { bytes: Math.min(least.bytes, limit.bytes), from: least.from };
}
