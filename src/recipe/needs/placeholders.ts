/** `{need:NAME:domain}`, `{need:NAME:stack}` and `{need:NAME:secret:KEY}` in values of the manifest's env. Pure. */

import type { NeedSpec } from '../manifest/model.js';

/** What a need is called in the Swarm, for the app that needs it. */
export type NeedNames = {
  readonly name: string;
  readonly domain: string;
  readonly stack: string;
  /** The name in the Swarm of its secret, by the key in its compose file; undefined where it has none. */
  readonly secretName: (key: string) => string | undefined;
};

const PLACEHOLDER = /\{need:([^}]*)\}/g;
const FORMS = '{need:NAME:domain}, {need:NAME:stack} and {need:NAME:secret:KEY}';

/** @returns the value with every placeholder filled that `needs` knows of; others stay as they are. */
export function fillNeeds(value: string, needs: readonly NeedNames[]): string {
  return value.replace(PLACEHOLDER, (whole, inside: string) => {
    const [name, what, key = ''] = inside.split(':');
    const need = needs.find((entry) => entry.name === name);
    if (need === undefined) return whole;
    if (what === 'secret') return need.secretName(key) ?? whole;
    return what === 'domain' || what === 'stack' ? need[what] : whole;
  });
}

/** The keys of a need's secrets that the values name. */
export function secretKeysOf(values: readonly string[], name: string): readonly string[] {
  return values.flatMap((value) =>
    [...value.matchAll(PLACEHOLDER)].flatMap(([, inside = '']) => {
      const [need, what, key] = inside.split(':');
      return need === name && what === 'secret' && key !== undefined ? [key] : [];
    }),
  );
}

/** @returns what is wrong with the placeholders of a value, each as the end of a sentence that begins with its key. */
export function placeholderProblems(
  value: string,
  needs: readonly Pick<NeedSpec, 'name' | 'warm'>[],
): readonly string[] {
  return [...value.matchAll(PLACEHOLDER)].flatMap(([whole, inside = '']) => {
    const [name = '', what, key, ...rest] = inside.split(':');
    const need = needs.find((entry) => entry.name === name);
    if (need === undefined)
      return [`has ${whole}, and needs: has no ${JSON.stringify(name)}: ${namesOf(needs)}`];
    const isForm =
      what === 'secret'
        ? key !== undefined && key !== ''
        : key === undefined && /^(domain|stack)$/.test(what ?? '');
    if (!isForm || rest.length > 0) return [`has ${whole}, which says nothing; accepted: ${FORMS}`];
    if (what === 'secret' && need.warm !== undefined)
      return [
        `has ${whole}, and ${name} is warm: what its secrets are called in the Swarm is not known here, so write the name itself`,
      ];
    return [];
  });
}

function namesOf(needs: readonly Pick<NeedSpec, 'name'>[]): string {
  return needs.length === 0 ? 'it is empty' : `it has ${needs.map(({ name }) => name).join(', ')}`;
}
