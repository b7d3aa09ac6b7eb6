/** Ctrl-C, SIGTERM and SIGHUP become one AbortSignal; whoever is at work ends in order. */

import { CancelledError } from './errors.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs `work` with a signal that fires when the process is asked to stop.
 * @param onSecond called when somebody insists; the process then ends at once with 128 + the signal's number.
 */
export async function untilSignalled<T>(
  work: (signal: AbortSignal) => Promise<T>,
  onSecond: () => void = () => undefined,
): Promise<T> {
  const controller = new AbortController();
  const onSignal = (name: NodeJS.Signals, number: number): void => {
    if (controller.signal.aborted) {
      onSecond();
      process.exit(128 + number);
    }
    controller.abort(new CancelledError(`cancelled by ${name}`));
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of SIGNALS) process.off(name, onSignal);
  }
}
