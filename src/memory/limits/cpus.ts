/** How many CPUs this process may use at once: those online, those it is bound to, and the quotas of its cgroups. */

import type { Limits } from '../model.js';
import type { System } from '../system.js';
import type { Cgroups, Chain } from './cgroups.js';
import { lineAfter, type Note, parseCount, quoted } from './values.js';

type Cpus = Limits['cpus'];

/** More than any kernel is built for: NR_CPUS ends at 8192. */
const MOST_CPUS = 8192;

/** @returns the lowest of all. 1 at least: a quota of half a CPU still runs one job at a time. */
export function readCpus(system: System, cgroups: Cgroups, note: Note): Cpus {
  const online = { count: countOnline(system, note), from: 'online' };
  const found = [online, ...bound(system, cgroups, note), ...quotas(system, cgroups, note)];
  const lowest = found.reduce((best, next) => (next.count < best.count ? next : best));
  return { count: Math.max(1, lowest.count), from: lowest.from };
}

function countOnline(system: System, note: Note): number {
  const count = readList(system, '/sys/devices/system/cpu/online', note);
  if (count !== undefined) return count;
  const inCpuinfo = system.read('/proc/cpuinfo')?.match(/^processor\s*:/gm)?.length;
  if (inCpuinfo === undefined)
    note(
      'Neither /sys/devices/system/cpu/online nor /proc/cpuinfo says how many CPUs there are: taken as 1.',
    );
  return Math.min(inCpuinfo ?? 1, MOST_CPUS);
}

/** cgroups' cpusets first: the affinity is within them, and worth a word only where it is narrower. */
function bound(system: System, cgroups: Cgroups, note: Note): readonly Cpus[] {
  const { chain } = cgroups.chainOf('cpuset');
  const files =
    chain?.version === 'v1' ? ['cpuset.effective_cpus', 'cpuset.cpus'] : ['cpuset.cpus.effective'];
  const sets = (chain?.folders ?? []).map((folder) => firstList(system, folder, files, note));
  const list = lineAfter(system.read('/proc/self/status') ?? '', 'Cpus_allowed_list:');
  const allowed = list === undefined ? undefined : countList(list.trim());
  return [
    ...sets.flatMap((count) => (count === undefined ? [] : [{ count, from: 'cpuset' }])),
    ...(allowed === undefined ? [] : [{ count: allowed, from: 'affinity' }]),
  ];
}

function quotas(system: System, cgroups: Cgroups, note: Note): readonly Cpus[] {
  const { chain } = cgroups.chainOf('cpu');
  return (chain?.folders ?? []).flatMap((folder) => quotaOf(system, folder, chain, note) ?? []);
}

function quotaOf(system: System, folder: string, chain: Chain | undefined, note: Note): Cpus | undefined {
  const file = chain?.version === 'v1' ? `${folder}/cpu.cfs_quota_us` : `${folder}/cpu.max`;
  const text = system.read(file)?.trim();
  if (text === undefined || text === '-1' || text.split(' ')[0] === 'max') return undefined;
  const period = chain?.version === 'v1' ? system.read(`${folder}/cpu.cfs_period_us`)?.trim() : undefined;
  const [quotaUs, periodUs] = (period === undefined ? text.split(' ') : [text, period]).map(parseCount);
  if (quotaUs === undefined || periodUs === undefined || periodUs === 0) {
    note(`${file} holds ${quoted(text)}, which is no quota: left out.`);
    return undefined;
  }
  return { count: Math.floor(quotaUs / periodUs), from: folder };
}

function firstList(system: System, folder: string, files: readonly string[], note: Note): number | undefined {
  for (const file of files) {
    const count = readList(system, `${folder}/${file}`, note);
    if (count !== undefined) return count;
  }
  return undefined;
}

function readList(system: System, file: string, note: Note): number | undefined {
  const text = system.read(file)?.trim();
  // An empty cpuset inherits its parent's.
  if (text === undefined || text === '') return undefined;
  const count = countList(text);
  if (count === undefined) note(`${file} holds ${quoted(text)}, which is no list of CPUs: left out.`);
  return count;
}

/** @returns how many CPUs `0-3,8` names; undefined for what is no such list, or names more than can be. */
export function countList(text: string): number | undefined {
  let count = 0;
  for (const part of text.split(',')) {
    const [first, last, ...more] = part.split('-').map(parseCount);
    if (first === undefined || more.length > 0 || (part.includes('-') && last === undefined))
      return undefined;
    const width = (last ?? first) - first + 1;
    if (width < 1) return undefined;
    count += width;
  }
  return count <= MOST_CPUS ? count : undefined;
}
