/** The counts of a test run are real: nothing that went wrong around the tests can leave a suite green. */
import { describe, expect, test } from 'vitest';
import { tallyOf } from '../../../scripts/test/repeat-tally.mjs';
import { type Line, outcomeFrom, type TestLine } from '../../../scripts/test/report.mjs';
import { isAllowed, withoutUnlisted } from '../../../scripts/test/skips.mjs';
import { suitesFor } from '../../../scripts/test/suites.mjs';
import { countLine, shortCount, summaryLines } from '../../../scripts/test/summary.mjs';

const end = { kind: 'end' } as const;
const good = { code: 0, how: 'exit 0' };
const line = (state: TestLine['state'], more: Partial<TestLine> = {}): TestLine => ({
  kind: 'test',
  file: 'a.test.ts',
  name: 'group > works',
  state,
  ms: 1,
  ...more,
});
const outcome = (lines: readonly Line[], ended: { code: number | undefined; how: string } = good) =>
  outcomeFrom('clone', lines, ended);

describe('the outcome of a suite', () => {
  test('is what its tests say', () => {
    const lines = [
      line('passed'),
      line('failed', { message: 'no' }),
      line('skipped', { reason: 'no Go' }),
      end,
    ];
    expect(outcome(lines, { code: 1, how: 'exit 1' })).toEqual({
      passed: 1,
      failed: [{ id: 'a.test.ts > group > works', message: 'no' }],
      skipped: [{ id: 'a.test.ts > group > works', reason: 'no Go' }],
    });
  });

  test.each<[string, readonly Line[], { code: number | undefined; how: string }, RegExp]>([
    ['that ended before its end', [line('passed')], { code: undefined, how: 'killed by SIGKILL' }, /SIGKILL/],
    [
      'that could not start',
      [],
      { code: undefined, how: 'it could not be started' },
      /did not come to its end/,
    ],
    ['without a test', [end], good, /ran no test/],
    ['whose run failed where no test did', [line('passed'), end], { code: 1, how: 'exit 1' }, /exit 1/],
  ])('%s is a failure', (_name, lines, ended, message) => {
    const { failed } = outcome(lines, ended);
    expect(failed).toEqual([{ id: 'clone', message: expect.stringMatching(message) }]);
  });

  test('counts a file that can not be loaded, and an error that nobody waited for', () => {
    const failure = { kind: 'failure', file: 'b.test.ts', name: '', message: 'no such module' } as const;
    const { failed, passed } = outcome([line('passed'), failure, end], { code: 1, how: 'exit 1' });
    expect({ failed, passed }).toEqual({
      passed: 1,
      failed: [{ id: 'b.test.ts', message: 'no such module' }],
    });
  });

  test('counts tests whose hook failed as failed, and leaves a skip elsewhere a skip', () => {
    const failure = { kind: 'failure', file: 'a.test.ts', name: 'group', message: 'hook' } as const;
    const lines = [
      line('skipped', { reason: '' }),
      line('skipped', { reason: '', name: 'other' }),
      failure,
      end,
    ];
    const { failed, skipped } = outcome(lines, { code: 1, how: 'exit 1' });
    expect(failed.map(({ id }) => id)).toEqual(['a.test.ts > group', 'a.test.ts > group > works']);
    expect(skipped).toEqual([{ id: 'a.test.ts > other', reason: 'no reason is given' }]);
  });
});

describe('a skip', () => {
  const list = {
    'forge/*': { because: 'Go', where: 'no Go' },
    'a > b': { because: 'root', where: 'no root' },
  };

  test.each([
    ['forge/x.test.ts > t', 'needs Go 1.26', true],
    ['forge/x.test.ts > t', 'no reason is given', false],
    ['a > b', 'needs root', true],
    ['a > b > c', 'needs root', false],
    ['other', 'needs Go 1.26', false],
  ])('%s because "%s": allowed is %s', (id, reason, allowed) => {
    expect(isAllowed(list, { id, reason })).toBe(allowed);
  });

  test('that is not listed becomes a failure that says what to add', () => {
    const skipped = [
      { id: 'a > b', reason: 'needs root' },
      { id: 'new', reason: 'no moon' },
    ];
    const judged = withoutUnlisted({ passed: 1, failed: [], skipped }, list);
    expect(judged.skipped).toEqual([skipped[0]]);
    expect(judged.failed.map(({ id }) => id)).toEqual(['new']);
    expect(judged.failed[0]?.message).toContain('"new": {"because":"no moon"');
  });
});

describe('what is said at the end', () => {
  const suite = {
    name: 'clone',
    outcome: {
      passed: 3,
      failed: [{ id: 'f', message: Array.from({ length: 40 }, (_, i) => `line ${i}`).join('\n') }],
      skipped: [
        { id: 's1', reason: 'no Go' },
        { id: 's2', reason: 'no Go' },
      ],
    },
  };

  test('counts', () => {
    expect(countLine([suite.outcome, suite.outcome])).toBe('6 passed, 2 failed, 4 skipped');
    expect(countLine([{ passed: 2, failed: [], skipped: [] }])).toBe('2 passed, 0 failed');
    expect(shortCount(suite.outcome)).toBe('3 passed, 1 failed, 2 skipped');
  });

  test('lists what failed with the log, long messages shortened in the middle, and skips by their reason', () => {
    const lines = summaryLines([suite], '/logs');
    expect(lines).toContain('      log: /logs/clone.log');
    expect(lines).toContain('      … 28 lines more …');
    expect(lines).toContain('      line 39');
    expect(lines.slice(-3)).toEqual(['  no Go', '      s1', '      s2']);
  });
});

test('lives of recipes are counted by recipe, those that were not for the engine left out', () => {
  const life = (name: string, n: number, state: TestLine['state'], ms: number) =>
    line(state, { name: `swarm > ${name} (${n} of 2)`, ms });
  const lines = [
    life('one', 1, 'passed', 9000),
    life('two', 1, 'skipped', 0),
    life('three', 1, 'passed', 1),
    life('one', 2, 'passed', 8120),
    life('three', 2, 'failed', 20_000),
    { kind: 'failure', file: 'a', name: '', message: 'x' } as const,
    end,
  ];
  expect(tallyOf(lines)).toEqual([
    { isGood: true, words: '2 of 2, 8.1 to 9.0 s  swarm > one' },
    { isGood: true, words: 'skipped  swarm > two' },
    { isGood: false, words: '1 of 2, 0.0 to 20.0 s  swarm > three' },
  ]);
});

describe('the suites that are asked for', () => {
  const names = (...args: readonly string[]) => suitesFor(args)?.map(({ name }) => name);

  test('are all of them, those of a kind, or those that are named', () => {
    expect(names()).toEqual([
      ...['check', 'unit', 'clone', 'root', 'memory', 'secrets'],
      ...['parts', 'abra', 'recipe', 'lifecycle', 'clone-faults', 'act', 'forge', 'swarm', 'faults'],
    ]);
    expect(names('unit')).toEqual(['unit']);
    expect(names('e2e', 'forge', 'clone')).toEqual(['clone', 'forge']);
    expect(names('e2e')).toEqual(names()?.slice(2));
    // The heavy ones are run by whoever names them.
    expect(names('e2e', 'lifecycle-abra')).toEqual(['lifecycle-abra']);
  });

  test.each([['e2e', 'nix'], ['nix'], ['unit', 'clone']])('%s %s is none', (...args) => {
    expect(names(...args)).toBeUndefined();
  });
});
