/** Which path a job takes, and why: from what was listed, the environment and the event's payload. Pure. */

import { UserError } from '../lib/errors.js';
import { type Entry, parseEntries } from './entries.js';
import { isForkPullRequest, type ReadPayload } from './event.js';
import { unmaskable, unquoted } from './forms.js';

/** `full`: every required secret is there. `offline`: one at least is not. */
export type Mode = 'full' | 'offline';

/** `fork`: the payload's repository ids say so. `empty`: unset, not handed on and empty can't be told apart. */
export type Reason = 'fork' | 'empty';

/** A list of secrets, and the name of the input that it came by. */
export type Listed = { readonly input: string; readonly text: string };

export type Secret = {
  readonly name: string;
  readonly isRequired: boolean;
  /** As it was written; empty where there is none. */
  readonly value: string;
  readonly isThere: boolean;
  /** For the user to read, by name and never by value. */
  readonly warnings: readonly string[];
};

export type Plan = {
  readonly mode: Mode;
  /** The required ones that are not there, in the order of the list. */
  readonly missing: readonly string[];
  /** Undefined where nothing is missing. */
  readonly reason: Reason | undefined;
};

/**
 * @param env where a bare name's value is.
 * @param areDoubtsMistakes whether a bare name that may be something else (isDoubtful) is one, told by its line alone.
 * @throws UserError with every line that can't be read and every name that is there twice, in either list.
 */
export function secretsOf(
  required: Listed,
  optional: Listed,
  env: NodeJS.ProcessEnv,
  areDoubtsMistakes = false,
): readonly Secret[] {
  const mistakes: string[] = [];
  const seen = new Map<string, string>();
  const secrets: Secret[] = [];
  for (const { input, text } of [required, optional]) {
    const parsed = parseEntries(text);
    mistakes.push(...parsed.mistakes.map((mistake) => `input ${input}, ${mistake}`));
    for (const [index, entry] of parsed.entries.entries()) {
      const { name, value, line, isBeforeEmptyLine } = entry;
      const place = `input ${input}, line ${line}`;
      const before = parsed.entries[index - 1];
      if (areDoubtsMistakes && before !== undefined && isDoubtful(entry, before, env)) {
        mistakes.push(`${place}: ${unsureName(before)}`);
        continue;
      }
      const earlier = seen.get(name);
      if (earlier !== undefined)
        mistakes.push(
          `${place}: ${name} is listed already (${earlier}): once is enough, in one of the two lists`,
        );
      seen.set(name, place);
      secrets.push(secretOf(name, value ?? env[name] ?? '', input === required.input, isBeforeEmptyLine));
    }
  }
  if (mistakes.length > 0) throw new UserError(mistakes.join('\n'));
  return secrets;
}

/**
 * A line of capitals behind a value, and no variable of that name: likely the value's second line (an access key's id below the
 * key, recovery codes). Names are printed, so it must not pass for one. A runner sets a variable that is declared, if to nothing.
 */
function isDoubtful({ name, value }: Entry, before: Entry, env: NodeJS.ProcessEnv): boolean {
  return value === undefined && env[name] === undefined && before.value !== undefined;
}

function unsureName(before: Entry): string {
  return `a name without a value, and no environment variable is called so: declare it under env: of the step. If it belongs to the value of ${before.name} (line ${before.line}), write that as ${before.name}<<EOF, the value, and EOF, each on lines of their own (docs/secrets.md#how-values-are-written)`;
}

export function planOf(secrets: readonly Secret[], event: ReadPayload, env: NodeJS.ProcessEnv): Plan {
  const missing = secrets.filter(({ isRequired, isThere }) => isRequired && !isThere).map(({ name }) => name);
  if (missing.length === 0) return { mode: 'full', missing, reason: undefined };
  const isFork = isForkPullRequest(event.payload) && !runsForTheBase(env);
  return { mode: 'offline', missing, reason: isFork ? 'fork' : 'empty' };
}

/** pull_request_target has the base's secrets, a fork's pull request or not: one that is missing there is missing. */
function runsForTheBase(env: NodeJS.ProcessEnv): boolean {
  return env.GITHUB_EVENT_NAME === 'pull_request_target';
}

function secretOf(name: string, value: string, isRequired: boolean, isBeforeEmptyLine: boolean): Secret {
  const isThere = unquoted(value.trim()).trim() !== '';
  return { name, value, isRequired, isThere, warnings: warningsOf(name, value, isThere, isBeforeEmptyLine) };
}

function warningsOf(
  name: string,
  value: string,
  isThere: boolean,
  isBeforeEmptyLine: boolean,
): readonly string[] {
  if (!isThere)
    return value === '' ? [] : [`${name} holds nothing but white space or quotes: it counts as empty`];
  const warnings = isPem(value) ? [] : whiteSpaceWarnings(name, value, isBeforeEmptyLine);
  const why = unmaskable(value);
  if (why !== undefined)
    warnings.push(`${name} is ${why} and is not masked: every such text in the log would go with it`);
  return warnings;
}

/** Tools read a key file with or without the line feed at its end. */
function isPem(value: string): boolean {
  return value.trimStart().startsWith('-----BEGIN ') && !value.includes('\r');
}

function whiteSpaceWarnings(name: string, value: string, isBeforeEmptyLine: boolean): string[] {
  const advice = 'store the secret again without it; both forms are masked';
  if (value.includes('\r')) return [`${name} has a carriage return in it (pasted from Windows?): ${advice}`];
  if (value !== value.trimStart()) return [`${name} begins with white space: ${advice}`];
  if (value !== value.trimEnd()) return [`${name} ends with white space: ${advice}`];
  if (!isBeforeEmptyLine) return [];
  return [
    `${name} is followed by an empty line. If the workflow file has none there, the secret ends with a line feed: ${advice}`,
  ];
}
