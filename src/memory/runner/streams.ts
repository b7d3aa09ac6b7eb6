/** Which of our descriptors a command gets, and what of its output we see on the way. */

import { closeSync, fstatSync } from 'node:fs';
import { isatty } from 'node:tty';
import { findOnPath } from '../../lib/on-path.js';
import type { RunProcess } from '../../lib/process.js';
import { closeQuietly, makeFifo } from './fifo.js';
import { type Relay, relay } from './relay.js';
import type { Tail } from './tail.js';

export type Streams = {
  /** For the child's 0, 1 and 2. */
  readonly stdio: readonly [number, number, number];
  /** False where nothing of its output passes through us: a terminal, or a machine where no pipe can be made. */
  readonly areSeen: boolean;
  /** A terminal's keys have to reach the child: it must stay in our process group. */
  readonly isTerminal: boolean;
  /** To be called when the child has been started, or could not be. */
  handOver(): void;
  /** To be called when the child has ended. Resolves when all of its output has been handed on. */
  finish(): Promise<void>;
};

/**
 * A terminal is the child's own; then nothing of its output is seen. Where our standard output and error are one file, so are the child's:
 * with a pipe each, what was printed one after the other could arrive the other way round.
 */
export async function openStreams(run: RunProcess, tail: Tail): Promise<Streams> {
  const isTerminal = [0, 1, 2].some((fd) => isatty(fd));
  const unseen: Streams = {
    stdio: [0, 1, 2],
    areSeen: false,
    isTerminal,
    handOver: nothing,
    finish: resolved,
  };
  if (isatty(1) && isatty(2)) return unseen;
  // Busybox and coreutils have mkfifo; an image without either still gets its command run.
  if (findOnPath('mkfifo', process.env.PATH) === undefined) return unseen;
  if (isSameFile(1, 2)) {
    const { readEnd, writeEnd } = await makeFifo(run);
    const both = relay(readEnd, 1, tail.keep);
    return {
      stdio: [0, writeEnd, writeEnd],
      areSeen: true,
      isTerminal,
      handOver: () => closeSync(writeEnd),
      finish: () => both.finish(),
    };
  }
  const out = await seen(run, 1, tail);
  const err = await seen(run, 2, tail);
  return {
    stdio: [0, out.fd, err.fd],
    areSeen: true,
    isTerminal,
    handOver: () => {
      out.close();
      err.close();
    },
    finish: async () => {
      await Promise.all([out.relay?.finish(), err.relay?.finish()]);
    },
  };
}

type Seen = { readonly fd: number; readonly close: () => void; readonly relay: Relay | undefined };

async function seen(run: RunProcess, fd: 1 | 2, tail: Tail): Promise<Seen> {
  if (isatty(fd)) return { fd, close: nothing, relay: undefined };
  const { readEnd, writeEnd } = await makeFifo(run);
  return { fd: writeEnd, close: () => closeQuietly(writeEnd), relay: relay(readEnd, fd, tail.keep) };
}

function isSameFile(one: number, other: number): boolean {
  const [a, b] = [fstatSync(one), fstatSync(other)];
  return a.dev === b.dev && a.ino === b.ino;
}

const nothing = (): void => undefined;
const resolved = (): Promise<void> => Promise.resolve();
