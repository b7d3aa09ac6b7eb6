/** Reads a stream of bytes by count and by line. */

import { EnvironmentError } from '../../lib/errors.js';

export type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export class ByteReader {
  readonly #source: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: Bytes) {
    this.#source =
      Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  }

  /** The first `count` bytes, which stay to be read; fewer where the stream ends before. */
  async peek(count: number): Promise<Buffer> {
    while (this.#rest.length < count) {
      const piece = await this.#next();
      if (piece === undefined) break;
      this.#rest = Buffer.concat([this.#rest, piece]);
    }
    return this.#rest.subarray(0, count);
  }

  /** Everything that is left. */
  async *all(): AsyncGenerator<Uint8Array> {
    if (this.#rest.length > 0) yield this.#rest;
    this.#rest = Buffer.alloc(0);
    for (let piece = await this.#next(); piece !== undefined; piece = await this.#next()) yield piece;
  }

  /** The next `count` bytes. @throws EnvironmentError where the stream ends before. */
  async *take(count: number): AsyncGenerator<Uint8Array> {
    let left = count;
    while (left > 0) {
      const piece = this.#rest.length > 0 ? this.#rest : await this.#next();
      if (piece === undefined) throw new EnvironmentError(`the stream ended ${left} bytes too early`);
      this.#rest = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).subarray(left);
      left -= Math.min(left, piece.length);
      yield piece.subarray(0, piece.length - this.#rest.length);
    }
  }

  /** Up to the next line feed, without it; undefined at the stream's end. */
  async line(): Promise<string | undefined> {
    for (;;) {
      const end = this.#rest.indexOf(10);
      if (end >= 0) {
        const text = this.#rest.toString('latin1', 0, end);
        this.#rest = this.#rest.subarray(end + 1);
        return text;
      }
      const piece = await this.#next();
      if (piece === undefined) return undefined;
      this.#rest = Buffer.concat([this.#rest, piece]);
    }
  }

  async #next(): Promise<Uint8Array | undefined> {
    const { done, value } = await this.#source.next();
    return done ? undefined : value;
  }
}
