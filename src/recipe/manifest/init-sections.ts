/** The parts of a first cc-ci.yml, one for each key: what was found as YAML, what could be said besides as comments. Pure. */

import type { Compose } from '../format/compose.js';
import {
  databasesOf,
  type FoundVolume,
  healthOf,
  isBackedUp,
  metadataOf,
  timeoutOf,
  volumesOf,
} from './found.js';

/** What lies in the recipe's folder besides the files of the format. */
export type Beside = { readonly readme: string; readonly hasTests: boolean; readonly hasExtra: boolean };

type Section = readonly string[];

/** @returns lines, section by section. */
export function sectionsFor(compose: Compose, beside: Beside): readonly Section[] {
  const metadata = metadataOf(beside.readme);
  return [
    health(compose),
    env(),
    upgrade(),
    data(compose),
    backup(compose),
    checks(),
    tests(beside),
    timeouts(compose),
    needs(metadata.get('sso')),
    na(compose, metadata.get('backups')),
  ];
}

function health(compose: Compose): Section {
  const found = healthOf(compose);
  const more = ['#   contains: Welcome', '#   timeout: 1m', '#   stable-for: 5s'];
  const head = '# The app is up when this page answers so.';
  if (found === undefined) return [head, '# health:', '#   path: /', '#   status: 200', ...more];
  return [head, 'health:', `  path: ${scalar(found.path)} # from ${comment(found.from)}`, ...more];
}

function env(): Section {
  return [
    "# Over .env.sample; {domain} and {stack} stand for the app's own.",
    '# env:',
    '#   LOG_LEVEL: debug',
  ];
}

function upgrade(): Section {
  return [
    '# The release that the upgrade starts from: previous, latest or a version.',
    '# upgrade: {from: previous}',
  ];
}

const MARKER = '.cc-ci-marker';
const BACKUP_WORDS = {
  whole: 'backed up whole',
  'in part': 'backed up in part',
  no: 'not in the backup',
} as const;

function data(compose: Compose): Section {
  const head = '# What has to survive an upgrade, and come back from the backup.';
  const known = databasesOf(compose).filter(({ engine }) => engine !== undefined);
  const tables = known.map(
    ({ service, engine }) => `  - sql: {engine: ${engine}, service: ${scalar(service)}}`,
  );
  const lines = [...volumesOf(compose).flatMap(volumeLines), ...tables];
  const isOnlyComment = lines.every((line) => line.startsWith('#'));
  const example = [
    '#   - http:',
    `#       write: {method: POST, path: /api/notes, body: '{"text":"{marker}"}'}`,
    '#       read: {path: /api/notes}',
  ];
  return [head, isOnlyComment ? '# data:' : 'data:', ...lines, ...example];
}

function volumeLines({ volume, database, backup }: FoundVolume): readonly string[] {
  const words = BACKUP_WORDS[backup];
  if (database === undefined) return [`  - file: {volume: ${scalar(volume)}, path: ${MARKER}} # ${words}`];
  // Asked by its table.
  if (database.engine !== undefined) return [];
  return [
    `#   - exec: {service: ${scalar(database.service)}, write: [${database.image}, "… {marker} …"], read: [${database.image}, "…"]} # ${volume}, ${words}`,
  ];
}

function backup(compose: Compose): Section {
  if (!isBackedUp(compose))
    return [
      '# No service has the label backupbot.backup=true, so nothing is backed up. With it:',
      '# backup: {expect: required}',
    ];
  const [database] = databasesOf(compose);
  const head = ['# The labels say that there is one.', 'backup:', '  expect: required'];
  if (database === undefined) return head;
  return [
    ...head,
    '# A dump is worth what a command says that looks at it.',
    `#   verify: {service: ${scalar(database.service)}, command: [test, -s, /path/of/backup.sql]}`,
  ];
}

function checks(): Section {
  return [
    '# What else has to be true of the app.',
    '# checks:',
    '#   - name: front page',
    '#     http: {path: /, status: 200, contains: Welcome}',
    '#   - name: worker',
    '#     exec: {service: app, command: [worker, status]}',
    '#   - name: login page',
    '#     browser: {path: /login, title: Login, forbid: [console-errors]}',
  ];
}

function tests({ hasTests, hasExtra }: Beside): Section {
  const said = hasTests
    ? ['# The tests that the recipe ships.', 'tests:', '  folder: tests', '#   timeout: 10m']
    : ['# Tests of your own, run against the app.', '# tests: {folder: tests, timeout: 10m}'];
  return hasExtra ? [...said, 'extra:', '  folder: tests/extra', '#   timeout: 30m'] : said;
}

function timeouts(compose: Compose): Section {
  const label = timeoutOf(compose);
  const found =
    label === undefined
      ? 'Without a label the app has 5 minutes.'
      : `The label timeout gives the app ${label} s.`;
  return [`# ${found}`, `# timeouts: {deploy: ${label === undefined ? '5m' : `${label}s`}, http: 1m}`];
}

function needs(sso: string | undefined): Section {
  const isNone = sso === undefined || sso === '' || /^no\b|^n\/?a\b|^-/i.test(sso);
  const head = isNone ? 'Recipes that have to run first.' : `The README says of SSO: ${comment(sso)}`;
  return [`# ${head}`, '# needs:', '#   - {name: sso, recipe: ../keycloak}'];
}

function na(compose: Compose, backups: string | undefined): Section {
  const saysNo = backups !== undefined && /^no\b|^n\/?a\b/i.test(backups) && !isBackedUp(compose);
  const head = saysNo
    ? `The README says of backups: ${comment(backups)}`
    : "Stages that don't apply, with the reason.";
  return [`# ${head}`, '# na:', '#   backup: it keeps nothing'];
}

/** One line that ends where a person stops reading. */
export function comment(text: string): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029\ufeff]+/gu, ' ').trim();
  return line.length <= 80 ? line : `${line.slice(0, 79)}…`;
}

/** Plain where YAML reads it as this very text. JSON's strings are YAML's. */
function scalar(text: string): string {
  const isPlain = /^[A-Za-z/][\w./-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}
