// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose and shell write variables like this
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/lib/errors.js';
import { readCompose } from '../../../src/recipe/format/compose.js';
import type { Variables } from '../../../src/recipe/format/interpolate.js';

const values: Readonly<Record<string, string>> = {
  STACK_NAME: 'demo_test',
  SITE_VERSION: 'v1',
  SECRET_TOKEN_VERSION: 'v2',
};
const variables: Variables = {
  get: (name) => values[name],
  mayBeMissing: () => false,
  remedy: (name) => `set ${name}`,
};

const read = (...texts: string[]) =>
  readCompose(
    texts.map((text, index) => ({ file: index === 0 ? 'compose.yml' : `compose.${index}.yml`, text })),
    'demo_test',
    variables,
  );
const app = (more: string) => `version: "3.8"\nservices:\n  app:\n    image: nginx:1\n${more}`;
const only = (text: string) => {
  const [service] = read(text).services;
  if (service === undefined) throw new Error('no service');
  return service;
};

describe('a compose file that is not valid fails with file, line and column', () => {
  it.each([
    ['broken YAML', 'services:\n  app: [a', /^compose.yml:2:\d+: not valid YAML: /],
    ['a tab', 'services:\n\tapp: {}', /^compose.yml:2:\d+: not valid YAML: /],
    [
      'the same key twice',
      'services:\n  a: {image: x}\n  a: {image: y}',
      /^compose.yml:3:3: not valid YAML: .*unique/,
    ],
    ['a list', '- a', /^compose.yml:1:1: not a compose file: its top level has to be a mapping/],
    ['nothing', '', /^compose.yml:1:1: not a compose file/],
    ['no services', 'version: "3.8"', /^compose.yml:1:1: no services/],
    ['services without any', 'services: {}', /^compose.yml:1:11: no services/],
    [
      'services as a list',
      'services: [a]',
      /^compose.yml:1:11: services of the file has to be a mapping, not a list/,
    ],
    [
      'a number as version',
      'version: 3.8\nservices: {a: {image: x}}',
      /^compose.yml:1:10: version of the file has to be text, not a number: write "3.8" in quotes/,
    ],
    [
      'a misspelt key',
      app('    netwroks: []\n'),
      /^compose.yml:5:5: services.app has no key "netwroks": did you mean networks\?/,
    ],
    [
      'a misspelt section',
      'service: {}',
      /^compose.yml:1:1: the file has no key "service": did you mean services\?/,
    ],
    [
      'an unknown key under deploy',
      app('    deploy: {replica: 2}\n'),
      /^compose.yml:5:14: services.app.deploy has no key "replica": did you mean replicas\?/,
    ],
    [
      'no image',
      'services:\n  app: {build: .}',
      /^compose.yml:2:3: service app has no image; a Swarm doesn't build/,
    ],
    [
      'a service that is text',
      'services:\n  app: nginx',
      /^compose.yml:2:3: services.app has to be a mapping, not text/,
    ],
    [
      'text that docker would decode',
      'services: {app: {image: !!binary eA==}}',
      /^compose.yml:1:34: the tag tag:yaml.org,2002:binary is not understood here/,
    ],
    ['a tag of its own', 'services: {app: {image: !x y}}', /^compose.yml:1:28: the tag !x is not understood/],
    ['an alias without an anchor', 'services: {app: *x}', /^compose.yml:1:\d+: /],
    [
      'an undeclared volume',
      app('    volumes: ["data:/d"]\n'),
      /^compose.yml:5:15: service app uses the volume data, which no compose file declares: add it under volumes:/,
    ],
    ['an undeclared network', app('    networks: [x]\n'), /service app uses the network x/],
    ['an undeclared secret', app('    secrets: [{source: x}]\n'), /service app uses the secret x/],
    [
      'a config without a file',
      app('configs: {x: {}}\n'),
      /^compose.yml:5:11: config x needs file: or external: true/,
    ],
    [
      'replicas that are no number',
      app('    deploy: {replicas: many}\n'),
      /^compose.yml:5:24: replicas of app is "many"/,
    ],
    [
      'an unset variable',
      app('    hostname: ${NOT_SET}\n'),
      /^compose.yml:5:15: variable NOT_SET is not set: set NOT_SET/,
    ],
  ])('%s', (_, text, message) => {
    expect(() => read(text)).toThrow(UserError);
    expect(() => read(text)).toThrow(message);
  });

  it('an overlay with another version', () => {
    expect(() => read(app(''), 'version: "3.9"\nservices: {}')).toThrow(
      'compose.1.yml:1:10: version is 3.9 here and 3.8 in the first compose file; docker wants the same in all',
    );
  });

  it('aliases that expand without end', () => {
    const layers = Array.from({ length: 9 }, (_, index) => {
      const below = Array.from({ length: 9 }, () => (index === 0 ? 'x' : `*a${index - 1}`)).join(', ');
      return `x-${index}: &a${index} [${below}]`;
    });
    expect(() => read(`${layers.join('\n')}\n${app('')}`)).toThrow(/its aliases expand too far/);
  });
});

describe('what is read', () => {
  it('names in the Swarm', () => {
    const compose = read(
      app(`    secrets: [token]
networks: {proxy: {external: true}, internal: {}, other: {name: shared, external: true}}
volumes: {data: , named: {name: x}}
configs: {site: {name: "\${STACK_NAME}_site_\${SITE_VERSION}", file: a.tmpl, template_driver: golang}}
secrets: {token: {external: true, name: "\${STACK_NAME}_token_\${SECRET_TOKEN_VERSION}"}}
`),
    );
    expect(compose.networks.map(({ name }) => name)).toEqual(['proxy', 'demo_test_internal', 'shared']);
    expect(compose.volumes.map(({ name }) => name)).toEqual(['demo_test_data', 'x']);
    expect(compose.configs).toMatchObject([
      { name: 'demo_test_site_v1', filePath: { path: 'a.tmpl' }, definition: { template_driver: 'golang' } },
    ]);
    expect(compose.secrets).toMatchObject([
      { name: 'demo_test_token_v2', nameVariables: ['STACK_NAME', 'SECRET_TOKEN_VERSION'] },
    ]);
  });

  it.each([
    ['a list', '    deploy: {labels: ["a=b", "c", "d=e=f"]}\n', { a: 'b', c: '', d: 'e=f' }],
    ['a mapping', '    deploy: {labels: {a: b, c: , d: true, e: 3}}\n', { a: 'b', c: '', d: 'true', e: '3' }],
  ])('labels as %s', (_, text, labels) => {
    expect(Object.fromEntries(only(app(text)).labels)).toEqual(labels);
  });

  it.each([
    ['none', '', undefined],
    ['a test', '    healthcheck: {test: [CMD, x]}\n', true],
    ['a shell test', '    healthcheck: {test: x}\n', true],
    ['timing only', '    healthcheck: {interval: 1s}\n', undefined],
    ['disabled', '    healthcheck: {disable: true}\n', false],
    ['NONE', '    healthcheck: {test: [NONE]}\n', false],
  ])('health check: %s', (_, text, expected) => {
    expect(only(app(text)).hasHealthcheck).toBe(expected);
  });

  it('volumes and the files outside', () => {
    const { volumes, files } = only(
      app(`    env_file: [a.env]
    volumes: ["data:/d", "./x:/x", "/etc/x:/y", "/anonymous", {type: bind, source: ../up, target: /z}, {type: volume, source: more, target: /m}]
volumes: {data: , more: }
`),
    );
    expect(volumes.map(({ key }) => key)).toEqual(['data', 'more']);
    expect(files.map(({ path }) => path)).toEqual(['a.env', './x', '../up']);
  });

  it('anchors and merge keys, also of notes', () => {
    const service = only(
      'x-base: &base {image: "nginx:${SITE_VERSION}", deploy: {replicas: 2}}\nservices: {app: {<<: *base, deploy: {replicas: 3}}}',
    );
    expect(service).toMatchObject({ image: 'nginx:v1', replicas: 3 });
  });

  it('environment without a value comes from outside', () => {
    const compose = read(app('    environment: [A, "B=1", "C=${SITE_VERSION}"]\n'));
    expect([...compose.variables].sort()).toEqual(['A', 'SITE_VERSION']);
  });

  it('notes and the version are not interpolated', () => {
    expect(read('x-note: costs 5$\nservices: {app: {image: x, x-more: 1}}').services).toHaveLength(1);
  });
});

describe('overlays are laid over as docker does', () => {
  const base = app(
    '    environment: [A=1]\n    command: [a, b]\n    deploy: {labels: ["a=1", "b=1"]}\n    networks: [one]\nnetworks: {one: }\n',
  );

  it('labels merge by key, whether lists or mappings', () => {
    const { services } = read(base, 'version: "3.8"\nservices: {app: {deploy: {labels: {b: 2, c: 3}}}}');
    expect(Object.fromEntries(services[0]?.labels ?? [])).toEqual({ a: '1', b: '2', c: '3' });
  });

  it('lists add, texts replace, sections join', () => {
    const { services, networks } = read(
      base,
      'version: "3.8"\nservices: {app: {image: "nginx:2", networks: [two]}, db: {image: pg}}\nnetworks: {two: }',
    );
    expect(services.map(({ name, image }) => [name, image])).toEqual([
      ['app', 'nginx:2'],
      ['db', 'pg'],
    ]);
    expect(services[0]?.networks.map(({ key }) => key)).toEqual(['one', 'two']);
    expect(networks.map(({ key }) => key)).toEqual(['one', 'two']);
  });

  it('a volume, network, config or secret takes the place of the one below', () => {
    const { volumes } = read(
      'services: {app: {image: x}}\nvolumes: {a: {name: one, driver: nfs}, b: {name: two}}',
      'volumes: {a: {driver: local}}',
    );
    expect(volumes.map(({ name, definition }) => [name, definition])).toEqual([
      ['demo_test_a', { driver: 'local' }],
      ['two', { name: 'two' }],
    ]);
  });

  // Each was tried with `docker stack config` 28.2.
  it.each([
    ['false lies over nothing', 'privileged: true', 'privileged: false', { privileged: true }],
    ['nor does empty text', 'hostname: a', 'hostname: ""', { hostname: 'a' }],
    ['but zero does', 'deploy: {replicas: 2}', 'deploy: {replicas: 0}', { deploy: { replicas: 0 } }],
    [
      'a label is emptied',
      'deploy: {labels: {a: b}}',
      'deploy: {labels: [a]}',
      { deploy: { labels: { a: null } } },
    ],
    ['env files add up', 'env_file: a', 'env_file: b', { env_file: ['a', 'b'] }],
    ['so do lists and texts', 'dns: 1.1.1.1', 'dns: [9.9.9.9]', { dns: ['1.1.1.1', '9.9.9.9'] }],
    ['sysctls join by key', 'sysctls: [a=1, b=1]', 'sysctls: {b: 2}', { sysctls: { a: '1', b: 2 } }],
    [
      'a mapping of networks over a list of them',
      'networks: [one]',
      'networks: {two: {aliases: [x]}}',
      { networks: { one: null, two: { aliases: ['x'] } } },
    ],
  ])('%s', (_, below, above, definition) => {
    const sections = 'networks: {one: , two: }';
    const [service] = read(
      `services: {app: {image: x, ${below}}}\n${sections}`,
      `services: {app: {${above}}}`,
    ).services;
    expect(service?.definition).toEqual({ image: 'x', ...definition });
  });

  it('an image that only an overlay gives is enough', () => {
    expect(read('services: {app: {hostname: x}}', 'services: {app: {image: y}}').services[0]?.image).toBe(
      'y',
    );
  });
});
