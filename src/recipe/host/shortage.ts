/** Whether a Docker host has enough left for a verdict about a recipe to be about the recipe. Pure. */

import { formatMemory } from '../../lib/units.js';
import type { Finding } from '../../report/results.js';

/** What could be measured; what could not is left out. Bytes and numbers of inodes. */
export type HostRoom = {
  readonly disk?: { readonly path: string; readonly freeBytes: number; readonly totalBytes: number };
  readonly inodes?: { readonly path: string; readonly free: number; readonly total: number };
  readonly memory?: {
    readonly availableBytes: number;
    readonly totalBytes: number;
    /** Swap can still be taken when memory is gone. */
    readonly freeSwapBytes: number;
  };
};

/**
 * In bytes and not in percent: what fails for want of room is an image's layer, a database's log or its preallocated files,
 * some hundred megabytes each on a disk of any size (PostgreSQL's max_wal_size alone is 1 GiB). 3 % of a large disk is plenty,
 * 10 % of a small one is not.
 */
export const ENOUGH_DISK_BYTES = 1024 ** 3;
/** A share: their number is fixed when the file system is made, and one image takes tens of thousands of a million. */
export const ENOUGH_INODES_SHARE = 0.01;
/** Less than one small process takes; the kernel is about to kill, or has just done so. */
export const ENOUGH_MEMORY_BYTES = 64 * 1024 ** 2;

/** @returns what is short, with the numbers, all of it in one finding; undefined where nothing is, as far as is known. */
export function shortageOf(room: HostRoom): Finding | undefined {
  const short = [diskWords(room), inodeWords(room), memoryWords(room)].filter((words) => words !== undefined);
  if (short.length === 0) return undefined;
  return {
    code: 'host-short-of-resources',
    blame: 'host',
    message: `the Docker host is short of ${short.map(({ of, numbers }) => `${of}: ${numbers}`).join('; and of ')}`,
    evidence: [],
    remedy: short.map(({ remedy }) => remedy).join(' '),
  };
}

type Short = { readonly of: string; readonly numbers: string; readonly remedy: string };

function diskWords({ disk }: HostRoom): Short | undefined {
  if (disk === undefined || disk.freeBytes >= ENOUGH_DISK_BYTES) return undefined;
  return {
    of: 'disk',
    numbers: `${formatMemory(disk.freeBytes)} of ${formatMemory(disk.totalBytes)} free in ${disk.path}, less than ${formatMemory(ENOUGH_DISK_BYTES)}`,
    remedy: 'Make room: docker system df, docker image prune --all, docker volume ls --filter dangling=true.',
  };
}

/** File systems without a fixed number of inodes (btrfs) say that they have none at all. */
function inodeWords({ inodes }: HostRoom): Short | undefined {
  if (inodes === undefined || inodes.total === 0) return undefined;
  if (inodes.free >= inodes.total * ENOUGH_INODES_SHARE) return undefined;
  return {
    of: 'inodes',
    numbers: `${inodes.free} of ${inodes.total} free in ${inodes.path}, less than ${ENOUGH_INODES_SHARE * 100} %`,
    remedy: 'Remove what has many small files (docker image prune --all; df -i shows how many are left).',
  };
}

function memoryWords({ memory }: HostRoom): Short | undefined {
  if (memory === undefined || memory.availableBytes + memory.freeSwapBytes >= ENOUGH_MEMORY_BYTES)
    return undefined;
  return {
    of: 'memory',
    numbers: `${formatMemory(memory.availableBytes)} of ${formatMemory(memory.totalBytes)} available, less than ${formatMemory(ENOUGH_MEMORY_BYTES)}`,
    remedy: 'Run fewer stacks at once, stop what else takes memory (docker stats), or give the host more.',
  };
}

/** The fields of /proc/meminfo that count; undefined where MemAvailable is missing (kernels before 3.14). */
export function readMeminfo(text: string): HostRoom['memory'] {
  const bytesOf = (name: string): number | undefined => {
    const kibibytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  };
  const availableBytes = bytesOf('MemAvailable');
  const totalBytes = bytesOf('MemTotal');
  if (availableBytes === undefined || totalBytes === undefined) return undefined;
  return { availableBytes, totalBytes, freeSwapBytes: bytesOf('SwapFree') ?? 0 };
}
