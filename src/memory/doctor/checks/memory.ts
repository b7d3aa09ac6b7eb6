/** What gets builds killed, however well the runner is set up. */

import { formatMemory } from '../../../lib/units.js';
import { THE_MACHINE } from '../../limits/index.js';
import type { Advice, Facts, Unit } from '../model.js';
import { advice, dropIn } from './advice.js';
import { HARDLY_ONE_JOB, ONE_JOB } from './sizes.js';

export function lowLimit({ limits, unit }: Facts): Advice | undefined {
  const { bytes, from } = limits.limit;
  if (bytes === 0) return undefined;
  const where = from === THE_MACHINE ? 'This machine has' : `The lowest limit here is that of ${from}:`;
  if (bytes >= ONE_JOB) return advice('low-limit', 'fine', `${where} ${formatMemory(bytes)}.`);
  const canBeRaised = from !== THE_MACHINE && limits.host.totalBytes >= 2 * ONE_JOB;
  return advice(
    'low-limit',
    bytes < HARDLY_ONE_JOB ? 'act' : 'consider',
    `${where} ${formatMemory(bytes)}, less than one rustc or linker of a large crate takes (${formatMemory(ONE_JOB)} and more).`,
    canBeRaised
      ? `The machine has ${formatMemory(limits.host.totalBytes)}: the limit can be raised.`
      : 'Even one job at a time is killed where a crate is large; a build in smaller pieces, or a larger runner, is what helps.',
    canBeRaised ? raise(unit, from) : {},
  );
}

function raise(unit: Unit | undefined, from: string): Partial<Pick<Advice, 'write' | 'run'>> {
  if (unit !== undefined && from.endsWith(`/${unit.name}`))
    return dropIn(unit, 'memory-max', 'MemoryMax=4G', false);
  return {
    run: [
      'docker update --memory 4g --memory-swap 4g CONTAINER   # or container.options in the runner’s config.yaml: --memory 4g',
    ],
  };
}

export function throttle({ limits, unit }: Facts): Advice | undefined {
  const level = limits.levels.find(
    ({ throttledAboveBytes }) =>
      throttledAboveBytes !== undefined && throttledAboveBytes < limits.limit.bytes,
  );
  if (level?.throttledAboveBytes === undefined) return undefined;
  const high = formatMemory(level.throttledAboveBytes);
  return advice(
    'throttle',
    'consider',
    `${level.path} is slowed down above ${high} (memory.high), and killed only at ${formatMemory(limits.limit.bytes)}.`,
    `A build that needs more than ${high} isn't killed, it crawls until its time limit. The guard plans for ${high}.`,
    unit !== undefined && level.path.endsWith(`/${unit.name}`)
      ? dropIn(unit, 'memory-high', 'MemoryHigh=infinity', false)
      : {},
  );
}

export function swap({ limits }: Facts): Advice | undefined {
  const { swapTotalBytes } = limits.host;
  const barred = limits.levels.find(({ swapLimitBytes }) => swapLimitBytes === 0);
  const why =
    'A short peak (a linker, a large crate) is killed where a little swap would have carried it. Swap is a cushion: the guard never plans with it.';
  if (swapTotalBytes === 0)
    return advice('swap', 'consider', 'This machine has no swap.', why, {
      run: [
        'fallocate -l 4G /swapfile && chmod 600 /swapfile && mkswap /swapfile && swapon /swapfile',
        "echo '/swapfile none swap sw 0 0' >> /etc/fstab",
      ],
    });
  if (barred !== undefined)
    return advice(
      'swap',
      'consider',
      `${barred.path} may not use the ${formatMemory(swapTotalBytes)} of swap that there are.`,
      why,
    );
  return advice('swap', 'fine', `There are ${formatMemory(swapTotalBytes)} of swap.`);
}

export function overcommit({ overcommit: mode }: Facts): Advice | undefined {
  const back = {
    write: { path: '/etc/sysctl.d/60-overcommit.conf', lines: ['vm.overcommit_memory = 0'] },
    run: ['sysctl --load /etc/sysctl.d/60-overcommit.conf'],
  };
  if (mode === '2')
    return advice(
      'overcommit',
      'act',
      'vm.overcommit_memory is 2: memory is refused when it is asked for, long before it is used.',
      'Node, Java and linkers reserve far more than they touch: they end with “cannot allocate memory” while gigabytes are free, and no OOM kill is ever counted.',
      back,
    );
  if (mode === '1')
    return advice(
      'overcommit',
      'consider',
      'vm.overcommit_memory is 1: no request is ever refused, however absurd.',
      'A program that asks for too much is killed later, in the middle of its work, where it could have said so at once.',
      back,
    );
  return mode === '0'
    ? advice('overcommit', 'fine', 'vm.overcommit_memory is 0, the kernel’s default.')
    : undefined;
}
