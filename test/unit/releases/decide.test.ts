/** What is known after the remotes were asked: never fewer than two releases because of a server that was away. */
import { describe, expect, test } from 'vitest';
import { type Answer, decide, type Known } from '../../../src/recipe/releases/decide.js';
import type { Release } from '../../../src/recipe/releases/index.js';

const release = (tag: string, letter: string): Release => ({
  tag,
  sha: letter.repeat(40),
  isAnnotated: true,
});
const ONE = release('1.0.0+1', '1');
const TWO = release('1.1.0+1', '2');
const answered = (from: string, ...releases: Release[]): Answer => ({
  kind: 'answered',
  from,
  tags: { releases, ignored: [] },
});
const failed = (from: string): Answer => ({
  kind: 'failed',
  from,
  reason: `${from} is away`,
  remedy: `Look at ${from}.`,
});

function decided(known: Partial<Omit<Known, 'local'>> & { local?: Partial<Known['local']> }) {
  const notes: string[] = [];
  const local = { releases: [], isShallow: false, isRepository: true, ...known.local };
  const result = decide({ answers: [], isForks: false, ...known, local }, (level, text) =>
    notes.push(`${level}: ${text}`),
  );
  return { result, notes };
}

describe('known', () => {
  test("without remotes the clone's own tags are the truth", () => {
    expect(decided({ local: { releases: [ONE] } }).result).toEqual({
      kind: 'known',
      releases: [ONE],
      from: ["the clone's own tags"],
    });
    expect(decided({}).result).toMatchObject({ kind: 'known', releases: [] });
  });

  test('a remote that lists one release, or none, is believed', () => {
    expect(decided({ answers: [answered('origin', ONE)] }).result).toEqual({
      kind: 'known',
      releases: [ONE],
      from: ['origin'],
    });
    expect(decided({ answers: [answered('upstream'), answered('origin')] }).result).toEqual({
      kind: 'known',
      releases: [],
      from: ['upstream', 'origin'],
    });
  });

  test("a tag that only the clone has counts too, but not in a fork's job", () => {
    const known = { answers: [answered('origin', ONE)], local: { releases: [TWO] } };
    expect(decided(known).result).toMatchObject({ releases: [TWO, ONE] });
    expect(decided({ ...known, isForks: true }).result).toMatchObject({ releases: [ONE], from: ['origin'] });
  });

  test("where the clone's tag is of another commit, the server's counts, with a warning", () => {
    const { result, notes } = decided({
      answers: [answered('origin', ONE)],
      local: { releases: [release('1.0.0+1', '9')] },
    });
    expect(result).toMatchObject({ releases: [ONE] });
    expect(notes).toEqual([
      expect.stringContaining('warning: releases: 1.0.0+1 in the clone is of another commit'),
    ]);
  });

  test('two releases from elsewhere do where a remote is away, with a warning', () => {
    const { result, notes } = decided({ answers: [failed('upstream'), answered('origin', TWO, ONE)] });
    expect(result).toMatchObject({ kind: 'known', releases: [TWO, ONE], from: ['origin'] });
    expect(notes).toEqual([
      expect.stringMatching(/^warning: releases: upstream is away\. Going on with 2 releases/),
    ]);
    expect(decided({ answers: [failed('origin')], local: { releases: [TWO, ONE] } }).result).toMatchObject({
      kind: 'known',
    });
  });
});

describe('unknown, with a reason and a remedy', () => {
  test.each([
    [
      'nobody answered',
      [failed('upstream'), failed('origin')],
      'upstream is away; origin is away',
      'Look at upstream. Look at origin.',
    ],
    [
      'upstream is away and origin has none',
      [failed('upstream'), answered('origin')],
      'upstream is away',
      'Look at upstream.',
    ],
    [
      'upstream is away and origin has one',
      [failed('upstream'), answered('origin', ONE)],
      'upstream is away',
      'Look at upstream.',
    ],
  ])('%s', (_what, answers, reason, remedy) => {
    expect(decided({ answers }).result).toEqual({
      kind: 'unknown',
      reason: `the releases are not known: ${reason}`,
      remedy,
    });
  });

  test('a shallow clone without a remote', () => {
    expect(decided({ local: { releases: [TWO, ONE], isShallow: true } }).result).toMatchObject({
      kind: 'unknown',
      reason: expect.stringContaining('shallow'),
    });
  });

  test("a fork's tags never stand in for a remote that is away", () => {
    const known = {
      answers: [failed('the base repository')],
      local: { releases: [TWO, ONE] },
      isForks: true,
    };
    expect(decided(known).result).toMatchObject({ kind: 'unknown' });
    expect(decided({ ...known, answers: [] }).result).toMatchObject({ kind: 'unknown' });
  });
});
