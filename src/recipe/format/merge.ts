/**
 * Lays compose overlays over each other, far enough to know what will be deployed. `docker stack deploy` does the merge that
 * counts, from the same files. Source of the rules: docker/cli, cli/compose/loader/merge.go.
 */

import { type Entry, type Leaf, type ListTree, type MapTree, type Tree, textOf } from './yaml-tree.js';

/** Lists that an overlay replaces; all others it adds to. */
const replaced = new Set(['command', 'entrypoint', 'test']);
/** Lists of `key=value` that docker turns into mappings before it merges. */
const keyValues = new Set(['labels', 'environment', 'sysctls']);
/** Keys of a service that may be one text or a list of texts; an overlay adds to what is below it. */
const textLists = new Set(['env_file', 'dns', 'dns_search', 'tmpfs']);

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
  return { keyPlace: entry.keyPlace, value: merge([section], base, over) };
}

/** @param path from the top: `['services', 'app', 'labels']`. */
function merge(path: readonly string[], base: Tree, over: Tree): Tree {
  const key = path.at(-1) ?? '';
  if (over.kind === 'leaf' && saysNothing(over.value, path)) return base;
  if (path.length === 3 && textLists.has(key))
    return { kind: 'list', items: [...itemsOf(base), ...itemsOf(over)], place: over.place };
  // A list of networks under a mapping of them (or the other way round) is one mapping to docker.
  const isMixed =
    (base.kind === 'list' && over.kind === 'map') || (base.kind === 'map' && over.kind === 'list');
  const [low, high] = keyValues.has(key) || isMixed ? [asMap(base), asMap(over)] : [base, over];
  if (low.kind === 'map' && high.kind === 'map') return mergeMaps(path, low, high);
  if (low.kind === 'list' && high.kind === 'list' && !replaced.has(key))
    return { ...low, items: [...low.items, ...high.items] };
  return high;
}

/** `false` and empty text lie over nothing: only a label can be emptied by an overlay (measured with `docker stack config`, 28.2). */
function saysNothing(value: Leaf['value'], path: readonly string[]): boolean {
  return path.at(-2) !== 'labels' && (value === null || value === false || value === '');
}

function itemsOf(tree: Tree): readonly Tree[] {
  return tree.kind === 'list' ? tree.items : [tree];
}

function mergeMaps(path: readonly string[], base: MapTree, over: MapTree): MapTree {
  const entries = new Map<string, Entry>(base.entries);
  for (const [key, entry] of over.entries) {
    const below = entries.get(key);
    entries.set(
      key,
      below === undefined
        ? entry
        : { keyPlace: entry.keyPlace, value: merge([...path, key], below.value, entry.value) },
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
    const names = item.kind === 'leaf' && item.names !== undefined ? { names: item.names } : {};
    return [
      equals === -1 ? text : text.slice(0, equals),
      { keyPlace: item.place, value: { kind: 'leaf', value, place: item.place, ...names } },
    ];
  });
  return { kind: 'map', entries: new Map(entries), place: list.place };
}
