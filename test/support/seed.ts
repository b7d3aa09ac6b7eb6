/** Random numbers that can be had again: every test that uses them prints its seed and takes it from CC_CI_TEST_SEED. */

/** The seed of this run, 32 bits. */
export function testSeed(): number {
  const given = process.env.CC_CI_TEST_SEED;
  if (given === undefined || given === '') return Date.now() >>> 0;
  if (!/^\d{1,10}$/.test(given)) throw new Error(`CC_CI_TEST_SEED=${given} is not a whole number`);
  return Number(given) >>> 0;
}

/** mulberry32: numbers from 0 (included) to 1 (excluded). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
