/** Where in cc-ci.yml a value stands, for messages that come up after the file was read. */

import { type Place, showPlace } from '../format/place.js';
import type { Entry, Tree } from '../format/yaml-tree.js';
import type { Manifest } from './model.js';

/** Keys and indexes from the top of the file. */
export type Path = readonly (string | number)[];

export type Problem = {
  readonly path: Path;
  /** The key itself is wrong, and not what stands behind it. */
  readonly isKey?: boolean;
  /** Begins with the path in words. */
  readonly message: string;
};

/** Beyond this a list of problems helps nobody. */
const MAX_PROBLEMS = 20;

/** @returns the place of what `path` names, or of the deepest part of it that is there. */
export function placeOf(tree: Tree, path: Path, isKey = false): Place {
  let place = tree.place;
  let below: Tree | undefined = tree;
  for (const [depth, step] of path.entries()) {
    if (below.kind === 'list') {
      below = below.items[Number(step)];
      if (below === undefined) break;
      place = below.place;
      continue;
    }
    const entry: Entry | undefined = below.kind === 'map' ? below.entries.get(String(step)) : undefined;
    if (entry === undefined) break;
    below = entry.value;
    // A mapping begins a line below its key, and what is missing in it is missed at the key.
    const isValue = below.kind === 'leaf' && !(isKey && depth === path.length - 1);
    place = isValue ? below.place : entry.keyPlace;
  }
  return place;
}

/** `checks[2].browser.script`; keys that are no plain words are quoted. */
export function showPath(path: Path): string {
  return path
    .map((step) => {
      if (typeof step === 'number') return `[${step}]`;
      return /^[\w-]{1,60}$/.test(step) ? `.${step}` : `[${JSON.stringify(shorten(step))}]`;
    })
    .join('')
    .replace(/^\./, '');
}

export function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}

/** Not part of the manifest, which is plain data; one that was copied is told about without lines. */
const trees = new WeakMap<Manifest, Tree>();

export function rememberTree(manifest: Manifest, tree: Tree): void {
  trees.set(manifest, tree);
}

/** @returns one line a problem, each with its place, in the order of the file. */
export function showProblems(problems: readonly Problem[], of: Tree | Manifest, file = 'cc-ci.yml'): string {
  const tree = 'kind' in of ? of : trees.get(of);
  const lines = problems.map(({ path, isKey, message }) => {
    const place = tree === undefined ? undefined : placeOf(tree, path, isKey);
    return { place, text: `${place === undefined ? file : showPlace(place)}: ${message}` };
  });
  lines.sort((one, other) => order(one.place) - order(other.place));
  const shown = [...new Set(lines.map(({ text }) => text))];
  const more = shown.length - MAX_PROBLEMS;
  return [...shown.slice(0, MAX_PROBLEMS), ...(more > 0 ? [`${file}: and ${more} more`] : [])].join('\n');
}

function order(place: Place | undefined): number {
  return place === undefined ? 0 : place.line * 1e6 + (place.column ?? 0);
}
