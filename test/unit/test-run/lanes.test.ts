/** What runs beside what: nothing that would spoil the other's proof, and never more than a lane each. */
import { describe, expect, test } from 'vitest';
import { canRunTogether, runInLanes } from '../../../scripts/test/lanes.mjs';
import { SUITES, type Suite } from '../../../scripts/test/suites.mjs';

const named = (name: string): Suite => {
  const suite = SUITES.find((each) => each.name === name);
  if (suite === undefined) throw new Error(`no suite ${name}`);
  return suite;
};

describe('two suites', () => {
  test.each([
    ['parts', 'check', true],
    ['lifecycle', 'memory', true],
    ['lifecycle', 'forge', true],
    ['abra', 'unit', true],
    // One lane.
    ['parts', 'abra', false],
    ['check', 'unit', false],
    // The clock counts.
    ['swarm', 'check', false],
    ['swarm', 'memory', false],
    ['faults', 'unit', false],
    // A run that was killed is the next run's to tidy up, and that has to be the suite's own.
    ['recipe', 'forge', false],
    ['recipe', 'act', false],
    ['recipe', 'clone', true],
  ])('%s and %s: %s', (one, other, expected) => {
    expect(canRunTogether(named(one), named(other))).toBe(expected);
    expect(canRunTogether(named(other), named(one))).toBe(expected);
  });
});

describe('a run of all suites', () => {
  /** Lets the test say when a suite ends. */
  function started() {
    const running = new Map<string, (failure?: Error) => void>();
    const seen: string[][] = [];
    const run = (suite: Suite): Promise<string> =>
      new Promise((resolve, reject) => {
        running.set(suite.name, (failure) => {
          running.delete(suite.name);
          if (failure === undefined) resolve(`${suite.name} ended`);
          else reject(failure);
        });
        seen.push([...running.keys()]);
      });
    return { running, seen, run };
  }
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  test.each([['first'], ['last']])(
    'whichever ends %s, each runs once, and only with what it may',
    async (which) => {
      const { running, seen, run } = started();
      const all = SUITES.filter(({ isByName }) => !isByName);
      const ending = runInLanes(all, run);
      const order: string[] = [];
      for (await settled(); running.size > 0; await settled()) {
        const names = [...running.keys()];
        const name = (which === 'first' ? names[0] : names.at(-1)) ?? '';
        order.push(name);
        running.get(name)?.();
      }
      expect(await ending).toEqual(all.map(({ name }) => `${name} ended`));
      expect([...order].sort()).toEqual(all.map(({ name }) => name).sort());
      for (const [one, other, ...more] of seen) {
        expect(more).toEqual([]);
        if (one !== undefined && other !== undefined)
          expect(canRunTogether(named(one), named(other)), `${one} and ${other}`).toBe(true);
      }
      expect(seen.some(({ length }) => length === 2)).toBe(true);
      // Nobody waits for a suite that runs alone.
      expect(order.slice(-2)).toEqual(['swarm', 'faults']);
    },
  );

  test('a fault of the run itself ends it', async () => {
    const { running, run } = started();
    const ending = runInLanes([named('unit'), named('clone')], run);
    await settled();
    running.get('unit')?.(new Error('no disk'));
    await expect(ending).rejects.toThrow('no disk');
    expect(running.size).toBe(0);
  });
});
