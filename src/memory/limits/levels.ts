/** One cgroup's memory: its limits, its use, and how much of that the kernel gives back when asked. */

import type { CgroupLevel } from '../model.js';
import type { System } from '../system.js';
import type { Chain } from './cgroups.js';
import { countOf, type Note, readCount, readLimit } from './values.js';

/** @returns the cgroups of the chain that account for memory, our own first. v2's host-wide root doesn't: it has no such files. */
export function readLevels(system: System, chain: Chain, note: Note): readonly CgroupLevel[] {
  const read = chain.version === 'v1' ? readV1 : readV2;
  return chain.folders.flatMap((folder) => read(system, folder, note) ?? []);
}

function readV1(system: System, path: string, note: Note): CgroupLevel | undefined {
  if (system.read(`${path}/memory.limit_in_bytes`) === undefined) {
    note(`${path}/memory.limit_in_bytes can't be read, so a limit in it can't be seen.`);
    return undefined;
  }
  const limitBytes = readLimit(system, `${path}/memory.limit_in_bytes`, note);
  const used = readCount(system, `${path}/memory.usage_in_bytes`, note);
  // Memory and swap together, where swap is accounted at all.
  const bothLimit = readLimit(system, `${path}/memory.memsw.limit_in_bytes`, note);
  const both = bothLimit === undefined ? 0 : readCount(system, `${path}/memory.memsw.usage_in_bytes`, note);
  const room = (limitBytes ?? Infinity) - used;
  const bothRoom = (bothLimit ?? Infinity) - both;
  return {
    path,
    limitBytes,
    usedBytes: used,
    reclaimableBytes: reclaimable(system, path, 'total_', used),
    ...(limitBytes === undefined || bothLimit === undefined
      ? {}
      : { swapLimitBytes: Math.max(0, bothLimit - limitBytes) }),
    ...(bothRoom < room && Number.isFinite(room) ? { takenBySwapBytes: room - Math.max(0, bothRoom) } : {}),
  };
}

function readV2(system: System, path: string, note: Note): CgroupLevel | undefined {
  if (system.read(`${path}/memory.current`) === undefined) {
    const controllers = system.read(`${path}/cgroup.controllers`)?.trim().split(' ') ?? [];
    const isHostRoot = system.read(`${path}/cgroup.type`) === undefined;
    if (controllers.includes('memory') && !isHostRoot)
      note(
        `${path}/memory.current can't be read though memory is accounted there, so a limit in it can't be seen.`,
      );
    return undefined;
  }
  const throttledAboveBytes = readLimit(system, `${path}/memory.high`, note);
  const swapText = system.read(`${path}/memory.swap.max`)?.trim();
  // Zero is a sensible limit for swap, unlike for memory.
  const swapLimitBytes = swapText === '0' ? 0 : readLimit(system, `${path}/memory.swap.max`, note);
  const usedBytes = readCount(system, `${path}/memory.current`, note);
  return {
    path,
    limitBytes: readLimit(system, `${path}/memory.max`, note),
    usedBytes,
    reclaimableBytes: reclaimable(system, path, '', usedBytes),
    ...(throttledAboveBytes === undefined ? {} : { throttledAboveBytes }),
    ...(swapLimitBytes === undefined ? {} : { swapLimitBytes }),
  };
}

/**
 * The kernel drops page cache before it kills. How much of it is worth counting on: kubelet and `docker stats` subtract
 * inactive_file only; the kernel's own MemAvailable counts active_file and reclaimable slab too, less a small reserve.
 * A build reads its active files again and again (headers, .rlib), so half of those stay where they are.
 * v1 has the sums over the cgroups beneath in `total_…`, v2 has nothing but such sums.
 */
function reclaimable(system: System, path: string, prefix: '' | 'total_', used: number): number {
  const stat = system.read(`${path}/memory.stat`) ?? '';
  const of = (key: string): number => countOf(stat, prefix + key) ?? 0;
  const halves = of('active_file') + (prefix === '' ? of('slab_reclaimable') : 0);
  return Math.min(used, Math.floor(of('inactive_file') + halves / 2));
}
