/**
 * What /proc and /sys/fs/cgroup look like on the machines that runners live on, as path -> text. Only the files that are read.
 * Each tree says where its layout comes from; the numbers in them are chosen so that a mix-up shows.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type System, systemAt } from '../../../src/memory/system.js';

export type Tree = Readonly<Record<string, string>>;

export const MIB = 1024 ** 2;
export const GIB = 1024 ** 3;
/** v1's way to say that there is no limit, with pages of 4 KiB. */
export const V1_NONE = '9223372036854771712\n';

/** Puts the tree into a folder of its own, which goes with the test, and looks at it as at a machine. */
export function recorded(tree: Tree): System {
  const root = mkdtempSync(join(tmpdir(), 'cc-ci-tree-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return systemAt(root);
}

/** A folder's files, by their names. */
export function folder(path: string, files: Tree): Tree {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [join(path, name), text]));
}

/** 8 CPUs, 24 GiB of which 20 are available, no swap. */
export function host(memory: Partial<Record<'total' | 'available' | 'swap', number>> = {}): Tree {
  const kib = (bytes: number): string => `${bytes / 1024} kB`;
  const { total = 24 * GIB, available = 20 * GIB, swap = 0 } = memory;
  return {
    '/proc/meminfo': `MemTotal:       ${kib(total)}\nMemFree:        ${kib(GIB)}\nMemAvailable:   ${kib(available)}\nBuffers:            6452 kB\nCached:           443056 kB\nSwapTotal:      ${kib(swap)}\nSwapFree:       ${kib(swap)}\n`,
    '/proc/pressure/memory':
      'some avg10=1.50 avg60=0.30 avg300=0.10 total=460706\nfull avg10=0.50 avg60=0.10 avg300=0.00 total=40974\n',
    '/proc/self/status': 'Name:\tnode\nCpus_allowed:\tff\nCpus_allowed_list:\t0-7\n',
    '/proc/vmstat': 'nr_free_pages 12\noom_kill 54\n',
    '/sys/devices/system/cpu/online': '0-7\n',
  };
}

export function v1Memory(limit: string, used: number, more: Tree = {}): Tree {
  return {
    'cgroup.procs': '1\n',
    'memory.limit_in_bytes': limit,
    'memory.usage_in_bytes': `${used}\n`,
    'memory.stat': `cache 503808\ninactive_file 1\nactive_file 1\nhierarchical_memory_limit 9223372036854771712\ntotal_inactive_file ${64 * MIB}\ntotal_active_file ${32 * MIB}\n`,
    'memory.oom_control': 'oom_kill_disable 0\nunder_oom 0\noom_kill 0\n',
    ...more,
  };
}

export function v2Memory(max: string, current: number, more: Tree = {}): Tree {
  return {
    'cgroup.controllers': 'cpuset cpu io memory pids\n',
    'cgroup.type': 'domain\n',
    'memory.max': max,
    'memory.high': 'max\n',
    'memory.current': `${current}\n`,
    'memory.stat': `anon 1\nfile 1\ninactive_file ${64 * MIB}\nactive_file ${32 * MIB}\nslab_reclaimable ${8 * MIB}\n`,
    'memory.events': 'low 0\nhigh 0\nmax 7\noom 0\noom_kill 0\noom_group_kill 0\n',
    'memory.swap.max': 'max\n',
    'cpu.max': 'max 100000\n',
    'cpuset.cpus.effective': '0-7\n',
    ...more,
  };
}

/** v2's root on the host itself: it has neither type nor memory files (Documentation/admin-guide/cgroup-v2.rst, "non-root cgroups"). */
const v2HostRoot: Tree = {
  'cgroup.controllers': 'cpuset cpu io memory pids\n',
  'cpuset.cpus.effective': '0-7\n',
};

const V2_MOUNT =
  '30 23 0:26 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:4 - cgroup2 cgroup2 rw,nsdelegate,memory_recursiveprot\n';

/**
 * A Debian 12 machine with v1 hierarchies and v2 mounted at `unified` for other things: which files there are, the format of
 * /proc and the mounts are as read there (Linux 6.18); the names of the cgroups are others.
 */
export function debianHybrid(limit = `${2 * GIB}\n`): Tree {
  const slice = '/runners.slice';
  const own = `${slice}/act-runner`;
  return {
    ...host(),
    '/proc/self/cgroup': `9:name=systemd:/\n8:pids:/\n4:memory:${own}\n3:cpuset:/\n2:cpuacct:/\n1:cpu:/\n0::/\n`,
    '/proc/self/mountinfo': [
      '27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard',
      '31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755',
      '32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu',
      '34 31 0:31 / /sys/fs/cgroup/cpuset rw,relatime - cgroup cgroup rw,cpuset',
      '35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory',
      '40 31 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,name=systemd',
      '41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw',
      '',
    ].join('\n'),
    ...folder(`/sys/fs/cgroup/memory${own}`, v1Memory(V1_NONE, 300 * MIB)),
    ...folder(`/sys/fs/cgroup/memory${slice}`, v1Memory(limit, 1200 * MIB)),
    ...folder('/sys/fs/cgroup/memory', v1Memory(V1_NONE, 4 * GIB)),
    ...folder('/sys/fs/cgroup/cpu', {
      'cgroup.procs': '1\n',
      'cpu.cfs_quota_us': '-1\n',
      'cpu.cfs_period_us': '100000\n',
    }),
    ...folder('/sys/fs/cgroup/cpuset', {
      'cgroup.procs': '1\n',
      'cpuset.effective_cpus': '0-7\n',
      'cpuset.cpus': '0-7\n',
    }),
    ...folder('/sys/fs/cgroup/unified', { 'cgroup.controllers': '\n' }),
  };
}

/** The same without v2: what a kernel before 4.5, or systemd's legacy layout, mounts. */
export function debianV1(): Tree {
  const tree = debianHybrid();
  const without = (text: string | undefined, what: RegExp): string => (text ?? '').replace(what, '');
  return {
    ...tree,
    '/proc/self/cgroup': without(tree['/proc/self/cgroup'], /^0::.*\n/m),
    '/proc/self/mountinfo': without(tree['/proc/self/mountinfo'], /^.* - cgroup2 .*\n/m),
  };
}

/**
 * Docker on v1, whose default is no cgroup namespace: the name is the host's, and the mount's root is that very cgroup. Names,
 * mounts and limits as read in a container of Docker 20.10 on Debian 12 (`-m 512m --memory-swap 512m --cpus 1.5` shows in the
 * same files); cpu and cpuacct are mounted together as on most machines, and there it was cpu alone.
 */
export function dockerV1(): Tree {
  const id = '/docker/3a07c5d1';
  const mount = (number: number, controllers: string): string =>
    `${number} 31 0:${number} ${id} /sys/fs/cgroup/${controllers} ro,nosuid,nodev,noexec,relatime master:11 - cgroup cgroup rw,${controllers}\n`;
  return {
    ...host(),
    '/proc/self/cgroup': `11:memory:${id}\n4:cpu,cpuacct:${id}\n2:cpuset:${id}\n0::/system.slice/containerd.service\n`,
    '/proc/self/mountinfo': mount(40, 'memory') + mount(41, 'cpu,cpuacct') + mount(42, 'cpuset'),
    ...folder(
      '/sys/fs/cgroup/memory',
      v1Memory(`${GIB}\n`, 400 * MIB, {
        'memory.memsw.limit_in_bytes': `${GIB}\n`,
        'memory.memsw.usage_in_bytes': `${700 * MIB}\n`,
      }),
    ),
    ...folder('/sys/fs/cgroup/cpu,cpuacct', {
      'cgroup.procs': '1\n',
      'cpu.cfs_quota_us': '250000\n',
      'cpu.cfs_period_us': '100000\n',
    }),
    ...folder('/sys/fs/cgroup/cpuset', { 'cgroup.procs': '1\n', 'cpuset.cpus': '0-3\n' }),
  };
}

/** Docker on v1 with `--cgroupns private`: names and mounts begin at the container's own cgroup. As read like the one above. */
export function dockerV1Private(): Tree {
  const tree = dockerV1();
  return {
    ...tree,
    '/proc/self/cgroup': '4:memory:/\n3:cpuset:/\n2:cpuacct,cpu:/\n0::/\n',
    '/proc/self/mountinfo': (tree['/proc/self/mountinfo'] ?? '').replaceAll('/docker/3a07c5d1', '/'),
  };
}

/** Docker on v1 with the host's /sys/fs/cgroup mounted into it: the whole tree can be seen. As read like the two above. */
export function dockerV1HostTree(): Tree {
  const { '/proc/self/cgroup': names = '' } = dockerV1();
  return {
    ...host(),
    '/proc/self/cgroup': names,
    '/proc/self/mountinfo': '256 252 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory\n',
    ...folder('/sys/fs/cgroup/memory/docker/3a07c5d1', v1Memory(`${GIB}\n`, 400 * MIB)),
    ...folder('/sys/fs/cgroup/memory/docker', v1Memory(V1_NONE, 3 * GIB)),
    ...folder('/sys/fs/cgroup/memory', v1Memory(V1_NONE, 4 * GIB)),
  };
}

/** Docker on v2 with the private cgroup namespace that is its default there: the container's cgroup is the root (cgroup_namespaces(7)). */
export function dockerV2(more: Tree = {}): Tree {
  return {
    ...host(),
    '/proc/self/cgroup': '0::/\n',
    '/proc/self/mountinfo': `590 589 0:28 / /sys/fs/cgroup ro,nosuid,nodev,noexec,relatime - cgroup2 cgroup rw,nsdelegate,memory_recursiveprot\n`,
    ...folder(
      '/sys/fs/cgroup',
      v2Memory(`${512 * MIB}\n`, 200 * MIB, {
        'memory.swap.max': '0\n',
        'memory.pressure':
          'some avg10=12.00 avg60=3.00 avg300=1.00 total=9\nfull avg10=8.25 avg60=2.00 avg300=0.50 total=7\n',
        'cpu.max': '150000 100000\n',
        ...more,
      }),
    ),
  };
}

/** A service on the host itself, v2: layout of systemd.resource-control(5); the slice's limit binds, the service has none of its own. */
export function systemdSlice(): Tree {
  const slice = '/sys/fs/cgroup/system.slice';
  return {
    ...host(),
    '/proc/self/cgroup': '0::/system.slice/act_runner.service\n',
    '/proc/self/mountinfo': V2_MOUNT,
    ...folder(`${slice}/act_runner.service`, v2Memory('max\n', 600 * MIB)),
    ...folder(slice, v2Memory(`${6 * GIB}\n`, 3 * GIB, { 'cpu.max': '400000 100000\n' })),
    ...folder('/sys/fs/cgroup', v2HostRoot),
  };
}

/** A unit with MemoryHigh=1G and MemoryMax=2G. */
export function memoryHigh(): Tree {
  const own = '/sys/fs/cgroup/system.slice/act_runner.service';
  return {
    ...systemdSlice(),
    ...folder(own, v2Memory(`${2 * GIB}\n`, 500 * MIB, { 'memory.high': `${GIB}\n` })),
  };
}

/**
 * A pod whose container sees the host's tree from `/` on (hostPath, or a runtime without cgroup namespaces): names as kubelet's
 * systemd driver gives them. The pod's limit is lower than the container's.
 */
export function kubernetesPod(): Tree {
  const slice = '/sys/fs/cgroup/kubepods.slice';
  const burstable = `${slice}/kubepods-burstable.slice`;
  const pod = `${burstable}/kubepods-burstable-pod5c1f.slice`;
  const container = `${pod}/cri-containerd-77ab.scope`;
  return {
    ...host(),
    '/proc/self/cgroup': `0::${container.slice('/sys/fs/cgroup'.length)}\n`,
    '/proc/self/mountinfo': V2_MOUNT,
    ...folder(
      container,
      v2Memory(`${4 * GIB}\n`, GIB, { 'memory.oom.group': '1\n', 'cpu.max': '300000 100000\n' }),
    ),
    ...folder(pod, v2Memory(`${3 * GIB}\n`, 2 * GIB)),
    ...folder(burstable, v2Memory('max\n', 5 * GIB)),
    ...folder(slice, v2Memory(`${22 * GIB}\n`, 6 * GIB)),
    ...folder('/sys/fs/cgroup', v2HostRoot),
  };
}

/** LXC with lxcfs (lxcfs(1)): /proc/meminfo and the CPUs that are online are the container's; the process is in a service within. */
export function lxc(): Tree {
  return {
    ...host({ total: 2 * GIB, available: 1500 * MIB }),
    '/sys/devices/system/cpu/online': '0-1\n',
    '/proc/self/status': 'Name:\tnode\nCpus_allowed_list:\t0-1\n',
    '/proc/self/cgroup': '0::/.lxc/system.slice/runner.service\n',
    '/proc/self/mountinfo': V2_MOUNT,
    ...folder('/sys/fs/cgroup/.lxc/system.slice/runner.service', v2Memory('max\n', 100 * MIB)),
    ...folder('/sys/fs/cgroup/.lxc/system.slice', v2Memory('max\n', 300 * MIB)),
    ...folder('/sys/fs/cgroup/.lxc', v2Memory('max\n', 400 * MIB)),
    ...folder('/sys/fs/cgroup', v2Memory(`${2 * GIB}\n`, 500 * MIB)),
  };
}

/** A chroot or a minimal container: the kernel has cgroups, nothing is mounted. */
export function noMount(): Tree {
  return {
    ...host(),
    '/proc/self/cgroup': '0::/system.slice/runner.service\n',
    '/proc/self/mountinfo': '27 1 254:0 / / rw - ext4 /dev/vda rw\n',
  };
}

/**
 * A container in a container that joined the inner cgroup namespace from outside: its name and the mount's root are both
 * above that namespace's root, and begin with `/..` (cgroup_namespaces(7), which shows such a mountinfo).
 */
export function aboveNamespace(root = '/..'): Tree {
  return {
    ...host(),
    '/proc/self/cgroup': '0::/../builds/job-1\n',
    '/proc/self/mountinfo': `590 589 0:28 ${root} /sys/fs/cgroup rw,relatime - cgroup2 cgroup2 rw\n`,
    ...folder('/sys/fs/cgroup/builds/job-1', v2Memory(`${GIB}\n`, 100 * MIB)),
    ...folder('/sys/fs/cgroup/builds', v2Memory('max\n', 200 * MIB)),
    ...folder('/sys/fs/cgroup', v2Memory(`${3 * GIB}\n`, 300 * MIB)),
  };
}
