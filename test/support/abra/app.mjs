/** One app: the `.env` in servers/, the recipe and version that TYPE names, and the names that follow from its domain. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cloneOf } from './clone.mjs';
import { serversOf } from './context.mjs';
import { readEnvFile } from './env-file.mjs';
import { Fatal } from './log.mjs';

/**
 * @typedef {import('./context.mjs').Context} Context
 *
 * @typedef {object} App
 * @property {string} domain
 * @property {string} server
 * @property {string} path of its .env
 * @property {Readonly<Record<string, string>>} env
 * @property {import('./env-file.mjs').EnvFile['modifiers']} modifiers
 * @property {string} recipe
 * @property {string | undefined} version of TYPE=recipe:version
 * @property {string} stack
 */

const MAX_STACK_NAME = 45;

/** @param {string} domain */
export const stackNameOf = (domain) => domain.replaceAll('.', '_').slice(0, MAX_STACK_NAME);

/**
 * @param {Context} context
 * @returns {readonly App[]} every app of every server
 */
export function allApps(context) {
  return serversOf(context).flatMap((server) => {
    const folder = join(context.abraDir, 'servers', server);
    const files = readdirSync(folder).filter((name) => name.endsWith('.env'));
    return files.sort().map((name) => readApp(join(folder, name), server, name.slice(0, -'.env'.length)));
  });
}

/**
 * @param {Context} context whose first argument is the domain
 * @returns {App}
 */
export function appOf(context) {
  const domain = context.args[0] ?? '';
  for (const server of serversOf(context)) {
    const path = join(context.abraDir, 'servers', server, `${domain}.env`);
    if (existsSync(path)) return readApp(path, server, domain);
  }
  throw new Fatal(`cannot find app with name ${domain}`);
}

/**
 * @param {string} path
 * @param {string} server
 * @param {string} domain
 * @returns {App}
 */
function readApp(path, server, domain) {
  const { values, modifiers } = readEnvFile(path);
  const type = values.TYPE ?? values.RECIPE;
  if (!type) throw new Fatal(`${path} is missing the TYPE env var?`);
  const [recipe = '', version] = type.split(':');
  const stack = values.STACK_NAME || stackNameOf(domain);
  return { domain, server, path, env: values, modifiers, recipe, version, stack };
}

/**
 * @param {Context} context
 * @param {App} app
 */
export const cloneOfApp = (context, app) => cloneOf(context, app.recipe);
