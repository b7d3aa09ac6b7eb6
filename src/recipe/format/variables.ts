/** The variables that a recipe's compose files see: `.env.sample`, then abra.sh's exports, then what a deployment itself sets. */

import { type AbraExports, refuseComputed } from './abra-exports.js';
import { type EnvFile, resolveEnv } from './env-file.js';
import type { Variables } from './interpolate.js';
import type { Domain, StackName } from './names.js';

/**
 * Co-op Cloud's own conventions: recipes name these everywhere and hardly ever set them; abra deploys them as nothing.
 * Source: the compose files of the recipes traefik, Bonfire and Bore.
 */
const OPTIONAL_BY_CONVENTION = ['EXTRA_DOMAINS', 'TIMEOUT', 'ENABLE_BACKUPS', 'ENABLE_AUTO_UPDATE'];

/** Docker's own program reads these: a recipe's value would change what it does, or leak ours into a service. */
const RESERVED = /^(PATH|HOME|DOCKER_.*|LD_.*|SSH_AUTH_SOCK|(HTTPS?|NO|ALL)_PROXY)$/i;

export function isReserved(name: string): boolean {
  return RESERVED.test(name);
}

/**
 * @returns every variable of the recipe, for an app at `domain`. LETS_ENCRYPT_ENV is always empty: no ACME, ever.
 */
export function environmentOf(
  recipe: { readonly name: string; readonly envFile: EnvFile; readonly exports: AbraExports },
  app: {
    readonly domain: Domain;
    readonly stack: StackName;
    /** Over .env.sample. */
    readonly overrides?: Readonly<Record<string, string>>;
  },
): ReadonlyMap<string, string> {
  const given = { ...app.overrides, DOMAIN: app.domain, STACK_NAME: app.stack, LETS_ENCRYPT_ENV: '' };
  const values = new Map(resolveEnv(recipe.envFile, given));
  // abra writes the app's domain wherever the sample says RECIPE.example.com.
  for (const [key, value] of values)
    values.set(key, value.replaceAll(`${recipe.name}.example.com`, app.domain));
  for (const [key, value] of recipe.exports.values) if (!values.has(key)) values.set(key, value);
  return values;
}

/**
 * The same, as the interpolation asks for them.
 * @param isStrict false for a release that is out and can't be mended: what it doesn't set stands for nothing, as with docker.
 */
export function variablesOf(
  environment: ReadonlyMap<string, string>,
  recipe: { readonly envFile: EnvFile; readonly exports: AbraExports },
  isStrict = true,
): Variables {
  return {
    get: (name) => environment.get(name),
    mayBeMissing: (name) =>
      !recipe.exports.computed.has(name) &&
      (!isStrict || recipe.envFile.optional.has(name) || OPTIONAL_BY_CONVENTION.includes(name)),
    remedy: (name) => {
      refuseComputed(recipe.exports, name, 'a compose file');
      const isConfigVersion = name.endsWith('_VERSION') && !name.startsWith('SECRET_');
      return isConfigVersion
        ? `add export ${name}=v1 to abra.sh, or ${name}=v1 to .env.sample`
        : `add ${name}=… to .env.sample (or #${name}= where it may stay empty), give it a default: \${${name}:-…}, or set it under env: in cc-ci.yml`;
    },
  };
}
