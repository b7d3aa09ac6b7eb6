/** The test recipes that abra doesn't run every time: the same verdicts, and nothing left. */
import { describe } from 'vitest';
import { green, red } from '../../support/recipes/table.js';
import { isEveryTime } from '../lifecycle/abra-rows.js';
import { testRows } from '../lifecycle/rows.js';
import { useLives } from '../lifecycle/world.js';

const lives = useLives();

describe.concurrent('by the abra engine', () =>
  testRows(
    [...green, ...red].filter((row) => !isEveryTime(row)),
    'abra',
    lives,
  ));
