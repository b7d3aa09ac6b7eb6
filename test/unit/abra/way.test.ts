/** By its version or by its commit: how abra is to bring a release. */
import { describe, expect, it } from 'vitest';
import { isAbrasOwn, isOnlyItsWait } from '../../../src/recipe/engine/abra/deploy.js';
import { byCommit, wayOf, wayOfUpgrade } from '../../../src/recipe/engine/abra/way.js';

const OLD = { by: 'version', version: '1.0.0+1.27.2' } as const;
const recipe = (version: string | null, isDirty = false) => ({ version, isDirty });

describe('a release is installed', () => {
  it('by its version', () => {
    expect(wayOf(recipe('1.0.0+1.27.2'))).toEqual(OLD);
  });
  it.each([
    ['with changes', recipe('1.0.0+1.27.2', true), 'there are changes that are in no commit'],
    ['without a version', recipe(null), 'its compose file says no version'],
    ['with a version of another form', recipe('v1'), 'its version, v1, is not of the form 1.2.3+4.5'],
  ])('%s by its commit', (_, of, reason) => {
    expect(wayOf(of)).toEqual({ by: 'commit', reason });
  });
});

describe('a head comes over the release before', () => {
  it.each(['1.0.1+1.27.2', '1.0.0+1.27.3', '2.0.0+1.0.0'])(
    'by its version, where it follows: %s',
    (version) => {
      expect(wayOfUpgrade(recipe(version), OLD)).toEqual({ by: 'version', version });
    },
  );
  it.each(['1.0.0+1.27.2', '0.9.0+1.27.3'])('by its commit, where it does not follow: %s', (version) => {
    expect(wayOfUpgrade(recipe(version), OLD)).toEqual({
      by: 'commit',
      reason: `the head's version, ${version}, does not follow the deployed 1.0.0+1.27.2`,
    });
  });
  it.each([
    ['it has changes itself', recipe('1.1.0+1.27.2', true), OLD, 'of the head: there are changes'],
    [
      'that is deployed by its commit',
      recipe('1.1.0+1.27.2'),
      byCommit('why'),
      'what is deployed is no release: why',
    ],
    ['nobody knows what is deployed', recipe('1.1.0+1.27.2'), undefined, 'nothing was deployed by this run'],
  ])('by its commit, where %s', (_, head, former, reason) => {
    const way = wayOfUpgrade(head, former);
    expect(way.by === 'commit' && way.reason).toContain(reason);
  });
});

describe('what abra says', () => {
  it.each(['deploy failed 🛑', 'deploy timed out 🟠', 'deploy failed'])(
    'of its wait alone is no verdict: %s',
    (fatal) => {
      expect(isOnlyItsWait(fatal)).toBe(true);
    },
  );
  it.each(['deploy failed: no space left on device', 'secret not generated: token', 'deploy failed 1'])(
    'of anything else is: %s',
    (fatal) => {
      expect(isOnlyItsWait(fatal)).toBe(false);
    },
  );
  it.each([
    ['unable to check out 1.0.0+1 of hello: reference not found', true],
    ['lint error in hello configs: "config version are vendored" failed lint checks (R012)', true],
    ['network "proxy" is declared as external, but could not be found', false],
  ])('is its own, or docker’s: %s', (fatal, isOwn) => {
    expect(isAbrasOwn(fatal)).toBe(isOwn);
  });
});
