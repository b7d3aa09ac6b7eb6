import { describe, expect, it } from 'vitest';
import { killsBetween, readCounters } from '../../../src/memory/counters/index.js';
import type { Counters } from '../../../src/memory/model.js';
import {
  debianHybrid,
  dockerV2,
  folder,
  GIB,
  host,
  kubernetesPod,
  MIB,
  noMount,
  recorded,
  systemdSlice,
  type Tree,
  V1_NONE,
  v1Memory,
  v2Memory,
} from './trees.js';

const OWN = '/sys/fs/cgroup/memory/runners.slice/act-runner';
const CONTAINER =
  '/sys/fs/cgroup/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod5c1f.slice/cri-containerd-77ab.scope';

const killsOn = (tree: Tree): Readonly<Record<string, number>> =>
  Object.fromEntries(readCounters(recorded(tree)).kills);
const v1Kills = (kills: number): Tree =>
  v1Memory(V1_NONE, MIB, { 'memory.oom_control': `oom_kill_disable 0\nunder_oom 0\noom_kill ${kills}\n` });
const events = (kills: number, groups = 0): Tree => ({
  'memory.events': `low 0\nhigh 0\nmax 99\noom ${kills}\noom_kill ${kills}\noom_group_kill ${groups}\n`,
});

describe('counters are read where the kernel counts', () => {
  it('on v1 in our own cgroup and those beneath it, where a victim may have lived, and not in a neighbour’s', () => {
    const tree = {
      ...debianHybrid(),
      ...folder(OWN, v1Kills(1)),
      ...folder(`${OWN}/build`, v1Kills(2)),
      ...folder(`${OWN}/build/rustc`, v1Kills(3)),
      ...folder('/sys/fs/cgroup/memory/runners.slice', v1Kills(40)),
      ...folder('/sys/fs/cgroup/memory/runners.slice/neighbour', v1Kills(50)),
    };
    expect(killsOn(tree)).toEqual({ [OWN]: 1, [`${OWN}/build`]: 2, [`${OWN}/build/rustc`]: 3 });
  });

  it('on v2 in our own alone, whose count has those beneath it in it already', () => {
    const tree = {
      ...kubernetesPod(),
      ...folder(CONTAINER, v2Memory('max\n', MIB, events(2, 1))),
      ...folder(`${CONTAINER}/build`, v2Memory('max\n', MIB, events(2, 1))),
    };
    expect(killsOn(tree)).toEqual({ [CONTAINER]: 2 });
  });

  it('on v2 beneath it as well where the mount keeps the counts apart', () => {
    const tree = {
      ...dockerV2(events(1)),
      '/proc/self/mountinfo': '590 589 0:28 / /sys/fs/cgroup ro - cgroup2 cgroup rw,memory_localevents\n',
      ...folder('/sys/fs/cgroup/build', v2Memory('max\n', MIB, events(4))),
    };
    expect(killsOn(tree)).toEqual({ '/sys/fs/cgroup': 1, '/sys/fs/cgroup/build': 4 });
  });

  it('on v2 in the next cgroup up where ours has no memory of its own', () => {
    const service = '/sys/fs/cgroup/system.slice/act_runner.service';
    const tree = {
      ...systemdSlice(),
      '/proc/self/cgroup': '0::/system.slice/act_runner.service/step\n',
      ...folder(`${service}/step`, { 'cgroup.controllers': 'cpu\n', 'cgroup.type': 'domain\n' }),
    };
    expect(killsOn(tree)).toEqual({ [service]: 0 });
  });

  it.each<[string, Tree]>([
    ['nothing is mounted', noMount()],
    ['the kernel has no cgroups', host()],
    ['we are at the root of v2, which counts nothing', { ...systemdSlice(), '/proc/self/cgroup': '0::/\n' }],
    [
      'the kernel is older than the counter',
      {
        ...debianHybrid(),
        ...folder(OWN, v1Memory(V1_NONE, GIB, { 'memory.oom_control': 'oom_kill_disable 0\nunder_oom 0\n' })),
      },
    ],
  ])('nowhere when %s: the host’s count remains', (_, tree) => {
    const { kills, hostKills } = readCounters(recorded(tree));
    expect([kills.size, hostKills]).toEqual([0, 54]);
  });

  it('not beneath a cgroup that only stands in for ours: what lives there may be anybody’s', () => {
    const tree = {
      ...debianHybrid(),
      '/proc/self/cgroup': '4:memory:/not-shown-here\n0::/\n',
      ...folder('/sys/fs/cgroup/memory', v1Kills(3)),
    };
    expect(killsOn(tree)).toEqual({ '/sys/fs/cgroup/memory': 3 });
  });

  it('in 200 cgroups at most, the nearest to ours', () => {
    const many = Object.fromEntries(
      Array.from({ length: 250 }, (_, index) =>
        Object.entries(folder(`${OWN}/job-${index}`, v1Kills(1))),
      ).flat(),
    );
    const counters = readCounters(recorded({ ...debianHybrid(), ...many }));
    expect([counters.kills.size, counters.isCut]).toEqual([200, true]);
  });
});

describe('between two readings', () => {
  const counters = (
    kills: Readonly<Record<string, number>>,
    hostKills?: number,
    isCut = false,
  ): Counters => ({
    kills: new Map(Object.entries(kills)),
    hostKills,
    ...(isCut ? { isCut } : {}),
  });

  it.each<[string, Counters, Counters, ReturnType<typeof killsBetween>]>([
    ['nothing was killed', counters({ a: 3 }, 9), counters({ a: 3 }, 9), { ours: [], elsewhere: 0 }],
    [
      'one of ours was killed',
      counters({ a: 3 }, 9),
      counters({ a: 4 }, 10),
      { ours: [{ cgroup: 'a', kills: 1 }], elsewhere: 0 },
    ],
    ['a neighbour was killed', counters({ a: 3 }, 9), counters({ a: 3 }, 11), { ours: [], elsewhere: 2 }],
    [
      'one of ours and a neighbour were',
      counters({ a: 3 }, 9),
      counters({ a: 4 }, 11),
      { ours: [{ cgroup: 'a', kills: 1 }], elsewhere: 1 },
    ],
    [
      'a cgroup was made, and its process killed',
      counters({ a: 0 }, 9),
      counters({ a: 0, b: 2 }, 11),
      { ours: [{ cgroup: 'b', kills: 2 }], elsewhere: 0 },
    ],
    [
      'a cgroup is gone, with what it counted',
      counters({ a: 0, b: 1 }, 9),
      counters({ a: 0 }, 10),
      { ours: [], elsewhere: 1, vanished: ['b'] },
    ],
    [
      'a cgroup was made anew under its old name',
      counters({ b: 5 }, 9),
      counters({ b: 1 }, 10),
      { ours: [{ cgroup: 'b', kills: 1 }], elsewhere: 0 },
    ],
    [
      'a cgroup comes into sight that was one too many before',
      counters({ a: 0 }, 9, true),
      counters({ a: 0, b: 7 }, 9),
      { ours: [], elsewhere: 0 },
    ],
    [
      'the host’s count can’t be read',
      counters({ a: 0 }),
      counters({ a: 1 }),
      { ours: [{ cgroup: 'a', kills: 1 }], elsewhere: 0 },
    ],
    [
      'the host’s count can be read only afterwards',
      counters({ a: 0 }),
      counters({ a: 0 }, 54),
      { ours: [], elsewhere: 0 },
    ],
    [
      'our own counts say more than the host’s, read a moment apart',
      counters({ a: 0 }, 9),
      counters({ a: 2 }, 10),
      { ours: [{ cgroup: 'a', kills: 2 }], elsewhere: 0 },
    ],
  ])('%s', (_, before, after, expected) => {
    expect(killsBetween(before, after)).toEqual(expected);
  });
});
