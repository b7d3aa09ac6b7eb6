/** Traefik's labels: which requests a service asks for, and under whose names. The router reads the labels of every service. */

import { labelsOf, type Pair } from '../format/pairs.js';
import { hint } from './names.js';
import { inServices, isOwnDomain } from './read.js';
import { foreignHosts, isConfined, readRouterRule } from './router-rule.js';
import type { Facts, Hit } from './rule.js';

/** `traefik.http.routers.NAME.rest`; Traefik reads the keys of labels without regard to case. */
type TraefikLabel = Pair & {
  readonly protocol: string;
  readonly section: string;
  readonly name: string;
  readonly rest: string;
};

const LABEL = /^traefik\.(http|tcp|udp)\.([a-z]+)\.([^.]+)\.?(.*)$/i;

function traefikLabels(labels: readonly Pair[]): readonly TraefikLabel[] {
  return labels.flatMap((label) => {
    const [, protocol = '', section = '', name = '', rest = ''] = LABEL.exec(label.key) ?? [];
    if (protocol === '') return [];
    const lower = (text: string): string => text.toLowerCase();
    return [{ ...label, protocol: lower(protocol), section: lower(section), name, rest: lower(rest) }];
  });
}

export function routerRule(facts: Facts): readonly Hit[] {
  const all = facts.compose.services.flatMap((service) => traefikLabels(labelsOf(service)));
  const withRule = new Set(all.filter(({ rest }) => rest === 'rule').map(routerKey));
  return inServices((service) => {
    const routers = traefikLabels(labelsOf(service)).filter(({ section }) => section === 'routers');
    const seen = new Set<string>();
    return routers.flatMap((label) => {
      if (label.rest === 'rule') return judgeRule(service.name, label, facts);
      const key = routerKey(label);
      if (withRule.has(key) || seen.has(key)) return [];
      seen.add(key);
      const why =
        label.protocol === 'udp'
          ? "which can't have a rule: it takes all of its entry point"
          : "which has no rule: Traefik's default decides what it takes";
      return [
        {
          place: label.place,
          message: `${service.name} has the ${label.protocol} router ${label.name}, ${why}`,
        },
      ];
    });
  })(facts);
}

function routerKey({ protocol, name }: TraefikLabel): string {
  return `${protocol}.${name.toLowerCase()}`;
}

function judgeRule(
  service: string,
  { name, value, place }: TraefikLabel,
  { domain }: Facts,
): readonly Omit<Hit, 'service'>[] {
  const start = `${service} has the router ${name}, `;
  const read = readRouterRule(value);
  if (read.kind === 'unreadable')
    return [
      {
        place,
        message: `${start}whose rule can't be read: ${value}${read.at === '' ? '' : ` (at ${read.at})`}`,
      },
    ];
  const isOwn = (host: string): boolean => isOwnDomain(host, domain);
  if (isConfined(read.rule, isOwn)) return [];
  const foreign = [...new Set(foreignHosts(read.rule, isOwn))];
  const takes =
    foreign.length > 0
      ? `which takes requests for ${foreign.join(', ')}`
      : 'which takes requests for any host';
  return [{ place, message: `${start}${takes}: ${value}` }];
}

/** Two apps that name a router alike make Traefik drop both. */
export const routerName = inServices((service, { stack }) => {
  const seen = new Set<string>();
  return traefikLabels(labelsOf(service)).flatMap(({ protocol, section, name, place }) => {
    const key = `${protocol}.${section}.${name}`;
    if (isOwnTraefikName(name, stack) || seen.has(key)) return [];
    seen.add(key);
    return [
      { place, message: `${service.name} defines ${key}, a name that another app may have too${hint(name)}` },
    ];
  });
});

/** The stack's name, alone or in front: abra's convention. */
function isOwnTraefikName(name: string, stack: string): boolean {
  const lower = name.toLowerCase();
  return lower === stack.toLowerCase() || new RegExp(`^${stack.toLowerCase()}[-_]`).test(lower);
}

/** Keys whose value names something that another label, or the router's own files, define. */
const REFERENCE =
  /^(service|middlewares|serverstransport|loadbalancer\.serverstransport|errors\.service|chain\.middlewares)$/;
/** Keys whose value is where a request is sent. */
const ADDRESS = /^(loadbalancer\.servers?(\[\d+\])?\.(url|address|ipaddress)|forwardauth\.address)$/;

export const routerTarget = inServices((service, { stack, domain }) =>
  traefikLabels(labelsOf(service)).flatMap(({ protocol, section, name, rest, value, place }) => {
    const start = `${service.name}: ${protocol}.${section}.${name} `;
    if (ADDRESS.test(rest) && !isOwnAddress(value, stack, domain))
      return [{ place, message: `${start}sends requests to ${value}` }];
    if (!REFERENCE.test(rest)) return [];
    return value
      .split(',')
      .map((reference) => reference.trim())
      .filter((reference) => reference !== '' && !isOwnReference(reference, rest, stack))
      .map((reference) => ({ place, message: `${start}uses ${reference}, which isn't this app's` }));
  }),
);

/** `name`, or `name@provider`. The operator keeps middlewares for all apps in files; services there are the operator's own. */
function isOwnReference(reference: string, key: string, stack: string): boolean {
  const [name = '', provider] = reference.split('@');
  if (provider === 'file') return key.endsWith('middlewares');
  return (provider === undefined || /^(docker|swarm)$/.test(provider)) && isOwnTraefikName(name, stack);
}

function isOwnAddress(address: string, stack: string, domain: string): boolean {
  const host = /^(?:[a-z0-9+]+:\/\/)?([a-z0-9._-]+)(?::\d+)?(?:\/|$)/i.exec(address)?.[1] ?? '';
  return host.startsWith(`${stack}_`) || isOwnDomain(host, domain);
}

export const certificateDomain = inServices((service, { domain }) =>
  traefikLabels(labelsOf(service))
    .filter(({ rest }) => /^tls\.domains(\[\d+\])?\.(main|sans)/.test(rest))
    .flatMap(({ value, name, place }) =>
      value
        .split(',')
        .map((host) => host.trim())
        .filter((host) => host !== '' && !isOwnDomain(host.replace(/^\*\./, ''), domain))
        .map((host) => ({
          place,
          message: `${service.name}: the router ${name} asks for a certificate of ${host}`,
        })),
    ),
);

/** Labels that every recipe may have; what else begins with `traefik.` is about the router as a whole, or of its version 1. */
const HARMLESS =
  /^traefik\.(enable$|tags$|docker\.|swarm\.|(http|tcp|udp)\.(routers|services|middlewares|serverstransports)\.[^.]+)/i;

export const routerSetting = inServices((service) =>
  labelsOf(service)
    .filter(({ key }) => /^traefik\./i.test(key) && !HARMLESS.test(key))
    .map(({ key, place }) => ({ place, message: `${service.name} has the label ${key}` })),
);
