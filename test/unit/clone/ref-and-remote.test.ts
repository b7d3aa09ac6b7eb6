import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkRef, targetOf, wanted } from '../../../src/clone/ref.js';
import { insteadOf, isOnServer, remoteUrl, submoduleUrl } from '../../../src/clone/remote.js';
import { UserError } from '../../../src/lib/errors.js';

const SHA = 'a'.repeat(40);
const job = { ref: 'refs/heads/main', sha: SHA };

describe('which commit is wanted', () => {
  test.each([
    ['', true, { kind: 'commit', sha: SHA, ref: 'refs/heads/main' }],
    ['refs/heads/main', true, { kind: 'commit', sha: SHA, ref: 'refs/heads/main' }],
    ['', false, { kind: 'default' }],
    ['main', true, { kind: 'name', name: 'main' }],
    ['refs/heads/other', true, { kind: 'ref', ref: 'refs/heads/other' }],
    ['refs/heads/main', false, { kind: 'ref', ref: 'refs/heads/main' }],
    ['b'.repeat(40), true, { kind: 'commit', sha: 'b'.repeat(40), ref: undefined }],
    ['c'.repeat(64), false, { kind: 'commit', sha: 'c'.repeat(64), ref: undefined }],
  ])('ref %j, own repository %s', (ref, own, want) => {
    expect(wanted(ref, own, job)).toEqual(want);
  });

  test('a shortened commit id is refused with the reason', () => {
    expect(() => wanted('abc1234', true, job)).toThrow(/shortened commit id/);
  });
});

test.each([
  '-x',
  '--upload-pack=x',
  'refs/heads/-x',
  'a b',
  'a..b',
  'a@{1}',
  '/a',
  'a/',
  'a//b',
  'a.lock',
  '.a',
  'a\u007f',
  'a~1',
  'a:b',
  'a^',
  'a*',
])('the ref %j is refused', (ref) => expect(() => checkRef(ref)).toThrow(UserError));

test('whatever is accepted as a ref yields refspecs that can’t read as an option', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      try {
        checkRef(name);
      } catch {
        return; // refused, which is the other good end
      }
      for (const spec of targetOf({ ref: `refs/heads/${name}` }).refspecs) expect(spec).toMatch(/^\+refs\//);
      expect(targetOf({ ref: `refs/heads/${name}` }).branch?.startsWith('-')).not.toBe(true);
    }),
  );
});

test('a sub-path of the server is kept', () => {
  expect(remoteUrl('https://example.org/forge/', 'o/r')).toBe('https://example.org/forge/o/r');
});

test.each(['', 'r', 'o/r/x', '../r', 'o/..', 'o/r?x', 'o/ r', '-o/r@x'])(
  'the repository %j is refused',
  (repository) => {
    expect(() => remoteUrl('https://example.org', repository)).toThrow(UserError);
  },
);

test.each([
  ['../lib', 'https://example.org/forge/o/lib'],
  ['../../x/lib.git', 'https://example.org/forge/x/lib.git'],
  ['./sub', 'https://example.org/forge/o/r/sub'],
  ['git@example.org:o/lib.git', 'https://example.org/forge/o/lib.git'],
  ['ssh://git@example.org:2222/o/lib.git', 'https://example.org/forge/o/lib.git'],
  ['ssh://git@example.org/o/lib', 'https://example.org/forge/o/lib'],
  ['git@elsewhere.org:o/lib.git', 'git@elsewhere.org:o/lib.git'],
  ['https://elsewhere.org/o/lib', 'https://elsewhere.org/o/lib'],
])('a submodule %s leads to %s', (url, resolved) => {
  expect(submoduleUrl('https://example.org/forge/o/r', url, 'https://example.org/forge')).toBe(resolved);
});

test.each([
  ['https://example.org/forge/o/r', true],
  ['https://example.org/forgery/o/r', false],
  ['https://example.org/o/r', false],
  ['https://example.org:8443/forge/o/r', false],
  ['http://example.org/forge/o/r', false],
  ['https://example.org/forge/../other/r', false],
  ['https://example.org/forge/%2e%2e/other/r', false],
  ['https://example.org/forge/../../forge/o/r', true],
  ['git@example.org:forge/o/r', false],
])('the forge’s credential for %s: %s', (url, allowed) => {
  expect(isOnServer('https://example.org/forge', url)).toBe(allowed);
});

test('a port in an ssh address is rewritten only for the forge’s own host', () => {
  const forms = insteadOf('https://example.org', [
    'ssh://git@example.org:2222/a/b',
    'ssh://git@other.org:22/a/b',
  ]).map(([, form]) => form);
  expect(forms).toContain('ssh://git@example.org:2222/');
  expect(forms.some((form) => form.includes('other.org'))).toBe(false);
});
