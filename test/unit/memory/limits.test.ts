import { describe, expect, it } from 'vitest';
import { readLimits } from '../../../src/memory/limits/index.js';
import type { Limits } from '../../../src/memory/model.js';
import {
  aboveNamespace,
  debianHybrid,
  debianV1,
  dockerV1,
  dockerV1HostTree,
  dockerV1Private,
  dockerV2,
  folder,
  GIB,
  host,
  kubernetesPod,
  lxc,
  MIB,
  memoryHigh,
  noMount,
  recorded,
  systemdSlice,
  type Tree,
  V1_NONE,
  v1Memory,
  v2Memory,
} from './trees.js';

/** What a reader of the limits asks first, with memory in MiB. */
function summary(tree: Tree): unknown {
  const { hierarchy, limit, available, cpus } = readLimits(recorded(tree));
  const of = ({ bytes, from }: Limits['limit']): readonly [number, string] => [bytes / MIB, from];
  return { hierarchy, limit: of(limit), available: of(available), cpus: [cpus.count, cpus.from] };
}

const SLICE = '/sys/fs/cgroup/system.slice';
const RUNNERS = '/sys/fs/cgroup/memory/runners.slice';
const POD = '/sys/fs/cgroup/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod5c1f.slice';

/** All of inactive_file (64 MiB), half of active_file (32 MiB) and, on v2, of reclaimable slab (8 MiB). */
const CACHE = { v1: 64 + 32 / 2, v2: 64 + (32 + 8) / 2 };

describe('the limit is the lowest of all cgroups that hold the process, and so is what is available', () => {
  it.each<[string, Tree, { hierarchy: string; limit: unknown; available: unknown; cpus: unknown }]>([
    [
      'Debian, v1',
      debianV1(),
      {
        hierarchy: 'v1',
        limit: [2048, RUNNERS],
        available: [2048 - 1200 + CACHE.v1, RUNNERS],
        cpus: [8, 'online'],
      },
    ],
    [
      'Debian, memory on v1 beside v2',
      debianHybrid(),
      {
        hierarchy: 'hybrid',
        limit: [2048, RUNNERS],
        available: [2048 - 1200 + CACHE.v1, RUNNERS],
        cpus: [8, 'online'],
      },
    ],
    [
      'Docker on v1, where swapped-out memory counts against the limit as well',
      dockerV1(),
      {
        hierarchy: 'v1',
        limit: [1024, '/sys/fs/cgroup/memory'],
        available: [1024 - 700 + CACHE.v1, '/sys/fs/cgroup/memory'],
        cpus: [2, '/sys/fs/cgroup/cpu,cpuacct'],
      },
    ],
    [
      'Docker on v1 with a cgroup namespace',
      dockerV1Private(),
      {
        hierarchy: 'v1',
        limit: [1024, '/sys/fs/cgroup/memory'],
        available: [1024 - 700 + CACHE.v1, '/sys/fs/cgroup/memory'],
        cpus: [2, '/sys/fs/cgroup/cpu,cpuacct'],
      },
    ],
    [
      'Docker on v1 that sees the host’s cgroups',
      dockerV1HostTree(),
      {
        hierarchy: 'v1',
        limit: [1024, '/sys/fs/cgroup/memory/docker/3a07c5d1'],
        available: [1024 - 400 + CACHE.v1, '/sys/fs/cgroup/memory/docker/3a07c5d1'],
        cpus: [8, 'online'],
      },
    ],
    [
      'Docker on v2',
      dockerV2(),
      {
        hierarchy: 'v2',
        limit: [512, '/sys/fs/cgroup'],
        available: [512 - 200 + CACHE.v2, '/sys/fs/cgroup'],
        cpus: [1, '/sys/fs/cgroup'],
      },
    ],
    [
      'a systemd service whose slice is limited',
      systemdSlice(),
      { hierarchy: 'v2', limit: [6144, SLICE], available: [3072 + CACHE.v2, SLICE], cpus: [4, SLICE] },
    ],
    [
      'a service with MemoryHigh: killed at 2 GiB, slowed down from 1 GiB on',
      memoryHigh(),
      {
        hierarchy: 'v2',
        limit: [2048, `${SLICE}/act_runner.service`],
        available: [1024 - 500 + CACHE.v2, `${SLICE}/act_runner.service`],
        cpus: [4, SLICE],
      },
    ],
    [
      'a Kubernetes pod with a lower limit than its container',
      kubernetesPod(),
      {
        hierarchy: 'v2',
        limit: [3072, POD],
        available: [1024 + CACHE.v2, POD],
        cpus: [3, `${POD}/cri-containerd-77ab.scope`],
      },
    ],
    [
      'LXC, where the machine is as large as the container',
      lxc(),
      {
        hierarchy: 'v2',
        limit: [2048, 'the machine'],
        available: [1500, 'the machine'],
        cpus: [2, 'online'],
      },
    ],
    [
      'no cgroup mount at all',
      noMount(),
      {
        hierarchy: 'none',
        limit: [24576, 'the machine'],
        available: [20480, 'the machine'],
        cpus: [8, 'online'],
      },
    ],
    [
      'a kernel without cgroups',
      host(),
      {
        hierarchy: 'none',
        limit: [24576, 'the machine'],
        available: [20480, 'the machine'],
        cpus: [8, 'online'],
      },
    ],
    [
      'a cgroup beside the namespace’s root, under a mount from above it',
      aboveNamespace(),
      {
        hierarchy: 'v2',
        limit: [1024, '/sys/fs/cgroup/builds/job-1'],
        available: [924 + CACHE.v2, '/sys/fs/cgroup/builds/job-1'],
        cpus: [8, 'online'],
      },
    ],
    [
      'a cgroup that the mount doesn’t show: what is mounted stands in for it',
      aboveNamespace('/'),
      {
        hierarchy: 'v2',
        limit: [3072, '/sys/fs/cgroup'],
        available: [3072 - 300 + CACHE.v2, '/sys/fs/cgroup'],
        cpus: [8, 'online'],
      },
    ],
  ])('%s', (_, tree, expected) => {
    expect(summary(tree)).toEqual(expected);
  });
});

/** A sentence word for word, or a pattern. */
const exactly = (gap: string | RegExp): RegExp =>
  typeof gap === 'string' ? new RegExp(`^${gap.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`) : gap;

describe('what should be readable and isn’t is said; nothing else is', () => {
  it.each<[string, Tree, readonly (string | RegExp)[]]>([
    ['Debian, v1', debianV1(), []],
    ['Debian, hybrid', debianHybrid(), []],
    ['Docker on v1', dockerV1(), []],
    ['Docker on v2', dockerV2(), []],
    ['systemd', systemdSlice(), []],
    ['Kubernetes', kubernetesPod(), []],
    ['LXC', lxc(), []],
    ['a kernel without cgroups', host(), []],
    ['a mount from above the namespace’s root', aboveNamespace(), []],
    [
      'a cgroup that no mount shows',
      aboveNamespace('/'),
      [
        "The memory cgroup /../builds/job-1 of this process can't be seen under /sys/fs/cgroup, so the one at /sys/fs/cgroup stands in for it.",
      ],
    ],
    [
      'no mount',
      noMount(),
      [
        "The memory cgroup /system.slice/runner.service of this process is mounted nowhere here, so a limit in it can't be seen.",
      ],
    ],
    [
      'a machine that says nothing about itself',
      {},
      [/^\/proc\/meminfo gives no MemTotal/, /^Neither .* taken as 1\.$/],
    ],
    [
      'v2 whose memory files are hidden',
      { ...systemdSlice(), ...folder(`${SLICE}/act_runner.service`, { 'memory.current': '' }) },
      [
        '/sys/fs/cgroup/system.slice/act_runner.service/memory.current holds "", which is no number: taken as 0.',
      ],
    ],
  ])('%s', (_, tree, expected) => {
    const { gaps } = readLimits(recorded(tree));
    expect(gaps).toHaveLength(expected.length);
    for (const gap of expected) expect(gaps).toContainEqual(expect.stringMatching(exactly(gap)));
  });
});

describe('a limit that makes no sense is none', () => {
  const gapsOf = (limit: string): readonly string[] => {
    const { gaps, limit: lowest } = readLimits(recorded(debianHybrid(limit)));
    expect(lowest).toEqual({ bytes: 24 * GIB, from: 'the machine' });
    return gaps;
  };

  it.each([V1_NONE, '-1\n', '9223372036854710272\n', `${30 * GIB}\n`])(
    'and %j is the usual way to set none',
    (text) => {
      expect(gapsOf(text)).toEqual([]);
    },
  );

  it.each([
    ['0', /memory\.limit_in_bytes holds 0 bytes, with which nothing could run: read as no limit\.$/],
    ['4096', /holds 4096 bytes/],
    ['', /holds "", which is no number of bytes/],
    ['lots', /holds "lots", which is no number of bytes/],
    ['-5', /holds "-5"/],
    ['1e9', /holds "1e9"/],
    ['\u0000'.repeat(5000), /…", which is no number/],
  ])('%j is said', (text, expected) => {
    const gaps = gapsOf(text);
    expect(gaps).toEqual([expect.stringMatching(expected)]);
    expect(gaps[0]?.length).toBeLessThan(400);
  });

  it('and so is a CPU quota or list', () => {
    const { cpus, gaps } = readLimits(
      recorded(dockerV2({ 'cpu.max': 'half 0\n', 'cpuset.cpus.effective': '0-99999\n' })),
    );
    expect(cpus).toEqual({ count: 8, from: 'online' });
    expect(gaps).toEqual([
      '/sys/fs/cgroup/cpuset.cpus.effective holds "0-99999", which is no list of CPUs: left out.',
      '/sys/fs/cgroup/cpu.max holds "half 0", which is no quota: left out.',
    ]);
  });
});

describe('CPUs', () => {
  it.each<[string, Tree, Limits['cpus']]>([
    [
      'half a CPU is one job at a time',
      dockerV2({ 'cpu.max': '50000 100000\n' }),
      { count: 1, from: '/sys/fs/cgroup' },
    ],
    [
      'a cpuset narrower than the quota',
      dockerV2({ 'cpu.max': '600000 100000\n', 'cpuset.cpus.effective': '0,2-3\n' }),
      { count: 3, from: 'cpuset' },
    ],
    [
      'a quota narrower than the cpuset',
      dockerV2({ 'cpu.max': '200000 100000\n', 'cpuset.cpus.effective': '0,2-3\n' }),
      { count: 2, from: '/sys/fs/cgroup' },
    ],
    [
      'a process bound by taskset',
      { ...dockerV2({ 'cpu.max': 'max 100000\n' }), '/proc/self/status': 'Cpus_allowed_list:\t5,7\n' },
      { count: 2, from: 'affinity' },
    ],
    [
      'an empty cpuset, which is its parent’s',
      dockerV2({ 'cpu.max': 'max 100000\n', 'cpuset.cpus.effective': '\n' }),
      { count: 8, from: 'online' },
    ],
  ])('%s', (_, tree, expected) => {
    expect(readLimits(recorded(tree)).cpus).toEqual(expected);
  });

  it('are counted in /proc/cpuinfo where nothing says which are online', () => {
    const { '/sys/devices/system/cpu/online': _, ...rest } = host();
    const tree = { ...rest, '/proc/cpuinfo': 'processor\t: 0\nmodel name\t: x\n\nprocessor\t: 1\n' };
    expect(readLimits(recorded(tree)).cpus).toEqual({ count: 2, from: 'online' });
  });
});

describe('memory that isn’t simply a limit', () => {
  it('shows what a cgroup may swap, and how much of a joint limit lies in swap', () => {
    expect(readLimits(recorded(dockerV1())).levels).toEqual([
      {
        path: '/sys/fs/cgroup/memory',
        limitBytes: GIB,
        usedBytes: 400 * MIB,
        reclaimableBytes: CACHE.v1 * MIB,
        swapLimitBytes: 0,
        takenBySwapBytes: 300 * MIB,
      },
    ]);
    expect(readLimits(recorded(dockerV2())).levels[0]?.swapLimitBytes).toBe(0);
  });

  it('never says that more can be given back than is used', () => {
    const { levels } = readLimits(
      recorded({ ...dockerV2(), ...folder('/sys/fs/cgroup', v2Memory('max\n', 5 * MIB)) }),
    );
    expect(levels[0]?.reclaimableBytes).toBe(5 * MIB);
  });

  it('is pressure of our own cgroup on v2, and the host’s elsewhere', () => {
    expect(readLimits(recorded(dockerV2())).pressure).toEqual({ some10: 12, full10: 8.25 });
    expect(readLimits(recorded(debianV1())).pressure).toEqual({ some10: 1.5, full10: 0.5 });
    expect(
      readLimits(recorded({ ...host(), '/proc/pressure/memory': 'some avg10=nan' })).pressure,
    ).toBeUndefined();
  });

  it('guesses what is available where the kernel is too old to say', () => {
    const old = {
      ...host(),
      '/proc/meminfo': 'MemTotal: 4096 kB\nMemFree: 1024 kB\nCached: 1024 kB\nShmem: 512 kB\n',
    };
    expect(readLimits(recorded(old)).host.availableBytes).toBe(1536 * 1024);
  });

  it('goes by the cgroup alone where /proc/meminfo is hidden', () => {
    const { '/proc/meminfo': _, ...hidden } = dockerV2();
    const { limit, available } = readLimits(recorded(hidden));
    expect(limit).toEqual({ bytes: 512 * MIB, from: '/sys/fs/cgroup' });
    expect(available.bytes).toBe((512 - 200 + CACHE.v2) * MIB);
  });
});

describe('names that are easy to get wrong', () => {
  const at = (name: string, path: string, mount = '/sys/fs/cgroup'): Tree => ({
    ...host(),
    '/proc/self/cgroup': `0::${name}\n`,
    '/proc/self/mountinfo': `30 23 0:26 / ${mount} rw shared:4 - cgroup2 cgroup2 rw\n`,
    ...folder(path, v2Memory(`${GIB}\n`, MIB)),
  });

  it.each<[string, Tree, string]>([
    ['a colon', at('/a:b', '/sys/fs/cgroup/a:b'), '/sys/fs/cgroup/a:b'],
    [
      'a space, which mountinfo escapes',
      at('/job', '/sys/fs/my cgroup/job', '/sys/fs/my\\040cgroup'),
      '/sys/fs/my cgroup/job',
    ],
    [
      'a cgroup that was removed under us',
      at('/gone (deleted)', '/sys/fs/cgroup/gone'),
      '/sys/fs/cgroup/gone',
    ],
  ])('%s', (_, tree, expected) => {
    expect(readLimits(recorded(tree)).limit).toEqual({ bytes: GIB, from: expected });
  });

  it('of two mounts, the one that shows more ancestors is read', () => {
    const tree = {
      ...debianHybrid(),
      '/proc/self/mountinfo': `70 31 0:32 /runners.slice/act-runner /mnt/own rw - cgroup cgroup rw,memory\n${debianHybrid()['/proc/self/mountinfo']}`,
      ...folder('/mnt/own', v1Memory(V1_NONE, MIB)),
    };
    expect(readLimits(recorded(tree)).levels).toHaveLength(3);
  });

  it('of two mounts at one point, the later is what is seen', () => {
    const tree = {
      ...debianHybrid(),
      '/proc/self/mountinfo': `${debianHybrid()['/proc/self/mountinfo']}80 35 0:99 / /sys/fs/cgroup/memory rw - tmpfs tmpfs rw\n`,
    };
    expect(readLimits(recorded(tree)).hierarchy).toBe('none');
  });
});
