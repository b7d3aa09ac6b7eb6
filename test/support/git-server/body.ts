/** Streams that spoil an answer's body on its way out: cut, stalled or slow. */
import { Transform, type TransformCallback } from 'node:stream';
import type { Fault } from './faults.js';

/** How often a slow answer writes, in milliseconds. */
const SLOW_TICK_MS = 25;

/**
 * The stream an answer's body goes through.
 * @param destroySocket called once when a cut is due
 */
export function bodyStream(fault: Fault | undefined, destroySocket: () => void): Transform {
  switch (fault?.kind) {
    case 'cut':
      return limited(fault.afterBytes, destroySocket);
    case 'stall-in-body':
      return limited(fault.afterBytes, () => undefined);
    case 'slow':
      return slow(fault.bytesPerSecond);
    default:
      return new Transform({ transform: (chunk, _encoding, done) => done(null, chunk) });
  }
}

/** Lets `bytes` bytes through, then calls `atLimit` and never ends. A body that is shorter is held open at its end. */
function limited(bytes: number, atLimit: () => void): Transform {
  let left = bytes;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const part = chunk.subarray(0, left);
      left -= part.length;
      if (part.length > 0) this.push(part);
      // No `done` once the limit is reached: back-pressure then stops the sender too.
      if (left > 0) done();
      else setImmediate(atLimit);
    },
    flush() {
      setImmediate(atLimit);
    },
  });
}

function slow(bytesPerSecond: number): Transform {
  const perTick = Math.max(1, Math.round((bytesPerSecond * SLOW_TICK_MS) / 1000));
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sendSlowly(this, chunk, perTick, done);
    },
  });
}

function sendSlowly(stream: Transform, chunk: Buffer, perTick: number, done: TransformCallback): void {
  if (stream.destroyed) return;
  stream.push(chunk.subarray(0, perTick));
  const rest = chunk.subarray(perTick);
  setTimeout(() => {
    if (rest.length === 0) done();
    else sendSlowly(stream, rest, perTick, done);
  }, SLOW_TICK_MS);
}
