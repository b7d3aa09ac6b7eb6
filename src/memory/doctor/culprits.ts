/** Who holds the memory right now: a build that dies is often the victim of a neighbour. */

import { type Chain, findChain } from '../limits/cgroups.js';
import { readLevels } from '../limits/levels.js';
import type { System } from '../system.js';
import type { Culprits } from './model.js';
import { seenProcesses } from './processes.js';

const SHOWN = 5;
/** A host with more cgroups than that has its large ones near the top. */
const MOST_CGROUPS = 1_000;

/** @returns the five largest processes and cgroups that can be seen from here, by name. Never throws. */
export function culprits(system: System): Culprits {
  return { processes: largestProcesses(system), cgroups: largestCgroups(system) };
}

function largestProcesses(system: System): Culprits['processes'] {
  return [...seenProcesses(system)]
    .sort((a, b) => b.residentBytes - a.residentBytes)
    .slice(0, SHOWN)
    .map(({ name, pid, residentBytes }) => ({
      name,
      pid,
      bytes: residentBytes,
      cgroup: homeOf(system, pid),
    }));
}

/** The most telling name that its cgroups give it: the longest of the hierarchies' paths. */
function homeOf(system: System, pid: number): string {
  const paths = (system.read(`/proc/${pid}/cgroup`) ?? '')
    .split('\n')
    .map((line) => line.replace(/^\d+:[^:]*:/, ''));
  return paths.reduce((longest, path) => (path.length > longest.length ? path : longest), '');
}

type Node = { readonly path: string; readonly bytes: number; readonly children: readonly Node[] };

function largestCgroups(system: System): Culprits['cgroups'] {
  const { chain } = findChain(system, 'memory');
  const top = chain?.folders.at(-1);
  if (chain === undefined || top === undefined) return [];
  const tree = walk(system, chain, top, { left: MOST_CGROUPS });
  return flatten(tree)
    .map(({ path, bytes, children }) => ({
      path,
      bytes: bytes - children.reduce((sum, child) => sum + child.bytes, 0),
    }))
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, SHOWN);
}

function walk(system: System, chain: Chain, path: string, budget: { left: number }): Node {
  budget.left -= 1;
  const children = system
    .folders(path)
    .flatMap((name) => (budget.left > 0 ? [walk(system, chain, `${path}/${name}`, budget)] : []));
  const [level] = readLevels(system, { ...chain, folders: [path] }, () => undefined);
  // v2's root on the host accounts for nothing itself: it holds what its children hold.
  const bytes =
    level === undefined
      ? children.reduce((sum, child) => sum + child.bytes, 0)
      : level.usedBytes - level.reclaimableBytes;
  return { path, bytes, children };
}

const flatten = (node: Node): readonly Node[] => [node, ...node.children.flatMap(flatten)];
