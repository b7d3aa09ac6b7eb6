/** Where the app is asked for a page: the service and port that a router would send the domain to. Pure. */

import { UserError } from '../../lib/errors.js';
import type { ComposeService } from '../format/compose-service.js';
import type { Domain } from '../format/names.js';
import { userErrorAt } from '../format/place.js';
import type { Manifest } from '../manifest/model.js';
import { type RouterRule, readRouterRule } from '../policy/index.js';

export type HttpCheck =
  | {
      readonly kind: 'ask';
      readonly service: string;
      readonly port: number;
      readonly scheme: 'http' | 'https';
      readonly path: string;
    }
  | { readonly kind: 'none'; readonly reason: string };

const ROUTER_LABEL = /^traefik\.http\.routers\.([^.]+)\.(.+)$/i;
const SERVICE_LABEL = /^traefik\.http\.services\.([^.]+)\.loadbalancer\.server\.(port|scheme)$/i;
/** What stands for a page of the recipe's own; `api@internal` and the operator's `x@file` don't. */
const OWN_PROVIDER = /^(docker|swarm)$/i;

/** One way from the router to a service of the recipe. */
type Route = {
  readonly service: ComposeService;
  /** Undefined where the labels name no router: Traefik makes one. */
  readonly router?: string;
  readonly rule?: string;
  /** The Traefik service that the router names. */
  readonly target?: string;
};

/**
 * @param domain of the app. Routers for other names (below it, say) lead to something else than the app's page.
 * @throws UserError for a service that isn't there, and a port that is none.
 */
export function httpCheck(
  services: readonly ComposeService[],
  { health }: Manifest,
  domain: Domain,
): HttpCheck {
  const routes = services.flatMap(routesOf);
  const named = services.find(({ name }) => name === health.service);
  if (health.service !== undefined && named === undefined)
    throw new UserError(`cc-ci.yml: health.service is ${health.service}, and the recipe has no such service`);
  const ofNamed = routes.filter(({ service }) => named === undefined || service === named);
  const reaching = reachingRoutes(ofNamed, domain, health.path);
  const route =
    reaching.find(({ service }) => service.name === 'app') ?? reaching[0] ?? (named && { service: named });
  if (route === undefined && routes.length > 0 && health.port === undefined)
    return noneReaches(routes, domain);
  const asked = route ?? ofNamed[0];
  if (asked === undefined)
    return { kind: 'none', reason: 'no service has traefik labels, so nothing is reachable by the domain' };
  if (health.port === undefined && isForeign(asked.target)) return leadsElsewhere(asked);
  const { name, place } = asked.service;
  const raw = health.port === undefined ? (labelFor(asked, 'port') ?? '80') : String(health.port);
  const port = Number(raw);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw userErrorAt(
      place,
      `the label loadbalancer.server.port of ${name} is ${JSON.stringify(raw)}, not a port from 1 to 65535`,
    );
  const scheme = labelFor(asked, 'scheme') === 'https' ? 'https' : 'http';
  return { kind: 'ask', service: name, port, scheme, path: health.path };
}

/** The routers of a service; one without a name where it has a port, or is to be seen, and names none. */
function routesOf(service: ComposeService): readonly Route[] {
  const { labels } = service;
  const enabled = labels.get('traefik.enable');
  const routers = new Map<string, { rule?: string; target?: string }>();
  for (const [key, value] of labels) {
    const [, router = '', rest = ''] = ROUTER_LABEL.exec(key) ?? [];
    if (router === '') continue;
    const known = routers.get(router) ?? {};
    const what = rest.toLowerCase();
    if (what === 'rule') known.rule = value;
    if (what === 'service') known.target = value;
    routers.set(router, known);
  }
  const isRouted = enabled === 'true' || portsOf(service).length > 0;
  if (enabled === 'false' || !isRouted) return [];
  if (routers.size === 0) return [{ service }];
  return [...routers].map(([router, known]) => ({ service, router, ...known }));
}

function portsOf({ labels }: ComposeService): readonly string[] {
  return [...labels.keys()].filter((key) => SERVICE_LABEL.exec(key)?.[2]?.toLowerCase() === 'port');
}

/** The label of the Traefik service that the route leads to: the named one, the router's namesake, or the first. */
function labelFor({ service, target, router }: Route, what: 'port' | 'scheme'): string | undefined {
  const found = [...service.labels].flatMap(([key, value]) => {
    const [, name = '', kind = ''] = SERVICE_LABEL.exec(key) ?? [];
    return kind.toLowerCase() === what ? [{ name, value }] : [];
  });
  const wanted = (target ?? router ?? '').split('@')[0];
  return (found.find(({ name }) => name === wanted) ?? found[0])?.value;
}

/**
 * Those for the page of the domain itself. Where there are none, those for a part of its site alone, which a middleware may bring
 * to the root of the app; then those for names that aren't below it: a recipe may have its main name in a variable of its own,
 * which no run sets, and the app answers all the same.
 */
function reachingRoutes(routes: readonly Route[], domain: string, path: string): readonly Route[] {
  const isDomain = (host: string): boolean => host === domain;
  const isElsewhere = (host: string): boolean => !host.endsWith(`.${domain}`);
  const ways = [
    { isTheApps: isDomain, path },
    { isTheApps: isDomain, path: undefined },
    { isTheApps: isElsewhere, path: undefined },
  ];
  const found = ways.map((page) => routes.filter((route) => reaches(route, page)));
  return found.find((some) => some.length > 0) ?? [];
}

type Page = {
  readonly isTheApps: (host: string) => boolean;
  /** Undefined: any. */
  readonly path: string | undefined;
};

/** True unless the rule is sure to pass over every request for the page. */
function reaches({ rule }: Route, page: Page): boolean {
  const read = rule === undefined ? undefined : readRouterRule(rule);
  return read?.kind !== 'rule' || mayTake(read.rule, page);
}

function mayTake(rule: RouterRule, page: Page): boolean {
  switch (rule.kind) {
    case 'match':
      return matcherMayTake(rule, page);
    case 'and':
      return mayTake(rule.left, page) && mayTake(rule.right, page);
    case 'or':
      return mayTake(rule.left, page) || mayTake(rule.right, page);
    case 'not':
      return true;
  }
}

function matcherMayTake({ name, values }: RouterRule & { readonly kind: 'match' }, page: Page): boolean {
  if (name === 'host') return values.some((host) => page.isTheApps(host.toLowerCase()));
  const { path } = page;
  if (path === undefined) return true;
  if (name === 'path') return values.some((value) => value === path || value.includes('{'));
  if (name === 'pathprefix') return values.some((value) => path.startsWith(value) || value.includes('{'));
  return true;
}

function isForeign(target: string | undefined): boolean {
  const provider = target?.split('@')[1];
  return provider !== undefined && !OWN_PROVIDER.test(provider);
}

const REMEDY = 'to have it asked all the same, name service and port under health: in cc-ci.yml';

function noneReaches(routes: readonly Route[], domain: string): HttpCheck {
  const rules = [...new Set(routes.flatMap(({ rule }) => rule ?? []))];
  const shown =
    rules.length > 2 ? `${rules.slice(0, 2).join(', ')} and ${rules.length - 2} more` : rules.join(', ');
  return { kind: 'none', reason: `no router leads ${domain} itself to a service (${shown}); ${REMEDY}` };
}

function leadsElsewhere({ router, target }: Route): HttpCheck {
  return {
    kind: 'none',
    reason: `the router ${router ?? ''} leads to ${target ?? ''}, which is no port of the recipe; ${REMEDY}`,
  };
}
