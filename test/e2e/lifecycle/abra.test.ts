/** What abra alone can do to a run. The emulator is asked for it: a real abra has no such failures on demand. */
import { describe } from 'vitest';
import { useAbra } from '../../support/abra/index.js';
import { byAbra } from '../../support/recipes/by-abra.js';
import { testRows } from './rows.js';
import { useLives } from './world.js';

const lives = useLives();

describe.skipIf(!useAbra().isEmulator)('by the abra engine', { concurrent: true }, () =>
  testRows(byAbra, 'abra', lives),
);
