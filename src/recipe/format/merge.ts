/**
 * Lays compose overlays over each other, far enough to know what will be deployed. `docker stack deploy` does the merge that
 * counts, from the same files. Source of the rules: docker/cli, cli/compose/loader/merge.go.
 */

import { type Entry, type ListTree, type MapTree, type Tree, textOf } from './yaml-tree.js';

/** Lists that an overlay replaces; all others it adds to. */
const replaced = new Set(['command', 'entrypoint', 'test']);
/** Lists of `key=value` that docker turns into mappings before it merges. */
const keyValues = new Set(['labels', 'environment']);

/** Sections in which an overlay's entry takes the place of the whole entry below it (tried on 28.2). */
const replacedByEntry = new Set(['volumes', 'networks', 'configs', 'secrets']);

/** @returns `base` with `over` on top of it. */
export function mergeCompose(base: MapTree, over: MapTree): MapTree {
  const entries = new Map<string, Entry>(base.entries);
  for (const [section, entry] of over.entries) {
    const below = entries.get(section);
    entries.set(section, below === undefined ? entry : mergeSection(section, below, entry));
  }
  return { ...base, entries };
}

function mergeSection(section: string, below: Entry, entry: Entry): Entry {
  const [base, over] = [below.value, entry.value];
  if (replacedByEntry.has(section) && base.kind === 'map' && over.kind === 'map')
    return { ...below, value: { ...base, entries: new Map([...base.entries, ...over.entries]) } };
  return { keyPlace: entry.keyPlace, value: merge(section, base, over) };
}

function merge(key: string, base: Tree, over: Tree): Tree {
  if (over.kind === 'leaf' && over.value === null) return base;
  const [low, high] = keyValues.has(key) ? [asMap(base), asMap(over)] : [base, over];
  if (low.kind === 'map' && high.kind === 'map') return mergeMaps(low, high);
  if (low.kind === 'list' && high.kind === 'list' && !replaced.has(key))
    return { ...low, items: [...low.items, ...high.items] };
  return high;
}

function mergeMaps(base: MapTree, over: MapTree): MapTree {
  const entries = new Map<string, Entry>(base.entries);
  for (const [key, entry] of over.entries) {
    const below = entries.get(key);
    entries.set(
      key,
      below === undefined ? entry : { keyPlace: entry.keyPlace, value: merge(key, below.value, entry.value) },
    );
  }
  return { ...base, entries };
}

/** `- key=value` items as a mapping; `- key` stands for an empty value. Anything but a list is given back as it is. */
export function asMap(tree: Tree): Tree {
  return tree.kind === 'list' ? mapOfItems(tree) : tree;
}

function mapOfItems(list: ListTree): MapTree {
  const entries = list.items.map((item): readonly [string, Entry] => {
    const text = textOf(item) ?? '';
    const equals = text.indexOf('=');
    const value = equals === -1 ? null : text.slice(equals + 1);
    return [
      equals === -1 ? text : text.slice(0, equals),
      { keyPlace: item.place, value: { kind: 'leaf', value, place: item.place } },
    ];
  });
  return { kind: 'map', entries: new Map(entries), place: list.place };
}
