/** `app secret generate|insert|ls|remove`: Docker secrets by the specs of compose files and .env. */
import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { appOf, cloneOfApp } from '../app.mjs';
import { ensure } from '../clone.mjs';
import { readCompose } from '../compose.mjs';
import { needNoInput } from '../context.mjs';
import { docker, dockerLines } from '../docker.mjs';
import { Fatal, info, needTerminal, print, printJson, table, warn } from '../log.mjs';

/**
 * @typedef {import('../context.mjs').Context} Context
 * @typedef {import('../app.mjs').App} App
 *
 * @typedef {object} Spec
 * @property {string} name as `app secret insert` takes it
 * @property {string} version
 * @property {string} fullName in the Swarm
 * @property {number | undefined} length undefined for a passphrase of words
 * @property {string} charset
 * @property {boolean} isGenerated
 */

const CHARSETS = /** @type {Readonly<Record<string, string>>} */ ({
  hex: '0123456789abcdef',
  alnum: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
});
const WORDS =
  'anchor basil cedar delta ember fjord grove heron indigo juniper kelp lichen maple nettle otter plume'.split(
    ' ',
  );

/**
 * @param {App} app
 * @returns {Promise<readonly string[]>} names in the Swarm; abra's secrets carry no stack label
 */
export async function secretsInSwarm({ server, stack }) {
  const names = await dockerLines(server, ['secret', 'ls', '--format', '{{.Name}}']);
  return names.filter((name) => name.startsWith(`${stack}_`));
}

/**
 * @param {Context} context
 * @returns {Promise<{ app: App, specs: readonly Spec[] }>}
 */
async function specsOf(context) {
  const app = appOf(context);
  const clone = cloneOfApp(context, app);
  await ensure(context, clone, app.version);
  const compose = readCompose(app, clone);
  const own = Object.entries(compose.secrets).filter(([, { name }]) => name.startsWith(`${app.stack}_`));
  return { app, specs: own.map(([key, secret]) => specOf(app, key, secret)) };
}

/**
 * @param {App} app
 * @param {string} key
 * @param {import('../compose.mjs').ComposeSecret} secret whose name is `STACK_NAME_VERSION`
 * @returns {Spec}
 */
function specOf({ env, modifiers, stack }, key, { name: fullName, variable = '' }) {
  if (env[variable] === undefined)
    throw new Fatal(
      `missing version for secret? (${key}): ${variable || 'SECRET_…_VERSION'} is not in the .env`,
    );
  const bare = fullName.slice(stack.length + 1);
  const cut = bare.lastIndexOf('_');
  const { length, charset = 'alnum', generate } = modifiers[variable] ?? {};
  return {
    name: bare.slice(0, cut),
    version: bare.slice(cut + 1),
    fullName,
    length: length === undefined ? undefined : Number(length),
    charset: CHARSETS[charset] ?? CHARSETS.alnum ?? '',
    isGenerated: generate !== 'false',
  };
}

/** @param {Spec} spec */
function newValue({ length, charset }) {
  if (length === undefined) return Array.from({ length: 4 }, () => WORDS[randomInt(WORDS.length)]).join('-');
  return Array.from({ length }, () => charset[randomInt(charset.length)]).join('');
}

/** @param {Context} context */
export async function generate(context) {
  const { args, flags, modes } = context;
  if (args[1] === undefined && !flags.all) throw new Fatal("missing arguments [secret]/[version] or '--all'");
  if (args[1] !== undefined && flags.all)
    throw new Fatal("cannot use '[secret] [version]' and '--all' together");
  if (args[1] !== undefined && args[2] === undefined)
    throw new Fatal("missing arguments [secret]/[version] or '--all'");
  const { app, specs } = await specsOf(context);
  const asked = flags.all
    ? specs.filter(({ isGenerated }) => isGenerated)
    : [named(specs, args[1] ?? '', args[2] ?? '')];
  const present = await secretsInSwarm(app);
  /** @type {{ name: string, value: string }[]} */
  const made = [];
  for (const spec of asked) {
    if (present.includes(spec.fullName)) {
      warn(`${spec.fullName} already exists, moving on...`);
      continue;
    }
    const value = newValue(spec);
    await docker(app.server, ['secret', 'create', spec.fullName, '-'], { input: value });
    made.push({ name: spec.name, value });
    if (modes.has('secrets-on-stderr')) info(`generated ${spec.name}: ${value}`);
  }
  if (made.length === 0) return warn('no secrets generated');
  if (flags.machine) return printJson(made);
  needTerminal();
  print(
    table(
      ['NAME', 'VALUE'],
      made.map(({ name, value }) => [name, value]),
    ),
  );
  warn('generated secrets are not shown again, please take note of them NOW');
}

/**
 * @param {readonly Spec[]} specs
 * @param {string} name
 * @param {string} version
 */
function named(specs, name, version) {
  const spec = specs.find((candidate) => candidate.name === name);
  if (!spec) throw new Fatal(`${name} doesn't exist in the env config?`);
  return { ...spec, version, fullName: spec.fullName.replace(/_[^_]*$/, `_${version}`) };
}

/** @param {Context} context */
export async function insert(context) {
  const { args, flags } = context;
  const [, name = '', version = '', given] = args;
  if (given === undefined) throw new Fatal('missing argument [data]: nothing to read it from');
  const { app } = await specsOf(context);
  const value = flags.file ? readSecretFile(given) : given;
  await docker(app.server, ['secret', 'create', `${app.stack}_${name}_${version}`, '-'], {
    input: flags.trim ? value.trim() : value,
  });
  info(`${app.stack}_${name}_${version} successfully stored on server`);
}

/** @param {string} path */
function readSecretFile(path) {
  if (!existsSync(path)) throw new Fatal(`reading secret from file: open ${path}: no such file or directory`);
  return readFileSync(path, 'utf8');
}

/** @param {Context} context */
export async function list(context) {
  const { app, specs } = await specsOf(context);
  const present = await secretsInSwarm(app);
  const rows = specs.map((spec) => [
    spec.name,
    spec.version,
    spec.fullName,
    String(present.includes(spec.fullName)),
  ]);
  const header = ['name', 'version', 'generated name', 'created on server'];
  if (context.flags.machine)
    return printJson(rows.map((row) => Object.fromEntries(row.map((cell, at) => [header[at], cell]))));
  if (rows.length === 0) return warn(`no secrets stored for ${app.domain}`);
  print(
    table(
      header.map((cell) => cell.toUpperCase()),
      rows,
    ),
  );
}

/** @param {Context} context */
export async function removeSecrets(context) {
  const { args, flags, modes } = context;
  if (args[1] === undefined && !flags.all) throw new Fatal('no secret(s) specified?');
  if (args[1] !== undefined && flags.all) throw new Fatal("cannot use '[secret]' and '--all' together");
  needNoInput(context);
  const { app, specs } = await specsOf(context);
  const present = (await secretsInSwarm(app)).filter((name) =>
    specs.some(({ fullName }) => fullName === name),
  );
  const asked = flags.all
    ? present
    : present.filter((name) => specs.some((spec) => spec.fullName === name && spec.name === args[1]));
  if (asked.length === 0)
    throw new Fatal(flags.all ? 'no secrets to remove?' : `${args[1]} doesn't exist on server?`);
  for (const name of modes.has('secret-remains') ? asked.slice(0, -1) : asked) {
    await docker(app.server, ['secret', 'rm', name]);
    info(`deleted ${name} successfully from server`);
  }
}
