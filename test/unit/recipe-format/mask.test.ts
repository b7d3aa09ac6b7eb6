import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeMask } from '../../../src/recipe/mask.js';

it('a secret is taken out wherever it stands, plain, in base64 and URL-encoded', () => {
  const secrets = fc.string({ minLength: 8 }).filter((secret) => secret.trim().length >= 8);
  fc.assert(
    fc.property(secrets, (secret) => {
      const mask = makeMask();
      mask.add(secret);
      const forms = [secret, Buffer.from(secret).toString('base64'), encodeURIComponent(secret)];
      const masked = mask.apply({ kind: 'x', list: forms.map((form) => `a ${form} b`), count: 3 });
      expect(masked).toMatchObject({ count: 3 });
      for (const text of masked.list) expect(forms.some((form) => text.includes(form))).toBe(false);
    }),
  );
});

it('without secrets everything comes back as it is', () => {
  const value = { a: ['x'] };
  expect(makeMask().apply(value)).toBe(value);
});

it('the beginning of a secret before a cut goes as well', () => {
  const mask = makeMask();
  mask.add('hunter2-hunter2');
  expect(mask.apply('password: hunter2-h …')).toBe('password: *** …');
  expect(mask.apply('password: hunter2-hun…, and more')).toBe('password: ***…, and more');
  // So little could be anything's.
  expect(mask.apply('the hunt …')).toBe('the hunt …');
});

it('a secret is taken out of a report of tests, whose texts are escaped', () => {
  const mask = makeMask();
  mask.add(`a<b>"c"&'d'`);
  for (const quote of ['&apos;', '&#39;', '&#x27;', "'"])
    expect(mask.apply(`<failure message="a&lt;b&gt;&quot;c&quot;&amp;${quote}d${quote}"/>`)).toBe(
      '<failure message="***"/>',
    );
});

it('only the app’s own secrets are handed to its pages', () => {
  const mask = makeMask();
  mask.add('of-a-registry');
  mask.addOfApp('of-the-app-itself');
  expect(mask.formsOfApp()).toContain('of-the-app-itself');
  expect(mask.formsOfApp()).not.toContain('of-a-registry');
  expect(mask.apply('of-a-registry of-the-app-itself')).toBe('*** ***');
});

describe('a text that comes in pieces', () => {
  const masked = (secrets: readonly string[], pieces: readonly string[]): string => {
    const mask = makeMask();
    secrets.forEach(mask.add);
    const stream = mask.stream();
    return pieces.map(stream.write).join('') + stream.end();
  };

  it('holds no secret, wherever it is cut', () => {
    const secret = fc.constantFrom('hunter2-hunter2', 'abcabcabd', 'xyzzyxyzzy', 'Zm9vYmFyYmF6');
    const piece = fc.oneof(secret, fc.constantFrom('a', 'abcabc', 'hunter2-', 'xyzzy', '\n', ' '));
    fc.assert(
      fc.property(
        fc.uniqueArray(secret, { minLength: 1 }),
        fc.array(piece),
        fc.array(fc.nat(20)),
        (secrets, words, cuts) => {
          const text = words.join('');
          const pieces: string[] = [];
          let at = 0;
          for (const length of cuts) {
            pieces.push(text.slice(at, at + length));
            at += length;
          }
          const shown = masked(secrets, [...pieces, text.slice(at)]);
          for (const each of secrets) expect(shown).not.toContain(each);
          if (!secrets.some((each) => text.includes(each))) expect(shown).toBe(text);
        },
      ),
    );
  });

  it('shows at once what can’t be the beginning of one', () => {
    const mask = makeMask();
    mask.add('hunter2-hunter2');
    const stream = mask.stream();
    expect(stream.write('1 passed\nhunt')).toBe('1 passed\n');
    expect(stream.write('ing')).toBe('hunting');
  });

  it('a secret that is the beginning of another one doesn’t uncover it, nor one that overlaps', () => {
    expect(masked(['secret', 'secret-and-more'], ['a secret', '-and', '-more b'])).toBe('a *** b');
    expect(masked(['wxyzab', 'abcdef'], ['wxyz', 'ab', 'cdef'])).not.toMatch(/wxyz/);
  });
});
