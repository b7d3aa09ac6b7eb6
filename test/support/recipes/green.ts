// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
/** Recipes that are good, each in a way of its own that a test of recipes could take for bad. */
import { SEARCHABLE, webWithDatabase } from './database.js';
import type { Files } from './repository.js';
import { all, type Ground, only, type Row } from './row.js';
import { CHECK, nginx, PAGES, QUICK, shell, web } from './web.js';

/** The site's settings, as a config with a version. */
const SITE = {
  configs: { site: { name: '${STACK_NAME}_site_${SITE_VERSION}', file: 'site.conf' } },
  app: {
    configs: [{ source: 'site', target: '/etc/nginx/conf.d/site.conf' }],
    secrets: ['token', 'licence'],
  },
  secrets: {
    token: { external: true, name: '${STACK_NAME}_token_${SECRET_TOKEN_VERSION}' },
    licence: { external: true, name: '${STACK_NAME}_licence_${SECRET_LICENCE_VERSION}' },
  },
  env: [`SECRET_TOKEN_VERSION=v1 # ${SEARCHABLE}`, 'SECRET_LICENCE_VERSION=v1 # generate=false'],
};

const MANIFEST = `checks:
  - name: front page
    http: {path: /, contains: welcome}
  - name: the token is there
    exec: {service: app, command: [test, -s, /run/secrets/token]}
data:
  - file: {volume: content, path: uploads/marker}
`;

const PAGE_TEST = `import { strictEqual } from 'node:assert';
import { test } from 'node:test';
test('the page is there', async () => {
  const { status } = await fetch(process.env.CCCI_BASE_URL);
  strictEqual(status, 200);
});
`;

function customHtml(
  { web: image, nginx: version }: Ground,
  release: string,
  site: number,
  files: Files = {},
): Files {
  return web({
    ...{ ...SITE, image, version: `${release}+${version}`, exports: [`export SITE_VERSION=v${site}`] },
    files: { 'site.conf': `add_header X-Site v${site};\n`, ...files },
  });
}

const simple = (
  { web: image, nginx: version }: Ground,
  release: string,
  more: Partial<Parameters<typeof web>[0]> = {},
): Files => web({ image, version: `${release}+${version}`, ...more });

export const customHtmlRow: Row = {
  name: 'custom-html: two releases, a manifest, checks, tests, configs and secrets',
  about: 'Every stage that there is, each with something to do.',
  source: (ground) => ({
    releases: [
      [`1.0.0+${ground.nginx}`, customHtml(ground, '1.0.0', 1)],
      [`1.1.0+${ground.nginx}`, customHtml(ground, '1.1.0', 1)],
    ],
    head: customHtml(ground, '1.2.0', 2, { 'cc-ci.yml': MANIFEST, 'tests/page.test.mjs': PAGE_TEST }),
  }),
  env: { CC_CI_SECRET_LICENCE: 'licence-9f1kQ27xT0' },
  expected: { stages: all({ checks: 'pass', local: 'pass' }), level: 5 },
  abra: {
    differs: { log: [/deployed by its version \(abra app upgrade 1\.2\.0\+/] },
    because: 'an operator goes from release to release',
  },
};

export const databaseRow: Row = {
  name: 'an app with a PostgreSQL that hooks dump and load',
  about:
    'Data in a table survives the upgrade and comes back from a dump, in place and afresh, with nothing said in a manifest.',
  source: (ground) => {
    const release = (version: string): Files =>
      webWithDatabase({
        postgres: ground.postgres,
        web: { image: ground.web, version: `${version}+${ground.nginx}` },
      });
    return { releases: [[`1.0.0+${ground.nginx}`, release('1.0.0')]], head: release('1.1.0') };
  },
  expected: { stages: all(), level: 5 },
};

export const migrationRow: Row = {
  name: 'a migration that runs once, ends with 0, and runs again with the upgrade',
  about: 'Swarm takes the orderly end of a one-shot for a failed update; it is none.',
  source: (ground) => {
    const migrate = (version: string) => ({
      image: ground.web,
      command: shell('sleep 2; echo migrated'),
      environment: { VERSION: version },
      volumes: [`content:${PAGES}`],
      deploy: { restart_policy: QUICK },
    });
    const release = (version: string): Files =>
      simple(ground, version, { services: { migrate: migrate(version) } });
    return { releases: [[`1.0.0+${ground.nginx}`, release('1.0.0')]], head: release('1.1.0') };
  },
  expected: { stages: only({ health: 'pass', http: 'pass', upgrade: 'pass', reinstall: 'pass' }), level: 2 },
};

export const slowRow: Row = {
  name: 'a slow starter, healthy after twenty seconds',
  about: 'Slow is not broken, as long as its own start period has not ended.',
  source: (ground) => ({
    releases: [],
    head: simple(ground, '1.0.0', {
      before: 'sleep 20',
      app: { healthcheck: { ...CHECK, start_period: '60s' } },
    }),
  }),
  expected: {
    stages: only({ health: 'pass', http: 'pass' }),
    level: 1,
    log: [/app: 0 of 1 running, starting \(health check pending\)/],
  },
};

export const impatientRow: Row = {
  name: 'an app that ends with 1 until its database answers, three times',
  about: 'Swarm knows no depends_on: some deaths are the usual start of many recipes.',
  source: (ground) => {
    // The database comes up once the app has died three times, however fast the machine is.
    const shared = `deaths:/deaths`;
    return {
      releases: [],
      head: simple(ground, '1.0.0', {
        before: 'echo . >> /deaths/all; curl -fsS --max-time 2 http://tasks.db/ >/dev/null || exit 1',
        app: { volumes: [shared] },
        services: {
          db: {
            image: ground.web,
            command: nginx('until [ "$(cat /deaths/all | wc -l)" -gt 3 ]; do sleep 0.2; done'),
            volumes: [shared],
            healthcheck: { ...CHECK, start_period: '90s' },
            deploy: { restart_policy: QUICK },
          },
        },
        volumes: { deaths: {} },
      }),
    };
  },
  expected: {
    stages: only({ health: 'pass', http: 'pass' }),
    level: 1,
    log: [/app: .*\(failed 3 × so far\)/],
  },
};

export const plainRow: Row = {
  name: 'a recipe without a manifest',
  about: 'A marker file in each volume that is backed up whole stands in for what a manifest would say.',
  source: (ground) => ({
    releases: [[`1.0.0+${ground.nginx}`, simple(ground, '1.0.0')]],
    head: simple(ground, '1.1.0'),
  }),
  expected: {
    stages: all(),
    level: 5,
    log: [
      /there after the upgrade: file content\/\.cc-ci-marker/,
      /there after the restore: file content\/\.cc-ci-marker/,
    ],
  },
};

export const onlyReleaseRow: Row = {
  name: 'a recipe without a second release',
  about: 'There is nothing to upgrade from, which is no fault and holds no level back.',
  source: (ground) => ({ releases: [[`1.0.0+${ground.nginx}`, simple(ground, '1.0.0')]] }),
  expected: {
    stages: only({ health: 'pass', http: 'pass', upgrade: 'not-applicable' }),
    level: 2,
    log: [/upgrade .*release/],
  },
};

const GROWN = `data:
  - file: {volume: content, path: marker}
  - file: {volume: media, path: marker}
`;

export const grownRow: Row = {
  name: 'a head that brings a volume and a secret, and lets a service go',
  about:
    'What the old release doesn’t have yet is no loss; what the head no longer has is nobody’s to wait for.',
  source: (ground) => ({
    releases: [
      [
        `1.0.0+${ground.nginx}`,
        simple(ground, '1.0.0', {
          services: { cache: { image: ground.web, command: nginx(), deploy: { restart_policy: QUICK } } },
        }),
      ],
    ],
    head: simple(ground, '1.1.0', {
      app: { volumes: [`content:${PAGES}`, 'media:/media'], secrets: ['token'] },
      volumes: { media: {} },
      secrets: { token: { external: true, name: '${STACK_NAME}_token_${SECRET_TOKEN_VERSION}' } },
      env: [`SECRET_TOKEN_VERSION=v1 # ${SEARCHABLE}`],
      files: { 'cc-ci.yml': GROWN },
    }),
  }),
  expected: {
    stages: only({ health: 'pass', http: 'pass', upgrade: 'pass', backup: 'pass', restore: 'pass' }),
    level: 3,
    log: [/there after the restore: file media\/marker/],
  },
};

/** The label of version 1 on the app alone, as recipes have it that got their database later. */
export const forgottenDatabaseRow: Row = {
  name: 'a database that is in no backup',
  about: 'Its neighbour’s files come back and the restore is good: of the backup that says too little.',
  source: ({ web: image, nginx: version, postgres }) => {
    const db = {
      image: postgres,
      environment: { POSTGRES_PASSWORD: 'of-a-test' },
      volumes: ['db-data:/var/lib/postgresql/data'],
      healthcheck: {
        test: ['CMD', 'pg_isready', '--username', 'postgres', '--host', '127.0.0.1'],
        ...{ interval: '1s', timeout: '3s', retries: 30 },
      },
      deploy: { restart_policy: QUICK },
    };
    const labels = [`backupbot.backup.path=${PAGES}`];
    const volumes = { 'db-data': {} };
    return {
      releases: [],
      head: web({ image, version: `1.0.0+${version}`, labels, services: { db }, volumes }),
    };
  },
  expected: {
    stages: only({ health: 'pass', http: 'pass', backup: 'unverified', restore: 'pass' }),
    level: 1,
    log: [/the volume db-data of the database db is in no backup, so a restore brings none of its data back/],
  },
};

export const unlabelledRow: Row = {
  name: 'a recipe whose old release has no backup labels',
  about: 'The backup is the head’s: it is judged after the upgrade, by the labels that are there then.',
  source: (ground) => ({
    releases: [[`1.0.0+${ground.nginx}`, simple(ground, '1.0.0', { isBackedUp: false })]],
    head: simple(ground, '1.1.0'),
  }),
  expected: {
    stages: only({ health: 'pass', http: 'pass', upgrade: 'pass', backup: 'pass', restore: 'pass' }),
    level: 3,
  },
};
