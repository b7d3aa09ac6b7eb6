/** Between two tries: what the last one held has to be free again, or the next one starts into the same trouble. */

import { sleep } from '../../lib/abort.js';
import { monotonicMs } from '../../lib/monotonic.js';
import { formatDuration, formatMemory } from '../../lib/units.js';
import { readLimits } from '../limits/index.js';
import type { System } from '../system.js';
import type { RunEvent } from './events.js';
import type { Signals } from './signals.js';

export type RoomPorts = {
  readonly system: System;
  readonly signals: Signals;
  readonly onEvent: (event: RunEvent) => void;
};

const MOST_MS = 60_000;
const PAUSE_MS = 50;
/** Before this it isn't worth a sentence. */
const SILENT_MS = 1_000;

/** Waits until so much is available; a minute at most. What another process holds on to is not waited for longer. */
export async function waitForRoom(
  wantedBytes: number,
  { system, signals, onEvent }: RoomPorts,
): Promise<void> {
  const startedAt = monotonicMs();
  const say = (sentence: string): void => onEvent({ kind: 'waiting', sentence });
  let isSaid = false;
  for (;;) {
    const { bytes } = readLimits(system).available;
    const waitedMs = monotonicMs() - startedAt;
    if (bytes >= wantedBytes || waitedMs > MOST_MS || signals.first() !== undefined) {
      if (isSaid) say(`${formatMemory(bytes)} are free after ${formatDuration(waitedMs)}`);
      return;
    }
    if (!isSaid && waitedMs > SILENT_MS) {
      isSaid = true;
      say(
        `waiting for memory: ${formatMemory(bytes)} are free, the next try will want ${formatMemory(wantedBytes)} (${formatDuration(MOST_MS)} at most)`,
      );
    }
    // Nothing tells of memory that becomes free.
    await sleep(PAUSE_MS);
  }
}
