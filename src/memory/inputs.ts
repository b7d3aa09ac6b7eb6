/** The inputs of actions/run; the options of `cc-ci exec` are the same table's. */

import { duration, type Inputs, type InputTable, integer, line, type Parse, text } from '../lib/inputs.js';
import { parseMemoryBytes } from '../lib/units.js';
import { RETRY_REASONS, type RetryReason } from './runner/next.js';
import type { RunSettings } from './runner/settings.js';

/** Below this not even a shell gets going. */
const LEAST_LIMIT = 16 * 1024 ** 2;

const jobs: Parse<'auto' | number> = (raw) =>
  raw === 'auto'
    ? { value: 'auto' }
    : orElse(integer(1, 1024)(raw), 'auto, or a whole number from 1 to 1024');

const attempts: Parse<'auto' | number> = (raw) =>
  raw === 'auto' ? { value: 'auto' } : orElse(integer(1, 20)(raw), 'auto, or a whole number from 1 to 20');

const memoryLimit: Parse<number | undefined> = (raw) => {
  if (raw === 'none') return { value: undefined };
  const bytes = parseMemoryBytes(raw);
  return bytes === undefined || bytes < LEAST_LIMIT
    ? { expected: 'none, or a size such as 512M, 2G or 1.5GiB, 16M at least' }
    : { value: bytes };
};

const timeout: Parse<number | undefined> = (raw) => {
  if (raw === 'none') return { value: undefined };
  return orElse(duration(raw), 'none, or a duration such as 20s, 10m or 1h, 596h at most');
};

const retryOn: Parse<ReadonlySet<RetryReason>> = (raw) => {
  const expected = `none, any, or a list of ${RETRY_REASONS.join(', ')}`;
  if (raw === 'none') return { value: new Set() };
  if (raw === 'any') return { value: new Set(RETRY_REASONS) };
  const names = raw.split(/[\s,]+/).filter((name) => name !== '');
  const reasons = RETRY_REASONS.filter((reason) => names.includes(reason));
  return names.length > 0 && names.length === reasons.length ? { value: new Set(reasons) } : { expected };
};

function orElse<T>(parsed: ReturnType<Parse<T>>, expected: string): ReturnType<Parse<T>> {
  return 'value' in parsed ? parsed : { expected };
}

/** What actions/run and `cc-ci exec` have in common. */
export const execInputs = {
  jobs: {
    description: 'Parallel jobs of the first try; auto: what fits into memory, never more than the CPUs.',
    default: 'auto',
    parse: jobs,
  },
  'memory-limit': {
    description:
      'Stop the command and try again with fewer jobs when all its processes together take more than this; none: only when memory has run out.',
    default: 'none',
    parse: memoryLimit,
  },
  attempts: {
    description:
      'Tries together, 1 to 20; auto: half the jobs each time down to 1, then once with what the tool can do to need less; three for other reasons of retry-on.',
    default: 'auto',
    parse: attempts,
  },
  'retry-on': {
    description:
      'What is tried again: oom (with fewer jobs), timeout, killed (by a signal, though there was memory), failure (any other exit code than 0); any; none.',
    default: 'oom',
    parse: retryOn,
  },
  timeout: {
    description: 'Time limit of each try; after it the command is ended. The step ends in 124.',
    default: 'none',
    parse: timeout,
  },
  'kill-grace': {
    description: 'Between SIGTERM and SIGKILL, where a command is ended.',
    default: '10s',
    parse: duration,
  },
  serial: {
    description: 'Name of a host-wide lock: one command at a time holds it, over all jobs of the host.',
    default: '',
    parse: line,
  },
} satisfies InputTable;

/** @returns the same as the adaptive runner takes it. */
export function settingsOf(inputs: Inputs<typeof execInputs>): RunSettings {
  return {
    jobs: inputs.jobs,
    memoryLimitBytes: inputs['memory-limit'],
    attempts: inputs.attempts,
    retryOn: inputs['retry-on'],
    timeoutMs: inputs.timeout,
    killGraceMs: inputs['kill-grace'],
    serial: inputs.serial === '' ? undefined : inputs.serial,
  };
}

export const runInputs = {
  run: { description: 'The script. It is on no disk and in no argv.', default: '', parse: text },
  shell: {
    description:
      'What reads it: bash, sh, python, pwsh, or a command with {0} where the path of the script goes ("perl {0}").',
    default: 'bash',
    parse: line,
  },
  'working-directory': {
    description: 'Where it runs, from the workspace.',
    default: '.',
    parse: line,
  },
  ...execInputs,
} satisfies InputTable;
