/** What a life has to have come to, by its row. */
import { expect } from 'vitest';
import type { Finding, Results } from '../../../src/report/results.js';
import { SEARCHED } from '../../support/recipes/database.js';
import type { Expected, ExpectedFinding, Row } from '../../support/recipes/row.js';
import type { Life } from './world.js';

/** An error is the user's to fix, or the environment's. */
const EXIT_CODES = { pass: [0], fail: [3], error: [1, 2], cancelled: [1] } as const satisfies Readonly<
  Record<Results['verdict'], readonly number[]>
>;

/** With the log in the message where something isn't as it should be. */
export function expectLife(life: Life, row: Row, expected: Expected): void {
  const { results, log } = life;
  try {
    expect(statusesOf(results)).toEqual(expected.stages);
    expect(results.level).toBe(expected.level);
    expectFindings(results, expected.finding);
    expect(EXIT_CODES[results.verdict]).toContain(life.exitCode);
    for (const line of expected.log ?? []) expect(log).toMatch(line);
    expectNothingLeft(life, expected);
    expectNoSecret(life, row);
  } catch (error) {
    throw new Error(`${row.name}\n${log}\n${JSON.stringify(results.stages, undefined, 1)}`, { cause: error });
  }
}

function statusesOf({ stages }: Results): Readonly<Record<string, string>> {
  return Object.fromEntries(stages.map(({ stage, status }) => [stage, status]));
}

/** One thing is wrong, and one finding says so. */
function expectFindings({ stages, verdict }: Results, expected: ExpectedFinding | undefined): void {
  const found = stages.flatMap((result) =>
    'finding' in result ? [{ stage: result.stage, ...result.finding }] : [],
  );
  if (expected === undefined) {
    expect(found).toEqual([]);
    expect(verdict).toBe('pass');
    return;
  }
  const { message, evidence, ...exact } = expected;
  expect(found.map(({ stage, code, blame, service }) => named({ stage, code, blame, service }))).toEqual([
    named(exact),
  ]);
  const [finding] = found;
  expect(finding?.message).toMatch(message);
  if (evidence !== undefined) expect(finding?.evidence.join('\n')).toMatch(evidence);
  expect(finding?.remedy).not.toBe('');
}

function named(
  of: Pick<ExpectedFinding, 'stage' | 'code' | 'blame'> & { readonly service?: Finding['service'] },
): string {
  return `${of.stage}: ${of.code}, ${of.blame}${of.service === undefined ? '' : `, ${of.service}`}`;
}

/** In the Swarm, by the life's own zone. */
function expectNothingLeft({ results, left }: Life, { residue = [] }: Expected): void {
  const own = (text: string): string => text.replaceAll(/cust-[0-9a-f]{6}_\w+?_test/g, 'STACK');
  expect(results.residue.map(({ kind, name }) => own(`${kind} ${name}`))).toEqual(residue);
  // What is still there keeps its lease, by which a later run knows it.
  const leases = residue.length === 0 ? [] : ['configs cc-ci-lease.STACK'];
  expect(left.map(own)).toEqual([...leases, ...residue.map((line) => line.replace(' ', 's '))]);
}

/** Neither one that the job brought, nor one that was made. */
function expectNoSecret({ log, kept, results }: Life, { env = {} }: Row): void {
  const written = `${log}\n${kept}\n${JSON.stringify(results)}`;
  for (const value of Object.values(env)) expect(written).not.toContain(value);
  expect(written).not.toMatch(SEARCHED);
}
