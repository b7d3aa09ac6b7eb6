/** What abra has to know of the compose files it deploys, and the file it lays over them: labels, and the whole .env for `app`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Fatal } from './log.mjs';

/**
 * @typedef {import('./app.mjs').App} App
 * @typedef {import('./clone.mjs').Clone} Clone
 *
 * @typedef {object} ComposeService
 * @property {string} image interpolated
 * @property {Readonly<Record<string, string>>} labels of `deploy`, interpolated
 * @property {ReadonlySet<string>} environment its keys
 * @property {boolean} hasHealthcheck
 *
 * @typedef {object} ComposeSecret
 * @property {string} name in the Swarm
 * @property {string | undefined} variable of its version: `SECRET_DB_PASSWORD_VERSION`
 *
 * @typedef {object} Compose
 * @property {readonly string[]} files relative to the recipe
 * @property {unknown} version the line `version:` of the first file
 * @property {Readonly<Record<string, ComposeService>>} services
 * @property {Readonly<Record<string, ComposeSecret>>} secrets by key
 * @property {Readonly<Record<string, string>>} env that the files are interpolated with
 */

/**
 * @param {App} app
 * @param {Clone} clone
 * @returns {Compose}
 */
export function readCompose(app, clone) {
  const env = { ...app.env, ...exportsOf(join(clone.folder, 'abra.sh')), STACK_NAME: app.stack };
  const files = (app.env.COMPOSE_FILE || 'compose.yml').split(':');
  const documents = files.map((file) => readDocument(join(clone.folder, file)));
  /** @type {Record<string, ComposeService>} */
  const services = {};
  /** @type {Record<string, ComposeSecret>} */
  const secrets = {};
  for (const document of documents) {
    for (const [name, service] of Object.entries(mapOf(document.services)))
      services[name] = mergeService(services[name], mapOf(service), env);
    for (const [key, secret] of Object.entries(mapOf(document.secrets))) {
      const { name } = mapOf(secret);
      const written = typeof name === 'string' ? name : `${app.stack}_${key}`;
      secrets[key] = { name: interpolate(written, env), variable: /SECRET_\w+?_VERSION/.exec(written)?.[0] };
    }
  }
  return { files, version: documents[0]?.version, services, secrets, env };
}

/**
 * @param {string} path
 * @returns {Record<string, unknown>}
 */
function readDocument(path) {
  if (!existsSync(path)) throw new Fatal(`open ${path}: no such file or directory`);
  try {
    return mapOf(parse(readFileSync(path, 'utf8'), { merge: true, maxAliasCount: -1 }));
  } catch (error) {
    throw new Fatal(`${path}: ${error instanceof Error ? error.message : error}`);
  }
}

/**
 * @param {ComposeService | undefined} base
 * @param {Record<string, unknown>} service
 * @param {Readonly<Record<string, string>>} env
 * @returns {ComposeService}
 */
function mergeService(base, service, env) {
  const labels = pairsOf(mapOf(service.deploy).labels).map(([key, value]) => [
    interpolate(key, env),
    interpolate(value, env),
  ]);
  return {
    image: typeof service.image === 'string' ? interpolate(service.image, env) : (base?.image ?? ''),
    labels: { ...base?.labels, ...Object.fromEntries(labels) },
    environment: new Set([...(base?.environment ?? []), ...pairsOf(service.environment).map(([key]) => key)]),
    hasHealthcheck: service.healthcheck !== undefined || (base?.hasHealthcheck ?? false),
  };
}

/**
 * @param {unknown} value
 * @returns {Record<string, unknown>}
 */
const mapOf = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? /** @type {Record<string, unknown>} */ (value)
    : {};

/**
 * @param {unknown} value a list of `KEY=value` or a map
 * @returns {readonly (readonly [string, string])[]}
 */
function pairsOf(value) {
  if (!Array.isArray(value))
    return Object.entries(mapOf(value)).map(([key, text]) => [key, String(text ?? '')]);
  return value.map((item) => {
    const [key = '', ...rest] = String(item).split('=');
    return [key, rest.join('=')];
  });
}

/**
 * `$VAR`, `${VAR}`, `${VAR:-default}`, `${VAR-default}` and `$$`; what is not set is empty.
 * @param {string} text
 * @param {Readonly<Record<string, string>>} env
 */
export function interpolate(text, env) {
  return text.replace(
    /\$\$|\$([A-Za-z_]\w*)|\$\{([A-Za-z_]\w*)(?:(:?[-?])([^}]*))?\}/g,
    (all, bare, braced, operator, operand) => {
      if (all === '$$') return '$';
      const value = env[bare ?? braced];
      const isMissing = value === undefined || (operator?.startsWith(':') && value === '');
      return isMissing && operator?.endsWith('-') ? operand : (value ?? '');
    },
  );
}

/**
 * @param {string} path of an abra.sh
 * @returns {Record<string, string>} what its lines `export NAME=value` say; nothing is executed
 */
export function exportsOf(path) {
  if (!existsSync(path)) return {};
  const lines = readFileSync(path, 'utf8').matchAll(/^\s*export\s+([A-Za-z_]\w*)=(\S*)/gm);
  return Object.fromEntries(
    [...lines].map(([, key, value]) => [key, (value ?? '').replace(/^(["'])(.*)\1$/, '$2')]),
  );
}

/**
 * @param {Compose} compose
 * @param {string} stack
 * @param {string} label such as `version`
 * @returns {string | undefined} of the first service that has `coop-cloud.STACK.LABEL`
 */
export function labelOf({ services }, stack, label) {
  const key = `coop-cloud.${stack}.${label}`;
  return Object.values(services).find(({ labels }) => labels[key] !== undefined)?.labels[key];
}

/**
 * @typedef {object} Overlay
 * @property {Readonly<Record<string, string>>} labels without their prefix
 * @property {string} type `recipe:version`, as `app` gets it in TYPE
 * @property {boolean} onAppOnly
 * @property {string | undefined} imageSuffix asks for images that are not there
 */

/**
 * @param {App} app
 * @param {Compose} compose
 * @param {Overlay} overlay
 * @returns {string} a compose file in JSON, which YAML is a superset of
 */
export function overlayOf(app, compose, { labels, type, onAppOnly, imageSuffix }) {
  const own = Object.fromEntries(
    Object.entries(labels).map(([key, value]) => [`coop-cloud.${app.stack}.${key}`, literal(value)]),
  );
  const services = Object.entries(compose.services).map(([name, service]) => [
    name,
    {
      ...(imageSuffix === undefined ? {} : { image: `${service.image}${imageSuffix}` }),
      deploy: { labels: onAppOnly && name !== 'app' ? {} : own },
      ...(name === 'app' ? { environment: exposed(app, service, type) } : {}),
    },
  ]);
  const version = compose.version === undefined ? {} : { version: String(compose.version) };
  return JSON.stringify({ ...version, services: Object.fromEntries(services) });
}

/**
 * @param {App} app
 * @param {ComposeService} service
 * @param {string} type
 */
function exposed(app, service, type) {
  const all = { ...app.env, ...(app.env.TYPE === undefined ? { RECIPE: type } : { TYPE: type }) };
  return Object.fromEntries(
    Object.entries(all)
      .filter(([key]) => !service.environment.has(key))
      .map(([key, value]) => [key, literal(value)]),
  );
}

/** @param {string} text that compose is to take as it stands */
const literal = (text) => text.replaceAll('$', '$$$$');
