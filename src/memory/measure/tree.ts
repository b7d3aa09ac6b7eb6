/**
 * The processes that a command has started, and theirs: by parent, by process group and by session. One that was ours once stays ours,
 * also when its parent has ended and it belongs to init.
 */

import { processIds, readPrivateBytes, readStat, type Stat } from './process-files.js';

export type TreeSample = {
  readonly bytes: number;
  readonly largest: { readonly name: string; readonly bytes: number } | undefined;
  /** Since the command's start, of all processes that are there: pages that had to be read from disk. */
  readonly majorFaults: number;
};

export type ProcessTree = {
  sample(): TreeSample;
  /** Those that have not ended, the command's own among them, as of now. */
  alive(): readonly number[];
};

/**
 * @param root the command's own process.
 * @param ownsGroup its process group and session are its own, so that whoever is in them belongs to it.
 */
export function processTree(root: number, ownsGroup: boolean): ProcessTree {
  const ours = new Map<number, string>();
  let others = new Set<number>();

  /** Finds those that are new; what was looked at once is not looked at again. */
  const discover = (): void => {
    const seen = processIds();
    const fresh: [number, Stat][] = [];
    for (const pid of seen) {
      if (ours.has(pid) || others.has(pid)) continue;
      const stat = readStat(pid);
      if (stat !== undefined) fresh.push([pid, stat]);
    }
    adopt(fresh);
    const there = new Set(seen);
    others = new Set(
      [...others, ...fresh.map(([pid]) => pid)].filter((pid) => there.has(pid) && !ours.has(pid)),
    );
  };

  /** Ids can wrap around, so that a child comes before its parent: again until nobody is found. */
  const adopt = (fresh: readonly (readonly [number, Stat])[]): void => {
    for (let found = true; found; ) {
      found = false;
      for (const [pid, stat] of fresh) {
        if (ours.has(pid) || !belongs(pid, stat)) continue;
        ours.set(pid, stat.startTime);
        found = true;
      }
    }
  };

  const belongs = (pid: number, { parent, group, session }: Stat): boolean =>
    pid === root || ours.has(parent) || (ownsGroup && (group === root || session === root));

  /** Calls `visit` for each that is still the process it was; forgets the others. */
  const each = (visit: (pid: number, stat: Stat) => void): void => {
    for (const [pid, startTime] of ours) {
      const stat = readStat(pid);
      if (stat === undefined || stat.startTime !== startTime) ours.delete(pid);
      else if (stat.state !== 'Z' && stat.state !== 'X') visit(pid, stat);
    }
  };

  return {
    sample: () => {
      discover();
      let bytes = 0;
      let majorFaults = 0;
      let largest: TreeSample['largest'];
      each((pid, stat) => {
        const own = readPrivateBytes(pid);
        bytes += own;
        majorFaults += stat.majorFaults;
        if (own > (largest?.bytes ?? 0)) largest = { name: stat.name, bytes: own };
      });
      return { bytes, largest, majorFaults };
    },
    alive: () => {
      discover();
      const pids: number[] = [];
      each((pid) => pids.push(pid));
      return pids;
    },
  };
}
