/** A test whose forge, runner or Swarm can't be had on this machine is skipped with the reason, and only then. */
import type { TestContext } from 'vitest';
import { Unavailable } from '../../../scripts/setup/unavailable.mjs';

/** Waits for the work; where this machine lacks what it needs, skips the test with the sentence that says so. */
export async function orSkip<T>(test: TestContext, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Unavailable) test.skip(error.message);
    throw error;
  }
}
