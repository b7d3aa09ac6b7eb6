/** What a failed backup or restore is called, and whose it is. */

import type { Finding } from '../../report/results.js';

const LAST_LINES = 20;

/** The last lines that were written; without the secret, which no program should print, but might. */
export function lastLines(output: string, secret?: string): readonly string[] {
  const text = secret === undefined ? output : output.replaceAll(secret, '***');
  const lines = text.split('\n').map((line) => line.trimEnd());
  return lines.filter((line) => line !== '').slice(-LAST_LINES);
}

export type ResticFailure = {
  readonly task: 'backup' | 'restore';
  readonly exitCode: number;
  readonly output: string;
  readonly password: string;
  readonly image: string;
};

type Rule = {
  readonly is: (failure: ResticFailure) => boolean;
  readonly blame: Finding['blame'];
  readonly why: (failure: ResticFailure) => string;
  readonly remedy: string;
};

/** The first that fits. */
const RULES: readonly Rule[] = [
  {
    is: ({ exitCode }) => exitCode === 126 || exitCode === 127,
    blame: 'harness',
    why: ({ image }) => `${image} has no restic, or no shell, that can be started`,
    remedy: 'Name an image that holds restic, tar and a shell (input toolbox-image).',
  },
  {
    is: ({ output }) => /no space left on device|disk quota exceeded/i.test(output),
    blame: 'host',
    why: () => 'the disk is full',
    remedy: 'Make room on the Docker host (docker system df), or where the volume is; then run again.',
  },
  {
    is: ({ exitCode }) => exitCode === 137,
    blame: 'host',
    why: () => 'restic was killed: by the kernel for want of memory, or with its container',
    remedy:
      'Look at the memory of the Docker host (dmesg, free -m), and whether something removes containers there.',
  },
  {
    is: ({ exitCode, task }) => exitCode === 3 && task === 'backup',
    blame: 'host',
    why: () => 'some files could not be read',
    remedy: 'See the files in the evidence: a driver of the volume, or the disk, refuses them to root.',
  },
];

const REMEDY =
  'See restic’s own words in the evidence; where they don’t explain it, this is a fault of cc-ci: please report it.';

/** What restic's failure means, from its exit code and its words. Pure. */
export function resticFailed(failure: ResticFailure): Finding {
  const { task, exitCode, output, password } = failure;
  const rule = RULES.find((entry) => entry.is(failure));
  return {
    code: task === 'backup' ? 'backup-failed' : 'restore-failed',
    blame: rule?.blame ?? 'harness',
    message: `restic ${task} ended with exit code ${exitCode}${rule === undefined ? '' : `: ${rule.why(failure)}`}`,
    evidence: [...lastLines(output, password)],
    remedy: rule?.remedy ?? REMEDY,
  };
}

/** A volume that is to be backed up, and isn't where the run can read it. Pure. @param nodes in the Swarm. */
export function notHere(volumes: readonly { readonly volume: string }[], nodes: number): Finding {
  const names = volumes.map(({ volume }) => volume).join(', ');
  return {
    code: 'backup-failed',
    blame: nodes > 1 ? 'host' : 'recipe',
    message: `there is no volume ${names} on this Docker host, although it is to be backed up`,
    evidence: [`nodes in the Swarm: ${nodes}`],
    remedy:
      nodes > 1
        ? 'Volumes are read on the node that the run talks to: constrain the services that mount them to it.'
        : 'See whether a service that mounts it has ever run.',
  };
}
