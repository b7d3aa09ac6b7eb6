/** Versions of recipes: which tags are ones, and which comes first. */
import { describe, expect, test } from 'vitest';
import { LOCAL_FORMAT, parseListing, parseLocal } from '../../../src/recipe/releases/tags.js';
import { compareVersions, parseVersion, type Version } from '../../../src/recipe/releases/version.js';

function version(text: string): Version {
  const parsed = parseVersion(text);
  if (parsed === undefined) throw new Error(`${text} is no version`);
  return parsed;
}

describe('a version of a recipe', () => {
  test.each([
    '0.1.0+1.27.2',
    '2.0.1+1.0.6-social-amd64',
    '1.0.0+v2.3',
    '10.20.30+2024.06.01',
    '1.0.0+RELEASE.2024-01-01T00-00-00Z',
  ])('%s is one', (text) => expect(parseVersion(text)).toBeDefined());
  test.each([
    '',
    'latest',
    'v1.2.3+4',
    '1.2.3',
    '1.2+4',
    '1.2.3+',
    '01.2.3+4',
    '1.2.3+-4',
    '1.2.3+4/5',
    '1.2.3+4\n',
    '1.2.3-rc1+4',
  ])('%j is none', (text) => expect(parseVersion(text)).toBeUndefined());
});

describe("the recipe's own version comes before the app's", () => {
  test.each([
    ['1.9.0+9.9', '1.10.0+1.0'],
    ['0.2.0+1', '1.0.0+1'],
    ['1.2.3+9', '1.2.4+1'],
    ['1.0.0+1.9', '1.0.0+1.10'],
    ['1.0.0+1.2', '1.0.0+1.2.1'],
    ['1.0.0+1.2-rc1', '1.0.0+1.2'],
    ['1.0.0+1.2-rc1', '1.0.0+1.2-rc2'],
    ['1.0.0+1.2-beta2', '1.0.0+1.2-rc1'],
    ['1.0.0+1.2-alpine', '1.0.0+1.2.1-alpine'],
    ['1.0.0+v1.9', '1.0.0+2.0'],
    ['1.0.0+20240101000000000001', '1.0.0+20240101000000000002'],
  ])('%s is older than %s', (older, newer) => {
    expect(compareVersions(version(older), version(newer))).toBeLessThan(0);
    expect(compareVersions(version(newer), version(older))).toBeGreaterThan(0);
    expect(compareVersions(version(newer), version(newer))).toBe(0);
  });
});

const [A, B, C] = ['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40)];

describe('what git lists', () => {
  test('an annotated tag of a server is of the commit that its peeled line says, a lightweight one of its own', () => {
    const listed = `${A}\trefs/tags/1.0.0+1\n${B}\trefs/tags/1.1.0+1\n${C}\trefs/tags/1.1.0+1^{}\n${A}\trefs/tags/latest\n`;
    expect(parseListing(listed)).toEqual({
      releases: [
        { tag: '1.1.0+1', sha: C, isAnnotated: true },
        { tag: '1.0.0+1', sha: A, isAnnotated: false },
      ],
      ignored: ['latest'],
    });
  });

  test('lines that are none are passed over', () => {
    expect(parseListing(`warning: what\n${A} refs/tags/1.0.0+1\nxyz\trefs/tags/1.0.0+1\n`)).toEqual({
      releases: [],
      ignored: [],
    });
  });

  test("the clone's own tags say the same", () => {
    expect(LOCAL_FORMAT).toContain('%(*objectname)');
    expect(parseLocal(`${A} commit  1.0.0+1\n${B} tag ${C} 1.1.0+1\n${A} commit  v2\n`)).toEqual({
      releases: [
        { tag: '1.1.0+1', sha: C, isAnnotated: true },
        { tag: '1.0.0+1', sha: A, isAnnotated: false },
      ],
      ignored: ['v2'],
    });
  });
});
