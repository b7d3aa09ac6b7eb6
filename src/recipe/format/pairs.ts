/** Reads parts of the compose tree the way docker casts them, each with its place. */

import type { ComposeService } from './compose-service.js';
import { asMap } from './merge.js';
import type { Place } from './place.js';
import { child, entries, type Tree, textOf } from './yaml-tree.js';

export type PlacedText = { readonly text: string; readonly place: Place };
export type Pair = {
  readonly key: string;
  readonly value: string;
  readonly place: Place;
  /** The variables that stood in the value (in `- key=value`, in the whole item) before it was interpolated. */
  readonly names: readonly string[];
};

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
    names: value.kind === 'leaf' ? (value.names ?? []) : [],
  }));
}

/** The labels of the service and of its containers. */
export function labelsOf(service: ComposeService): readonly Pair[] {
  const { tree } = service;
  return [...pairsOf(child(child(tree, 'deploy'), 'labels')), ...pairsOf(child(tree, 'labels'))];
}
