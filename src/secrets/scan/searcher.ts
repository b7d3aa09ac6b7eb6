/** Searches a stream piece by piece. What may go on in the next piece is kept, so that no border hides a match. */

import { matchFormat } from './formats.js';
import type { Needles } from './needles.js';

export type Hit = {
  readonly offset: number;
  readonly length: number;
  readonly what: string;
  readonly kind: string;
};

/** How far a known format's shape may reach, and what has to be seen before it. */
const AHEAD = 2048;
const BEHIND = 16;

export class Searcher {
  readonly #needles: Needles;
  readonly #onHit: (hit: Hit) => void;
  /** The end of what came so far: BEHIND bytes that are done, and those that wait for more. */
  #kept: Buffer = Buffer.alloc(0);
  /** Of #kept: where the part begins that is not done. */
  #undone = 0;
  /** How many bytes came before #kept. */
  #before = 0;
  /** Where the last hit of each name ends: the forms of one value overlap. */
  readonly #ends = new Map<string, number>();
  #lastValueEnd = 0;

  constructor(needles: Needles, onHit: (hit: Hit) => void) {
    this.#needles = needles;
    this.#onHit = onHit;
  }

  /** The next piece of the stream; it may be changed by its owner after this returns. */
  push(piece: Uint8Array): void {
    const bytes = this.#kept.length === 0 ? asBuffer(piece) : Buffer.concat([this.#kept, piece]);
    const ready = bytes.length - Math.max(AHEAD, this.#needles.matcher.longest);
    if (ready > this.#undone) this.#search(bytes, ready);
    const done = Math.max(ready, this.#undone);
    const cut = Math.max(0, done - BEHIND);
    this.#kept = Buffer.from(bytes.subarray(cut));
    this.#undone = done - cut;
    this.#before += cut;
  }

  /** The stream has ended. */
  end(): void {
    this.#search(this.#kept, this.#kept.length);
    this.#before += this.#kept.length;
    this.#kept = Buffer.alloc(0);
    this.#undone = 0;
  }

  #search(bytes: Buffer, to: number): void {
    const { needles, matcher } = this.#needles;
    matcher.find(bytes, this.#undone, to, (index, at) => {
      const needle = needles[index];
      if (needle === undefined) return;
      if (needle.is === 'value') this.#value(needle, this.#before + at);
      else this.#anchor(needle, bytes, at);
    });
  }

  #value({ name, kind, length }: { name: string; kind: string; length: number }, offset: number): void {
    const isOfLast = offset < (this.#ends.get(name) ?? 0);
    this.#ends.set(name, Math.max(this.#ends.get(name) ?? 0, offset + length));
    this.#lastValueEnd = Math.max(this.#lastValueEnd, offset + length);
    if (!isOfLast) this.#onHit({ offset, length, what: name, kind });
  }

  #anchor(
    { format }: Extract<Needles['needles'][number], { is: 'anchor' }>,
    bytes: Buffer,
    at: number,
  ): void {
    const offset = this.#before + at;
    // A token that is one of the values is told as that.
    if (offset < this.#lastValueEnd || offset < (this.#ends.get(format.name) ?? 0)) return;
    const from = Math.max(0, at - BEHIND);
    const text = bytes.toString('latin1', from, Math.min(bytes.length, at + AHEAD));
    const length = matchFormat(format, text, at - from);
    if (length === undefined) return;
    this.#ends.set(format.name, offset + length);
    this.#onHit({ offset, length, what: format.name, kind: 'known format' });
  }
}

function asBuffer(piece: Uint8Array): Buffer {
  return Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
}
