/** Compressed streams: zlib's own, and others through the program that every such machine has. */

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createInflate } from 'node:zlib';
import { EnvironmentError } from '../../lib/errors.js';
import { findOnPath } from '../../lib/on-path.js';
import { killGroup, openPipe } from '../../lib/process.js';
import type { Bytes } from './byte-reader.js';
import type { Kind } from './kinds.js';

/**
 * @param read gets the expanded stream and reads it to its end.
 * @throws what `read` throws, and an error where the stream is broken or the program is not there.
 */
export async function expanded(
  kind: Kind,
  bytes: Bytes,
  signal: AbortSignal,
  read: (stream: Readable) => Promise<void>,
): Promise<void> {
  if (typeof kind === 'object' && 'program' in kind) return throughProgram(kind, bytes, signal, read);
  const unpack = kind === 'gzip' ? createGunzip() : createInflate();
  await pipeline(Readable.from(bytes), unpack, (stream) => read(Readable.from(stream)), { signal });
}

async function throughProgram(
  { program, args }: { readonly program: string; readonly args: readonly string[] },
  bytes: Bytes,
  signal: AbortSignal,
  read: (stream: Readable) => Promise<void>,
): Promise<void> {
  const { PATH } = process.env;
  const file = findOnPath(program, PATH);
  if (file === undefined) throw new EnvironmentError(`the program ${program} is not on PATH`);
  let said = '';
  // The values that are looked for are in our own environment: none of it is handed on.
  const child = openPipe(file, args, {
    env: { PATH },
    onStderr: (text) => {
      said += text.slice(0, 500);
    },
  });
  const code = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  try {
    await Promise.all([
      pipeline(Readable.from(bytes), child.stdin, { signal }).catch(ifStillRead),
      read(child.stdout),
    ]);
    if ((await code) !== 0) throw new EnvironmentError(`${program}: ${said.trim().split('\n')[0] ?? ''}`);
  } finally {
    killGroup(child, 'SIGKILL');
  }

  /** A program that ends at a broken stream closes its input; its exit code tells. */
  function ifStillRead(error: unknown): void {
    if (child.exitCode === null && child.signalCode === null && !isClosedPipe(error)) throw error;
  }
}

function isClosedPipe(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'EPIPE' || error.code === 'ERR_STREAM_PREMATURE_CLOSE')
  );
}
