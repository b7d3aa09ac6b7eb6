/** Which release the upgrade starts from. */
import { describe, expect, test } from 'vitest';
import { type Release, upgradeFrom } from '../../../src/recipe/releases/index.js';

const release = (tag: string, letter: string): Release => ({
  tag,
  sha: letter.repeat(40),
  isAnnotated: true,
});
const ONE = release('1.0.0+1', '1');
const TWO = release('1.1.0+1', '2');
const THREE = release('2.0.0+2', '3');
const ALL = [THREE, TWO, ONE];
const HEAD = 'f'.repeat(40);

describe('previous', () => {
  test.each([
    ['a head that names an unreleased version: the newest', ALL, HEAD, '2.1.0+2', THREE],
    ['a head that still names the newest release: that release', ALL, HEAD, '2.0.0+2', THREE],
    ['a head that names nothing: the newest', ALL, HEAD, null, THREE],
    ['a head whose label is no version: the newest', ALL, HEAD, 'main', THREE],
    ['a head that is the newest release: the one before', ALL, THREE.sha, '2.0.0+2', TWO],
    ['a head that is an older release: the one before that', ALL, TWO.sha, '1.1.0+1', ONE],
    ['a head on an old branch: none that is newer than itself', ALL, HEAD, '1.1.1+1', TWO],
    ['a tag says more than a label that was forgotten', ALL, THREE.sha, '1.0.0+1', TWO],
    ['a changed tree on top of a release: that release', ALL, null, '2.0.0+2', THREE],
    ['releases in any order', [ONE, THREE, TWO], HEAD, null, THREE],
  ])('%s', (_what, releases, sha, version, expected) => {
    expect(upgradeFrom(releases, { sha, version }, 'previous')).toEqual(expected);
  });

  test.each([
    ['no release', [], HEAD, null, 'the recipe has no release yet'],
    ['the head is the only one', [ONE], ONE.sha, '1.0.0+1', 'the head is the only release (1.0.0+1)'],
    [
      'all are newer',
      [THREE, TWO],
      HEAD,
      '1.0.5+1',
      'every other release (2.0.0+2, 1.1.0+1) is newer than the head, which is 1.0.5+1: there is none to upgrade from',
    ],
    [
      'the head is the first of three',
      ALL,
      ONE.sha,
      null,
      'every other release (2.0.0+2, 1.1.0+1) is newer than the head, which is 1.0.0+1: there is none to upgrade from',
    ],
  ])('none: %s', (_what, releases, sha, version, none) => {
    expect(upgradeFrom(releases, { sha, version }, 'previous')).toEqual({ none });
  });
});

describe('latest', () => {
  test('is the newest', () =>
    expect(upgradeFrom(ALL, { sha: HEAD, version: null }, 'latest')).toEqual(THREE));
  test('none when the head is it', () =>
    expect(upgradeFrom(ALL, { sha: THREE.sha, version: null }, 'latest')).toEqual({
      none: 'the head is the latest release (2.0.0+2) itself',
    }));
  test('none when that would be a downgrade', () =>
    expect(upgradeFrom(ALL, { sha: HEAD, version: '1.2.0+1' }, 'latest')).toEqual({
      none: 'the latest release (2.0.0+2) is newer than the head, which is 1.2.0+1: that would be a downgrade',
    }));
});

describe('a tag', () => {
  test('is taken as it is', () =>
    expect(upgradeFrom(ALL, { sha: HEAD, version: '2.1.0+2' }, '1.0.0+1')).toEqual(ONE));
  test('none when the head is it', () =>
    expect(upgradeFrom(ALL, { sha: ONE.sha, version: null }, '1.0.0+1')).toHaveProperty('none'));
  test.each([
    [
      '1.1.0+2',
      /no release 1\.1\.0\+2: did you mean 1\.1\.0\+1\? There are 2\.0\.0\+2, 1\.1\.0\+1, 1\.0\.0\+1/,
    ],
    ['v2.0.0', /did you mean 2\.0\.0\+2\?/],
    ['1.0.0+l', /did you mean 1\.0\.0\+1\?/],
    ['previos', /no release previos: There are .*; previous and latest are understood too/],
  ])('%s that is not there names those that are near', (tag, said) => {
    expect(() => upgradeFrom(ALL, { sha: HEAD, version: null }, tag)).toThrow(said);
  });
  test('of a recipe without any says so', () =>
    expect(() => upgradeFrom([], { sha: HEAD, version: null }, '1.0.0+1')).toThrow(
      'the recipe has none yet',
    ));
});
