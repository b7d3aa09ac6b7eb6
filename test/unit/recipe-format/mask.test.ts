import fc from 'fast-check';
import { expect, it } from 'vitest';
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
