/** Networks that a service joins, and the names that it goes by on those that others are on too. */

import type { ComposeObject } from '../format/compose.js';
import { pairsOf, textsOf } from '../format/pairs.js';
import { child, placeAt, textOf } from '../format/yaml-tree.js';
import { inSection, inServices, isOwnDomain, isOwnName } from './read.js';
import type { Facts, Hit } from './rule.js';

/** Every app of a Co-op Cloud server is on it, with the router. */
const PROXY = 'proxy';

export const foreignNetwork = inSection('networks', ({ key, name, isExternal, place }, { stack }) => {
  if (isOwnName(name, stack) || name === 'host') return [];
  if (isExternal)
    return name === PROXY ? [] : [{ place, message: `the network ${key} is ${name}, of somebody else` }];
  return [{ place, message: `the network ${key} is to be made as ${name}, which could be somebody else's` }];
});

/** Options that stay inside of the network itself. */
const HARMLESS_OPTIONS = ['encrypted', 'com.docker.network.driver.mtu'];

export const networkDriver = inSection('networks', ({ key, tree }) => {
  const hits: Hit[] = [];
  const driver = textOf(child(tree, 'driver')) ?? '';
  if (!['', 'overlay', 'host'].includes(driver))
    hits.push({
      place: placeAt(tree, 'driver'),
      message: `the network ${key} is made by the driver ${driver}`,
    });
  const ipam = textOf(child(child(tree, 'ipam'), 'driver')) ?? 'default';
  if (ipam !== 'default')
    hits.push({
      place: placeAt(tree, 'ipam', 'driver'),
      message: `the network ${key} has the address driver ${ipam}`,
    });
  for (const option of pairsOf(child(tree, 'driver_opts')))
    if (!HARMLESS_OPTIONS.includes(option.key))
      hits.push({ place: option.place, message: `the network ${key} has the driver option ${option.key}` });
  return hits;
});

/** A name of somebody else on a network that is shared: their traffic would come here. */
export const networkAlias = inServices((service, { compose, domain, stack }) => {
  const isOwn = (alias: string): boolean =>
    alias === service.name || alias === stack || isOwnName(alias, stack) || isOwnDomain(alias, domain);
  const networks = child(service.tree, 'networks');
  return service.networks
    .filter(({ key }) =>
      isShared(
        compose.networks.find((network) => network.key === key),
        stack,
      ),
    )
    .flatMap(({ key }) =>
      textsOf(child(child(networks, key), 'aliases'))
        .filter(({ text }) => !isOwn(text))
        .map(({ text, place }) => ({
          place,
          message: `${service.name} calls itself ${text} on the network ${key}, which others are on`,
        })),
    );
});

function isShared(network: ComposeObject | undefined, stack: string): boolean {
  return network !== undefined && !isOwnName(network.name, stack);
}

export const hasPorts = (mode: 'ingress' | 'host'): ((facts: Facts) => readonly Hit[]) =>
  inServices(({ name, tree }) => {
    const ports = child(tree, 'ports');
    const items = ports?.kind === 'list' ? ports.items : [];
    return items
      .filter((item) => (textOf(child(item, 'mode')) === 'host') === (mode === 'host'))
      .map((item) => ({
        place: item.place,
        message: `${name} publishes port ${shownPort(item)}${mode === 'host' ? ' on the node itself' : ''}`,
      }));
  });

function shownPort(item: NonNullable<ReturnType<typeof child>>): string {
  const target = textOf(child(item, 'target')) ?? '?';
  return textOf(item) ?? `${textOf(child(item, 'published')) ?? 'any'}:${target}`;
}
