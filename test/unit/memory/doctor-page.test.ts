import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryPage } from '../../../src/cli/doctor-page.js';
import { styleOf } from '../../../src/cli/page.js';
import { EnvironmentError } from '../../../src/lib/errors.js';
import { type Diagnosis, diagnose } from '../../../src/memory/doctor/index.js';
import { processes, startedBy } from './processes.js';
import { dockerV2, folder, GIB, MIB, recorded, systemdSlice, type Tree, v2Memory } from './trees.js';

const UNIT = '/system.slice/act_runner.service';

const found = (tree: Tree): Promise<Diagnosis> =>
  diagnose(recorded(tree), { env: {}, run: () => Promise.reject(new EnvironmentError('no systemctl')) });
const page = (diagnosis: Diagnosis, columns = 100): string =>
  memoryPage(diagnosis, styleOf({}, { isTTY: false, columns })).join('\n');

const runnerHost = (): Tree =>
  startedBy(700, {
    ...systemdSlice(),
    ...folder(`/sys/fs/cgroup${UNIT}`, v2Memory(`${6 * GIB}\n`, 600 * MIB)),
    ...processes(
      { pid: 700, argv: ['/usr/local/bin/act_runner', 'daemon'], mebibytes: 90, cgroup: UNIT },
      { pid: 90, argv: ['postgres'], mebibytes: 2100, cgroup: '/system.slice/postgresql.service' },
    ),
    '/etc/systemd/system/act_runner.service': '[Service]\nExecStart=/usr/local/bin/act_runner daemon\n',
    '/proc/sys/vm/overcommit_memory': '0\n',
  });

it('says what follows, then the chain of limits, then what to do with the lines to write, then who holds the memory', async () => {
  expect(`\n${page(await found(runnerHost()))}\n`).toMatchInlineSnapshot(`
    "
    Memory

      For this process: 6 GiB at the most, then the kernel kills; 3.1 GiB of it can be had now. 4 CPUs
      (/sys/fs/cgroup/system.slice). In the last 10 s something stood still for want of memory 1.5 % of
      the time.

       limit    in use   of it cache
       6 GiB   600 MiB        84 MiB   /sys/fs/cgroup/system.slice/act_runner.service (the limit)
       6 GiB     3 GiB        84 MiB   /sys/fs/cgroup/system.slice (the least room)
      24 GiB     4 GiB                 the machine

    Needs doing

      ✗ act_runner.service has OOMPolicy=stop.
        When the kernel kills any process of a job, systemd stops the runner and every other job of it:
        the forge shows a job that just ends.
        in /etc/systemd/system/act_runner.service.d/oom-policy.conf:
          [Service]
          OOMPolicy=continue
        run:
          systemctl daemon-reload
        docs/oom-runbook.md#oom-policy

    Worth considering

      › This machine has no swap.
        A short peak (a linker, a large crate) is killed where a little swap would have carried it. Swap
        is a cushion: the guard never plans with it.
        run:
          fallocate -l 4G /swapfile && chmod 600 /swapfile && mkswap /swapfile && swapon /swapfile
          echo '/swapfile none swap sw 0 0' >> /etc/fstab
        docs/oom-runbook.md#swap

    Fine
      ✓ act_runner takes one job at a time (its default, since it has no config file): 6 GiB for it.
      ✓ The lowest limit here is that of /sys/fs/cgroup/system.slice/act_runner.service: 6 GiB.
      ✓ act_runner has oom_score_adj 0; the guard sets builds at 500.
      ✓ vm.overcommit_memory is 0, the kernel’s default.

    The largest processes now
      2.1 GiB   postgres      90   /system.slice/postgresql.service
       90 MiB   act_runner   700   /system.slice/act_runner.service

    The largest cgroups now, without those beneath them
      2.4 GiB   /sys/fs/cgroup/system.slice
      516 MiB   /sys/fs/cgroup/system.slice/act_runner.service
    "
  `);
});

it('says that it knows nothing where nothing can be read', async () => {
  expect(page(await found({}))).toContain('Nothing here says how much memory there is.');
});

it('shows what could not be read', async () => {
  const tree = { ...dockerV2({ 'memory.max': 'much\n' }) };
  expect(page(await found(tree))).toContain(
    '/sys/fs/cgroup/memory.max holds "much", which is no number of bytes: read as no limit.',
  );
});

it('stays within the terminal, but for paths and lines to copy', async () => {
  const lines = page(await found(runnerHost()), 60).split('\n');
  const prose = lines.filter((line) => !/\/|^ {6}/.test(line));
  expect(prose.length).toBeGreaterThan(20);
  for (const line of prose) expect(line.length).toBeLessThanOrEqual(60);
});

it('lets no name of a process or cgroup move the cursor or look like a runner’s command', async () => {
  const diagnosis = await found(runnerHost());
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const named = {
        ...diagnosis,
        culprits: {
          processes: [{ name, pid: 1, bytes: 1, cgroup: name }],
          cgroups: [{ path: name, bytes: 1 }],
        },
      };
      const lines = page(named).split('\n');
      expect(lines).toHaveLength(
        page({
          ...named,
          culprits: {
            processes: [{ name: '', pid: 1, bytes: 1, cgroup: '' }],
            cgroups: [{ path: '', bytes: 1 }],
          },
        }).split('\n').length,
      );
      for (const line of lines) expect(line).not.toMatch(/\p{Cc}|^::/u);
    }),
  );
});

it('is in colour on a terminal, and not where NO_COLOR asks for none', async () => {
  const diagnosis = await found(runnerHost());
  const inColour = (env: NodeJS.ProcessEnv): boolean =>
    memoryPage(diagnosis, styleOf(env, { isTTY: true, columns: 80 }))
      .join('')
      .includes('\u001b[');
  expect([inColour({}), inColour({ NO_COLOR: '1' }), inColour({ TERM: 'dumb' })]).toEqual([
    true,
    false,
    false,
  ]);
});
