/** Lives of test recipes as often as `npm run test:repeat` asks for: a test each, three at a time. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'vitest';
import { expectLife } from '../e2e/lifecycle/expected.js';
import { LIFE_MS, useLives } from '../e2e/lifecycle/world.js';
import { type EngineName, expectedOf, type Row } from '../support/recipes/row.js';
import { green, red } from '../support/recipes/table.js';

type Asked = {
  readonly times: number;
  readonly engines: readonly EngineName[];
  /** Words of names; none for all good ones. */
  readonly rows: readonly string[];
  /** A file that says why no further life is to be begun, as soon as it is there. */
  readonly stop: string;
};

const given = process.env.CC_CI_REPEAT;
if (given === undefined) throw new Error('these tests are run by `npm run test:repeat`');
const { times, engines, rows, stop } = JSON.parse(given) as Asked;

function rowsNamed(words: string): readonly Row[] {
  const found = [...green, ...red].filter(({ name }) => name.toLowerCase().includes(words.toLowerCase()));
  if (found.length > 0) return found;
  const names = [...green, ...red].map(({ name }) => `  ${name}`).join('\n');
  throw new Error(`no test recipe is called "${words}"; there are\n${names}`);
}

const asked = rows.length === 0 ? green : [...new Set(rows.flatMap(rowsNamed))];
const lives = useLives();

for (const engine of engines)
  describe.concurrent(engine, () => {
    for (let life = 1; life <= times; life += 1)
      for (const row of asked)
        test(`${row.name} (${life} of ${times})`, { timeout: LIFE_MS }, async (context) => {
          const expected = expectedOf(row, engine);
          if ('without' in expected) return context.skip(expected.without);
          if (existsSync(stop)) throw new Error(`not begun: ${readFileSync(stop, 'utf8')}`);
          expectLife(await lives(context).live(row, engine), row, expected);
        });
  });
