/** What can be done with the values at one place. */

import type { Slot, Values } from './marker.js';

/** What is there instead of a value, in words: `nothing`, `HTTP 404`. */
export type Found =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'absent'; readonly words: string };

export type Place = {
  write(values: Values): Promise<void>;
  /** @returns what is there under each name that the place holds. */
  read(values: Values): Promise<Readonly<Partial<Record<Slot, Found>>>>;
  /** Changes kept and deletes lost. */
  spoil(values: Values): Promise<void>;
};

/** What kept is changed to. No value of a run is part of it. */
export const SPOILED = 'spoiled';

/** The place can't be written to or read: the app's doing, and so a result. */
export class PlaceError extends Error {
  constructor(
    message: string,
    readonly evidence: readonly string[] = [],
  ) {
    super(message);
  }
}

export const NOTHING: Found = { kind: 'absent', words: 'nothing' };

/** The first line of an output for a message; empty where there is none. */
export function firstLine(text: string): string {
  return (
    text
      .split('\n')
      .map((line) => line.trim())
      .find((line) => line !== '')
      ?.slice(0, 300) ?? ''
  );
}
