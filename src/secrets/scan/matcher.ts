/**
 * Looks for many texts at once in one pass (Wu and Manber, 1994): two bytes at a time, with a leap wherever they end none of
 * the texts. Node's own `indexOf` would have to go through the bytes once for each text.
 */

export type Matcher = {
  /** The longest text's length in bytes. */
  readonly longest: number;
  /**
   * Calls `onMatch` for every text that begins in `bytes` at `from` or later and before `to`, in no order among those of one
   * place, and in ascending order of places. A text may reach past `to`, up to the end of `bytes`.
   */
  readonly find: (
    bytes: Uint8Array,
    from: number,
    to: number,
    onMatch: (index: number, at: number) => void,
  ) => void;
};

/** @param texts of two bytes at least each; the shorter the shortest, the slower. `onMatch` gets their index. */
export function compileMatcher(texts: readonly Uint8Array[]): Matcher {
  const shortest = Math.min(...texts.map(({ length }) => length));
  const longest = Math.max(0, ...texts.map(({ length }) => length));
  if (texts.length === 0) return { longest: 0, find: () => undefined };
  if (shortest < 2) throw new RangeError('a text to look for has to have two bytes');
  const leaps = new Uint8Array(65_536).fill(Math.min(shortest - 1, 255));
  const buckets = new Map<number, number[]>();
  for (const [index, text] of texts.entries()) {
    for (let end = 1; end < shortest; end += 1) {
      const pair = pairAt(text, end);
      leaps[pair] = Math.min(leaps[pair] ?? 0, shortest - 1 - end);
    }
    const last = pairAt(text, shortest - 1);
    buckets.set(last, [...(buckets.get(last) ?? []), index]);
  }
  return { longest, find: finder(texts, shortest, leaps, buckets) };
}

function pairAt(bytes: Uint8Array, end: number): number {
  return ((bytes[end - 1] ?? 0) << 8) | (bytes[end] ?? 0);
}

function finder(
  texts: readonly Uint8Array[],
  shortest: number,
  leaps: Uint8Array,
  buckets: ReadonlyMap<number, readonly number[]>,
): Matcher['find'] {
  return (bytes, from, to, onMatch) => {
    const stop = Math.min(to + shortest - 1, bytes.length);
    let end = from + shortest - 1;
    while (end < stop) {
      // Not pairAt: this line is all of the time that a search takes.
      const pair = ((bytes[end - 1] as number) << 8) | (bytes[end] as number);
      const leap = leaps[pair] as number;
      if (leap > 0) {
        end += leap;
        continue;
      }
      const at = end - shortest + 1;
      for (const index of buckets.get(pair) ?? []) {
        const text = texts[index];
        if (text !== undefined && isAt(bytes, at, text)) onMatch(index, at);
      }
      end += 1;
    }
  };
}

function isAt(bytes: Uint8Array, at: number, text: Uint8Array): boolean {
  if (at + text.length > bytes.length) return false;
  for (let index = 0; index < text.length; index += 1) if (bytes[at + index] !== text[index]) return false;
  return true;
}
