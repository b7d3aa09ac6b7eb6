/**
 * Hands a command's output on as it comes: every byte, in order, and no faster than it is taken. One buffer is all that it costs, whatever
 * the length of the log; its end is kept for the search for a cause.
 */

import { write } from 'node:fs';
import { Socket, type SocketConstructorOpts } from 'node:net';
import { hasCode } from '../../lib/errors.js';

/** In every Node from 12 on; the types only know it for connections. */
type ReadInto = SocketConstructorOpts & {
  readonly onread: { readonly buffer: Buffer; readonly callback: (length: number) => boolean };
};

const BUFFER_BYTES = 64 * 1024;
/** After the command's own end, silence of this length ends the relay, though a process it left behind may hold the pipe open. */
const SILENCE_MS = 100;
/** A descriptor that somebody else has made non-blocking is asked again. */
const FULL_PAUSE_MS = 5;

export type Relay = {
  /** To be called when the command has ended. Resolves when all it wrote has been handed on. */
  finish(): Promise<void>;
};

/**
 * @param from a pipe's read end, non-blocking; closed at the end.
 * @param to a descriptor of ours, of whatever kind.
 * @param keep gets each piece; the buffer is used again afterwards.
 */
export function relay(from: number, to: number, keep: (piece: Buffer) => void): Relay {
  let isWriting = false;
  let isOver = false;
  let silence: NodeJS.Timeout | undefined;
  let hasEnded = false;
  let settle: () => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const done = new Promise<void>((resolve, reject) => {
    settle = resolve;
    fail = reject;
  });
  // Asked for at the end; until then a failure waits.
  done.catch(() => undefined);

  const end = (): void => {
    if (isOver) return;
    isOver = true;
    clearTimeout(silence);
    socket.destroy();
    settle();
  };
  const awaitSilence = (): void => {
    clearTimeout(silence);
    if (hasEnded && !isWriting && !isOver) silence = setTimeout(end, SILENCE_MS);
  };
  const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  const options: ReadInto = {
    fd: from,
    readable: true,
    writable: false,
    onread: {
      buffer,
      callback: (length) => {
        isWriting = true;
        clearTimeout(silence);
        keep(buffer.subarray(0, length));
        writeAll(to, buffer, 0, length, (error) => {
          isWriting = false;
          if (error === undefined) {
            socket.resume();
            awaitSilence();
          } else if (hasCode(error, 'EPIPE')) end();
          else {
            end();
            fail(error);
          }
        });
        // Paused until it has been taken.
        return false;
      },
    },
  };
  const socket = new Socket(options);
  socket.on('end', end);
  socket.on('error', (error) => {
    end();
    fail(error);
  });
  socket.resume();
  return {
    finish: () => {
      hasEnded = true;
      awaitSilence();
      return done;
    },
  };
}

/** On a thread of libuv's, so that a reader who takes his time keeps nothing else waiting, signals least of all. */
function writeAll(
  fd: number,
  buffer: Buffer,
  offset: number,
  length: number,
  done: (error?: Error) => void,
): void {
  write(fd, buffer, offset, length - offset, null, (error, written) => {
    if (error !== null && hasCode(error, 'EAGAIN'))
      setTimeout(() => writeAll(fd, buffer, offset, length, done), FULL_PAUSE_MS);
    else if (error !== null) done(error);
    else if (offset + written < length) writeAll(fd, buffer, offset + written, length, done);
    else done();
  });
}
