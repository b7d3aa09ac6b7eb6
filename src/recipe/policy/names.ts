/** Volumes, secrets, configs and labels that name somebody else's stack. */

import { labelsOf, type Pair, pairsOf } from '../format/pairs.js';
import { child, type Tree, textOf } from '../format/yaml-tree.js';
import { inSection, isOwnName } from './read.js';
import type { Facts, Hit } from './rule.js';

type Named = 'volumes' | 'secrets' | 'configs';

/** External ones of others, and own ones under a name that could be another's: docker takes what is there. */
export const foreignObject = (section: Named): ((facts: Facts) => readonly Hit[]) =>
  inSection(section, ({ key, name, isExternal, place, tree }, { stack }) => {
    const what = `the ${section.slice(0, -1)} ${key}`;
    const driver = section === 'volumes' ? undefined : textOf(child(tree, 'driver'));
    if (driver !== undefined && driver !== '')
      return [{ place, message: `${what} comes from the driver ${driver}` }];
    if (isOwnName(name, stack)) return [];
    const message = isExternal
      ? `is ${name}, of somebody else`
      : `is to be made as ${name}, which could be somebody else's`;
    return [{ place, message: `${what} ${message}` }];
  });

/** Docker's and this program's own; and abra's, for another stack. */
export function foreignLabel({ compose, stack }: Facts): readonly Hit[] {
  const ofServices = compose.services.flatMap((service) =>
    foreignOf(labelsOf(service), stack).map(({ key, place }) => ({
      service: service.name,
      place,
      message: `${service.name} has the label ${key}${hint(key)}`,
    })),
  );
  const sections = ['volumes', 'networks', 'secrets', 'configs'] as const;
  const ofObjects = sections.flatMap((section) =>
    compose[section].flatMap(({ key: object, tree }) =>
      foreignOf(labelsOfObject(tree), stack).map(({ key, place }) => ({
        place,
        message: `the ${section.slice(0, -1)} ${object} has the label ${key}${hint(key)}`,
      })),
    ),
  );
  return [...ofServices, ...ofObjects];
}

function labelsOfObject(tree: Tree): readonly Pair[] {
  return pairsOf(child(tree, 'labels'));
}

function foreignOf(labels: readonly Pair[], stack: string): readonly Pair[] {
  return labels.filter(({ key }) => {
    const name = key.toLowerCase();
    if (name.startsWith('com.docker.') || name.startsWith('cc-ci.')) return true;
    return name.startsWith('coop-cloud.') && !name.startsWith(`coop-cloud.${stack.toLowerCase()}.`);
  });
}

/** Docker fills variables into values, and leaves keys as they are. */
export function hint(key: string): string {
  return key.includes('$')
    ? ' (docker leaves the keys of a mapping as they are: write labels as a list)'
    : '';
}
