/** Where this process's cgroups are: /proc/self/cgroup says their names, /proc/self/mountinfo where a name can be looked up. */

import { join } from 'node:path';
import type { System } from '../system.js';
import { parseCount } from './values.js';

export type Controller = 'memory' | 'cpu' | 'cpuset';

/** A controller's cgroups that this process is in. */
export type Chain = {
  readonly version: 'v1' | 'v2';
  /** From our own up to the topmost that is mounted here: above a container's own root nothing can be seen. */
  readonly folders: readonly string[];
  /** What /proc/self/cgroup says, as it says it: `/system.slice/runner.service`. */
  readonly name: string;
  /** Of the mount: `memory_recursiveprot`, `memory_localevents`, v1's controllers. */
  readonly options: readonly string[];
};

export type FoundChain = {
  /** Undefined: the kernel has no cgroups, or none of this controller is mounted here. */
  readonly chain: Chain | undefined;
  /** What should be there and can't be seen, in a sentence. */
  readonly gap: string | undefined;
};

/** What the two files say, for who asks more than one thing. */
export type Cgroups = {
  /** @returns the cgroups that hold this process for `controller`: on v1 where /proc/self/cgroup names it, otherwise on v2. */
  chainOf(controller: Controller): FoundChain;
  /** True where cgroup v2 is mounted at all, whatever it controls. */
  readonly hasV2: boolean;
};

type Membership = { readonly controllers: readonly string[]; readonly name: string };
type Mount = {
  readonly isV2: boolean;
  readonly options: readonly string[];
  readonly root: string;
  readonly point: string;
};
type Place = { readonly mount: Mount; readonly steps: readonly string[]; readonly isVisible: boolean };

/** As they are now: both files are read and understood once. */
export function readCgroups(system: System): Cgroups {
  const memberships = membershipsIn(system.read('/proc/self/cgroup') ?? '');
  const mounts = cgroupMounts(system);
  return {
    chainOf: (controller) => chainIn(system, memberships, mounts, controller),
    hasV2: mounts.some(({ isV2 }) => isV2),
  };
}

/** The same for a single controller. */
export function findChain(system: System, controller: Controller): FoundChain {
  return readCgroups(system).chainOf(controller);
}

function chainIn(
  system: System,
  all: readonly Membership[],
  allMounts: readonly Mount[],
  controller: Controller,
): FoundChain {
  const v1 = all.find(({ controllers }) => controllers.includes(controller));
  const own = v1 ?? all.find(({ controllers }) => controllers.length === 0);
  if (own === undefined) return { chain: undefined, gap: undefined };
  const mounts = allMounts.filter((mount) =>
    v1 === undefined ? mount.isV2 : !mount.isV2 && mount.options.includes(controller),
  );
  const place = bestPlace(mounts.map((mount) => placeIn(system, mount, controller, own.name)));
  if (place === undefined) return { chain: undefined, gap: notMounted(controller, own.name) };
  const folders = place.steps.map((_, index) => join(place.mount.point, ...place.steps.slice(0, index + 1)));
  return {
    chain: {
      version: v1 === undefined ? 'v2' : 'v1',
      folders: [...folders.reverse(), place.mount.point],
      name: own.name,
      options: place.mount.options,
    },
    gap: place.isVisible ? undefined : notVisible(controller, own.name, place.mount.point),
  };
}

const DELETED = ' (deleted)';

/** `4:memory:/path`, `3:cpu,cpuacct:/path`, v2 is `0::/path`; a path may hold colons (proc_pid_cgroup(5)). */
function membershipsIn(text: string): readonly Membership[] {
  return text.split('\n').flatMap((line) => {
    const [id = '', controllers = '', ...rest] = line.split(':');
    const name = rest.join(':');
    if (parseCount(id) === undefined || !name.startsWith('/')) return [];
    // A cgroup that was removed under a process: its name stays, with a remark.
    return [
      {
        controllers: controllers.split(',').filter(Boolean),
        name: name.endsWith(DELETED) ? name.slice(0, -DELETED.length) : name,
      },
    ];
  });
}

/** `32 31 0:29 ROOT POINT rw,… [tags] - TYPE SOURCE OPTIONS` (proc_pid_mountinfo(5)). Of two at one point the later is seen. */
function cgroupMounts(system: System): readonly Mount[] {
  const byPoint = new Map<string, Mount>();
  for (const line of (system.read('/proc/self/mountinfo') ?? '').split('\n')) {
    const [before, after] = line.split(' - ');
    const [, , , root, point] = (before ?? '').split(' ');
    const [type, , options] = (after ?? '').split(' ');
    if (root === undefined || point === undefined) continue;
    if (type !== 'cgroup' && type !== 'cgroup2') {
      byPoint.delete(unescaped(point));
      continue;
    }
    byPoint.set(unescaped(point), {
      isV2: type === 'cgroup2',
      options: (options ?? '').split(','),
      root: unescaped(root),
      point: unescaped(point),
    });
  }
  return [...byPoint.values()];
}

/** mountinfo writes space, tab, newline and backslash as `\040`, `\011`, `\012`, `\134`. */
function unescaped(text: string): string {
  // Nearly always, and the expression would be compiled for nothing.
  if (!text.includes('\\')) return text;
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

/**
 * Our cgroup under a mount that shows the tree from `mount.root` on. Both names are relative to the cgroup namespace's root,
 * so both may begin with `/..`. A mount that doesn't hold our cgroup still shows its own root: in a container with a
 * private mount and the host's names in /proc/self/cgroup, that is the container's cgroup.
 */
function placeIn(system: System, mount: Mount, controller: Controller, name: string): Place {
  const own = name.split('/').filter(Boolean);
  const root = mount.root.split('/').filter(Boolean);
  const steps = own.slice(root.length);
  const isBeneath = root.every((step, index) => own[index] === step) && !steps.includes('..');
  if (isBeneath && exists(system, mount, controller, join(mount.point, ...steps)))
    return { mount, steps, isVisible: true };
  return { mount, steps: [], isVisible: false };
}

/** Of v1, read in any case where they are: `cgroup.procs` lists every process of the host in the root. */
const OWN_FILE: Readonly<Record<Controller, string>> = {
  memory: 'memory.limit_in_bytes',
  cpu: 'cpu.cfs_quota_us',
  cpuset: 'cpuset.effective_cpus',
};

/** By a file that every cgroup has: `cgroup.procs` can't be read in a threaded one of v2. */
function exists(system: System, mount: Mount, controller: Controller, folder: string): boolean {
  const files = mount.isV2 ? ['cgroup.controllers'] : [OWN_FILE[controller], 'cgroup.procs'];
  return files.some((file) => system.read(join(folder, file)) !== undefined);
}

/** Of several mounts the one that shows the most ancestors. */
function bestPlace(places: readonly Place[]): Place | undefined {
  const visible = places.filter(({ isVisible }) => isVisible);
  return [...(visible.length > 0 ? visible : places)].sort((a, b) => b.steps.length - a.steps.length)[0];
}

function notMounted(controller: Controller, name: string): string {
  return `The ${controller} cgroup ${name} of this process is mounted nowhere here, so a limit in it can't be seen.`;
}

function notVisible(controller: Controller, name: string, point: string): string {
  return `The ${controller} cgroup ${name} of this process can't be seen under ${point}, so the one at ${point} stands in for it.`;
}
