/** What the kernel has killed for want of memory so far; two such counts tell what happened between. */

import { type Chain, readCgroups } from '../limits/cgroups.js';
import { countOf } from '../limits/values.js';
import type { Counters, OomKills } from '../model.js';
import type { System } from '../system.js';

/** A runner's own containers and scopes are a handful; a whole host's cgroups are nothing to walk twice in every step. */
const MOST_FOLDERS = 200;

/**
 * Reads the counters as they are now.
 *
 * v1 counts a kill in the cgroup where the victim lived, and nowhere else: so ours and those beneath it are read, wherever the
 * limit was. v2 counts it in every cgroup from the victim's up: so one file says all, that of the lowest cgroup of ours for
 * which memory is accounted. A group kill (memory.oom.group) counts each of its victims in oom_kill: oom_group_kill isn't added.
 * @param cgroups where they were found, for who wants to know more of them.
 * @returns counts by cgroup; none where no cgroup counts. Never throws.
 */
export function readCounters(system: System, cgroups = readCgroups(system)): Counters {
  const { chain, gap } = cgroups.chainOf('memory');
  const { folders, isCut } = foldersToRead(system, chain, gap === undefined);
  const kills = new Map<string, number>();
  for (const folder of folders) {
    const count = killsIn(system, folder);
    if (count !== undefined) kills.set(folder, count);
  }
  return {
    kills,
    hostKills: countOf(system.read('/proc/vmstat') ?? '', 'oom_kill'),
    ...(isCut ? { isCut } : {}),
  };
}

/** @returns what was killed between two readings. A cgroup that was made in between counts from 0; one that is gone is named. */
export function killsBetween(before: Counters, after: Counters): OomKills {
  const ours = [...after.kills].flatMap(([cgroup, count]) => {
    const kills = newKills(before, cgroup, count);
    return kills > 0 ? [{ cgroup, kills }] : [];
  });
  const host = Math.max(0, (after.hostKills ?? 0) - (before.hostKills ?? after.hostKills ?? 0));
  const inOurs = ours.reduce((sum, { kills }) => sum + kills, 0);
  const vanished = [...before.kills.keys()].filter((cgroup) => !after.kills.has(cgroup));
  return {
    ours,
    elsewhere: Math.max(0, host - inOurs),
    ...(vanished.length > 0 && after.isCut !== true ? { vanished } : {}),
  };
}

function newKills(before: Counters, cgroup: string, count: number): number {
  const earlier = before.kills.get(cgroup);
  // Not read before because there were too many: whether its kills are new can't be told.
  if (earlier === undefined) return before.isCut === true ? 0 : count;
  // Fewer than before: removed and made again under the same name.
  return count >= earlier ? count - earlier : count;
}

type ToRead = { readonly folders: readonly string[]; readonly isCut: boolean };

/** @param isOurs false: the chain's first folder only stands in for a cgroup of ours that can't be seen, and others may be beneath it. */
function foldersToRead(system: System, chain: Chain | undefined, isOurs: boolean): ToRead {
  if (chain === undefined) return { folders: [], isCut: false };
  // On v2 a cgroup can be without memory accounting of its own: it then counts in the next one up.
  const counting = (chain.version === 'v1' ? chain.folders.slice(0, 1) : chain.folders).find(
    (folder) => killsIn(system, folder) !== undefined,
  );
  if (counting === undefined) return { folders: [], isCut: false };
  const isLocal = chain.version === 'v1' || chain.options.includes('memory_localevents');
  return isLocal && isOurs ? withThoseBeneath(system, counting) : { folders: [counting], isCut: false };
}

/** Level by level, so that what is cut off is what is deepest. */
function withThoseBeneath(system: System, top: string): ToRead {
  const folders = [top];
  for (let index = 0; index < folders.length; index++) {
    const folder = folders[index] ?? top;
    for (const name of system.folders(folder)) {
      if (folders.length >= MOST_FOLDERS) return { folders, isCut: true };
      folders.push(`${folder}/${name}`);
    }
  }
  return { folders, isCut: false };
}

/** `oom_kill 3`, in memory.events on v2 and, since Linux 4.13, in memory.oom_control on v1. */
function killsIn(system: System, folder: string): number | undefined {
  const text = system.read(`${folder}/memory.events`) ?? system.read(`${folder}/memory.oom_control`) ?? '';
  return countOf(text, 'oom_kill');
}
