import { describe, expect, it } from 'vitest';
import { defaultManifest } from '../../../src/recipe/manifest/model.js';
import { levelOf, verdictOf } from '../../../src/recipe/outcome.js';
import type { AppPlan } from '../../../src/recipe/plan/app.js';
import { layoutOf } from '../../../src/recipe/plan/layout.js';
import type { Step, StepId } from '../../../src/recipe/plan/steps.js';
import { stageBook, stageResult } from '../../../src/recipe/stage-results.js';
import type { Report } from '../../../src/recipe/steps/outcome.js';
import type { Finding, Progress, StageName } from '../../../src/report/results.js';

const finding: Finding = { code: 'data-lost', blame: 'recipe', message: 'gone', evidence: [], remedy: '' };
const step = (id: string, stage: StageName): Step => ({
  ...{ id: id as StepId, stage, app: 'seasoned', act: 'upgrade', release: 'head', needs: [], after: [] },
});

function bookOf(unverified = {}) {
  const told: Progress[] = [];
  const steps = [step('a', 'upgrade'), step('b', 'upgrade'), step('c', 'backup')];
  const book = stageBook(
    { steps, stages: ['upgrade', 'backup'], unverified },
    (progress) => void told.push(progress),
  );
  const end = (index: number, report: Report, ms = 10): void => {
    const of = steps[index];
    if (of === undefined) throw new Error(`no step ${index}`);
    book.begin(of);
    book.end({ step: of, report }, ms);
  };
  return { book, end, told };
}

describe('a stage is what its steps amount to', () => {
  it('it begins once, ends with its last step, and takes the time of its steps', () => {
    const { book, end, told } = bookOf();
    end(0, { status: 'pass', details: ['written'] }, 30);
    expect(book.ended()).toEqual([]);
    end(1, { status: 'pass', details: ['there'] }, 40);
    expect(told.map(({ kind }) => kind)).toEqual(['stage-started', 'stage-ended']);
    expect(book.ended()[0]?.result).toMatchObject({
      status: 'pass',
      durationMs: 70,
      details: ['written', 'there'],
    });
  });

  it('of two failures it tells the one that is first in the plan, whichever was quicker', () => {
    const { book, end } = bookOf();
    end(1, { status: 'fail', finding: { ...finding, message: 'second' } });
    end(0, { status: 'fail', finding: { ...finding, message: 'first' } });
    expect(book.ended()[0]?.result).toMatchObject({ finding: { message: 'first' } });
  });

  it.each<[string, Report[], string]>([
    ['a failure', [{ status: 'pass' }, { status: 'fail', finding }], 'fail'],
    [
      'a failure before an error',
      [
        { status: 'error', finding },
        { status: 'fail', finding },
      ],
      'fail',
    ],
    ['a step that was skipped', [{ status: 'pass' }, { status: 'skip', reason: 'x' }], 'skip'],
    ['something not verified', [{ status: 'unverified', reason: 'x' }, { status: 'pass' }], 'unverified'],
    [
      'one that does not apply beside one that passes',
      [{ status: 'not-applicable', reason: 'x' }, { status: 'pass' }],
      'pass',
    ],
    [
      'nothing that applies',
      [
        { status: 'not-applicable', reason: 'x' },
        { status: 'not-applicable', reason: 'y' },
      ],
      'not-applicable',
    ],
  ])('%s counts', (_, reports, status) => {
    const { book, end } = bookOf();
    for (const [index, report] of reports.entries()) end(index, report);
    expect(book.ended()[0]?.result.status).toBe(status);
  });

  it('steps that all passed are not enough where there was nothing to look at', () => {
    const { book, end } = bookOf({ upgrade: 'no volume is mounted read-write' });
    end(0, { status: 'pass' });
    end(1, { status: 'pass' });
    expect(book.ended()[0]?.result).toMatchObject({
      status: 'unverified',
      reason: 'no volume is mounted read-write',
    });
  });
});

describe('the level', () => {
  const green: readonly StageName[] = [
    'install',
    'health',
    'http',
    'upgrade',
    'backup',
    'restore',
    'checks',
    'reinstall',
    'local',
    'lint',
    'policy',
  ];
  const results = (more: Partial<Record<StageName, Report>> = {}, names = green) =>
    names.map((stage) => stageResult(stage, more[stage] ?? { status: 'pass' }));
  it.each<[string, Partial<Record<StageName, Report>>, number]>([
    ['all green', {}, 5],
    ['a lint error', { lint: { status: 'fail', finding } }, 4],
    ['no upgrade to speak of', { upgrade: { status: 'not-applicable', reason: 'one release' } }, 5],
    ['an upgrade that nobody could verify', { upgrade: { status: 'unverified', reason: 'x' } }, 1],
    ['a backup that failed, whatever is above it', { backup: { status: 'fail', finding } }, 2],
    ['an install that failed', { install: { status: 'fail', finding } }, 0],
  ])('%s', (_, more, level) => expect(levelOf(results(more))).toBe(level));

  it('a stage that was not asked for holds it back', () => {
    expect(levelOf(results({}, ['install', 'health', 'http']))).toBe(1);
  });
});

describe('the verdict', () => {
  const signal = new AbortController().signal;
  it.each<[string, Report, string]>([
    ['unverified is no failure', { status: 'unverified', reason: 'x' }, 'pass'],
    ['an error is no verdict about the recipe', { status: 'error', finding }, 'error'],
    ['a failure is one', { status: 'fail', finding }, 'fail'],
  ])('%s', (_, report, verdict) =>
    expect(verdictOf([stageResult('upgrade', report)], [], signal)).toBe(verdict),
  );
  it('residue makes a green run red', () => {
    expect(
      verdictOf([stageResult('install', { status: 'pass' })], [{ kind: 'volume', name: 'x' }], signal),
    ).toBe('fail');
  });
});

describe('two apps at once', () => {
  const app = (...replicas: number[]) =>
    ({ services: replicas.map((count) => ({ replicas: count })) }) as unknown as AppPlan;
  const MiB = 1024 * 1024;
  it.each([
    ['fit when the host has room for both', app(1), {}, 2048, true],
    ['do not when it has not', app(1, 1, 1), {}, 1024, false],
    ['go by the manifest where it says', app(1), { memoryBytes: 900 * MiB }, 2048, false],
    ['cost nothing for services without replicas', app(1, 0, 0), {}, 700, true],
  ])('%s', (_, of, more, available, expected) => {
    const manifest = { ...defaultManifest, resources: { weight: 1, ...more } };
    expect(layoutOf(of, manifest, available * MiB).isSideBySide).toBe(expected);
  });
});
