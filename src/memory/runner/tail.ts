/** The end of a command's output, as much as the search for a cause needs. */

export type Tail = {
  keep(piece: Buffer): void;
  text(): string;
  /** False in the middle of a line, where a message of ours would be glued to it. */
  isAtLineStart(): boolean;
};

const TAIL_BYTES = 256 * 1024;
const NEWLINE = 10;

/** Keeps the last `limit` bytes in one ring of that size. */
export function makeTail(limit = TAIL_BYTES): Tail {
  let ring = Buffer.alloc(0);
  let at = 0;
  let isFull = false;
  let last = NEWLINE;
  const put = (piece: Buffer): void => {
    // Most commands print little: the ring is only made when there is something to keep.
    if (ring.length === 0) ring = Buffer.alloc(limit);
    const first = Math.min(piece.length, limit - at);
    piece.copy(ring, at, 0, first);
    piece.copy(ring, 0, first);
    isFull ||= at + piece.length >= limit;
    at = (at + piece.length) % limit;
  };
  return {
    keep: (piece) => {
      if (piece.length === 0) return;
      last = piece[piece.length - 1] ?? last;
      put(piece.length > limit ? piece.subarray(-limit) : piece);
    },
    text: () =>
      (isFull ? Buffer.concat([ring.subarray(at), ring.subarray(0, at)]) : ring.subarray(0, at)).toString(),
    isAtLineStart: () => last === NEWLINE,
  };
}
