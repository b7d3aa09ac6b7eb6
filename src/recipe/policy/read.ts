/** Reads parts of the compose tree the way docker casts them, each with its place. */

import type { ComposeObject } from '../format/compose.js';
import type { ComposeService } from '../format/compose-service.js';
import { asMap } from '../format/merge.js';
import type { Place } from '../format/place.js';
import { child, entries, type Tree, textOf } from '../format/yaml-tree.js';
import type { Facts, Hit } from './rule.js';

export type PlacedText = { readonly text: string; readonly place: Place };
export type Pair = { readonly key: string; readonly value: string; readonly place: Place };

/** One text, or each item of a list of texts. */
export function textsOf(tree: Tree | undefined): readonly PlacedText[] {
  const leaves = tree?.kind === 'list' ? tree.items : tree === undefined ? [] : [tree];
  return leaves.flatMap((leaf) => {
    const text = textOf(leaf);
    return text === undefined ? [] : [{ text, place: leaf.place }];
  });
}

/** `- key=value` items, or a mapping. */
export function pairsOf(tree: Tree | undefined): readonly Pair[] {
  const map = tree === undefined ? undefined : asMap(tree);
  return entries(map).map(([key, { keyPlace, value }]) => ({
    key,
    value: textOf(value) ?? '',
    place: keyPlace,
  }));
}

/** Anything but the words for no: docker's own schema refuses the rest, and a rule had better not count on it. */
export function isTrue(tree: Tree | undefined): boolean {
  return !/^(false|no|off|n|0|)$/i.test(textOf(tree) ?? '');
}

/** The labels of the service and of its containers. */
export function labelsOf(service: ComposeService): readonly Pair[] {
  const { tree } = service;
  return [...pairsOf(child(child(tree, 'deploy'), 'labels')), ...pairsOf(child(tree, 'labels'))];
}

/** What `judge` finds in each service. */
export function inServices(
  judge: (service: ComposeService, facts: Facts) => readonly Omit<Hit, 'service'>[],
): (facts: Facts) => readonly Hit[] {
  return (facts) =>
    facts.compose.services.flatMap((service) =>
      judge(service, facts).map((hit) => ({ ...hit, service: service.name })),
    );
}

type Section = 'volumes' | 'networks' | 'configs' | 'secrets';

/** What `judge` finds in each volume, network, config or secret. */
export function inSection(
  section: Section,
  judge: (object: ComposeObject, facts: Facts) => readonly Hit[],
): (facts: Facts) => readonly Hit[] {
  return (facts) => facts.compose[section].flatMap((object) => judge(object, facts));
}

/** True for the app's own names in the Swarm: abra and docker put the stack's name in front of them. */
export function isOwnName(name: string, stack: string): boolean {
  return name.startsWith(`${stack}_`);
}

/** The app's domain, and whatever is below it. */
export function isOwnDomain(name: string, domain: string): boolean {
  const host = name.toLowerCase();
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(host) && (host === domain || host.endsWith(`.${domain}`));
}
