import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EnvironmentError } from '../../../src/lib/errors.js';
import type { RunProcess } from '../../../src/lib/process.js';
import { type Advice, type AdviceId, culprits, examine } from '../../../src/memory/doctor/index.js';
import { ADVICE_IDS } from '../../../src/memory/doctor/model.js';
import { unitIn } from '../../../src/memory/doctor/unit.js';
import { processes, startedBy } from './processes.js';
import {
  debianHybrid,
  dockerV2,
  folder,
  GIB,
  host,
  kubernetesPod,
  MIB,
  memoryHigh,
  recorded,
  systemdSlice,
  type Tree,
  v2Memory,
} from './trees.js';

const UNIT = '/system.slice/act_runner.service';
const OWN = `/sys/fs/cgroup${UNIT}`;
const RUNNER = {
  pid: 700,
  argv: ['/usr/local/bin/act_runner', 'daemon', '--config', '/etc/act_runner/config.yaml'],
  cgroup: UNIT,
};
/** A step of a job: the runner has started a shell, and that has started us. */
const job = (tree: Tree, runner: object = {}): Tree =>
  startedBy(800, {
    ...tree,
    ...processes(
      { ...RUNNER, ...runner },
      { pid: 800, parent: 700, argv: ['bash', '-e', 'step.sh'], cgroup: UNIT },
    ),
  });

/** No systemctl here. */
const noSystemctl: RunProcess = () => Promise.reject(new EnvironmentError("systemctl can't be started"));
/** Answers as systemctl 252 does, line by line `Property=value`. */
const systemctl =
  (stdout: string, seen: string[] = []): RunProcess =>
  (file, args) => {
    seen.push([file, ...args].join(' '));
    return Promise.resolve({ outcome: { kind: 'exited', code: 0 }, stdout, stderr: '', durationMs: 1 });
  };

const diagnosed = (
  tree: Tree,
  run: RunProcess = noSystemctl,
  env: NodeJS.ProcessEnv = {},
): Promise<readonly Advice[]> => examine(recorded(tree), { run, env });

async function only(
  id: AdviceId,
  tree: Tree,
  run?: RunProcess,
  env?: NodeJS.ProcessEnv,
): Promise<Advice | undefined> {
  return (await diagnosed(tree, run, env)).find((row) => row.id === id);
}

describe('what systemd does when a job’s process is killed', () => {
  it('OOMPolicy=stop has to be changed, by exactly these lines', async () => {
    const seen: string[] = [];
    const advice = await only(
      'oom-policy',
      job(systemdSlice()),
      systemctl('LoadState=loaded\nOOMPolicy=stop\n', seen),
    );
    expect(seen).toEqual(['systemctl show --property=LoadState,OOMPolicy -- act_runner.service']);
    expect(advice).toMatchObject({
      level: 'act',
      what: 'act_runner.service has OOMPolicy=stop.',
      write: {
        path: '/etc/systemd/system/act_runner.service.d/oom-policy.conf',
        lines: ['[Service]', 'OOMPolicy=continue'],
      },
      run: ['systemctl daemon-reload'],
      link: 'docs/oom-runbook.md#oom-policy',
    });
  });

  it('OOMPolicy=continue is fine', async () => {
    const advice = await only(
      'oom-policy',
      job(systemdSlice()),
      systemctl('LoadState=loaded\nOOMPolicy=continue\n'),
    );
    expect(advice?.level).toBe('fine');
  });

  it('on cgroup v1 systemd doesn’t learn of kills, so it can wait', async () => {
    const v1 = job(debianHybrid());
    const names = v1['/proc/self/cgroup']?.replace('name=systemd:/', `name=systemd:${UNIT}`) ?? '';
    const tree = { ...v1, '/proc/self/cgroup': names };
    const advice = await only('oom-policy', tree, systemctl('LoadState=loaded\nOOMPolicy=stop\n'));
    expect(advice?.level).toBe('consider');
  });

  it('a user’s unit is asked for, and mended, at the user’s systemd', async () => {
    const cgroup = '/user.slice/user-1000.slice/user@1000.service/app.slice/act_runner.service';
    const tree = { ...job(systemdSlice(), { cgroup }), '/proc/self/cgroup': `0::${cgroup}\n` };
    const seen: string[] = [];
    const advice = await only('oom-policy', tree, systemctl('LoadState=loaded\nOOMPolicy=stop\n', seen));
    expect(seen[0]).toMatch(/^systemctl --user show /);
    expect(advice?.write?.path).toBe('~/.config/systemd/user/act_runner.service.d/oom-policy.conf');
    expect(advice?.run).toEqual(['systemctl --user daemon-reload']);
  });

  const service = (text: string, more: Tree = {}): Tree => ({
    ...job(systemdSlice()),
    '/etc/systemd/system/act_runner.service': `[Service]\nExecStart=/usr/local/bin/act_runner daemon\n${text}\n`,
    ...more,
  });
  const dropIn = '/etc/systemd/system/act_runner.service.d';
  it.each<[string, Tree, string]>([
    ['nothing set: stop', service(''), 'act_runner.service has OOMPolicy=stop.'],
    ['set in the unit', service('OOMPolicy = kill'), 'act_runner.service has OOMPolicy=kill.'],
    ['commented out', service('#OOMPolicy=continue'), 'act_runner.service has OOMPolicy=stop.'],
    ['the unit delegates', service('Delegate=yes'), 'act_runner.service has OOMPolicy=continue.'],
    ['the unit delegates not', service('Delegate=no'), 'act_runner.service has OOMPolicy=stop.'],
    [
      'set by a drop-in',
      service('OOMPolicy=stop', { [`${dropIn}/oom.conf`]: '[Service]\nOOMPolicy=continue\n' }),
      'act_runner.service has OOMPolicy=continue.',
    ],
    [
      'the later drop-in counts',
      service('', { [`${dropIn}/10.conf`]: 'OOMPolicy=continue', [`${dropIn}/20.conf`]: 'OOMPolicy=kill' }),
      'act_runner.service has OOMPolicy=kill.',
    ],
    [
      'a drop-in takes it back',
      service('OOMPolicy=continue', { [`${dropIn}/oom.conf`]: 'OOMPolicy=\n' }),
      'act_runner.service has OOMPolicy=stop.',
    ],
    [
      'a vendor’s drop-in hidden by a namesake',
      service('', {
        [`${dropIn}/oom.conf`]: '',
        '/usr/lib/systemd/system/act_runner.service.d/oom.conf': 'OOMPolicy=kill',
      }),
      'act_runner.service has OOMPolicy=stop.',
    ],
    [
      'the default of the whole systemd',
      service('', { '/etc/systemd/system.conf': '[Manager]\nDefaultOOMPolicy=continue\n' }),
      'act_runner.service has OOMPolicy=continue.',
    ],
  ])('without systemctl the unit’s files say it: %s', async (_, tree, expected) => {
    expect((await only('oom-policy', tree))?.what).toBe(expected);
  });

  it('says how to ask where neither can be read, also when systemctl answers for a unit that it doesn’t know', async () => {
    const unknown = systemctl('LoadState=not-found\nOOMPolicy=stop\n');
    expect(await only('oom-policy', job(systemdSlice()), unknown)).toMatchObject({
      level: 'unknown',
      run: ['systemctl show --property=OOMPolicy act_runner.service'],
    });
  });

  it.each([
    ['0::/system.slice/act_runner.service', { name: 'act_runner.service', isUsers: false }],
    [
      '4:memory:/\n1:name=systemd:/system.slice/runner@2.service/step\n0::/',
      { name: 'runner@2.service', isUsers: false },
    ],
    ['0::/user.slice/user-0.slice/session-3.scope', undefined],
    ['0::/user.slice/user-1000.slice/user@1000.service/init.scope', undefined],
    ['0::/system.slice/docker-77ab.scope', undefined],
    ['0::/system.slice/--user.service;rm -rf x/-.service ', undefined],
    ['', undefined],
  ])('the unit’s name is read from the cgroup %j', (text, expected) => {
    expect(unitIn(text)).toEqual(expected);
  });
});

describe('the runner', () => {
  const config = (text: string): Tree => ({
    ...job({ ...host({ total: 6 * GIB, available: 5 * GIB, swap: GIB }) }),
    '/etc/act_runner/config.yaml': text,
  });

  it('that takes more jobs than its memory is good for is told how many', async () => {
    expect(await only('capacity', config('runner:\n  capacity: 4\n'))).toMatchObject({
      level: 'act',
      what: 'act_runner takes 4 jobs at a time (/etc/act_runner/config.yaml): 1.5 GiB for each, and one rustc or linker alone wants up to 2 GiB.',
      write: { path: '/etc/act_runner/config.yaml', lines: ['runner:', '  capacity: 3'] },
    });
  });

  it.each<[string, string, Advice['level'], RegExp]>([
    ['two jobs that fit', 'runner:\n  capacity: 2\n', 'fine', /takes 2 jobs at a time .*: 3 GiB for each\.$/],
    [
      'no capacity',
      'log:\n  level: info\n',
      'fine',
      /takes one job at a time \(the default; .*config\.yaml sets none\): 6 GiB/,
    ],
    ['capacity 0, which is the default', 'runner: { capacity: 0 }\n', 'fine', /takes one job at a time/],
    [
      'words',
      'runner:\n  capacity: many\n',
      'unknown',
      /runner\.capacity in .* is "many", which is no whole number/,
    ],
    ['no YAML', 'runner: [', 'unknown', /is no YAML that can be read/],
  ])('with %s', async (_, text, level, what) => {
    const advice = await only('capacity', config(text));
    expect(advice?.level).toBe(level);
    expect(advice?.what).toMatch(what);
  });

  it('reads its config as the runner itself sees it: from its own folder, and within its own container', async () => {
    const inFolder = {
      ...job(host(), { argv: ['./act_runner', '-c', 'config.yaml', 'daemon'] }),
      '/proc/700/cwd/config.yaml': 'runner: { capacity: 3 }',
    };
    expect((await only('capacity', inFolder))?.what).toContain('takes 3 jobs at a time (config.yaml)');
    const inContainer = {
      ...job(host()),
      '/proc/700/root/etc/act_runner/config.yaml': 'runner: { capacity: 2 }',
    };
    expect((await only('capacity', inContainer))?.what).toContain('takes 2 jobs at a time');
  });

  it('takes CC_CI_RUNNER_CONFIG’s word where the file can’t be found by its command line', async () => {
    const tree = { ...job(host()), '/srv/runner.yaml': 'runner: { capacity: 5 }' };
    expect((await only('capacity', tree))?.what).toContain('name a readable one in CC_CI_RUNNER_CONFIG');
    const advice = await only('capacity', tree, noSystemctl, { CC_CI_RUNNER_CONFIG: '/srv/runner.yaml' });
    expect(advice?.what).toContain('takes 5 jobs at a time (/srv/runner.yaml)');
  });

  it.each([
    [['/opt/forgejo-runner', 'daemon'], 'forgejo-runner takes one job'],
    [['/opt/gitea-runner-1.0.8-linux-amd64', 'daemon'], 'gitea-runner-1. takes one job'],
    [['/usr/bin/runner', 'daemon'], 'runner takes one job'],
    [['/srv/actions/bin/Runner.Listener', 'run'], 'Runner.Listener takes one job'],
  ])('is known as %j', async (argv, expected) => {
    expect((await only('capacity', job(host(), { argv })))?.what).toContain(expected);
  });

  it.each([[['/usr/bin/runner', 'serve']], [['vim', 'act_runner']], [['act_runners']]])(
    'is not %j',
    async (argv) => {
      expect(await only('runner-not-seen', job(host(), { argv }))).toMatchObject({ level: 'unknown' });
    },
  );

  it('is found from a login on its machine too, and its limits are shown, not the login’s', async () => {
    const login = '/user.slice/user-0.slice/session-3.scope';
    const tree = {
      ...systemdSlice(),
      ...processes(RUNNER),
      '/proc/self/cgroup': `0::${login}\n`,
      '/proc/700/mountinfo': systemdSlice()['/proc/self/mountinfo'] ?? '',
      ...folder(OWN, v2Memory(`${GIB}\n`, MIB)),
    };
    expect((await only('low-limit', tree))?.what).toContain(OWN);
  });

  it.each([
    [0, 'fine'],
    [-500, 'fine'],
    [500, 'act'],
    [1000, 'act'],
    [-1000, 'consider'],
  ])('with oom_score_adj %d is %s', async (score, level) => {
    const advice = await only('runner-score', job(systemdSlice(), { score }));
    expect(advice?.level).toBe(level);
    if (level !== 'fine') expect(advice?.write?.lines).toEqual(['[Service]', 'OOMScoreAdjust=0']);
  });
});

describe('the machine', () => {
  const overcommit = (mode: string): Tree => ({ ...host(), '/proc/sys/vm/overcommit_memory': `${mode}\n` });
  const high = memoryHigh();
  it.each<[string, AdviceId, Tree, Partial<Advice> | undefined]>([
    ['no swap', 'swap', host(), { level: 'consider', what: 'This machine has no swap.' }],
    ['swap', 'swap', host({ swap: 4 * GIB }), { level: 'fine', what: 'There are 4 GiB of swap.' }],
    [
      'swap that the container may not use',
      'swap',
      { ...dockerV2(), ...host({ swap: 4 * GIB }) },
      { level: 'consider', what: '/sys/fs/cgroup may not use the 4 GiB of swap that there are.' },
    ],
    [
      'strict overcommit',
      'overcommit',
      overcommit('2'),
      {
        level: 'act',
        write: { path: '/etc/sysctl.d/60-overcommit.conf', lines: ['vm.overcommit_memory = 0'] },
      },
    ],
    ['overcommit without end', 'overcommit', overcommit('1'), { level: 'consider' }],
    ['the usual overcommit', 'overcommit', overcommit('0'), { level: 'fine' }],
    ['overcommit that can’t be read', 'overcommit', host(), undefined],
    [
      'a limit below one compiler',
      'low-limit',
      dockerV2(),
      {
        level: 'act',
        what: 'The lowest limit here is that of /sys/fs/cgroup: 512 MiB, less than one rustc or linker of a large crate takes (2 GiB and more).',
      },
    ],
    [
      'a limit that is a little low',
      'low-limit',
      dockerV2({ 'memory.max': `${1.5 * GIB}\n` }),
      { level: 'consider' },
    ],
    [
      'a machine that is itself too small',
      'low-limit',
      host({ total: GIB / 2, available: MIB }),
      { level: 'act', run: [] },
    ],
    ['enough memory', 'low-limit', host(), { level: 'fine', what: 'This machine has 24 GiB.' }],
    [
      'a unit’s own limit',
      'low-limit',
      { ...job(systemdSlice()), ...folder(OWN, v2Memory(`${GIB}\n`, MIB)) },
      {
        level: 'consider',
        write: {
          path: '/etc/systemd/system/act_runner.service.d/memory-max.conf',
          lines: ['[Service]', 'MemoryMax=4G'],
        },
      },
    ],
    [
      'memory.high',
      'throttle',
      job(high),
      {
        level: 'consider',
        write: {
          path: '/etc/systemd/system/act_runner.service.d/memory-high.conf',
          lines: ['[Service]', 'MemoryHigh=infinity'],
        },
      },
    ],
    ['no memory.high', 'throttle', systemdSlice(), undefined],
    [
      'a container that is killed as a whole',
      'group-kill',
      kubernetesPod(),
      {
        level: 'act',
        write: { path: 'the kubelet’s configuration file', lines: ['singleProcessOOMKill: true'] },
      },
    ],
    ['one that isn’t', 'group-kill', dockerV2(), undefined],
    [
      'earlyoom',
      'userspace-killer',
      job({ ...systemdSlice(), ...processes({ pid: 90, argv: ['/usr/bin/earlyoom'] }) }),
      {
        level: 'consider',
        write: { path: '/etc/default/earlyoom', lines: [`EARLYOOM_ARGS="--avoid '^(act_runner)$'"`] },
      },
    ],
    [
      'systemd-oomd',
      'userspace-killer',
      job({ ...systemdSlice(), ...processes({ pid: 90, argv: ['/usr/lib/systemd/systemd-oomd'] }) }),
      {
        level: 'consider',
        write: {
          path: '/etc/systemd/system/act_runner.service.d/oomd.conf',
          lines: ['[Service]', 'ManagedOOMPreference=avoid'],
        },
      },
    ],
    ['neither', 'userspace-killer', systemdSlice(), undefined],
  ])('%s', async (_, id, tree, expected) => {
    const advice = await only(id, tree);
    if (expected === undefined) expect(advice).toBeUndefined();
    else expect(advice).toMatchObject(expected);
  });

  it('what needs doing comes first, what is fine last', async () => {
    const levels = (await diagnosed(job(overcommit('2')))).map(({ level }) => level);
    const order = ['act', 'consider', 'unknown', 'fine'];
    expect(levels).toEqual([...levels].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(levels[0]).toBe('act');
  });

  it('that says nothing at all gets advice all the same', async () => {
    expect((await diagnosed({})).map(({ id }) => id)).toEqual(['swap', 'runner-not-seen']);
  });
});

describe('who holds the memory', () => {
  it('the five largest processes, by name and cgroup, never with their arguments', () => {
    const tree = {
      ...systemdSlice(),
      ...processes(
        ...[300, 100, 500, 50, 200, 400].map((mebibytes, index) => ({
          pid: 10 + index,
          argv: [`p${mebibytes}`, '--password=hunter2'],
          mebibytes,
          cgroup: '/system.slice/db.service',
        })),
      ),
    };
    const { processes: largest } = culprits(recorded(tree));
    expect(largest.map(({ name }) => name)).toEqual(['p500', 'p400', 'p300', 'p200', 'p100']);
    expect(largest[0]).toEqual({
      name: 'p500',
      pid: 12,
      bytes: 500 * MIB,
      cgroup: '/system.slice/db.service',
    });
    expect(JSON.stringify(largest)).not.toContain('hunter2');
  });

  it('the largest cgroups, each without those beneath it and without cache', () => {
    const cache = (64 + (32 + 8) / 2) * MIB;
    const { cgroups } = culprits(
      recorded({ ...kubernetesPod(), ...folder('/sys/fs/cgroup/db.service', v2Memory('max\n', 9 * GIB)) }),
    );
    const pod = '/sys/fs/cgroup/kubepods.slice/kubepods-burstable.slice';
    expect(cgroups).toEqual([
      { path: '/sys/fs/cgroup/db.service', bytes: 9 * GIB - cache },
      { path: pod, bytes: 3 * GIB },
      { path: '/sys/fs/cgroup/kubepods.slice', bytes: GIB },
      { path: `${pod}/kubepods-burstable-pod5c1f.slice`, bytes: GIB },
      { path: `${pod}/kubepods-burstable-pod5c1f.slice/cri-containerd-77ab.scope`, bytes: GIB - cache },
    ]);
  });

  it('nobody, where nothing can be seen', () => {
    expect(culprits(recorded({}))).toEqual({ processes: [], cgroups: [] });
  });
});

describe('each kind of advice', () => {
  const page = (name: string): string =>
    readFileSync(new URL(`../../../docs/${name}.md`, import.meta.url), 'utf8');

  it.each(ADVICE_IDS)('%s is explained in the runbook, and is a row of the doctor’s table', (id) => {
    expect(page('oom-runbook').split('\n')).toContain(`### ${id}`);
    expect(page('memory')).toContain(`| [${id}](oom-runbook.md#${id}) |`);
  });
});
