/** What a step ended in; and what an exception in the middle of one means. */

import { DockerApiError, ImageError } from '../../docker/index.js';
import { CancelledError, EnvironmentError, messageOf, UserError } from '../../lib/errors.js';
import { formatDuration } from '../../lib/units.js';
import type { Finding, Residue, StageName } from '../../report/results.js';

export type Outcome =
  | { readonly status: 'pass' }
  | { readonly status: 'fail' | 'error'; readonly finding: Finding; readonly isUsers?: boolean }
  | { readonly status: 'skip' | 'not-applicable' | 'unverified'; readonly reason: string };

/** What a step found out that the results show apart from its outcome. */
export type Report = Outcome & {
  readonly route?: string;
  readonly residue?: readonly Residue[];
  /** What was looked at and found good, a line each. */
  readonly details?: readonly string[];
  /** Files kept with the results, relative to the report's folder. */
  readonly artifacts?: readonly string[];
};

/** The run's own clock ran out, which is not the recipe's deploy timeout. */
export class TimeLimitError extends EnvironmentError {
  constructor(readonly limitMs: number) {
    super(`the run's time limit of ${formatDuration(limitMs)} is over`);
  }
}

/** Only the recipe makes a recipe red; everything else is an error that says whose it is. */
export function judged(finding: Finding): Report {
  return { status: finding.blame === 'recipe' ? 'fail' : 'error', finding };
}

type ErrorRule = {
  readonly is: (thrown: unknown) => boolean;
  readonly code: Finding['code'];
  readonly blame: Finding['blame'];
  readonly remedy: string;
};

/** The first that fits. */
const ERRORS: readonly ErrorRule[] = [
  {
    is: (thrown) => thrown instanceof UserError,
    code: 'deploy-refused',
    blame: 'recipe',
    remedy: 'Correct it, and run again.',
  },
  {
    is: (thrown) => thrown instanceof CancelledError,
    code: 'cancelled',
    blame: 'harness',
    remedy: 'Run it again when it suits.',
  },
  {
    is: (thrown) => thrown instanceof TimeLimitError,
    code: 'time-limit',
    blame: 'harness',
    remedy: 'Raise input time-limit, or look at what took so long in the phases above.',
  },
  {
    is: (thrown) => thrown instanceof DockerApiError,
    code: 'deploy-refused',
    blame: 'host',
    remedy: 'Look at what the Docker host says of it, and run again.',
  },
  {
    is: (thrown) => thrown instanceof EnvironmentError,
    code: 'docker-unreachable',
    blame: 'host',
    remedy: 'Look at the Docker host, and run again.',
  },
];

const INTERNAL: Omit<ErrorRule, 'is'> = {
  code: 'internal',
  blame: 'harness',
  remedy: 'This is a fault of cc-ci: please report it with this log.',
};

/** A stage that threw has no verdict about the recipe, except where the images say so. */
export function reportOf(thrown: unknown, stage: StageName): Report {
  if (thrown instanceof ImageError) return judged(thrown.finding);
  const { code, blame, remedy } = ERRORS.find(({ is }) => is(thrown)) ?? INTERNAL;
  const isStopped = code === 'cancelled' || code === 'time-limit';
  const message = isStopped ? `${messageOf(thrown)}, during ${stage}` : messageOf(thrown);
  const evidence = isStopped ? [] : causesOf(thrown, code);
  return {
    status: 'error',
    finding: { code, blame, message, evidence, remedy },
    ...(thrown instanceof UserError ? { isUsers: true } : {}),
  };
}

/** The chain of causes; for a fault of our own the stack too. */
function causesOf(thrown: unknown, code: Finding['code']): string[] {
  const causes: string[] = [];
  let cause = thrown instanceof Error ? thrown.cause : undefined;
  for (; cause !== undefined; cause = cause instanceof Error ? cause.cause : undefined)
    causes.push(`because: ${messageOf(cause)}`);
  if (code === 'internal' && thrown instanceof Error)
    causes.push(...(thrown.stack ?? '').split('\n').slice(1, 6));
  return causes;
}
