/** What a run says while it waits for a stack. */
import { expect, test } from 'vitest';
import { initialHealth, verdictOf } from '../../../src/recipe/health/index.js';
import { foldSeen } from '../../../src/recipe/health/watch.js';
import { readRecording } from './replay.js';

test('nothing is said of a service before the first listing: it is not "not there yet" while nobody has looked', () => {
  const { stack, observations } = readRecording('crash-loop');
  const services = observations.flatMap((seen) => (seen.kind === 'service' ? [seen.service] : []));
  const said: string[] = [];
  const fold = foldSeen(initialHealth({ stack, services: [...new Set(services)] }), verdictOf, {
    onWaiting: (what) => void said.push(what),
  });
  fold.judged();
  const listed = observations.findIndex(({ kind }) => kind === 'listed');
  for (const seen of observations.slice(0, listed)) {
    fold.take(seen);
    fold.judged();
  }
  expect(said).toEqual([]);
  for (const seen of observations.slice(listed, listed + 1)) fold.take(seen);
  fold.judged();
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/^app: 0 of 1/);
});
