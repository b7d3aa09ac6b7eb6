import { describe, expect, it } from 'vitest';
import type { Step, StepId } from '../../../src/recipe/plan/steps.js';
import { schedule } from '../../../src/recipe/schedule.js';
import type { Report } from '../../../src/recipe/steps/outcome.js';

const step = (id: string, needs: readonly string[] = [], after: readonly string[] = []): Step => ({
  id: id as StepId,
  app: 'fresh',
  act: 'checks',
  release: 'head',
  stage: 'checks',
  needs: needs as readonly StepId[],
  after: after as readonly StepId[],
});
const fail: Report = {
  status: 'fail',
  finding: { code: 'check-failed', blame: 'recipe', message: '', evidence: [], remedy: '' },
};

/** Steps that end when the test says so. */
function stage(steps: readonly Step[]) {
  const ends = new Map<string, (report: Report) => void>();
  const log: string[] = [];
  const ended = schedule(steps, ({ id }) => new Promise((resolve) => void ends.set(id, resolve)), {
    started: ({ id }) => void log.push(`+${id}`),
    ended: ({ step: { id }, report }) => void log.push(`${report.status} ${id}`),
  });
  const end = async (id: string, report: Report = { status: 'pass' }): Promise<void> => {
    const resolve = ends.get(id);
    if (resolve === undefined) throw new Error(`${id} is not running`);
    resolve(report);
    await new Promise(setImmediate);
  };
  return { ended, end, log };
}

describe('steps', () => {
  it('go side by side where nothing stands between them, and wait where something does', async () => {
    const { end, log, ended } = stage([step('a'), step('b'), step('c', ['a', 'b'])]);
    expect(log).toEqual(['+a', '+b']);
    await end('b');
    expect(log).toEqual(['+a', '+b', 'pass b']);
    await end('a');
    expect(log.slice(3)).toEqual(['pass a', '+c']);
    await end('c');
    expect((await ended).map(({ step: { id } }) => id)).toEqual(['b', 'a', 'c']);
  });

  it('that need a failed one are skipped with the first cause, down to the last', async () => {
    const { end, ended } = stage([step('a'), step('b', ['a']), step('c', ['b']), step('d')]);
    await end('a', fail);
    await end('d');
    const reports = new Map((await ended).map(({ step: { id }, report }) => [id as string, report]));
    expect(reports.get('c')).toEqual({ status: 'skip', reason: 'checks did not pass' });
    expect(reports.get('d')).toEqual({ status: 'pass' });
  });

  it('that only come after a failed one run all the same', async () => {
    const { end, log } = stage([step('a'), step('b', [], ['a'])]);
    await end('a', fail);
    expect(log).toEqual(['+a', 'fail a', '+b']);
    await end('b');
  });

  it('that have nothing to look at hold nobody up', async () => {
    const { end, log } = stage([step('a'), step('b', ['a'])]);
    await end('a', { status: 'not-applicable', reason: 'no volumes' });
    expect(log.at(-1)).toBe('+b');
    await end('b');
  });

  it('that wait for each other are a fault that says which', async () => {
    await expect(stage([step('a', ['b']), step('b', ['a'])]).ended).rejects.toThrow(
      'steps that wait for each other: a, b',
    );
  });
});
