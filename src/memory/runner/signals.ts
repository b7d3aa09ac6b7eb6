/** What we are sent ourselves, for the command to be told. */

import { CancelledError } from '../../lib/errors.js';

const CANCELLING = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
export type Cancelling = (typeof CANCELLING)[number];

export type Signals = {
  /** @param listener is told of each, and whether it has come before. @returns what takes the listener away. */
  on(listener: (name: Cancelling, isInsisting: boolean) => void): () => void;
  /** The first that came. */
  first(): Cancelling | undefined;
  /** Fires with the first. */
  readonly abort: AbortSignal;
};

/** Does `work` while signals go to those who listen, in place of ending us. */
export async function withSignals<T>(work: (signals: Signals) => Promise<T>): Promise<T> {
  const seen: Cancelling[] = [];
  const controller = new AbortController();
  const listeners = new Set<(name: Cancelling, isInsisting: boolean) => void>();
  const handlers = CANCELLING.map((name) => {
    const handler = (): void => {
      const isInsisting = seen.includes(name);
      seen.push(name);
      controller.abort(new CancelledError(`cancelled by ${name}`));
      for (const listener of listeners) listener(name, isInsisting);
    };
    process.on(name, handler);
    return () => process.off(name, handler);
  });
  try {
    return await work({
      on: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      first: () => seen[0],
      abort: controller.signal,
    });
  } finally {
    for (const off of handlers) off();
  }
}
