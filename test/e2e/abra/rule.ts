/** One test for one rule of the emulator: named by the rule, and run against a real abra where that is safe. */
import { type TestContext, test } from 'vitest';
import { type Abra, useAbra } from '../../support/abra/index.js';
import { RULES } from '../../support/abra/rules.mjs';

export const abra: Abra = useAbra();

/**
 * @param where `anywhere`: nothing is deployed, so a real abra may do it too. `emulator`: it would deploy to whatever daemon
 * the real one finds on its own, which may be somebody's production.
 */
export function proves(
  id: string,
  where: 'anywhere' | 'emulator',
  work: (test: TestContext) => Promise<void>,
): void {
  const found = RULES.find((rule) => rule.id === id);
  if (found === undefined) throw new Error(`rules.mjs has no rule ${id}`);
  test(found.rule, async (context) => {
    if (where === 'emulator' && !abra.isEmulator)
      context.skip(`a real abra (${abra.version}) would deploy to a daemon of its own choice`);
    await work(context);
  });
}
