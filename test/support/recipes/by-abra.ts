// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
/** What abra alone can do to a run: ways of an upgrade, words that are no verdicts, a bot that looks at nothing, a lint of its own. */
import type { RecipeSource } from './repository.js';
import { type Ground, only, type Row } from './row.js';
import { PAGES, type Web, web } from './web.js';

const twice = (
  { web: image, nginx }: Ground,
  of: { readonly from?: Partial<Web>; readonly to?: Partial<Web>; readonly head?: string },
): RecipeSource => ({
  releases: [[`1.0.0+${nginx}`, web({ image, version: `1.0.0+${nginx}`, ...of.from })]],
  head: web({ image, version: `${of.head ?? '1.1.0'}+${nginx}`, env: ['HEAD=1'], ...of.to }),
});

const once = ({ web: image, nginx }: Ground, of: Partial<Web> = {}): RecipeSource => ({
  releases: [],
  head: web({ image, version: `1.0.0+${nginx}`, ...of }),
});

const UPGRADED = { stages: only({ health: 'pass', upgrade: 'pass' }), level: 0 } as const;

/** A config whose version an upgrade would have to find in each app's own .env. */
const UNVENDORED: Partial<Web> = {
  app: { configs: [{ source: 'site', target: '/etc/nginx/conf.d/site.conf' }] },
  configs: { site: { name: '${STACK_NAME}_site_${SITE_VERSION}', file: 'site.conf' } },
  env: ['SITE_VERSION=v1'],
  files: { 'site.conf': 'add_header X-Site 1;\n' },
};

const NOTES = `data:
  - exec:
      service: app
      write: [sh, -c, "mkdir -p ${PAGES}/notes && echo {marker} > ${PAGES}/notes/{name}"]
      read: [cat, "${PAGES}/notes/{name}"]
      remove: [rm, "${PAGES}/notes/{name}"]
`;

export const byAbra: readonly Row[] = [
  {
    name: 'an upgrade that abra would call failed is judged by its services',
    about: 'A slow roll was called failed with every service healthy: abra is not asked to wait.',
    source: (ground) => twice(ground, {}),
    mode: 'upgrade-says-failed',
    expected: { ...UPGRADED, log: [/deployed by its version \(abra app upgrade 1\.1\.0\+/] },
  },
  {
    name: 'a rollback behind abra’s back is a failed upgrade',
    about: 'One of one is healthy, abra ended with 0, and the label version is the old release’s.',
    source: (ground) => twice(ground, {}),
    mode: 'rolled-back',
    expected: {
      stages: only({ health: 'pass', upgrade: 'fail' }),
      level: 0,
      finding: {
        ...{ stage: 'upgrade', code: 'upgrade-rolled-back', blame: 'recipe', service: 'app' },
        message: /^app: Swarm rolled the update back.*the old release \(1\.0\.0\+/,
      },
    },
  },
  {
    name: 'a head with the version of the release before it is upgraded by its commit',
    about: 'By its version it could not be told from what is deployed.',
    source: (ground) => twice(ground, { head: '1.0.0' }),
    expected: {
      ...UPGRADED,
      log: [
        /deployed by its commit \(abra app deploy -C\): the head's version, 1\.0\.0\+\S+, does not follow/,
      ],
    },
  },
  {
    name: 'an old release that abra’s lint refuses is upgraded all the same',
    about: 'Who changes the head can’t mend it, and docker takes it.',
    source: (ground) => twice(ground, { from: UNVENDORED }),
    expected: {
      ...UPGRADED,
      log: [
        /warning: abra app deploy 1\.0\.0\+\S+: lint error .*\(R012\); its commit is deployed instead/,
        /deployed by its commit .*: what is deployed is no release/,
      ],
    },
  },
  {
    name: 'a hook that fails is a failed backup, though the bot goes on',
    about: 'The bot logs it, stores what there is, and ends with 0.',
    source: (ground) => once(ground, { labels: ['backupbot.backup.pre-hook=echo no database; exit 3'] }),
    expected: {
      stages: only({ health: 'pass', backup: 'fail', restore: 'skip' }),
      level: 0,
      finding: {
        ...{ stage: 'backup', code: 'backup-failed', blame: 'recipe' },
        message:
          /^abra app backup create: a hook failed, and the bot went on: Failed to run command echo no database; exit 3/,
      },
    },
  },
  {
    name: 'a dump that cc-ci.yml’s own command finds bad is a failed backup',
    about: 'Between the hooks and restic nobody but the bot has a turn: it is asked afterwards.',
    source: (ground) =>
      once(ground, {
        files: {
          'cc-ci.yml': `backup:\n  verify: {service: app, command: [grep, -q, complete, ${PAGES}/dump]}\n`,
        },
        labels: [
          `backupbot.backup.pre-hook=echo begun > ${PAGES}/dump`,
          'backupbot.backup.volumes.content.path=dump',
        ],
      }),
    expected: {
      stages: only({ health: 'pass', backup: 'fail', restore: 'skip' }),
      level: 0,
      finding: {
        ...{ stage: 'backup', code: 'backup-empty', blame: 'recipe', service: 'app' },
        message: /^backup\.verify in app says that the dump is not good: exit code 1$/,
      },
    },
  },
  {
    name: 'a dump that a post-hook takes away again is said not to have been looked at',
    about: 'Its data comes back with the restore, which shows more.',
    source: (ground) =>
      once(ground, {
        files: { 'cc-ci.yml': NOTES },
        labels: [
          `backupbot.backup.pre-hook=tar -C ${PAGES} -cf ${PAGES}/notes.tar notes`,
          'backupbot.backup.volumes.content.path=notes.tar',
          `backupbot.backup.post-hook=rm ${PAGES}/notes.tar`,
          `backupbot.restore.post-hook=tar -C ${PAGES} -xf ${PAGES}/notes.tar`,
        ],
      }),
    expected: {
      stages: only({ health: 'pass', backup: 'pass', restore: 'pass' }),
      level: 0,
      log: [
        /not looked at: content\/notes\.tar is not there, after a post-hook that may have taken the dump away/,
      ],
    },
  },
  {
    name: 'abra’s own lint is beside ours, and where they differ is said',
    about: 'A README that says its category and nothing else: enough for abra as far as anybody remembers.',
    source: (ground) =>
      once(ground, {
        files: { 'README.md': '<!-- metadata -->\n* **Category**: Apps\n<!-- endmetadata -->\n' },
      }),
    mode: 'lint-fetches',
    expected: {
      stages: only({ lint: 'pass' }),
      level: 0,
      log: [
        /abra recipe lint: \d+ of 16 rules met; broken R016; not judged, since they ask the network, R006, R013/,
        /R007: abra finds no fault, our own look does/,
      ],
    },
  },
];
