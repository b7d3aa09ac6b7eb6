/** The machine's own memory, and how hard it is to come by. */

import type { Limits } from '../model.js';
import type { System } from '../system.js';
import { lineAfter, type Note, parseCount } from './values.js';

/** @returns /proc/meminfo in bytes; in a container it is the host's, unless lxcfs puts the container's in its place. */
export function readHost(system: System, note: Note): Limits['host'] {
  const text = system.read('/proc/meminfo') ?? '';
  const of = (key: string): number | undefined => {
    const [amount = '', unit] = (lineAfter(text, `${key}:`) ?? '').trim().split(' ');
    const kibibytes = unit === 'kB' ? parseCount(amount) : undefined;
    return kibibytes === undefined ? undefined : kibibytes * 1024;
  };
  const totalBytes = of('MemTotal') ?? 0;
  if (totalBytes === 0)
    note('/proc/meminfo gives no MemTotal, so nothing is known about the memory of this machine.');
  // Before Linux 3.14 there is no MemAvailable: what is free, and the cache that isn't shared memory.
  const guess =
    (of('MemFree') ?? 0) + (of('Buffers') ?? 0) + Math.max(0, (of('Cached') ?? 0) - (of('Shmem') ?? 0));
  return {
    totalBytes,
    availableBytes: Math.min(totalBytes, of('MemAvailable') ?? guess),
    swapTotalBytes: of('SwapTotal') ?? 0,
    swapFreeBytes: Math.min(of('SwapTotal') ?? 0, of('SwapFree') ?? 0),
  };
}

/**
 * Pressure of our own cgroup where it is counted (v2): it holds every stall of ours, whoever caused it. Otherwise the host's.
 * @param own our own cgroup's folder on v2.
 */
export function readPressure(system: System, own: string | undefined): Limits['pressure'] {
  const files = [...(own === undefined ? [] : [`${own}/memory.pressure`]), '/proc/pressure/memory'];
  for (const file of files) {
    const pressure = parsePressure(system.read(file) ?? '');
    if (pressure !== undefined) return pressure;
  }
  return undefined;
}

/** `some avg10=0.00 avg60=… total=…` and the same with `full` (Documentation/accounting/psi.rst). */
export function parsePressure(text: string): Limits['pressure'] {
  const of = (kind: string): number | undefined => {
    const share = lineAfter(text, `${kind} avg10=`)?.split(' ')[0] ?? '';
    const value = /^\d+(?:\.\d+)?$/.test(share) ? Number(share) : Number.NaN;
    return value >= 0 && value <= 100 ? value : undefined;
  };
  const [some10, full10] = [of('some'), of('full')];
  return some10 === undefined || full10 === undefined ? undefined : { some10, full10 };
}
