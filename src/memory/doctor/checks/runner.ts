/** What gets the runner itself killed, or too many jobs onto one machine. */

import { formatMemory } from '../../../lib/units.js';
import type { Advice, Facts } from '../model.js';
import { advice, dropIn, systemctl } from './advice.js';
import { ONE_JOB } from './sizes.js';

export function oomPolicy({ unit, limits }: Facts): Advice | undefined {
  if (unit === undefined) return undefined;
  const { name, oomPolicy: policy } = unit;
  if (policy === undefined)
    return advice(
      'oom-policy',
      'unknown',
      `The unit ${name} can't be read from here.`,
      'With OOMPolicy=stop, which is the default, systemd ends the runner as soon as the kernel has killed any process of a job.',
      { run: [`${systemctl(unit)} show --property=OOMPolicy ${name}`] },
    );
  if (policy === 'continue') return advice('oom-policy', 'fine', `${name} has OOMPolicy=continue.`);
  // systemd learns of a kill from memory.events, which v1 doesn't have.
  const isOnV1 = limits.hierarchy === 'v1' || limits.hierarchy === 'hybrid';
  return advice(
    'oom-policy',
    isOnV1 ? 'consider' : 'act',
    `${name} has OOMPolicy=${policy}${isOnV1 ? ', which begins to count once this machine is on cgroup v2' : ''}.`,
    policy === 'kill'
      ? 'When the kernel kills any process of a job, it kills the runner with it.'
      : 'When the kernel kills any process of a job, systemd stops the runner and every other job of it: the forge shows a job that just ends.',
    dropIn(unit, 'oom-policy', 'OOMPolicy=continue', policy === 'kill'),
  );
}

export function groupKill({ groupKill: path, unit }: Facts): Advice | undefined {
  if (path === undefined || unit?.oomPolicy === 'kill') return undefined;
  return advice(
    'group-kill',
    'act',
    `${path} has memory.oom.group=1: the kernel kills everything in it together.`,
    'No process can be set apart from the others then: a build that is too large takes the whole job with it. Kubernetes sets this from 1.28 on; from 1.32 on the kubelet can leave it out.',
    { write: { path: 'the kubelet’s configuration file', lines: ['singleProcessOOMKill: true'] }, run: [] },
  );
}

export function runnerNotSeen({ runner }: Facts): Advice | undefined {
  if (runner !== undefined) return undefined;
  return advice(
    'runner-not-seen',
    'unknown',
    'No runner can be seen from here: this is a container, another user’s process, or a machine without one.',
    'Its capacity, its unit and its place in the kernel’s order of victims are settled where it runs.',
    { run: ['cc-ci doctor   # on the machine that the runner runs on'] },
  );
}

export function capacity({ runner, limits }: Facts): Advice | undefined {
  if (runner === undefined) return undefined;
  if ('unknown' in runner.capacity)
    return advice(
      'capacity',
      'unknown',
      `How many jobs ${runner.name} takes at once can't be told: ${runner.capacity.unknown}.`,
      `${formatMemory(limits.limit.bytes)} are shared by all jobs that run at the same time.`,
    );
  const { jobs, from } = runner.capacity;
  const each = limits.limit.bytes / jobs;
  const share = `${runner.name} takes ${jobs === 1 ? 'one job' : `${jobs} jobs`} at a time (${from}): ${formatMemory(each)} for ${jobs === 1 ? 'it' : 'each'}`;
  if (jobs === 1 || each >= ONE_JOB) return advice('capacity', 'fine', `${share}.`);
  const fitting = Math.max(1, Math.floor(limits.limit.bytes / ONE_JOB));
  return advice(
    'capacity',
    'act',
    `${share}, and one rustc or linker alone wants up to ${formatMemory(ONE_JOB)}.`,
    'Each job is fitted to the memory that is free when it starts; jobs that start together take it from each other.',
    {
      write: {
        path: from.startsWith('/') ? from : 'the runner’s config.yaml',
        lines: ['runner:', `  capacity: ${fitting}`],
      },
      run: [],
    },
  );
}

export function runnerScore({ runner, unit }: Facts): Advice | undefined {
  if (runner?.oomScoreAdjust === undefined) return undefined;
  const { name, oomScoreAdjust: score } = runner;
  const has = `${name} has oom_score_adj ${score}`;
  const mend = unit === undefined ? {} : dropIn(unit, 'oom-score', 'OOMScoreAdjust=0', true);
  if (score >= 500)
    return advice(
      'runner-score',
      'act',
      `${has}, and the builds of its jobs can't be set much above it (1000 is the most).`,
      'The kernel takes the runner as readily as the build.',
      mend,
    );
  if (score <= -900)
    return advice(
      'runner-score',
      'consider',
      `${has}, which every job inherits that the guard doesn't raise.`,
      'The kernel then spares the build that is too large, and kills the machine’s other services for it.',
      mend,
    );
  return advice('runner-score', 'fine', `${has}; the guard sets builds at 500.`);
}

export function userspaceKiller({ killers, unit, runner }: Facts): Advice | undefined {
  if (killers.length === 0) return undefined;
  const name = unit?.name ?? 'the runner’s unit';
  if (killers.includes('systemd-oomd'))
    return advice(
      'userspace-killer',
      'consider',
      'systemd-oomd runs here: it kills whole cgroups, the runner’s with everything in it, where its slice is managed.',
      `Such a kill is in none of the kernel's counters, so that the guard sees a plain kill. Tell it to leave ${name} alone.`,
      unit === undefined ? {} : dropIn(unit, 'oomd', 'ManagedOOMPreference=avoid', false),
    );
  // It goes by the kernel's name for a process, which has 15 characters at most.
  const spared = /^[\w-]+$/.test(runner?.name ?? '')
    ? runner?.name
    : 'act_runner|gitea-runner|forgejo-runner';
  return advice(
    'userspace-killer',
    'consider',
    `${killers.join(' and ')} runs here: it ends the process with the highest oom_score when less than about a tenth of the memory is free.`,
    'Such a kill is in none of the kernel’s counters: the guard sees a plain SIGTERM or SIGKILL. Builds at 500 are taken first; the runner should be spared by name as well.',
    killers.includes('earlyoom')
      ? {
          write: {
            path: '/etc/default/earlyoom',
            lines: [`EARLYOOM_ARGS="--avoid '^(${spared})$'"`],
          },
          run: ['systemctl restart earlyoom'],
        }
      : {},
  );
}
