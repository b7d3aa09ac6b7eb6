/** `app new`: copies the recipe's .env.sample into servers/, and moves the recipe's checkout unless -C. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stackNameOf } from '../app.mjs';
import { chaosVersion, checkout, checkoutLatest, cloneOf, ensure } from '../clone.mjs';
import { serversOf } from '../context.mjs';
import { writeVersion } from '../env-file.mjs';
import { Fatal, info, needTerminal } from '../log.mjs';
import { generate } from './secrets.mjs';

/** @typedef {import('../context.mjs').Context} Context */

/** @param {Context} context */
export async function newApp(context) {
  const { abraDir, args, flags, modes } = context;
  const [recipe = '', asked] = args;
  if (flags.chaos && asked !== undefined) throw new Fatal('cannot use [version] and --chaos together');
  const clone = cloneOf(context, recipe);
  await ensure(context, clone, asked);
  const version = flags.chaos ? await chaosVersion(clone) : await checkoutAsked(clone, asked);
  const server = serverOf(context);
  const domain = flags.domain;
  if (typeof domain !== 'string' || domain === '') throw new Fatal('no domain provided');
  const sample = join(clone.folder, '.env.sample');
  if (!existsSync(sample)) throw new Fatal(`open ${sample}: no such file or directory`);
  const path = join(abraDir, 'servers', server, `${domain}.env`);
  if (existsSync(path)) throw new Fatal(`${path} already exists?`);
  const text = readFileSync(sample, 'utf8').replaceAll(`${recipe}.example.com`, domain);
  writeFileSync(path, modes.has('env-without-newline') ? text.trimEnd() : text, { mode: 0o664 });
  writeVersion(path, recipe, version);
  if (flags.secrets) await generateSecrets(context, domain);
  info(`new app created: ${domain} (${stackNameOf(domain)}) of ${recipe}:${version} on ${server}`);
}

/**
 * @param {import('../clone.mjs').Clone} clone
 * @param {string | undefined} version
 */
async function checkoutAsked(clone, version) {
  if (version === undefined) return checkoutLatest(clone);
  await checkout(clone, version);
  return version;
}

/** @param {Context} context */
function serverOf(context) {
  const servers = serversOf(context);
  const asked = context.flags.server;
  if (typeof asked === 'string' && asked !== '') {
    if (!servers.includes(asked)) throw new Fatal(`server doesn't exist? (${asked})`);
    return asked;
  }
  if (servers.length > 1 || servers[0] === undefined) throw new Fatal('no server provided');
  return servers[0];
}

/**
 * The values are printed in a table.
 * @param {Context} context
 * @param {string} domain
 */
async function generateSecrets(context, domain) {
  needTerminal();
  await generate({ ...context, args: [domain], flags: { ...context.flags, all: true } });
}
