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

/** A UserError whose message begins with the place. */
export function userErrorAt(place: Place, message: string): UserError {
  return new UserError(`${showPlace(place)}: ${message}`);
}
