/** The rows of the table as tests. */
import { type TestContext, test } from 'vitest';
import { type EngineName, expectedOf, type Row } from '../../support/recipes/row.js';
import { expectLife } from './expected.js';
import { LIFE_MS, type LifeWorld } from './world.js';

/** A test for each row; one that isn't for the engine is skipped, with the reason. */
export function testRows(
  rows: readonly Row[],
  engine: EngineName,
  lives: (test: TestContext) => LifeWorld,
): void {
  for (const row of rows) {
    test(row.name, { timeout: LIFE_MS }, async (context) => {
      const expected = expectedOf(row, engine);
      if ('without' in expected) return context.skip(expected.without);
      expectLife(await lives(context).live(row, engine), row, expected);
    });
  }
}
