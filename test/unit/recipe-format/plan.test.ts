// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { UserError } from '../../../src/lib/errors.js';
import { noExports, parseAbraExports } from '../../../src/recipe/format/abra-exports.js';
import { parseEnvFile } from '../../../src/recipe/format/env-file.js';
import { appDomain, parseDomain, stackNameOf } from '../../../src/recipe/format/names.js';
import type { Recipe } from '../../../src/recipe/format/recipe.js';
import { defaultManifest } from '../../../src/recipe/manifest/model.js';
import { planApp } from '../../../src/recipe/plan/app.js';

const compose = `version: "3.8"
services:
  app:
    image: nginx:1
    networks: [proxy]
    secrets: [token]
    configs: [site]
    deploy:
      labels:
        - "traefik.enable=true"
        - "traefik.http.services.\${STACK_NAME}.loadbalancer.server.port=8080"
        - "traefik.http.routers.\${STACK_NAME}.rule=Host(\`\${DOMAIN}\`\${EXTRA_DOMAINS})"
        - "traefik.http.routers.\${STACK_NAME}.tls.certresolver=\${LETS_ENCRYPT_ENV}"
        - "coop-cloud.\${STACK_NAME}.version=0.2.0+1.0"
        - "coop-cloud.\${STACK_NAME}.timeout=\${TIMEOUT:-120}"
networks: {proxy: {external: true}}
configs: {site: {name: "\${STACK_NAME}_site_\${SITE_VERSION}", file: site}}
secrets: {token: {external: true, name: "\${STACK_NAME}_token_\${SECRET_TOKEN_VERSION}"}}
`;
const env =
  'TYPE=demo\nDOMAIN=demo.example.com\nLETS_ENCRYPT_ENV=production\nSECRET_TOKEN_VERSION=v1\nMAIL=me@demo.example.com\n';

const recipe = (more: { compose?: string; env?: string; abraSh?: string } = {}): Recipe => ({
  folder: '/recipes/demo',
  name: 'demo',
  sha: '0123456789abcdef0123456789abcdef01234567',
  isDirty: true,
  envFile: parseEnvFile(more.env ?? env, '.env.sample'),
  exports:
    more.abraSh === '' ? noExports : parseAbraExports(more.abraSh ?? 'export SITE_VERSION=v7', 'abra.sh'),
  composeFiles: [{ file: 'compose.yml', text: more.compose ?? compose }],
});
const domain = appDomain('demo', '3fa9c1', parseDomain('ci.test', 'input zone'));
const plan = (more?: Parameters<typeof recipe>[0], manifest = defaultManifest) =>
  planApp(recipe(more), { domain, stack: stackNameOf(domain), role: 'fresh', release: 'head', manifest }).app;

const withLabels = (...labels: string[]) =>
  `services: {app: {image: x, deploy: {labels: ${JSON.stringify(labels)}}}, db: {image: y}}`;

describe('a plan says everything that a run will do', () => {
  it('for a recipe with one of everything', () => {
    expect(plan()).toMatchObject({
      recipe: { name: 'demo', version: '0.2.0+1.0', isDirty: true },
      domain: 'demo-3fa9c1.ci.test',
      stack: 'demo-3fa9c1_ci_test',
      environment: {
        DOMAIN: 'demo-3fa9c1.ci.test',
        STACK_NAME: 'demo-3fa9c1_ci_test',
        SITE_VERSION: 'v7',
        SECRET_TOKEN_VERSION: 'v1',
      },
      composeFiles: ['compose.yml'],
      images: ['nginx:1'],
      services: [{ name: 'app', swarmName: 'demo-3fa9c1_ci_test_app' }],
      secrets: [{ swarmName: 'demo-3fa9c1_ci_test_token_v1' }],
      external: { networks: ['proxy'], secrets: [], configs: [] },
      http: { kind: 'ask', service: 'app', port: 8080, scheme: 'http' },
      timeouts: { healthMs: 120_000 },
    });
  });

  it('docker is given what the compose files name and nothing else', () => {
    expect(plan().environment).not.toHaveProperty('MAIL');
    expect(plan().environment).not.toHaveProperty('TYPE');
  });

  it('no ACME, whatever the recipe says', () => {
    expect(plan().environment.LETS_ENCRYPT_ENV).toBe('');
    const overlay = parse(
      plan({ compose: withLabels('traefik.http.routers.x.tls.certresolver=production', 'a=b') }).overlay,
    );
    expect(overlay.services.app.deploy.labels).toContain('traefik.http.routers.x.tls.certresolver=');
    expect(overlay.services.db.deploy.labels.join()).not.toContain('certresolver');
  });

  it('the overlay labels everything that docker will make, with the version of the first file', () => {
    const text = `${compose}volumes: {data: , shared: {external: true}}\n`;
    const overlay = parse(plan({ compose: text }).overlay);
    const own = ['cc-ci.stack=demo-3fa9c1_ci_test'];
    expect(overlay).toEqual({
      version: '3.8',
      services: {
        app: {
          deploy: {
            labels: [
              ...own,
              'coop-cloud.demo-3fa9c1_ci_test.chaos=true',
              'coop-cloud.demo-3fa9c1_ci_test.chaos-version=01234567+U',
              'coop-cloud.demo-3fa9c1_ci_test.recipe=demo',
            ],
          },
        },
      },
      volumes: { data: { labels: own } },
      configs: { site: { name: 'demo-3fa9c1_ci_test_site_v7', file: 'site', labels: own } },
    });
  });

  it('the overlay repeats what it labels, because docker takes it in place of the recipe’s', () => {
    const text = `services: {app: {image: x, volumes: ["data:/d"]}}
volumes: {data: {driver: nfs, driver_opts: {o: "a$$b"}, labels: {z: 1}}}`;
    const { overlay } = plan({ compose: text });
    expect(overlay).toContain('o: a$$b');
    expect(parse(overlay).volumes).toEqual({
      data: {
        driver: 'nfs',
        driver_opts: { o: 'a$$b' },
        labels: ['z=1', 'cc-ci.stack=demo-3fa9c1_ci_test'],
      },
    });
  });

  it('a service without networks gets the default one labelled', () => {
    expect(parse(plan({ compose: 'services: {app: {image: x}}' }).overlay).networks).toEqual({
      default: { labels: ['cc-ci.stack=demo-3fa9c1_ci_test'] },
    });
  });

  it('what the manifest sets wins over the sample, with the app’s own names in it', () => {
    const manifest = { ...defaultManifest, env: { MAIL: 'root@{domain}', SITE_VERSION: 'v8' } };
    const text = 'services: {app: {image: "x:${SITE_VERSION}", environment: ["M=${MAIL}"]}}';
    expect(plan({ compose: text }, manifest)).toMatchObject({
      environment: { MAIL: 'root@demo-3fa9c1.ci.test', SITE_VERSION: 'v8' },
      images: ['x:v8'],
    });
  });

  it('the sample’s own example address becomes the app’s', () => {
    const text = 'services: {app: {image: x, environment: ["M=${MAIL}"]}}';
    expect(plan({ compose: text }).environment).toEqual({ MAIL: 'me@demo-3fa9c1.ci.test' });
  });
});

describe('the http check', () => {
  it.each([
    [
      'a port label',
      ['traefik.http.services.x.loadbalancer.server.port=3000'],
      { service: 'app', port: 3000 },
    ],
    ['no port label', ['traefik.enable=true'], { service: 'app', port: 80 }],
    [
      'https inside',
      ['traefik.enable=true', 'traefik.http.services.x.loadbalancer.server.scheme=https'],
      { scheme: 'https' },
    ],
    ['no traefik at all', ['a=b'], { kind: 'none' }],
  ])('%s', (_, labels, expected) => {
    expect(plan({ compose: withLabels(...labels) }).http).toMatchObject(expected);
  });

  it('a port that is none', () => {
    const text = withLabels('traefik.http.services.x.loadbalancer.server.port=http');
    expect(() => plan({ compose: text })).toThrow(
      /^compose.yml:1:12: the label .* of app is "http", not a port/,
    );
  });
});

describe('what is wrong with a recipe is said before anything is made', () => {
  it.each([
    [
      'an unset variable',
      { compose: 'services:\n  app:\n    image: x:${TAG}' },
      'compose.yml:3:12: variable TAG is not set: add TAG=… to .env.sample (or #TAG= where it may stay empty), give it a default: ${TAG:-…}, or set it under env: in cc-ci.yml',
    ],
    [
      'an unset config version',
      { abraSh: '' },
      'compose.yml:17:24: variable SITE_VERSION is not set: add export SITE_VERSION=v1 to abra.sh, or SITE_VERSION=v1 to .env.sample',
    ],
    [
      'a config version that only a shell knows',
      { abraSh: 'x\nexport SITE_VERSION=$(date)' },
      'abra.sh:2: SITE_VERSION is computed by the shell, and abra.sh is read, never executed; a compose file needs it: export a plain value',
    ],
    [
      'a variable that docker reads itself',
      { compose: 'services: {app: {image: "x:${DOCKER_HOST}"}}', env: 'DOCKER_HOST=tcp://x\n' },
      ".env.sample:1: the compose files take DOCKER_HOST, which docker's own program reads as well; give the recipe's variable another name",
    ],
    [
      'a timeout that is none',
      { env: `${env}TIMEOUT=soon\n` },
      'the label coop-cloud.demo-3fa9c1_ci_test.timeout is "soon", not a whole number of seconds: correct it in the compose file, or TIMEOUT in .env.sample',
    ],
  ])('%s', (_, more, message) => {
    expect(() => plan(more)).toThrow(new UserError(message));
  });

  it('a variable that the sample names, commented out, may stay empty', () => {
    const text = 'services: {app: {image: x, hostname: "a${THEME}"}}';
    expect(plan({ compose: text, env: '#THEME=dark\n' }).environment).toEqual({});
    expect(() => plan({ compose: text, env: '' })).toThrow(/variable THEME is not set/);
  });

  it('what a release that is out leaves unset stands for nothing, as it did when it was deployed', () => {
    const text = 'services: {app: {image: "x:1${SUFFIX}", environment: ["A=$OTHER"]}}';
    const stack = stackNameOf(domain);
    const of = { domain, stack, role: 'seasoned', manifest: defaultManifest } as const;
    expect(() => planApp(recipe({ compose: text }), { ...of, release: 'head' })).toThrow(/SUFFIX is not set/);
    expect(planApp(recipe({ compose: text }), { ...of, release: 'previous' }).app).toMatchObject({
      images: ['x:1'],
      services: [{ environment: { A: '' } }],
    });
  });

  describe("a variable that docker's own program reads, as `environment: - NAME`", () => {
    const text = 'services: {app: {image: x, environment: [DOCKER_HOST, MAIL]}, db: {image: y}}';

    it('is set by the overlay to what the recipe says, and never given to docker', () => {
      const app = plan({ compose: text, env: 'DOCKER_HOST=tcp://proxy:2375/$$\nMAIL=a\n' });
      expect(app.environment).toEqual({ MAIL: 'a' });
      const overlay = parse(app.overlay);
      expect(overlay.services.app.environment).toEqual(['DOCKER_HOST=tcp://proxy:2375/$$$$']);
      expect(overlay.services.db).not.toHaveProperty('environment');
      expect(app.services[0]?.environment).toMatchObject({ DOCKER_HOST: 'tcp://proxy:2375/$$', MAIL: 'a' });
    });

    it('is refused where the recipe sets none: it would be that of the machine', () => {
      expect(() => plan({ compose: text, env: 'MAIL=a\n' })).toThrow(
        "demo: the compose files take DOCKER_HOST, which docker's own program reads as well",
      );
    });
  });
});
