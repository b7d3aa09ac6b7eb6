/** Limits of a healthy machine, of which only memory and CPUs matter here. */

import type { Limits } from '../../../src/memory/model.js';

export function limitsOf(availableBytes: number, cpus: number): Limits {
  return {
    hierarchy: 'v2',
    levels: [],
    host: { totalBytes: availableBytes, availableBytes, swapTotalBytes: 0, swapFreeBytes: 0 },
    limit: { bytes: availableBytes, from: 'host' },
    available: { bytes: availableBytes, from: 'host' },
    cpus: { count: cpus, from: 'online' },
    pressure: undefined,
    gaps: [],
  };
}
