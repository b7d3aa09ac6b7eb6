/**
 * Compose files to what will be deployed: services, images, volumes, networks, configs and secrets with their Swarm names.
 * Pure: texts in, data out. Docker itself reads the same files at the deployment; this is what has to be known before it.
 */

import type { Compose, ComposeObject } from './compose-model.js';
import { checkReferences } from './compose-references.js';
import { readService } from './compose-service.js';
import { interpolate, type Variables } from './interpolate.js';
import { mergeCompose } from './merge.js';
import { type Place, userErrorAt } from './place.js';
import { checkShape } from './shape.js';
import { isReserved } from './variables.js';
import {
  child,
  type Entry,
  entries,
  type MapTree,
  mapText,
  parseYamlTree,
  plain,
  type Tree,
  textOf,
} from './yaml-tree.js';

/** A file of the recipe, as it was read. */
export type SourceFile = {
  /** Relative to the recipe's folder. */
  readonly file: string;
  readonly text: string;
};

export type { Compose, ComposeObject } from './compose-model.js';

/** Where docker interpolates; `version:` and `x-…` stay as they are. */
const INTERPOLATED = ['services', 'volumes', 'networks', 'secrets', 'configs'];

/**
 * @param files in the order of COMPOSE_FILE: each one lies on top of those before it.
 * @param stack the name that docker puts in front of what has no `name:` of its own.
 * @throws UserError with file, line and column for what docker would refuse, and for a variable that isn't set.
 */
export function readCompose(files: readonly SourceFile[], stack: string, variables: Variables): Compose {
  const names = new Set<string>();
  const layers = files.map(({ file, text }) => {
    const tree = parseYamlTree(text, file);
    checkShape(tree);
    return interpolateTree(tree, variables, names);
  });
  checkVersions(layers);
  const [base, ...overlays] = layers;
  if (base === undefined) throw new Error('a recipe has at least one compose file');
  const merged = overlays.reduce(mergeCompose, base);
  const compose = modelOf(merged, stack, names);
  checkReferences(compose);
  return compose;
}

function modelOf(tree: MapTree, stack: string, names: Set<string>): Compose {
  const services = entries(child(tree, 'services')).map(([name, { value, keyPlace }]) =>
    readService(name, value, keyPlace),
  );
  if (services.length === 0)
    throw userErrorAt(child(tree, 'services')?.place ?? tree.place, 'no services: nothing would be deployed');
  for (const { environmentFromOutside } of services)
    for (const name of environmentFromOutside) if (!isReserved(name)) names.add(name);
  return {
    version: textOf(child(tree, 'version')),
    services,
    volumes: objectsOf(tree, 'volumes', stack),
    networks: objectsOf(tree, 'networks', stack),
    configs: objectsOf(tree, 'configs', stack),
    secrets: objectsOf(tree, 'secrets', stack),
    variables: names,
  };
}

function interpolateTree(tree: MapTree, variables: Variables, seen: Set<string>): MapTree {
  const changed = [...tree.entries].map(([key, entry]): [string, Entry] => {
    if (!INTERPOLATED.includes(key)) return [key, entry];
    const value = mapText(entry.value, (text, leaf) => {
      const { text: replaced, names } = interpolate(text, variables, leaf.place);
      for (const name of names) seen.add(name);
      return names.length === 0 && replaced === text ? leaf : { ...leaf, value: replaced, names };
    });
    return [key, { ...entry, value }];
  });
  return { ...tree, entries: new Map(changed) };
}

function checkVersions(layers: readonly MapTree[]): void {
  const first = textOf(child(layers[0], 'version'));
  for (const layer of layers) {
    const version = child(layer, 'version');
    if (textOf(version) === first) continue;
    throw userErrorAt(
      version?.place ?? layer.place,
      `version is ${textOf(version) ?? 'missing'} here and ${first ?? 'missing'} in the first compose file; docker wants the same in all`,
    );
  }
}

function objectsOf(tree: MapTree, section: string, stack: string): readonly ComposeObject[] {
  return entries(child(tree, section)).map(([key, { value, keyPlace }]) =>
    objectOf(key, value, keyPlace, stack),
  );
}

function objectOf(key: string, tree: Tree, place: Place, stack: string): ComposeObject {
  const external = child(tree, 'external');
  // `external: {name: x}` is the form of version 3.4 and before.
  const nameTree = child(tree, 'name') ?? child(external, 'name');
  const isExternal = external !== undefined && textOf(external) !== 'false';
  const file = child(tree, 'file');
  const path = textOf(file);
  return {
    key,
    name: textOf(nameTree) ?? (isExternal ? key : `${stack}_${key}`),
    isExternal,
    ...(path === undefined || file === undefined ? {} : { filePath: { path, place: file.place } }),
    definition: tree.kind === 'map' ? (plain(tree) as Record<string, unknown>) : {},
    tree,
    nameVariables: nameTree?.kind === 'leaf' ? (nameTree.names ?? []) : [],
    place: nameTree?.place ?? place,
  };
}
