/** Keeps a lease alive while a run goes on, so that nobody takes the stack for an orphan. */

import type { Docker } from '../docker/index.js';
import { EnvironmentError } from '../lib/errors.js';
import { type Lease, renewLease } from './lease/index.js';

export type Held = {
  readonly stack: string;
  /** Stops renewing. @returns the lease as it is by then. */
  stop(): Promise<Lease>;
};

/** @param onLost called once when somebody else has the lease, or it ran out because the daemon could not be reached. */
export function holdLease(docker: Docker, taken: Lease, onLost: (error: EnvironmentError) => void): Held {
  let lease = taken;
  let renewing: Promise<void> = Promise.resolve();
  const renew = async (): Promise<void> => {
    try {
      const renewed = await renewLease(docker, lease);
      if (renewed.kind === 'lease') lease = renewed;
      else lost(new EnvironmentError(`the lease of ${lease.stack} is lost: ${renewed.reason}`));
    } catch (cause) {
      // A daemon that is away for a moment costs nothing as long as the lease runs.
      if (Date.now() > lease.expiresAt)
        lost(
          new EnvironmentError(`the lease of ${lease.stack} ran out, and could not be renewed`, { cause }),
        );
    }
  };
  const timer = setInterval(() => {
    renewing = renewing.then(renew);
  }, taken.ttlMs / 3);
  timer.unref();
  const lost = (error: EnvironmentError): void => {
    clearInterval(timer);
    onLost(error);
  };
  return {
    stack: taken.stack,
    stop: async () => {
      clearInterval(timer);
      await renewing;
      return lease;
    },
  };
}
