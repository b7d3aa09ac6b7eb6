/** The lint rules of a recipe, as `recipe lint` lists them and as a deployment without -C insists on them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  checkoutDefaultBranch,
  cloneOf,
  fetchOrigin,
  lightweightTags,
  needClean,
  versionsOf,
} from '../clone.mjs';
import { exportsOf, readCompose } from '../compose.mjs';
import { readEnvFile } from '../env-file.mjs';
import { Fatal, needTerminal, print, table } from '../log.mjs';

/**
 * @typedef {import('../context.mjs').Context} Context
 * @typedef {import('../clone.mjs').Clone} Clone
 *
 * @typedef {object} Subject
 * @property {Clone} clone
 * @property {import('../compose.mjs').Compose} compose
 * @property {string} text of compose.yml
 * @property {boolean} isOffline
 * @property {string} catalogue its folder
 *
 * @typedef {object} LintRule
 * @property {string} ref
 * @property {string} rule
 * @property {'warn' | 'error'} severity
 * @property {string} remedy
 * @property {(subject: Subject) => boolean | Promise<boolean>} isSatisfied
 * @property {(subject: Subject) => boolean} [isSkipped]
 */

/** @param {Subject} subject */
const images = ({ compose }) => Object.values(compose.services).map(({ image }) => image);
/** @param {string} image @returns {string | undefined} */
const tagOf = (image) => /:([^/@:]+)(?:@.*)?$/.exec(image)?.[1];
/** @param {Subject} subject @param {string} name */
const readme = ({ clone }, name = 'README.md') =>
  existsSync(join(clone.folder, name)) ? readFileSync(join(clone.folder, name), 'utf8') : '';
/** Asked of the network in abra; here it can't be had, and counts as a failure unless -o. */
/** @param {Subject} subject */
const unlessOnline = ({ isOffline }) => isOffline;

/** @type {readonly LintRule[]} numbers other than R001, R002, R011 and R014 are recalled */
export const LINT_RULES = [
  {
    ref: 'R001',
    rule: 'compose config has expected version',
    severity: 'warn',
    remedy: 'ensure \'version: "3.8"\' in compose configs',
    isSatisfied: ({ compose }) => String(compose.version ?? '') === '3.8',
  },
  {
    ref: 'R002',
    rule: 'healthcheck enabled for all services',
    severity: 'warn',
    remedy: 'wire up healthchecks',
    isSatisfied: ({ compose }) =>
      Object.values(compose.services).every(({ hasHealthcheck }) => hasHealthcheck),
  },
  {
    ref: 'R003',
    rule: 'all images use a tag',
    severity: 'error',
    remedy: 'use a tag for all images',
    isSatisfied: (subject) => images(subject).every((image) => tagOf(image) !== undefined),
  },
  {
    ref: 'R004',
    rule: 'no unstable tags',
    severity: 'error',
    remedy: 'tag all images with stable tags',
    isSatisfied: (subject) => images(subject).every((image) => tagOf(image) !== 'latest'),
  },
  {
    ref: 'R005',
    rule: 'tags use semver-like format',
    severity: 'warn',
    remedy: 'use semver-like tags',
    isSatisfied: (subject) => images(subject).every((image) => /^v?\d+(\.\d+)*/.test(tagOf(image) ?? '')),
  },
  {
    ref: 'R006',
    rule: 'has published catalogue version',
    severity: 'warn',
    remedy: 'publish a recipe version to the catalogue',
    isSatisfied: ({ clone, catalogue }) => {
      const path = join(catalogue, 'recipes.json');
      return existsSync(path) && JSON.parse(readFileSync(path, 'utf8'))[clone.name] !== undefined;
    },
  },
  {
    ref: 'R007',
    rule: 'README.md metadata filled in',
    severity: 'warn',
    remedy: 'fill out all the metadata',
    isSatisfied: (subject) =>
      /<!-- metadata -->[\s\S]*Category[\s\S]*<!-- endmetadata -->/.test(readme(subject)),
  },
  {
    ref: 'R008',
    rule: '.env.sample provided',
    severity: 'error',
    remedy: 'create an example .env.sample',
    isSatisfied: ({ clone }) => existsSync(join(clone.folder, '.env.sample')),
  },
  {
    ref: 'R009',
    rule: 'one service named "app"',
    severity: 'error',
    remedy: 'name a service "app"',
    isSatisfied: ({ compose }) => compose.services.app !== undefined,
  },
  {
    ref: 'R010',
    rule: 'traefik routing enabled',
    severity: 'error',
    remedy: 'include "traefik.enable=true" deploy label',
    isSatisfied: ({ compose }) =>
      Object.values(compose.services).some(({ labels }) => labels['traefik.enable'] === 'true'),
    isSkipped: ({ clone }) =>
      !/^\s*#?\s*DOMAIN=/m.test(readFileSync(join(clone.folder, '.env.sample'), 'utf8')),
  },
  {
    ref: 'R011',
    rule: 'all services have images',
    severity: 'error',
    remedy: 'ensure "image: ..." set on all services',
    isSatisfied: (subject) => images(subject).every((image) => image !== ''),
  },
  {
    ref: 'R012',
    rule: 'config version are vendored',
    severity: 'error',
    remedy: 'vendor config versions in an abra.sh',
    isSatisfied: ({ clone, text }) =>
      configVersions(text).every((name) => exportsOf(join(clone.folder, 'abra.sh'))[name]),
  },
  {
    ref: 'R013',
    rule: 'git.coopcloud.tech repo exists',
    severity: 'error',
    remedy: 'upload your recipe to git.coopcloud.tech/coop-cloud/...',
    isSatisfied: () => true,
    isSkipped: unlessOnline,
  },
  {
    ref: 'R014',
    rule: 'only annotated tags used for recipe version',
    severity: 'error',
    remedy: 'replace lightweight tag with annotated tag',
    isSatisfied: async ({ clone }) => (await lightweightTags(clone)).length === 0,
  },
  {
    ref: 'R015',
    rule: 'long secret names',
    severity: 'warn',
    remedy: 'reduce length of secret names to 12 chars',
    isSatisfied: ({ compose }) => Object.keys(compose.secrets).every((name) => name.length <= 12),
  },
  {
    ref: 'R016',
    rule: 'has at least one release',
    severity: 'warn',
    remedy: 'publish a release',
    isSatisfied: async ({ clone }) => (await versionsOf(clone)).length > 0,
  },
];

/**
 * @param {string} text of compose.yml
 * @returns {readonly string[]} variables that a config's name ends in
 */
function configVersions(text) {
  const configs = Object.values(parse(text, { merge: true })?.configs ?? {});
  return configs.flatMap((config) => {
    const name = typeof config?.name === 'string' ? config.name : '';
    const found = /\$\{?(\w+_VERSION)\b/.exec(name)?.[1];
    return found === undefined ? [] : [found];
  });
}

/**
 * @param {Context} context
 * @param {Clone} clone
 * @returns {Subject}
 */
function subjectOf({ abraDir, flags }, clone) {
  const sample = join(clone.folder, '.env.sample');
  const main = join(clone.folder, 'compose.yml');
  if (!existsSync(sample) || !existsSync(main))
    throw new Fatal(`unable to validate recipe: ${clone.name}: no .env.sample or compose.yml`);
  const { values, modifiers } = readEnvFile(sample);
  const app = {
    domain: '',
    server: '',
    path: sample,
    env: values,
    modifiers,
    recipe: clone.name,
    version: undefined,
    stack: 'stack',
  };
  return {
    clone,
    compose: readCompose(app, clone),
    text: readFileSync(main, 'utf8'),
    isOffline: Boolean(flags.offline),
    catalogue: join(abraDir, 'catalogue'),
  };
}

/**
 * What a deployment without -C asks first.
 * @param {Context} context
 * @param {Clone} clone at the version that is to be deployed
 */
export async function lintForErrors(context, clone) {
  const subject = subjectOf(context, clone);
  for (const { ref, rule, severity, isSatisfied, isSkipped } of LINT_RULES) {
    if (severity !== 'error' || isSkipped?.(subject) || (await isSatisfied(subject))) continue;
    throw new Fatal(`lint error in ${clone.name} configs: "${rule}" failed lint checks (${ref})`);
  }
}

/**
 * Exit code 0 whatever the rules say.
 * @param {Context} context
 */
export async function lint(context) {
  const clone = cloneOf(context, context.args[0] ?? '');
  if (!context.flags.chaos) {
    await needClean(clone);
    if (!context.flags.offline) await fetchOrigin(context, clone);
    await checkoutDefaultBranch(clone);
  }
  if (context.modes.has('lint-fetches')) await fetchOrigin(context, clone);
  const subject = subjectOf(context, clone);
  needTerminal();
  const rows = await Promise.all(LINT_RULES.map((rule) => rowOf(rule, subject)));
  const shown = context.flags['only-error'] ? rows.filter((row) => row[2] === 'error') : rows;
  print(table(['REF', 'RULE', 'SEVERITY', 'SATISFIED', 'SKIPPED', 'RESOLVE'], shown));
  const failed = rows.filter((row) => row[2] === 'error' && row[3] === '❌').length;
  print(failed > 0 ? `WARN critical errors present in ${clone.name} config` : '');
}

/**
 * @param {LintRule} rule
 * @param {Subject} subject
 */
async function rowOf({ ref, rule, severity, remedy, isSatisfied, isSkipped }, subject) {
  const skipped = isSkipped?.(subject) ?? false;
  const satisfied = skipped || (await isSatisfied(subject));
  return [
    ref,
    rule,
    severity,
    skipped ? '-' : satisfied ? '✅' : '❌',
    skipped ? '✅' : '-',
    satisfied ? '✅' : remedy,
  ];
}
