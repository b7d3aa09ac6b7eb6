/** What the root action's main step tells its post step. */

import type { Counters } from './model.js';

export const STATE = { folder: 'memory-folder', counters: 'memory-counters' } as const;

export function countersText({ kills, hostKills, isCut }: Counters): string {
  return JSON.stringify({ kills: [...kills], hostKills, isCut });
}

/** @returns undefined for what `countersText` did not write. */
export function countersFrom(text: string): Counters | undefined {
  try {
    const { kills, hostKills, isCut } = JSON.parse(text) as {
      kills: readonly (readonly [string, number])[];
      hostKills?: number;
      isCut?: true;
    };
    if (!Array.isArray(kills)) return undefined;
    return { kills: new Map(kills), hostKills, ...(isCut ? { isCut } : {}) };
  } catch {
    // A state file that was cut short: without a first count there is nothing to compare.
    return undefined;
  }
}
