import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/lib/errors.js';
import { readCompose } from '../../../src/recipe/format/compose.js';
import { parseDomain } from '../../../src/recipe/format/names.js';
import { defaultManifest, type Manifest } from '../../../src/recipe/manifest/model.js';
import { httpCheck } from '../../../src/recipe/plan/http-check.js';

const domain = parseDomain('shop.ci.test', 'x');
const nothing = { get: () => undefined, mayBeMissing: () => false, remedy: () => '' };

type Labels = Readonly<Record<string, readonly string[]>>;

function check(labels: Labels, health: Partial<Manifest['health']> = {}) {
  const services = Object.entries(labels).map(([name, all]) => [
    name,
    { image: 'x', deploy: { labels: ['traefik.enable=true', ...all] } },
  ]);
  const text = JSON.stringify({ services: Object.fromEntries(services) });
  const { services: read } = readCompose([{ file: 'compose.yml', text }], 's', nothing);
  return httpCheck(read, { ...defaultManifest, health: { ...defaultManifest.health, ...health } }, domain);
}

const rule = (router: string, value: string) => `traefik.http.routers.${router}.rule=${value}`;
const port = (service: string, value: string | number) =>
  `traefik.http.services.${service}.loadbalancer.server.port=${value}`;
const leads = (router: string, to: string) => `traefik.http.routers.${router}.service=${to}`;

const table: readonly (readonly [string, Labels, object])[] = [
  ['its own domain', { app: [rule('a', 'Host(`shop.ci.test`)'), port('a', 3000)] }, { port: 3000 }],
  [
    'the port of the service that the router names',
    { app: [port('admin', 1), rule('a', 'Host(`shop.ci.test`)'), leads('a', 'site'), port('site', 2)] },
    { port: 2 },
  ],
  [
    "the port of the router's namesake",
    { app: [port('admin', 1), rule('site', 'Host(`shop.ci.test`)'), port('site', 2)] },
    { port: 2 },
  ],
  [
    'the service behind the domain, not the one below it',
    {
      app: [rule('api', 'Host(`api.shop.ci.test`)'), port('api', 1)],
      web: [rule('web', 'Host(`shop.ci.test`)'), port('web', 2)],
    },
    { service: 'web', port: 2 },
  ],
  [
    'the service behind the path, not behind a part of the site',
    {
      app: [rule('api', 'Host(`shop.ci.test`) && PathPrefix(`/api`)'), port('api', 1)],
      web: [rule('web', 'Host(`shop.ci.test`)'), port('web', 2)],
    },
    { service: 'web', port: 2 },
  ],
  [
    'the root of a service that has a part of the site',
    { app: [rule('a', 'Host(`shop.ci.test`) && PathPrefix(`/notes`)'), port('a', 3000)] },
    { port: 3000, path: '/' },
  ],
  [
    "a domain in a variable of the recipe's own, which the app answers to as well",
    { app: [rule('a', 'Host(`www.example.org`)'), port('a', 3000)] },
    { port: 3000 },
  ],
  ["a rule that can't be read", { app: [rule('a', 'Host(shop'), port('a', 3000)] }, { port: 3000 }],
  [
    'names below the domain alone',
    { app: [rule('a', 'Host(`1.shop.ci.test`)'), port('a', 1), rule('b', 'Host(`2.shop.ci.test`)')] },
    { kind: 'none', reason: expect.stringContaining('no router leads shop.ci.test itself to a service') },
  ],
  [
    "the router's own dashboard",
    { app: [rule('a', 'Host(`shop.ci.test`)'), leads('a', 'api@internal'), port('a', 'web')] },
    { kind: 'none', reason: expect.stringContaining('the router a leads to api@internal') },
  ],
  [
    'a service of the recipe with its provider',
    { app: [rule('a', 'Host(`shop.ci.test`)'), leads('a', 'site@docker'), port('site', 2)] },
    { port: 2 },
  ],
];

describe('a page is asked for where a router would send the domain to', () => {
  it.each(table)('%s', (_, labels, expected) => {
    expect(check(labels)).toMatchObject(expected);
  });

  it('a manifest may ask all the same', () => {
    const below = { app: [rule('a', 'Host(`1.shop.ci.test`)'), port('a', 1)] };
    expect(check(below, { port: 8080 })).toMatchObject({ service: 'app', port: 8080 });
    const dashboard = { app: [rule('a', 'Host(`shop.ci.test`)'), leads('a', 'api@internal')] };
    expect(check(dashboard, { port: 8080 })).toMatchObject({ service: 'app', port: 8080 });
    expect(check({ ...below, web: [] }, { service: 'web', port: 9 })).toMatchObject({
      service: 'web',
      port: 9,
    });
  });

  it('a service that the router is not to see has no routes', () => {
    expect(check({ app: ['traefik.enable=false', port('a', 3000)] })).toMatchObject({ kind: 'none' });
  });

  it('a port that is none', () => {
    expect(() => check({ app: [rule('a', 'Host(`shop.ci.test`)'), port('a', 'web')] })).toThrow(UserError);
  });
});
