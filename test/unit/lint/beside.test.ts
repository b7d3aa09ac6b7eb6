/** An engine's own lint beside ours. */
import { describe, expect, it } from 'vitest';
import type { Linted, LintRow } from '../../../src/recipe/engine/engine.js';
import type { LintProblem } from '../../../src/recipe/lint/index.js';
import { lintBeside } from '../../../src/recipe/steps/judge.js';

const row = (rule: string, outcome: LintRow['outcome'], level: LintRow['level'] = 'error'): LintRow => ({
  ...{ rule, outcome, level, what: `what ${rule} demands` },
  remedy: outcome === 'broken' ? 'mend it' : '✅',
});
const problem = (rule: string, level: LintProblem['level'] = 'warning'): LintProblem => ({
  ...{ rule, level, message: `our words for ${rule}`, remedy: 'Ours.' },
});
const beside = (ours: readonly LintProblem[], ...rows: readonly LintRow[]) =>
  lintBeside(ours, { kind: 'linted', rows }, 'abra');

describe('a rule that', () => {
  it('both find broken is told once, in our words, as an error where either calls it one', () => {
    const report = beside([problem('R003')], row('R003', 'broken', 'error'), row('R001', 'met'));
    expect(report).toMatchObject({
      status: 'fail',
      finding: { code: 'lint-error', message: 'our words for R003 (R003)', remedy: 'Ours.' },
      details: ['abra recipe lint: 1 of 2 rules met; broken R003'],
    });
  });
  it('only abra finds broken is told in abra’s words, with our remedy, and the difference', () => {
    expect(beside([], row('R009', 'broken'))).toMatchObject({
      status: 'fail',
      finding: {
        message: 'abra finds that this does not hold: what R009 demands (R009)',
        remedy: 'Call the main service app.',
      },
      details: [
        'abra recipe lint: 0 of 1 rules met; broken R009',
        'R009: abra finds fault, our own look does not',
      ],
    });
  });
  it('we don’t look for is no difference', () => {
    expect(beside([], row('R016', 'broken', 'warning'))).toMatchObject({
      status: 'pass',
      details: [
        'warning: abra finds that this does not hold: what R016 demands (R016). abra says: mend it.',
        'abra recipe lint: 0 of 1 rules met; broken R016',
      ],
    });
  });
  it('only we find broken keeps our level, and the difference is said', () => {
    expect(beside([problem('R002')], row('R002', 'met'))).toMatchObject({
      status: 'pass',
      details: [
        'warning: our words for R002 (R002). Ours.',
        'abra recipe lint: 1 of 1 rules met',
        'R002: abra finds no fault, our own look does',
      ],
    });
    expect(beside([problem('R010', 'error')], row('R010', 'skipped'))).toMatchObject({
      status: 'fail',
      details: [expect.stringContaining('skipped R010'), 'R010: abra skips it, our own look does'],
    });
  });
  it('asks the network is not judged, whatever abra says of it', () => {
    expect(beside([], row('R006', 'broken', 'warning'), row('R013', 'broken', 'error'))).toEqual({
      status: 'pass',
      details: ['abra recipe lint: 0 of 2 rules met; not judged, since they ask the network, R006, R013'],
    });
  });
});

describe('an engine', () => {
  const unknown: Linted = { kind: 'unknown', reason: 'the table is not understood' };
  it('that can’t look leaves a good recipe unverified', () => {
    expect(lintBeside([problem('R002')], unknown, 'abra')).toMatchObject({
      status: 'unverified',
      reason: 'the table is not understood',
    });
  });
  it('that can’t look leaves a bad one red', () => {
    expect(lintBeside([problem('R009', 'error')], unknown, 'abra')).toMatchObject({
      status: 'fail',
      details: ['abra has not linted it: the table is not understood'],
    });
  });
  it('to which the recipe is invalid makes it red', () => {
    const linted: Linted = { kind: 'invalid', message: 'unable to validate recipe: …', evidence: ['FATA …'] };
    expect(lintBeside([], linted, 'abra')).toMatchObject({
      status: 'fail',
      finding: {
        message: 'unable to validate recipe: … (abra recipe lint)',
        evidence: expect.arrayContaining(['FATA …']),
      },
    });
  });
  it('without a lint of its own adds nothing', () => {
    expect(lintBeside([], undefined, 'swarm')).toEqual({ status: 'pass', details: [] });
  });
});
