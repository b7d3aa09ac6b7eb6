/** The secret guard: which of a job's secrets are there, what path it takes, and masks for every form of their values. */

import { UserError } from '../lib/errors.js';
import type { Job } from '../lib/job.js';
import type { Log } from '../lib/log.js';
import { readPayload } from './event.js';
import { masksOf } from './forms.js';
import { type Listed, type Mode, planOf, type Reason, type Secret, secretsOf } from './plan.js';
import { failureOf, sentenceOf, summaryOf } from './say.js';

export type { Listed, Mode, Reason } from './plan.js';
export { rawInput } from './raw-input.js';

export type GuardRequest = {
  /** `NAME=value` lines or bare names (docs/secrets.md). `input` is what messages call the list. */
  readonly required: Listed;
  readonly optional: Listed;
  /** `fail`: a required secret that is missing ends the step instead of sending the job offline. */
  readonly onMissing: 'offline' | 'fail';
};

export type GuardPorts = {
  /** The step's environment: values of bare names, GITHUB_EVENT_PATH and GITHUB_EVENT_NAME. */
  readonly env: NodeJS.ProcessEnv;
  /** Takes the masks, the outputs and the summary. */
  readonly job: Job;
  readonly log: Log;
};

export type Guarded = {
  readonly mode: Mode;
  /** Names of required secrets that are missing, in the list's order. */
  readonly missing: readonly string[];
  /** Undefined where none is missing. */
  readonly reason: Reason | undefined;
  /** Names of all that are there, required or optional. */
  readonly there: readonly string[];
};

/**
 * Does all that the guard does, in this order: masks every form of every value; sets the outputs `mode` (`full` or `offline`),
 * `missing` (names, separated by commas), `reason` (`fork`, `empty` or nothing) and a `has-NAME` (`true` or `false`) for each
 * secret of either list; says in the log what is there by name, and why something is not; writes to the summary where the
 * job goes offline. No value is written anywhere but to the runner's masks.
 *
 * The texts should be the inputs as the runner gave them (`rawInput`): what an input table trims off the end may be the line
 * feed that the user has to be told of. Lists that are both empty make `full`, with nothing said.
 *
 * @returns what was decided, as plain data.
 * @throws UserError for a line that can't be read and for a name that is listed twice (nothing is masked or set then, except
 * that what might be a value is masked), and, with `onMissing: 'fail'`, for a required secret that is missing (outputs are set).
 */
export function guardSecrets(request: GuardRequest, { env, job, log }: GuardPorts): Guarded {
  const secrets = readSecrets(request, env, job);
  for (const mask of allMasks(secrets)) job.mask(mask);
  for (const warning of secrets.flatMap(({ warnings }) => warnings)) log.warning(`guard: ${warning}`);
  const event = readPayload(env.GITHUB_EVENT_PATH);
  const plan = planOf(secrets, event, env);
  job.setOutput('mode', plan.mode);
  job.setOutput('missing', plan.missing.join(','));
  job.setOutput('reason', plan.reason ?? '');
  for (const { name, isThere } of secrets) job.setOutput(`has-${name}`, String(isThere));
  job.summary(summaryOf(plan, secrets));
  if (plan.mode === 'offline' && request.onMissing === 'fail') throw new UserError(failureOf(plan, event));
  if (secrets.length > 0) {
    const sentence = sentenceOf(plan, secrets, event);
    if (plan.reason === 'empty') log.warning(sentence);
    else log.info(sentence);
  }
  return { ...plan, there: secrets.filter(({ isThere }) => isThere).map(({ name }) => name) };
}

/** Longest first over all of them: one secret may be a part of another. */
function allMasks(secrets: readonly Secret[]): readonly string[] {
  const masks = new Set(secrets.flatMap(({ value }) => masksOf(value)));
  return [...masks].sort((one, other) => other.length - one.length);
}

/** A step that fails may be followed by others: what looks like a value is masked before the mistake is told. */
function readSecrets(
  { required, optional }: GuardRequest,
  env: NodeJS.ProcessEnv,
  job: Job,
): readonly Secret[] {
  try {
    return secretsOf(required, optional, env, true);
  } catch (error) {
    for (const { text } of [required, optional])
      for (const part of partsOf(text, env)) for (const mask of masksOf(part)) job.mask(mask);
    throw error;
  }
}

/** What may be a value, or a part of one, in a list that can't be read. */
function partsOf(text: string, env: NodeJS.ProcessEnv): readonly string[] {
  const lines = text.split('\n');
  const firstValue = lines.findIndex((line) => line.includes('='));
  // A line of capitals is a name before all values, and where the environment has it; else it may belong to a value.
  const isName = (line: string, index: number): boolean =>
    /^[A-Z_][A-Z0-9_]*$/.test(line.trim()) &&
    (firstValue < 0 || index < firstValue || env[line.trim()] !== undefined);
  const others = lines.filter((line, index) => !isName(line, index));
  // A line of a key may end with =, and what is a value then is before it.
  return others.flatMap((line) => [line, line.slice(line.indexOf('=') + 1)]);
}

/**
 * The values of both lists that are there, for a leak scan in a post step: runners give it the same INPUT_* as the main step,
 * so that no value has to be kept anywhere in between.
 */
export function soughtIn(
  required: Listed,
  optional: Listed,
  env: NodeJS.ProcessEnv,
): readonly { readonly name: string; readonly value: string }[] {
  return secretsOf(required, optional, env).filter(({ isThere }) => isThere);
}

/**
 * Searches `paths` for values, their encodings, and tokens of known formats, and says where each lies (docs/secrets.md#leak-scan).
 * @param paths absolute. One that is not there is a warning.
 * @returns 0, or 3 where something was found.
 */
export async function scanForLeaks(
  paths: readonly string[],
  sought: readonly { readonly name: string; readonly value: string }[],
  { log, signal }: { readonly log: Log; readonly signal: AbortSignal },
): Promise<number> {
  const { scanAndSay } = await import('./scan/say.js');
  return scanAndSay(paths, sought, { log, signal });
}

/** The same for a terminal (scan/say.ts). @returns what to print, and 0 or 3. */
export async function scanToText(
  paths: readonly string[],
  sought: readonly { readonly name: string; readonly value: string }[],
  isJson: boolean,
  ports: { readonly log: Log; readonly signal: AbortSignal },
): Promise<{ readonly text: string; readonly exitCode: number }> {
  const say = await import('./scan/say.js');
  return say.scanToText(paths, sought, isJson, ports);
}

/** The verdict on a workflow's jobs (verdict/index.ts), loaded when it is asked for: it needs a YAML parser. */
export async function sayVerdict(
  needs: string,
  rules: string,
  ports: Pick<GuardPorts, 'job' | 'log'>,
): Promise<number> {
  const verdict = await import('./verdict/index.js');
  return verdict.sayVerdict(needs, rules, ports);
}
