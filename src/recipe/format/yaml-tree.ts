/**
 * A YAML file as a tree in which everything knows its place. Aliases and merge keys (`<<: *x`) are already put in, as docker
 * sees them.
 */

import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import { type Place, userErrorAt } from './place.js';

export type Leaf = {
  readonly kind: 'leaf';
  readonly value: string | number | boolean | null;
  /** The variables that stood in the text before it was interpolated. */
  readonly names?: readonly string[];
  readonly place: Place;
};
export type ListTree = { readonly kind: 'list'; readonly items: readonly Tree[]; readonly place: Place };
export type MapTree = {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Entry>;
  readonly place: Place;
};
export type Entry = { readonly keyPlace: Place; readonly value: Tree };
export type Tree = Leaf | ListTree | MapTree;

/** More than any recipe has; a file of nested aliases would otherwise fill the memory. */
const MAX_NODES = 100_000;
/** An alias inside of what it names never ends. */
const MAX_DEPTH = 200;

type Walk = {
  readonly targetOf: ReadonlyMap<Alias, Node>;
  readonly placeOf: (node: Node | null | undefined) => Place;
  nodes: number;
  depth: number;
};

/** @throws UserError with file, line and column for what is no YAML, or no mapping. */
export function parseYamlTree(text: string, file: string): MapTree {
  const tree = parseYaml(text, file);
  if (tree.kind !== 'map')
    throw userErrorAt(tree.place, 'not a compose file: its top level has to be a mapping (services: …)');
  return tree;
}

/** The same for a file that may hold anything, or nothing. @throws UserError with its place for what is no YAML. */
export function parseYaml(text: string, file: string): Tree {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, stringKeys: false });
  const at = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const [problem] = document.errors;
  if (problem !== undefined)
    throw userErrorAt(at(problem.pos[0]), `not valid YAML: ${problem.message.replace(/\.?\s*$/, '')}`);
  const placeOf: Walk['placeOf'] = (node) => at(node?.range?.[0] ?? 0);
  return treeOf(document.contents, at(0), { targetOf: targetsOf(document), placeOf, nodes: 0, depth: 0 });
}

/** What each alias names: the anchor last seen above it. One pass, where the library's own look-up is one for each alias. */
function targetsOf(document: Document): Walk['targetOf'] {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Alias: (_, alias) => {
      const target = anchors.get(alias.source);
      if (target !== undefined) targets.set(alias, target);
    },
    Value: (_, node) => {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

function treeOf(node: Node | null, fallback: Place, walk: Walk): Tree {
  walk.nodes += 1;
  if (walk.nodes > MAX_NODES)
    throw userErrorAt(fallback, `more than ${MAX_NODES} nodes: its aliases expand too far`);
  if (walk.depth >= MAX_DEPTH)
    throw userErrorAt(fallback, `nested more than ${MAX_DEPTH} deep: is an alias inside of what it names?`);
  walk.depth += 1;
  const tree = treeOfNode(node, fallback, walk);
  walk.depth -= 1;
  return tree;
}

function treeOfNode(node: Node | null, fallback: Place, walk: Walk): Tree {
  if (node === null) return { kind: 'leaf', value: null, place: fallback };
  const place = walk.placeOf(node);
  checkTag(node.tag, place);
  if (isAlias(node)) {
    const target = walk.targetOf.get(node);
    if (target === undefined)
      throw userErrorAt(place, `*${node.source} has no anchor &${node.source} above it`);
    return treeOf(target, place, walk);
  }
  if (isMap(node)) return { kind: 'map', entries: entriesOf(node, walk), place };
  if (isSeq(node))
    return { kind: 'list', items: node.items.map((item) => treeOf(item as Node | null, place, walk)), place };
  return { kind: 'leaf', value: isScalar(node) ? leafValue(node.value) : null, place };
}

/** Docker decodes `!!binary`, and overlooks tags that it doesn't know: what stands behind a tag is not what a reader sees. */
function checkTag(tag: string | undefined, place: Place): void {
  if (tag === undefined || /^(!!|tag:yaml\.org,2002:)(str|int|float|bool|null|map|seq)$/.test(tag)) return;
  throw userErrorAt(place, `the tag ${tag} is not understood here: write the value out without it`);
}

function entriesOf(map: YAMLMap, walk: Walk): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  const pairs = map.items as readonly Pair<Node, Node | null>[];
  for (const pair of pairs) {
    const key = keyOf(pair, walk);
    if (key === '<<') continue;
    const keyPlace = walk.placeOf(pair.key);
    entries.set(key, { keyPlace, value: treeOf(pair.value, keyPlace, walk) });
  }
  // A key of the mapping itself wins over a merged one, and an earlier merged one over a later.
  for (const pair of pairs) {
    if (keyOf(pair, walk) !== '<<') continue;
    for (const source of mergeSources(treeOf(pair.value, walk.placeOf(pair.key), walk)))
      for (const [key, entry] of source.entries) if (!entries.has(key)) entries.set(key, entry);
  }
  return entries;
}

function keyOf(pair: Pair<Node, Node | null>, walk: Walk): string {
  if (isScalar(pair.key)) {
    checkTag(pair.key.tag, walk.placeOf(pair.key));
    return String(leafValue(pair.key.value));
  }
  throw userErrorAt(walk.placeOf(pair.key), 'a key has to be plain text');
}

function mergeSources(value: Tree): readonly MapTree[] {
  const sources = value.kind === 'list' ? value.items : [value];
  return sources.map((source) => {
    if (source.kind === 'map') return source;
    throw userErrorAt(source.place, '<<: takes a mapping, or a list of mappings');
  });
}

function leafValue(value: unknown): Leaf['value'] {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : String(value);
}

/** The tree with `change` made on every text in it. */
export function mapText(tree: Tree, change: (text: string, leaf: Leaf) => Leaf): Tree {
  if (tree.kind === 'leaf') return typeof tree.value === 'string' ? change(tree.value, tree) : tree;
  if (tree.kind === 'list') return { ...tree, items: tree.items.map((item) => mapText(item, change)) };
  const entries = [...tree.entries].map(
    ([key, entry]) => [key, { ...entry, value: mapText(entry.value, change) }] as const,
  );
  return { ...tree, entries: new Map(entries) };
}

/** The value behind a key; undefined where there is none, or an empty one. */
export function child(tree: Tree | undefined, key: string): Tree | undefined {
  const value = tree?.kind === 'map' ? tree.entries.get(key)?.value : undefined;
  return value?.kind === 'leaf' && value.value === null ? undefined : value;
}

/** The entries of a mapping; none for anything else. */
export function entries(tree: Tree | undefined): readonly (readonly [string, Entry])[] {
  return tree?.kind === 'map' ? [...tree.entries] : [];
}

/** The items of a list; none for anything else. */
export function items(tree: Tree | undefined): readonly Tree[] {
  return tree?.kind === 'list' ? tree.items : [];
}

/** A leaf's value as docker casts it to text; undefined for a list, a mapping and nothing. */
export function textOf(tree: Tree | undefined): string | undefined {
  return tree?.kind === 'leaf' && tree.value !== null ? String(tree.value) : undefined;
}

/** The tree as plain data, without its places. */
export function plain(tree: Tree): unknown {
  if (tree.kind === 'leaf') return tree.value;
  if (tree.kind === 'list') return tree.items.map(plain);
  return Object.fromEntries([...tree.entries].map(([key, { value }]) => [key, plain(value)]));
}

/** The place of the deepest part of `path` that is there: of its key in a mapping. */
export function placeAt(tree: Tree, ...path: readonly string[]): Place {
  let place = tree.place;
  let below: Tree | undefined = tree;
  for (const key of path) {
    const entry: Entry | undefined = below.kind === 'map' ? below.entries.get(key) : undefined;
    if (entry === undefined) break;
    place = entry.keyPlace;
    below = entry.value;
  }
  return place;
}
