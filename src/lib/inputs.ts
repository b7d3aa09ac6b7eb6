/**
 * Typed, strict inputs. One table per action says what it takes; action.yml, the CLI's options and docs/inputs.md are
 * generated from the same table. Nothing is coerced silently: what isn't understood fails with its name and what is accepted.
 */

import { UserError } from './errors.js';
import { parseDurationMs } from './units.js';

export type Parse<T> = (raw: string) => { readonly value: T } | { readonly expected: string };

export type InputSpec<T> = {
  readonly description: string;
  /** What an input that was left out (or is empty) stands for, as the user would have written it. */
  readonly default: string;
  /** Written into action.yml in place of `default` where that has to be an expression (`${{ github.token }}`). */
  readonly actionDefault?: string;
  readonly secret?: boolean;
  /** A part of the bundle that a later version brings: giving it is understood, and said in the log. */
  readonly later?: string;
  readonly parse: Parse<T>;
};

export type InputTable = Readonly<Record<string, InputSpec<unknown>>>;
export type Inputs<Table extends InputTable> = {
  readonly [Name in keyof Table]: Table[Name] extends InputSpec<infer Value> ? Value : never;
};

/** Names that another action takes and this one doesn't, with the sentence that says what to do instead. */
export type Rejected = Readonly<Record<string, string>>;

/**
 * Reads every input from a runner's environment (`INPUT_FETCH-DEPTH`), once.
 * @throws UserError for an unknown or misspelt name and for a value out of range; all of them in one message.
 */
export async function readInputs<Table extends InputTable>(
  table: Table,
  env: NodeJS.ProcessEnv,
  rejected: Rejected = {},
): Promise<Inputs<Table>> {
  const given = new Map<string, string>();
  for (const [key, value] of Object.entries(env)) {
    if (key.startsWith('INPUT_') && value !== undefined)
      given.set(key.slice('INPUT_'.length).toLowerCase(), value);
  }
  if (!env.GITHUB_ACTION_PATH) return parseInputs(table, given, rejected);
  const { withoutComposites } = await import('./composite.js');
  return parseInputs(table, await withoutComposites(given, env, byRunner(table)), rejected);
}

/** Inputs whose default is an expression. */
function byRunner(table: InputTable): ReadonlySet<string> {
  return new Set(Object.keys(table).filter((name) => table[name]?.actionDefault !== undefined));
}

/** The same for values that come from elsewhere (the command line). Names in lower case. */
export async function parseInputs<Table extends InputTable>(
  table: Table,
  given: ReadonlyMap<string, string>,
  rejected: Rejected = {},
): Promise<Inputs<Table>> {
  const problems: string[] = [];
  for (const [name, value] of given) {
    // A runner hands on declared inputs that were left empty; an unknown name with no value says nothing.
    if (!(name in table) && value !== '')
      problems.push(await unknownInput(name, Object.keys(table), rejected));
  }
  const values: Record<string, unknown> = {};
  for (const [name, spec] of Object.entries(table)) {
    // White space around a value is YAML's or a secret field's, as the toolkit sees it too.
    const raw = given.get(name)?.trim() || spec.default;
    const parsed = spec.parse(raw);
    if ('value' in parsed) values[name] = parsed.value;
    else
      problems.push(
        `input ${name}: ${spec.secret ? 'its value' : JSON.stringify(raw)} is not accepted: ${parsed.expected}`,
      );
  }
  if (problems.length > 0) throw new UserError(problems.join('\n'));
  return values as Inputs<Table>;
}

async function unknownInput(name: string, known: readonly string[], rejected: Rejected): Promise<string> {
  const instead = rejected[name];
  if (instead !== undefined) return `input ${name} is not taken here: ${instead}`;
  const { closest, distance } = await import('fastest-levenshtein');
  const nearest = closest(name, [...known]);
  const hint = distance(name, nearest) <= 3 ? `did you mean ${nearest}?` : `accepted: ${known.join(', ')}`;
  return `input ${name} is unknown: ${hint}`;
}

export const text: Parse<string> = (raw) => ({ value: raw });

/** A value that ends up in one line of a protocol, a file name or an argument: no control characters. */
export const line: Parse<string> = (raw) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the point
  /[\u0000-\u001f\u007f]/.test(raw) ? { expected: 'one line without control characters' } : { value: raw };

/** Non-empty lines, trimmed. */
export const lines: Parse<readonly string[]> = (raw) => ({
  value: raw
    .split('\n')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ''),
});

/** The forms of YAML 1.2's core schema, as the toolkit takes them. */
export const boolean: Parse<boolean> = (raw) => {
  if (['true', 'True', 'TRUE'].includes(raw)) return { value: true };
  if (['false', 'False', 'FALSE'].includes(raw)) return { value: false };
  return { expected: 'true or false' };
};

export function integer(minimum: number, maximum: number): Parse<number> {
  return (raw) => {
    const value = /^\d{1,15}$/.test(raw) ? Number(raw) : Number.NaN;
    return value >= minimum && value <= maximum
      ? { value }
      : { expected: `a whole number from ${minimum} to ${maximum}` };
  };
}

export function choice<const Choice extends string>(...choices: readonly Choice[]): Parse<Choice> {
  return (raw) => {
    const value = choices.find((entry) => entry === raw);
    return value === undefined ? { expected: `one of ${choices.join(', ')}` } : { value };
  };
}

/** Node's timers end at once when they are given more. */
const LONGEST_MS = 2 ** 31 - 1;

/** Milliseconds, from `20s`, `10m`, `1h`. */
export const duration: Parse<number> = (raw) => {
  const value = parseDurationMs(raw);
  return value === undefined || value <= 0 || value > LONGEST_MS
    ? { expected: 'a duration such as 20s, 10m or 1h, 596h at most' }
    : { value };
};

/**
 * An input that a later version takes up must never look as if it worked.
 * @param given a value by its input's name, as the user wrote it.
 * @returns a sentence for each part of the bundle whose inputs were given other than by their defaults.
 */
export function laterInputs(
  table: InputTable,
  given: (name: string) => string | undefined,
): readonly string[] {
  const names = new Map<string, string[]>();
  for (const [name, { later, default: standard }] of Object.entries(table)) {
    const value = given(name) ?? '';
    if (later !== undefined && value !== '' && value !== standard)
      names.set(later, [...(names.get(later) ?? []), name]);
  }
  return [...names].map(
    ([part, inputs]) => `${part}: not in this version; ${inputs.join(', ')} has no effect yet`,
  );
}

/** What a runner's environment has for an input. */
export function givenIn(env: NodeJS.ProcessEnv): (name: string) => string | undefined {
  return (name) => env[`INPUT_${name.toUpperCase()}`];
}
