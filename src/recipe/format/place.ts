/** Where in a recipe something stands, so that every message can name the file and the line. */

import { UserError } from '../../lib/errors.js';

export type Place = {
  /** Relative to the recipe's folder. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1; left out where the whole line is meant. */
  readonly column?: number;
};

/** @returns `compose.yml:12:7`, which editors and terminals know to open. */
export function showPlace(place: Place): string {
  const column = place.column === undefined ? '' : `:${place.column}`;
  return `${place.file}:${place.line}${column}`;
}

/** @returns what a rule found, where: `compose.yml:3:5: the config site is … (config-not-versioned)`. */
export function showHit(hit: {
  readonly rule: string;
  readonly place?: Place;
  readonly message: string;
}): string {
  const where = hit.place === undefined ? '' : `${showPlace(hit.place)}: `;
  return `${where}${hit.message} (${hit.rule})`;
}

/** A UserError whose message begins with the place. */
export function userErrorAt(place: Place, message: string): UserError {
  return new UserError(`${showPlace(place)}: ${message}`);
}
