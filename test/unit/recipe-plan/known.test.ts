/** What a backup or a restore that succeeds may not claim. */
import { expect, test } from 'vitest';
import type { DataPlan } from '../../../src/recipe/data/index.js';
import { unverifiedOf } from '../../../src/recipe/plan/known.js';

const marker = {
  spec: { kind: 'file', volume: 'content', path: 'x' },
  name: 'file content/x',
  isStated: false,
} as const;
const nothing: DataPlan = { markers: [], backedUp: [], unverified: [], gaps: [] };
const other: DataPlan = { ...nothing, markers: [marker], backedUp: [marker] };
const gap = { stage: 'backup', isHeldBack: true, words: 'the database is in no backup' } as const;

test('a database that is in no backup is not made up for by another volume that comes back', () => {
  const head = { ...other, gaps: [gap] };
  expect(unverifiedOf({ head, previous: other })).toEqual({ backup: gap.words });
  const restore = { ...gap, stage: 'restore' } as const;
  expect(unverifiedOf({ head: { ...other, gaps: [gap, restore] }, previous: other })).toEqual({
    backup: gap.words,
    restore: gap.words,
  });
});

test('what is only told holds nothing back', () => {
  const head = { ...other, gaps: [{ ...gap, isHeldBack: false }] };
  expect(unverifiedOf({ head, previous: other })).toEqual({});
});

test('where nothing is looked at at all, both stages say why, and each reason once', () => {
  const restore = { ...gap, stage: 'restore', words: 'not brought back' } as const;
  const head = { ...nothing, unverified: ['not brought back'], gaps: [gap, restore] };
  expect(unverifiedOf({ head, previous: other })).toEqual({
    backup: 'not brought back; the database is in no backup',
    restore: 'not brought back',
  });
});
