// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
/** For each rule what it finds, and beside it what is close and fine. */

import type { Changed } from './recipe.js';

export type Example = Changed & {
  readonly of: string;
  readonly says?: string | RegExp;
  readonly at?: string;
};
export type RuleExamples = { readonly found: readonly Example[]; readonly fine: readonly Example[] };

const image = (to: string): Changed => ({ replace: [['nginx:1.27.3', to]] });
const release = (tag: string, isAnnotated: boolean) => ({ tag, sha: 'e'.repeat(40), isAnnotated });
const sha = '0123456789abcdef0123456789abcdef01234567';

export const examples: Readonly<Record<string, RuleExamples>> = {
  R001: {
    found: [
      {
        of: 'another',
        replace: [['"3.8"', '"3.9"']],
        says: 'version is 3.9, and abra expects "3.8"',
        at: 'compose.yml:1',
      },
      { of: 'none', replace: [['version: "3.8"\n', '']], says: 'version is missing' },
    ],
    fine: [{ of: 'single quotes', replace: [['"3.8"', "'3.8'"]] }],
  },
  R002: {
    found: [
      {
        of: 'none',
        replace: [['    healthcheck: {test: [CMD, "true"]}\n', '']],
        says: 'app has no healthcheck',
        at: 'compose.yml:3:3',
      },
      {
        of: 'none in an overlay',
        overlay:
          'version: "3.8"\nservices: {db: {image: "pg:16", deploy: {update_config: {failure_action: rollback}}}}',
        says: 'db has no',
        at: 'compose.over.yml:2:12',
      },
    ],
    fine: [
      {
        of: 'one from an overlay',
        replace: [['    healthcheck: {test: [CMD, "true"]}\n', '']],
        overlay: 'version: "3.8"\nservices: {app: {healthcheck: {test: [CMD, "true"]}}}',
      },
      {
        of: 'a job',
        overlay: 'version: "3.8"\nservices: {job: {image: "x:1", deploy: {mode: replicated-job}}}',
      },
    ],
  },
  R003: {
    found: [
      {
        of: 'none',
        ...image('nginx'),
        says: 'the image nginx of app has no tag, which is :latest',
        at: 'compose.yml:4:12',
      },
      { of: "a registry's port", ...image('registry.test:5000/nginx') },
    ],
    fine: [{ of: 'a digest', ...image(`nginx@sha256:${'a'.repeat(64)}`) }],
  },
  R004: {
    found: [
      { of: 'latest', ...image('nginx:latest'), says: 'has the tag latest, behind which' },
      { of: 'nightly', ...image('registry.test:5000/nginx:nightly') },
    ],
    fine: [{ of: 'latest, with a digest', ...image(`nginx:latest@sha256:${'a'.repeat(64)}`) }],
  },
  R005: {
    found: [
      {
        of: 'a name',
        ...image('nginx:mainline'),
        says: "has the tag mainline, which doesn't begin with a version",
      },
    ],
    fine: [
      { of: 'a v', ...image('nginx:v1.2') },
      { of: 'a number', ...image('postgres:16') },
      { of: 'a variant', ...image('nginx:1.27.3-alpine3.20') },
      { of: 'a date', ...image('app:2026.11.21-1') },
    ],
  },
  R007: {
    found: [
      { of: 'no README.md', without: 'README.md', says: 'there is no README.md' },
      { of: 'no block', replace: [['<!-- metadata -->', '']], says: 'no block', at: 'README.md:1' },
      {
        of: 'an empty line',
        replace: [['**Email**: No', '**Email**:']],
        says: 'says nothing for Email',
        at: 'README.md:3',
      },
      {
        of: 'two lines missing',
        replace: [
          ['* **SSO**: No\n', ''],
          ['* **Tests**: 2\n', ''],
        ],
        says: 'says nothing for Tests, SSO',
      },
    ],
    fine: [
      { of: 'dashes', replace: [['* **', '- **']] },
      { of: 'a colon inside of the bold', replace: [['**Email**: No', '**Email:** No']] },
    ],
  },
  R009: {
    found: [
      {
        of: 'another name',
        replace: [['  app:', '  web:']],
        says: 'no service is called app, which abra looks for; there is web',
        at: 'compose.yml:3:3',
      },
    ],
    fine: [
      {
        of: 'one more service',
        overlay:
          'version: "3.8"\nservices: {app2: {image: "x:1", healthcheck: {test: "true"}, deploy: {update_config: {failure_action: rollback}}}}',
      },
    ],
  },
  R010: {
    found: [
      {
        of: 'no label',
        replace: [['"traefik.enable=true"', '"a=b"']],
        says: 'no service has the label traefik.enable=true',
        at: 'compose.yml:13:7',
      },
      {
        of: 'only on the container',
        replace: [
          ['"traefik.enable=true"', '"a=b"'],
          ['    networks: [proxy]', '    networks: [proxy]\n    labels: [traefik.enable=true]'],
        ],
      },
      { of: 'false', replace: [['traefik.enable=true', 'traefik.enable=false']] },
    ],
    fine: [
      {
        of: 'nothing to route',
        replace: [
          ['"traefik.enable=true"', '"a=b"'],
          ['DOMAIN=demo.example.com\n', ''],
        ],
      },
    ],
  },
  R012: {
    found: [
      {
        of: 'in .env.sample',
        without: 'abra.sh',
        replace: [['TYPE=demo\n', 'TYPE=demo\nSITE_VERSION=v1\n']],
        says: "the config site is named after SITE_VERSION, which abra.sh doesn't export",
      },
    ],
    fine: [{ of: 'in both', replace: [['TYPE=demo\n', 'TYPE=demo\nSITE_VERSION=v1\n']] }],
  },
  R014: {
    found: [
      {
        of: 'one among others',
        releases: [release('0.1.0+1', true), release('0.2.0+2', false)],
        says: 'the release tag 0.2.0+2 (eeeeeeee) is lightweight',
      },
    ],
    fine: [
      { of: 'no release yet', releases: [] },
      { of: 'no remote that answers', releases: undefined },
    ],
  },
  R015: {
    found: [
      {
        of: 'a long one',
        replace: [['token', 'the_long_token']],
        says: "the secret's name the_long_token has 14 characters",
      },
    ],
    fine: [{ of: 'twelve', replace: [['token', 'twelve_chars']] }],
  },
  'config-not-versioned': {
    found: [
      {
        of: 'the same name for ever',
        replace: [['_site_${SITE_VERSION}', '_site']],
        says: /^the config site is always demo-3fa9c1_ci_test_site: once/,
        at: 'compose.yml:23:24',
      },
      { of: 'no name', replace: [['name: "${STACK_NAME}_site_${SITE_VERSION}", ', '']] },
    ],
    fine: [
      { of: 'a number', replace: [['_site_${SITE_VERSION}', '_site_v3']] },
      {
        of: 'an external one',
        replace: [
          [
            '{name: "${STACK_NAME}_site_${SITE_VERSION}", file: site}',
            '{external: true, name: "${STACK_NAME}_site"}',
          ],
        ],
      },
    ],
  },
  'secret-version-missing': {
    found: [
      {
        of: 'a default',
        replace: [
          ['SECRET_TOKEN_VERSION=v1\n', ''],
          ['${SECRET_TOKEN_VERSION}', '${SECRET_TOKEN_VERSION:-v1}'],
        ],
        says: "the secret token is named after SECRET_TOKEN_VERSION, which .env.sample doesn't set",
      },
    ],
    fine: [
      { of: 'a default beside it', replace: [['${SECRET_TOKEN_VERSION}', '${SECRET_TOKEN_VERSION:-v1}']] },
    ],
  },
  'secret-version-unused': {
    found: [
      {
        of: 'one more',
        replace: [['SECRET_TOKEN_VERSION=v1\n', 'SECRET_TOKEN_VERSION=v1\nSECRET_OLD_VERSION=v1\n']],
        says: 'SECRET_OLD_VERSION is set, and no compose file',
        at: '.env.sample:5',
      },
    ],
    fine: [
      {
        of: 'commented out',
        replace: [['SECRET_TOKEN_VERSION=v1\n', 'SECRET_TOKEN_VERSION=v1\n#SECRET_OLD_VERSION=v1\n']],
      },
      {
        of: 'in an overlay',
        replace: [['SECRET_TOKEN_VERSION=v1\n', 'SECRET_TOKEN_VERSION=v1\nSECRET_NEW_VERSION=v1\n']],
        overlay:
          'version: "3.8"\nservices: {app: {secrets: [new]}}\nsecrets: {new: {external: true, name: "${STACK_NAME}_new_${SECRET_NEW_VERSION}"}}',
      },
    ],
  },
  'env-newline': {
    found: [
      {
        of: 'none',
        replace: [['SECRET_TOKEN_VERSION=v1\n', 'SECRET_TOKEN_VERSION=v1']],
        says: ".env.sample doesn't end with a newline",
        at: '.env.sample:4',
      },
    ],
    fine: [{ of: 'two', replace: [['SECRET_TOKEN_VERSION=v1\n', 'SECRET_TOKEN_VERSION=v1\n\n']] }],
  },
  'env-type': {
    found: [
      {
        of: 'none',
        replace: [['TYPE=demo\n', '']],
        says: '.env.sample has no TYPE=demo',
        at: '.env.sample:1',
      },
    ],
    fine: [{ of: 'with a version', replace: [['TYPE=demo\n', 'TYPE=demo:0.2.0+1.27.3\n']] }],
  },
  'version-missing': {
    found: [
      {
        of: 'none',
        replace: [['coop-cloud.${STACK_NAME}.version=0.2.0+1.27.3', 'a=b']],
        says: 'no service has the label coop-cloud.${STACK_NAME}.version',
      },
      {
        of: 'an empty one, as in a recipe that was just made',
        replace: [['version=0.2.0+1.27.3', 'version=']],
        says: 'the label coop-cloud.${STACK_NAME}.version is empty',
        at: 'compose.yml:18:11',
      },
      {
        of: 'one of old',
        replace: [['coop-cloud.${STACK_NAME}.version=', 'coop-cloud.${STACK_NAME}.app.version=']],
        says: 'no service has the label',
      },
    ],
    fine: [
      {
        of: 'on another service',
        replace: [['coop-cloud.${STACK_NAME}.version=0.2.0+1.27.3', 'a=b']],
        overlay:
          'version: "3.8"\nservices: {db: {image: "x:1", healthcheck: {test: "true"}, deploy: {update_config: {failure_action: rollback}, labels: ["coop-cloud.${STACK_NAME}.version=0.2.0+1.27.3"]}}}',
      },
    ],
  },
  'version-format': {
    found: [
      {
        of: 'two numbers',
        replace: [['version=0.2.0+1.27.3', 'version=0.2']],
        says: 'the version label of app is "0.2", which isn\'t of the form 1.2.3+4.5',
        at: 'compose.yml:18:11',
      },
      { of: 'a v', replace: [['version=0.2.0+1.27.3', 'version=v0.2.0+1.27.3']] },
    ],
    fine: [
      {
        of: 'a label of old, which abra no longer reads',
        replace: [['timeout=', 'app.version=1.27.3-0123abcd"\n        - "coop-cloud.${STACK_NAME}.timeout=']],
      },
      {
        of: 'any version of the app',
        replace: [['version=0.2.0+1.27.3', 'version=0.2.0+1.0.6-social-amd64']],
        releases: [],
      },
    ],
  },
  'version-of-app': {
    found: [
      {
        of: 'one half',
        replace: [['version=0.2.0+1.27.3', 'version=0.2.0']],
        releases: [],
        says: 'the version label of app is "0.2.0", which says the recipe\'s version and not',
      },
    ],
    fine: [
      { of: 'both halves', replace: [['version=0.2.0+1.27.3', 'version=0.2.1-beta+1.27.3']], releases: [] },
    ],
  },
  'version-other': {
    found: [
      {
        of: "than the commit's tag",
        releases: [{ tag: '0.3.0+1.27.3', sha, isAnnotated: true }],
        says: 'the version label is 0.2.0+1.27.3, and this commit is released as 0.3.0+1.27.3',
      },
      {
        of: "than another service's",
        overlay:
          'version: "3.8"\nservices: {db: {image: "x:1", healthcheck: {test: "true"}, deploy: {update_config: {failure_action: rollback}, labels: ["coop-cloud.${STACK_NAME}.version=0.1.0+1"]}}}',
        says: 'the version label of db is 0.1.0+1, and 0.2.0+1.27.3 on app',
      },
    ],
    fine: [
      { of: 'a commit without a tag', releases: [release('0.3.0+1.27.3', true)] },
      { of: 'a changed tree', isDirty: true, releases: [{ tag: '0.3.0+1.27.3', sha, isAnnotated: true }] },
    ],
  },
  'timeout-label': {
    found: [{ of: 'none', replace: [['coop-cloud.${STACK_NAME}.timeout=', 'a=']], says: 'abra waits 50 s' }],
    fine: [{ of: 'a plain number', replace: [['${TIMEOUT:-300}', '60']] }],
  },
  'update-rollback': {
    found: [
      {
        of: 'nothing',
        replace: [['      update_config: {failure_action: rollback}\n', '']],
        says: 'a failed update of app stops half way (failure_action pause)',
      },
      {
        of: 'another',
        replace: [['failure_action: rollback', 'failure_action: continue']],
        says: 'failure_action continue',
      },
    ],
    fine: [
      {
        of: 'from an overlay',
        replace: [['{failure_action: rollback}', '{order: start-first}']],
        overlay: 'version: "3.8"\nservices: {app: {deploy: {update_config: {failure_action: rollback}}}}',
      },
    ],
  },
  'backup-label': {
    found: [
      {
        of: 'none',
        replace: [['backupbot.backup=', 'a=']],
        says: 'there are volumes (content) and no label backupbot.backup',
        at: 'compose.yml:22:11',
      },
    ],
    fine: [
      {
        of: 'no volumes',
        replace: [
          ['backupbot.backup=', 'a='],
          ['    volumes: ["content:/c"]\n', ''],
          ['volumes: {content: }\n', ''],
        ],
      },
      {
        of: 'a tmpfs',
        replace: [
          ['backupbot.backup=', 'a='],
          ['{content: }', '{content: {driver_opts: {type: tmpfs, device: tmpfs}}}'],
        ],
      },
    ],
  },
  'certificate-resolver': {
    found: [
      {
        of: 'a name',
        replace: [['certresolver=${LETS_ENCRYPT_ENV}', 'certresolver=production']],
        says: 'the certificate resolver of app is always production',
      },
      {
        of: 'another variable',
        replace: [['certresolver=${LETS_ENCRYPT_ENV}', 'certresolver=${RESOLVER:-x}']],
      },
    ],
    fine: [
      {
        of: 'a default',
        replace: [['certresolver=${LETS_ENCRYPT_ENV}', 'certresolver=${LETS_ENCRYPT_ENV:-production}']],
      },
      {
        of: 'a default, under an overlay',
        replace: [['certresolver=${LETS_ENCRYPT_ENV}', 'certresolver=${LETS_ENCRYPT_ENV:-production}']],
        overlay: 'version: "3.8"\nservices: {app: {deploy: {labels: [a=b]}}}',
      },
      { of: 'none', replace: [['certresolver=${LETS_ENCRYPT_ENV}', 'certresolver=']] },
    ],
  },
  'entry-point': {
    found: [
      {
        of: 'one of two',
        replace: [['web,web-secure', 'web,websecure']],
        says: 'app is routed from the entry point "websecure"',
      },
    ],
    fine: [{ of: 'one', replace: [['web,web-secure', 'web-secure']] }],
  },
  'label-key': {
    found: [
      {
        of: 'a mapping',
        overlay: 'version: "3.8"\nservices: {app: {deploy: {labels: {"a.${STACK_NAME}.b": c}}}}',
        says: 'app has a label that is called a.${STACK_NAME}.b, letter by letter',
        at: 'compose.over.yml:2:36',
      },
    ],
    fine: [
      {
        of: 'a mapping without',
        overlay: 'version: "3.8"\nservices: {app: {deploy: {labels: {a.b: "${STACK_NAME}"}}}}',
      },
      {
        of: 'a list',
        overlay: 'version: "3.8"\nservices: {app: {deploy: {labels: ["a.${STACK_NAME}.b=c"]}}}',
      },
    ],
  },
  'placed-by-node': {
    found: [
      {
        of: 'its name',
        replace: [['node.role == manager', 'node.hostname == swarm1']],
        says: 'app runs only where node.hostname == swarm1',
      },
      { of: 'its label', replace: [['node.role == manager', 'node.labels.ssd==true']] },
    ],
    fine: [{ of: 'a platform', replace: [['node.role == manager', 'node.platform.arch == x86_64']] }],
  },
};
