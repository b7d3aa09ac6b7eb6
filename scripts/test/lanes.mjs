/** Two suites at a time: those on the Swarm one after the other, and beside them those that share nothing with it. */

/** @typedef {import('./suites.mjs').Suite} Suite */

/**
 * Whether two suites may run at the same time.
 * @param {Suite} one
 * @param {Suite} other
 */
export function canRunTogether(one, other) {
  if (one.lane === other.lane) return false;
  if (one.isTimed || other.isTimed) return false;
  // Where runs are killed, the next one has to be the suite's own: another suite's would tidy up first.
  return !((one.swarm === 'own' && other.swarm) || (other.swarm === 'own' && one.swarm));
}

/**
 * Runs every suite once, each as soon as what runs leaves room for it; of those of a lane the first in the list is the next.
 * @template T
 * @param {readonly Suite[]} suites
 * @param {(suite: Suite) => Promise<T>} run when it rejects, nothing more is begun
 * @returns {Promise<readonly T[]>} what `run` gave, in the order of the list
 */
export async function runInLanes(suites, run) {
  /** @type {Map<Suite, T>} */
  const ended = new Map();
  /** @type {Map<Suite, Promise<void>>} */
  const running = new Map();
  const waiting = [...suites];
  while (waiting.length + running.size > 0) {
    for (let next = nextOf(waiting, [...running.keys()]); next; next = nextOf(waiting, [...running.keys()])) {
      const suite = next;
      waiting.splice(waiting.indexOf(suite), 1);
      const ending = run(suite).then((result) => {
        ended.set(suite, result);
        running.delete(suite);
      });
      running.set(suite, ending);
    }
    await Promise.race(running.values());
  }
  return suites.flatMap((suite) => /** @type {T[]} */ (ended.has(suite) ? [ended.get(suite)] : []));
}

/**
 * @param {readonly Suite[]} waiting
 * @param {readonly Suite[]} running
 */
function nextOf(waiting, running) {
  return waiting.find((suite) => running.every((other) => canRunTogether(suite, other)));
}
