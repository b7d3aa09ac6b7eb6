/**
 * A recipe's secrets: which a run has to make, from which specification, and their values. Values live in memory and in the body
 * of one API call, nowhere else.
 */

import { randomInt } from 'node:crypto';
import { UserError } from '../../lib/errors.js';
import type { Compose } from './compose.js';
import { type Assignment, type EnvFile, placeOfKey } from './env-file.js';
import { type Place, showPlace, userErrorAt } from './place.js';

export type SecretSpec = {
  /** Its name in the compose file. */
  readonly composeKey: string;
  readonly swarmName: string;
  /** The `.env.sample` key that carries its version and specification: `SECRET_TOKEN_VERSION`. */
  readonly versionKey: string;
  /** Characters of a generated value. */
  readonly length: number;
  readonly charset: string;
  /** False: only the recipe's users know a value that makes sense; a run takes it from its environment. */
  readonly isGenerated: boolean;
};

export type Modifiers = { readonly length: number; readonly charset: string; readonly isGenerated: boolean };

const digits = '0123456789';
const lower = 'abcdefghijklmnopqrstuvwxyz';
const alphanumeric = `${lower}${lower.toUpperCase()}${digits}`;
/** Sets can be joined: `charset=default,special`. */
const charsets: Readonly<Record<string, string>> = {
  default: alphanumeric,
  alnum: alphanumeric,
  alphanumeric,
  hex: `${digits}abcdef`,
  numeric: digits,
  special: '!@#$%^&*_-+=',
  safespecial: '!@#%^&*_-+=',
};

const VERSION_KEY = /^SECRET_([A-Z0-9_]+)_VERSION$/;
const MAX_LENGTH = 10_000;
const defaults: Modifiers = { length: 32, charset: alphanumeric, isGenerated: true };
const accepted = `length=1 to length=${MAX_LENGTH}, charset= of ${Object.keys(charsets).join(', ')} (joined by commas), generate=true or generate=false`;

/**
 * The secrets that a deployment needs and that this run makes: external ones, in use, named after a version key.
 * @throws UserError with file and line for a specification that can't be read.
 */
export function secretSpecs(compose: Compose, envFile: EnvFile, stack: string): readonly SecretSpec[] {
  const used = new Set(compose.services.flatMap((service) => service.secrets.map(({ key }) => key)));
  const modifiers = new Map(
    envFile.assignments
      .filter(({ key }) => VERSION_KEY.test(key))
      .map((assignment) => [assignment.key, parseModifiers(assignment, envFile.file)]),
  );
  return compose.secrets
    .filter((secret) => secret.isExternal && used.has(secret.key) && secret.name.startsWith(`${stack}_`))
    .map((secret) => {
      const versionKey = secret.nameVariables.find((name) => VERSION_KEY.test(name));
      if (versionKey === undefined)
        throw userErrorAt(
          secret.place,
          `secret ${secret.key} has a name without a version: write \${STACK_NAME}_${secret.key}_\${SECRET_${secret.key.toUpperCase()}_VERSION} and set that key in ${envFile.file}`,
        );
      if (secret.name.endsWith('_')) throw emptyVersion(versionKey, envFile);
      return {
        composeKey: secret.key,
        swarmName: secret.name,
        versionKey,
        ...(modifiers.get(versionKey) ?? defaults),
      };
    });
}

/** What stands behind the `#` of a version key: words of the form name=value; other words are prose. */
export function parseModifiers({ key, comment, line }: Assignment, file: string): Modifiers {
  const place = { file, line };
  let modifiers = defaults;
  let isProse = false;
  for (const word of comment.split(/\s+/).filter((entry) => entry !== '')) {
    const [, name, value = ''] = /^([A-Za-z_-]+)=(.*)$/.exec(word) ?? [];
    const isKnown = name === 'length' || name === 'charset' || name === 'generate';
    // An unknown name in front of any prose is a typing mistake, not a sentence.
    if (name !== undefined && !isKnown && !isProse) throw unreadable(place, key, word);
    isProse ||= name === undefined;
    if (isKnown) modifiers = { ...modifiers, ...modifier(name, value, word, key, place) };
  }
  return modifiers;
}

function modifier(
  name: 'length' | 'charset' | 'generate',
  value: string,
  word: string,
  key: string,
  place: Place,
): Partial<Modifiers> {
  if (name === 'generate') {
    if (value === 'true' || value === 'false') return { isGenerated: value === 'true' };
  } else if (name === 'length') {
    const length = /^\d{1,5}$/.test(value) ? Number(value) : 0;
    if (length >= 1 && length <= MAX_LENGTH) return { length };
  } else {
    const sets = value.toLowerCase().split(',');
    if (sets.every((set) => Object.hasOwn(charsets, set)))
      return { charset: [...new Set(sets.map((set) => charsets[set] ?? '').join(''))].join('') };
  }
  throw unreadable(place, key, word);
}

function unreadable(place: Place, key: string, word: string): UserError {
  return userErrorAt(
    place,
    `${key}: ${JSON.stringify(word)} can't be read as a secret's specification; accepted: ${accepted}`,
  );
}

function emptyVersion(versionKey: string, envFile: EnvFile): UserError {
  const message = `${versionKey} is empty; give the secret a version such as v1`;
  const place = placeOfKey(envFile, versionKey);
  return place === undefined ? new UserError(message) : userErrorAt(place, message);
}

/** @returns the variable that a run reads a secret from that it must not make up. */
export function secretVariable(spec: SecretSpec): string {
  return `CC_CI_SECRET_${VERSION_KEY.exec(spec.versionKey)?.[1] ?? spec.composeKey.toUpperCase()}`;
}

/** @throws UserError naming each `generate=false` secret whose value the environment doesn't hold. */
export function checkSecretValues(
  specs: readonly SecretSpec[],
  envFile: EnvFile,
  env: NodeJS.ProcessEnv,
): void {
  const missing = specs.filter((spec) => !spec.isGenerated && !env[secretVariable(spec)]);
  if (missing.length === 0) return;
  const sentences = missing.map((spec) => {
    const place = placeOfKey(envFile, spec.versionKey);
    const where = place === undefined ? '' : `${showPlace(place)}: `;
    return `${where}the secret ${spec.composeKey} is generate=false, so its value has to come from you: set ${secretVariable(spec)} in the environment`;
  });
  throw new UserError(sentences.join('\n'));
}

/** A secret's value: given by the environment, or drawn evenly from its charset. */
export function secretValue(spec: SecretSpec, env: NodeJS.ProcessEnv): string {
  if (!spec.isGenerated) return env[secretVariable(spec)] ?? '';
  return Array.from({ length: spec.length }, () => spec.charset[randomInt(spec.charset.length)]).join('');
}
