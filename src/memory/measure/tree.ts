/**
 * The processes that a command has started, and theirs: by parent, by process group and by session. One that was ours once stays ours,
 * also when its parent has ended and it belongs to init.
 */

import { processIds, readPrivateBytes, readStat, type Stat } from './process-files.js';

export type TreeSample = {
  readonly bytes: number;
  readonly largest: { readonly pid: number; readonly bytes: number } | undefined;
  /** Of all processes that are there: pages that had to be read from disk. Undefined where it wasn't asked for. */
  readonly majorFaults: number | undefined;
};

export type ProcessTree = {
  /** @param withFaults looks closer, at twice the cost. */
  sample(withFaults: boolean): TreeSample;
  /** As of now: a program may have become another since it was started. */
  nameOf(pid: number): string;
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
    for (const pid of ours.keys()) if (!there.has(pid)) ours.delete(pid);
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
    sample: (withFaults) => {
      discover();
      let bytes = 0;
      let faults = 0;
      let largest: TreeSample['largest'];
      for (const pid of ours.keys()) {
        const own = readPrivateBytes(pid);
        bytes += own;
        if (own > (largest?.bytes ?? 0)) largest = { pid, bytes: own };
        if (withFaults) faults += readStat(pid)?.majorFaults ?? 0;
      }
      return { bytes, largest, majorFaults: withFaults ? faults : undefined };
    },
    nameOf: (pid) => readStat(pid)?.name ?? '?',
    alive: () => {
      discover();
      const pids: number[] = [];
      each((pid) => pids.push(pid));
      return pids;
    },
  };
}
