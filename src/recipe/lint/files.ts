/** What the recipe's other files say, against its compose files: .env.sample, abra.sh, README.md. */

import { placeOfKey } from '../format/env-file.js';
import type { Facts, Hit } from './rule.js';

const SECRET_VERSION = /^SECRET_[A-Z0-9_]+_VERSION$/;

export function composeVersion({ recipe, compose }: Facts): readonly Hit[] {
  if (compose.version === '3.8') return [];
  const [first] = recipe.composeFiles;
  if (first === undefined) return [];
  const line = first.text.split('\n').findIndex((text) => text.startsWith('version:'));
  const place = { file: first.file, line: Math.max(line, 0) + 1 };
  return [{ place, message: `version is ${compose.version ?? 'missing'}, and abra expects "3.8"` }];
}

/** The lines that the catalogue is made of. */
const METADATA = ['Category', 'Status', 'Image', 'Healthcheck', 'Backups', 'Email', 'Tests', 'SSO'];

export function metadata({ recipe }: Facts): readonly Hit[] {
  const file = 'README.md';
  const text = recipe.readme;
  if (text === undefined) return [{ message: `there is no ${file}` }];
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.includes('<!-- metadata -->'));
  if (start === -1) return [{ place: { file, line: 1 }, message: `${file} has no block <!-- metadata -->` }];
  const missing = METADATA.filter((name) => {
    const value = lines
      .map((line) => new RegExp(`^\\s*[*-]\\s+\\**${name}\\**:\\**(.*)$`).exec(line)?.[1])
      .find(Boolean);
    return (value ?? '').trim() === '';
  });
  if (missing.length === 0) return [];
  return [
    {
      place: { file, line: start + 1 },
      message: `the metadata of ${file} says nothing for ${missing.join(', ')}`,
    },
  ];
}

export function envNewline({ recipe: { envFile } }: Facts): readonly Hit[] {
  if (envFile.endsWithNewline) return [];
  const last = envFile.assignments.at(-1);
  const place = { file: envFile.file, line: last?.line ?? 1 };
  return [
    {
      place,
      message: `${envFile.file} doesn't end with a newline: what is appended to a copy of it joins its last line`,
    },
  ];
}

export function envType({ recipe: { envFile, name } }: Facts): readonly Hit[] {
  if (placeOfKey(envFile, 'TYPE') !== undefined) return [];
  return [
    {
      place: { file: envFile.file, line: 1 },
      message: `${envFile.file} has no TYPE=${name}, by which abra finds an app's recipe`,
    },
  ];
}

/** Versions of secrets that no secret is named after. */
export function secretVersionUnused({ recipe: { envFile }, compose }: Facts): readonly Hit[] {
  const used = new Set(compose.secrets.flatMap(({ nameVariables }) => nameVariables));
  return envFile.assignments
    .filter(({ key }) => SECRET_VERSION.test(key) && !used.has(key) && !compose.variables.has(key))
    .map(({ key, line }) => ({
      place: { file: envFile.file, line },
      message: `${key} is set, and no compose file of COMPOSE_FILE has a secret with it in its name`,
    }));
}

/** Secrets named after a version that only the compose file knows: abra reads them off .env.sample. */
export function secretVersionMissing({ recipe: { envFile }, compose }: Facts): readonly Hit[] {
  return compose.secrets.flatMap(({ key, nameVariables, place }) =>
    nameVariables
      .filter((name) => SECRET_VERSION.test(name) && placeOfKey(envFile, name) === undefined)
      .map((name) => ({
        place,
        message: `the secret ${key} is named after ${name}, which ${envFile.file} doesn't set: abra would not make it`,
      })),
  );
}

/** Characters of a secret's name that leave room for a stack's. */
const MAX_SECRET_NAME = 12;

export function secretLength({ compose }: Facts): readonly Hit[] {
  return compose.secrets
    .filter(({ key }) => key.length > MAX_SECRET_NAME)
    .map(({ key, place }) => ({
      place,
      message: `the secret's name ${key} has ${key.length} characters, ${MAX_SECRET_NAME} leave room for a long domain`,
    }));
}

export function configVersionVendored({ recipe: { exports, envFile }, compose }: Facts): readonly Hit[] {
  return compose.configs
    .filter(({ isExternal }) => !isExternal)
    .flatMap(({ key, nameVariables, place }) =>
      nameVariables
        .filter(
          (name) =>
            name.endsWith('_VERSION') && !exports.places.has(name) && placeOfKey(envFile, name) !== undefined,
        )
        .map((name) => ({
          place,
          message: `the config ${key} is named after ${name}, which abra.sh doesn't export`,
        })),
    );
}

/** A version is a variable of its own, or `_v1` at the end. */
export function configNotVersioned({ compose }: Facts): readonly Hit[] {
  return compose.configs
    .filter(({ isExternal, name, nameVariables }) => {
      const isVersioned =
        nameVariables.some((variable) => variable !== 'STACK_NAME') || /[_.-]v?\d+$/i.test(name);
      return !isExternal && !isVersioned;
    })
    .map(({ key, name, place }) => ({
      place,
      message: `the config ${key} is always ${name}: once its content changes, no running app can be upgraded`,
    }));
}
