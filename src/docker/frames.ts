/** What containers wrote, as the Engine API frames it. */

const HEADER_BYTES = 8;
const STDERR = 2;

export type Streams = {
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order in which they were written. */
  readonly output: string;
};

/**
 * Without a terminal, the Engine API frames output: stream (0 to 2), three zero bytes, length (big endian), text. With one it
 * is plain text; both come under the same content type on engines before 23, so the frame itself has to tell.
 */
export function demultiplex(raw: Buffer): Streams {
  const all: Buffer[] = [];
  const errors: Buffer[] = [];
  const rest: Buffer[] = [];
  let offset = 0;
  while (offset < raw.length) {
    const isFrame =
      raw.length - offset >= HEADER_BYTES &&
      (raw[offset] ?? 3) <= STDERR &&
      raw.readUIntBE(offset + 1, 3) === 0;
    if (!isFrame) return { stdout: raw.toString('utf8'), stderr: '', output: raw.toString('utf8') };
    const end = offset + HEADER_BYTES + raw.readUInt32BE(offset + 4);
    const text = raw.subarray(offset + HEADER_BYTES, end);
    all.push(text);
    (raw[offset] === STDERR ? errors : rest).push(text);
    offset = end;
  }
  const join = (parts: readonly Buffer[]): string => Buffer.concat(parts).toString('utf8');
  return { stdout: join(rest), stderr: join(errors), output: join(all) };
}
