/** `recipe fetch|ls|versions|reset|diff` and `server add|ls`. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, checkoutDefaultBranch, cloneOf, fetchOrigin, git, versionsOf } from '../clone.mjs';
import { serversOf } from '../context.mjs';
import { run } from '../docker.mjs';
import { Fatal, info, print, printJson, table, warn } from '../log.mjs';

/** @typedef {import('../context.mjs').Context} Context */

/**
 * Throws local commits away.
 * @param {Context} context
 */
export async function fetch(context) {
  const { abraDir, args, flags, modes } = context;
  if (args[0] === undefined && !flags.all) throw new Fatal('missing [recipe] or --all/-a');
  if (args[0] !== undefined && flags.all) throw new Fatal('cannot use [recipe] and --all/-a together');
  const names = args[0] === undefined ? readdirSync(join(abraDir, 'recipes')) : [args[0]];
  for (const name of names) {
    const clone = cloneOf(context, name);
    if (modes.has('fetch-keeps-old')) continue;
    await fetchOrigin(context, clone);
    await checkoutDefaultBranch(clone);
    const branch = await git(clone, ['rev-parse', '--abbrev-ref', 'HEAD']);
    await git(clone, ['reset', '--quiet', '--hard', `origin/${branch}`]);
    info(`fetched ${name}`);
  }
}

/** @param {Context} context */
export function listRecipes({ abraDir, flags }) {
  const path = join(abraDir, 'catalogue', 'recipes.json');
  if (!existsSync(path))
    throw new Fatal(
      'Get "https://recipes.coopcloud.tech/recipes.json": dial tcp: lookup recipes.coopcloud.tech: no such host',
    );
  const names = Object.keys(JSON.parse(readFileSync(path, 'utf8'))).sort();
  if (flags.machine) return printJson(names.map((name) => ({ name })));
  print(
    table(
      ['NAME'],
      names.map((name) => [name]),
    ),
  );
}

/**
 * Newest first, with the services of each: for that every version is checked out.
 * @param {Context} context
 */
export async function versions(context) {
  const clone = cloneOf(context, context.args[0] ?? '');
  const found = [...(await versionsOf(clone))].reverse();
  if (found.length === 0) throw new Fatal(`${clone.name} has no published versions?`);
  for (const version of found) await checkout(clone, version);
  if (context.flags.machine) return printJson(found.map((version) => ({ version })));
  print(
    table(
      ['VERSION'],
      found.map((version) => [version]),
    ),
  );
}

/** @param {Context} context */
export async function reset(context) {
  const clone = cloneOf(context, context.args[0] ?? '');
  await git(clone, ['reset', '--quiet', '--hard']);
}

/** @param {Context} context */
export async function diff(context) {
  const clone = cloneOf(context, context.args[0] ?? '');
  print(await git(clone, ['diff']));
}

/** @param {Context} context */
export async function addServer({ abraDir, args, flags }) {
  if (flags.local && args[0] !== undefined) throw new Fatal('cannot use [server] and --local together');
  if (!flags.local && args[0] === undefined) throw new Fatal('missing argument [server] or --local');
  const name = flags.local ? 'default' : (args[0] ?? '');
  const folder = join(abraDir, 'servers', name);
  if (existsSync(folder)) return warn(`${name} already exists`);
  if (!flags.local)
    throw new Fatal(`unable to reach ${name} over ssh: the emulator knows only the local server`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  info('local server successfully added');
}

/** @param {Context} context */
export async function listServers(context) {
  const rows = await Promise.all(
    serversOf(context).map(async (name) => ({ name, host: await hostOf(name) })),
  );
  if (context.flags.machine) return printJson(rows);
  print(
    table(
      ['NAME', 'HOST'],
      rows.map(({ name, host }) => [name, host]),
    ),
  );
}

/** @param {string} server */
async function hostOf(server) {
  if (server === 'default') return 'local';
  const format = '{{.Endpoints.docker.Host}}';
  const { code, stdout } = await run('docker', ['context', 'inspect', server, '--format', format]);
  return code === 0 ? stdout.trim() : 'unknown';
}
