/** The time as reporters see it: a port, so that a test can say what time it is. */

export type Clock = {
  /** Milliseconds; only differences mean something. */
  now(): number;
  /** Calls `tick` every `ms` until the returned function is called. Doesn't keep the process alive. */
  every(ms: number, tick: () => void): () => void;
};

export const systemClock: Clock = {
  now: () => performance.now(),
  every: (ms, tick) => {
    const timer = setInterval(tick, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
};
