// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
/** Recipes that are nothing without another one: what they need comes up first, or they aren't judged. */
import { SEARCHABLE } from './database.js';
import type { Files, RecipeSource } from './repository.js';
import { all, type Ground, only, type Row } from './row.js';
import { PAGES, web, type Yaml } from './web.js';

const PROXY = { networks: { proxy: { external: true } } };

/** An app whose page says where it is, with a secret that others may ask for. @param before what else it does first. */
export function provider(
  { web: image, nginx: version }: Ground,
  before?: string,
  more: Yaml = {},
): RecipeSource {
  const files = web({
    ...PROXY,
    image,
    version: `3.0.0+${version}`,
    before: before ?? `echo "provider $DOMAIN $MOTTO" > ${PAGES}/index.html`,
    app: {
      networks: ['proxy'],
      environment: { DOMAIN: '${DOMAIN}', MOTTO: '${MOTTO}' },
      secrets: ['token'],
      ...more,
    },
    secrets: { token: { external: true, name: '${STACK_NAME}_token_${SECRET_TOKEN_VERSION}' } },
  });
  const env = ['TYPE=provider', 'DOMAIN=provider.example.com', 'LETS_ENCRYPT_ENV=production', 'MOTTO=none'];
  return {
    releases: [],
    head: { ...files, '.env.sample': `${[...env, `SECRET_TOKEN_VERSION=v1 # ${SEARCHABLE}`].join('\n')}\n` },
  };
}

/** nginx looks its upstream up when it starts, and ends with 1 where it isn't there. */
const CONFIGURE = [
  `echo "server { listen 8080; location / { proxy_pass http://tasks.$SSO_STACK""_app/; proxy_set_header Host $SSO_DOMAIN; } }"`,
  '> /etc/nginx/conf.d/sso.conf',
].join(' ');

const MANIFEST = `needs:
  - {name: sso, recipe: ../provider, env: {MOTTO: for tests}}
env:
  SSO_DOMAIN: "{need:sso:domain}"
  SSO_STACK: "{need:sso:stack}"
  SSO_TOKEN_NAME: "{need:sso:secret:token}"
checks:
  - name: the provider's page comes through
    http: {service: app, port: 8080, path: /, matches: "^provider prov-[0-9a-f]{6}[.].* for tests"}
  - name: the provider's secret is there
    exec: {service: app, command: [test, -s, /run/secrets/sso_token]}
  - name: a check knows the provider's domain
    exec: {service: app, command: [sh, -c, 'test "$CCCI_NEED_SSO_DOMAIN" = "$SSO_DOMAIN"']}
`;

const NEED_TEST = `import { match } from 'node:assert';
import { test } from 'node:test';
test('a test knows where the provider is', () => {
  match(process.env.CCCI_NEED_SSO_DOMAIN, /^prov-[0-9a-f]{6}[.]/);
  match(process.env.CCCI_NEED_SSO_STACK, /^prov-[0-9a-f]{6}_/);
});
`;

function consumer({ web: image, nginx: version }: Ground, release: string, files: Files = {}): Files {
  return web({
    ...PROXY,
    image,
    version: `${release}+${version}`,
    before: CONFIGURE,
    app: {
      networks: ['proxy'],
      environment: { SSO_DOMAIN: '${SSO_DOMAIN}', SSO_STACK: '${SSO_STACK}' },
      secrets: ['sso_token'],
    },
    secrets: { sso_token: { external: true, name: '${SSO_TOKEN_NAME}' } },
    env: [
      '#SSO_DOMAIN=sso.example.com',
      '#SSO_STACK=sso_example_com',
      '#SSO_TOKEN_NAME=sso_example_com_token_v1',
    ],
    files,
  });
}

const source = (ground: Ground, manifest = MANIFEST): RecipeSource => ({
  releases: [[`1.0.0+${ground.nginx}`, consumer(ground, '1.0.0')]],
  head: consumer(ground, '1.1.0', { 'cc-ci.yml': manifest, 'tests/sso.test.mjs': NEED_TEST }),
});

export const needyRow: Row = {
  name: 'a recipe that needs another one, which is deployed first and serves both of its apps',
  about: 'An app that ends with 1 without its provider: it has to be up before, and is gone after.',
  source,
  beside: (ground) => ({ provider: provider(ground) }),
  expected: {
    stages: all({ checks: 'pass', local: 'pass' }),
    level: 5,
    log: [/needs sso: provider 3\.0\.0\+.*, up at prov-[0-9a-f]{6}\./],
  },
};

const NOT_JUDGED = only({ install: 'error', health: 'skip', http: 'skip', upgrade: 'skip' });

/** The provider as a release in a repository of its own. */
export const remoteRow = (url: string): Row => ({
  name: 'a recipe whose need is in a repository of its own',
  about: 'Its files come from a git server, and are no repository when they are deployed.',
  source: (ground) => source(ground, MANIFEST.replace('../provider', url)),
  expected: { stages: only({ health: 'pass', http: 'pass', checks: 'pass' }), level: 1 },
});

/** Up, and never healthy. */
const NEVER = { healthcheck: { test: ['CMD', 'false'], interval: '1s', retries: 3, start_period: '120s' } };

export const sleepyNeedRow: Row = {
  name: 'a recipe whose need never gets healthy',
  about: 'The need has a limit of its own, here by what the recipe under test sets over its variables.',
  source: (ground) => source(ground, MANIFEST.replace('MOTTO: for tests', 'TIMEOUT: "8"')),
  beside: (ground) => ({ provider: provider(ground, undefined, NEVER) }),
  expected: {
    stages: NOT_JUDGED,
    level: 0,
    finding: {
      stage: 'install',
      code: 'need-failed',
      blame: 'harness',
      service: 'app',
      message: /the need sso \(\.\.\/provider, at prov-[0-9a-f]{6}\.\S+\): not healthy within 8 s: app: /,
      evidence: /found of sso: not-healthy-in-time/,
    },
  },
};

export const deniedNeedRow: Row = {
  name: 'a fork’s change of a recipe whose need mounts a path of the host',
  about: 'The policy holds for what is needed too; nothing is deployed.',
  source: (ground) => ({
    releases: [[`1.0.0+${ground.nginx}`, consumer(ground, '1.0.0', { 'cc-ci.yml': MANIFEST })]],
    head: { 'README.md': '# changed\n' },
  }),
  beside: (ground) => ({ provider: provider(ground, undefined, { volumes: ['/etc:/host:ro'] }) }),
  inputs: { trust: 'fork', base: 'HEAD~1' },
  expected: {
    stages: only({ install: 'error', health: 'skip' }),
    level: 0,
    finding: {
      stage: 'install',
      code: 'need-failed',
      blame: 'harness',
      message:
        /the need sso \(\.\.\/provider\) may not be deployed: compose\.yml:\d+:\d+: app .*\(bind-mount\)/,
    },
  },
};

export const brokenNeedRow: Row = {
  name: 'a recipe whose need ends with 1 each time it starts',
  about: 'The recipe under test is not judged for it.',
  source,
  beside: (ground) => ({ provider: provider(ground, 'echo no database; exit 1') }),
  expected: {
    stages: NOT_JUDGED,
    level: 0,
    finding: {
      stage: 'install',
      code: 'need-failed',
      blame: 'harness',
      service: 'app',
      message: /the need sso \(\.\.\/provider, at prov-[0-9a-f]{6}\.\S+\): app: /,
      evidence: /found of sso: crash-loop[\s\S]*no database/,
    },
    log: [/health .*what the recipe needs is not there/],
  },
};

const warm = (domain: string): string => `needs:
  - {name: sso, recipe: ../provider, warm: ${domain}}
env: {SSO_DOMAIN: "{need:sso:domain}"}
checks:
  - name: a check knows the provider's domain
    exec: {service: app, command: [sh, -c, 'test "$CCCI_NEED_SSO_DOMAIN" = "${domain}"']}
`;

const besideWarm = ({ web: image, nginx: version }: Ground, domain: string): RecipeSource => ({
  releases: [[`1.0.0+${version}`, web({ image, version: `1.0.0+${version}` })]],
  head: web({ image, version: `1.1.0+${version}`, files: { 'cc-ci.yml': warm(domain) } }),
});

/** Beside an app that is there. */
export const warmRow = (domain: string): Row => ({
  name: 'a recipe whose need is there already',
  about: 'It is asked, and never touched.',
  source: (ground) => besideWarm(ground, domain),
  expected: {
    stages: only({ health: 'pass', http: 'pass', checks: 'pass' }),
    level: 1,
    log: [/needs sso: \S+ answers 200/],
  },
});

export const absentNeedRow: Row = {
  name: 'a recipe whose need is to be there already, and is not',
  about: 'Said before anything is deployed.',
  source: (ground) => besideWarm(ground, 'sso.nowhere.invalid'),
  expected: {
    stages: NOT_JUDGED,
    level: 0,
    finding: {
      stage: 'install',
      code: 'need-failed',
      blame: 'host',
      message:
        /the need sso is to be there already \(warm: sso\.nowhere\.invalid\), and it is not: .* \(\d+ tries in /,
      evidence: /https:\/\/sso\.nowhere\.invalid\//,
    },
  },
};
