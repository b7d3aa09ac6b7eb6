/**
 * Compose interpolation as `docker stack deploy` does it (docker/cli, cli/compose/template): `$V ${V} ${V:-d} ${V-d} ${V:?e}
 * ${V?e} $$`. Docker puts nothing for a variable that isn't set; here that is an error, because it is always a mistake.
 */

import { type Place, userErrorAt } from './place.js';

export type Variables = {
  /** @returns undefined when the variable isn't set. */
  get(name: string): string | undefined;
  /** True for a variable that may be missing and then stands for nothing. */
  mayBeMissing(name: string): boolean;
  /** Says where to set `name`; may throw a better error of its own. */
  remedy(name: string): string;
};

export type Interpolated = {
  readonly text: string;
  /** Every variable that the text names, in order. */
  readonly names: readonly string[];
};

const NAME = '[A-Za-z_][A-Za-z0-9_]*';
const REFERENCE = new RegExp(`\\$(?:(\\$)|(${NAME})|\\{(${NAME})(?:(:?[-?])([^}]*))?\\}|())`, 'g');

/** @throws UserError at `place` for a variable that isn't set, a `:?` that isn't met, and a `$` docker refuses. */
export function interpolate(text: string, variables: Variables, place: Place): Interpolated {
  const names: string[] = [];
  const replaced = text.replace(REFERENCE, (...groups: unknown[]) => {
    const [whole, escaped, bare, braced, operator, word] = groups.map((group) =>
      typeof group === 'string' ? group : undefined,
    );
    if (escaped !== undefined) return '$';
    const name = bare ?? braced;
    if (name === undefined) throw invalidDollar(text, place);
    names.push(name);
    if (word?.includes('$'))
      throw userErrorAt(
        place,
        `${whole}} has a variable inside a default; docker takes that literally: write the default out`,
      );
    return valueFor({ name, operator, word: word ?? '', variables, place });
  });
  return { text: replaced, names };
}

function valueFor(reference: {
  name: string;
  operator: string | undefined;
  word: string;
  variables: Variables;
  place: Place;
}): string {
  const { name, operator, word, variables, place } = reference;
  const value = variables.get(name);
  const isMissing = value === undefined || (value === '' && operator?.startsWith(':') === true);
  if (!isMissing) return value;
  if (operator?.endsWith('-')) return word;
  if (operator?.endsWith('?')) {
    const reason = word === '' ? '' : ` (${word})`;
    throw userErrorAt(place, `variable ${name} is required${reason} and not set: ${variables.remedy(name)}`);
  }
  if (variables.mayBeMissing(name)) return '';
  throw userErrorAt(place, `variable ${name} is not set: ${variables.remedy(name)}`);
}

function invalidDollar(text: string, place: Place): Error {
  return userErrorAt(
    place,
    `docker can't read the $ in ${JSON.stringify(text)}: write \${NAME}, \${NAME:-default} or $$ for a dollar sign`,
  );
}
