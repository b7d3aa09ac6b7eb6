/** How the tests run. What makes up a suite, and its time limit, is in scripts/test/suites.mjs. */
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Files of these folders share the machine's Swarm, or load it so that another file's clock would run wrong. */
const inTurn = [
  'test/e2e/abra/',
  'test/e2e/swarm/',
  'test/e2e/recipe/',
  'test/e2e/lifecycle/',
  'test/e2e/lifecycle-abra/',
  'test/repeat/',
  'test/faults/',
];
const isOf = (folder: string): boolean => process.argv.some((arg) => `${arg}/`.includes(folder));
const isInTurn = inTurn.some(isOf);

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    fileParallelism: !isInTurn,
    // A whole life is two or three stacks at once.
    maxConcurrency: ['test/e2e/lifecycle/', 'test/e2e/lifecycle-abra/', 'test/repeat/'].some(isOf) ? 3 : 5,
    // Two even on two cores: most of the time a test waits for a server or a process.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    allowOnly: !process.env.CI,
  },
});
