import { describe, expect, it } from 'vitest';
import { planSteps, type Step, type StepsOf } from '../../../src/recipe/plan/steps.js';
import { stageNames } from '../../../src/report/stages.js';

const everything: StepsOf = {
  stages: stageNames,
  hasPrevious: true,
  hasDataToKeep: true,
  hasDataInBackup: true,
  isSideBySide: true,
  restoresElsewhere: true,
};
const steps = (more: Partial<StepsOf> = {}) => planSteps({ ...everything, ...more });
const ids = (all: readonly Step[]) => all.map(({ id }) => id);
const one = (all: readonly Step[], id: string): Step => {
  const found = all.find((step) => step.id === id);
  if (found === undefined) throw new Error(`no step ${id} in ${ids(all).join(', ')}`);
  return found;
};

describe('a run with all stages', () => {
  it('needs two deployments: one that everything is asked of, and one that grows old', () => {
    expect(ids(steps())).toEqual([
      'fresh/lint',
      'fresh/policy',
      'fresh/images',
      'fresh/install',
      'fresh/health',
      'fresh/http',
      'fresh/checks',
      'fresh/reinstall',
      'fresh/local',
      'fresh/extra',
      'seasoned/images',
      'seasoned/install',
      'seasoned/health',
      'seasoned/write-data',
      'seasoned/upgrade',
      'seasoned/read-data',
      'seasoned/write-data:backup',
      'seasoned/backup',
      'seasoned/spoil-data',
      'seasoned/restore',
      'seasoned/read-data:restored',
      'fresh/restore',
      'fresh/read-data:restored',
    ]);
    expect(steps().filter(({ act }) => act === 'install')).toHaveLength(2);
  });

  it('lint stops nothing, a policy that denies stops everything', () => {
    const all = steps();
    expect(all.flatMap(({ needs, after }) => [...needs, ...after])).not.toContain('fresh/lint');
    expect(one(all, 'fresh/images').needs).toContain('fresh/policy');
    expect(one(all, 'seasoned/images').needs).toContain('fresh/policy');
  });

  it('the old release is up long before anybody waits: only the upgrade waits for the head to be healthy by itself', () => {
    const all = steps();
    expect(one(all, 'seasoned/install').needs).toEqual(['seasoned/images']);
    expect(one(all, 'seasoned/upgrade').needs).toEqual(['seasoned/write-data', 'fresh/health']);
  });

  it('a red check keeps no other from having its say, and an app that does not answer is asked no more', () => {
    const all = steps();
    expect(one(all, 'fresh/local')).toMatchObject({ needs: ['fresh/http'], after: ['fresh/reinstall'] });
    expect(one(all, 'fresh/reinstall')).toMatchObject({ needs: ['fresh/health'], after: ['fresh/checks'] });
  });

  it('the two restores go side by side, since both rest on the snapshot alone; the other app is done with by then', () => {
    const all = steps();
    expect(one(all, 'seasoned/spoil-data').needs).toEqual(['seasoned/backup']);
    expect(one(all, 'fresh/restore')).toMatchObject({
      needs: ['seasoned/backup', 'fresh/health'],
      after: ['fresh/extra'],
    });
  });
});

describe('what the seasoned app lives through', () => {
  it('without a release before, it is the head from the beginning, and counts for the backup', () => {
    const all = steps({ hasPrevious: false });
    expect(one(all, 'seasoned/install')).toMatchObject({ release: 'head', stage: 'backup' });
    expect(ids(all)).not.toContain('seasoned/upgrade');
  });

  it('an engine that cannot restore elsewhere installs the same app afresh', () => {
    const all = steps({ restoresElsewhere: false });
    expect(ids(all).slice(-3)).toEqual([
      'seasoned/install-afresh',
      'seasoned/restore:afresh',
      'seasoned/read-data:afresh',
    ]);
    expect(ids(all)).not.toContain('fresh/restore');
  });

  it('on a small host the fresh app goes before the seasoned one comes', () => {
    const all = steps({ isSideBySide: false });
    expect(one(all, 'fresh/remove').after).toContain('fresh/extra');
    expect(one(all, 'seasoned/images').needs).toContain('fresh/remove');
    expect(ids(all)).toContain('seasoned/install-afresh');
  });

  it('is not made when nothing is asked of it', () => {
    expect(steps({ stages: ['install', 'health', 'http'] }).every(({ app }) => app === 'fresh')).toBe(true);
    expect(
      steps({ stages: ['install', 'upgrade'], hasPrevious: false }).every(({ app }) => app === 'fresh'),
    ).toBe(true);
  });

  it('without data there is nothing to write or read, and the roll and the restore still happen', () => {
    const all = steps({ hasDataToKeep: false, hasDataInBackup: false });
    expect(all.filter(({ act }) => act.endsWith('-data'))).toEqual([]);
    expect(ids(all)).toEqual(
      expect.arrayContaining(['seasoned/upgrade', 'seasoned/restore', 'fresh/restore']),
    );
  });
});

it.each([
  ['everything', {}],
  ['one after the other', { isSideBySide: false }],
  ['abra', { restoresElsewhere: false }],
  ['a single stage', { stages: ['install', 'backup'] as const }],
  ['upgrade alone', { stages: ['install', 'upgrade'] as const }],
])('%s: every step names only steps that come before it', (_, more) => {
  const seen = new Set<string>();
  for (const step of steps(more)) {
    for (const id of [...step.needs, ...step.after]) expect(seen, `${step.id} waits for ${id}`).toContain(id);
    expect(seen).not.toContain(step.id);
    seen.add(step.id);
  }
});
