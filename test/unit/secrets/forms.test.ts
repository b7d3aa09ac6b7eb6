import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formsOf, isTellingAlone, masksOf, unmaskable } from '../../../src/secrets/forms.js';
import { formsIn, needlesFor } from '../../support/credential-search/forms.js';

/** What a runner that stems from act does with a line, mask after mask. */
function masked(text: string, masks: readonly string[]): string {
  return masks.reduce((line, mask) => line.replaceAll(mask, '***'), text);
}

const SECRET = 'pl4nted+T0ken/for=tests%and:more~&<>"\\ü';

describe('a masked value is gone from a log that prints it', () => {
  it.each<[string, (value: string) => string]>([
    ['as it is', (value) => `token: ${value}.`],
    ['in base64', (value) => Buffer.from(value).toString('base64')],
    ['in base64 with a line feed', (value) => Buffer.from(`${value}\n`).toString('base64')],
    ['in URL-safe base64', (value) => Buffer.from(value).toString('base64url')],
    ['as basic authorization', (value) => Buffer.from(`x:${value}`).toString('base64')],
    ['as basic authorization, one further', (value) => Buffer.from(`xy:${value}`).toString('base64')],
    ['as basic authorization, two further', (value) => Buffer.from(`xyz:${value}`).toString('base64')],
    ['URL-encoded', (value) => `https://x:${encodeURIComponent(value)}@host/`],
    [
      'URL-encoded in small letters',
      (value) => encodeURIComponent(value).replace(/%../g, (code) => code.toLowerCase()),
    ],
    ['in a form', (value) => new URLSearchParams({ token: value }).toString()],
    ['in JSON', (value) => JSON.stringify({ token: value })],
    [
      'in the JSON of Go',
      (value) => JSON.stringify(value).replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`),
    ],
    ['in the JSON of PHP', (value) => JSON.stringify(value).replaceAll('/', '\\/')],
    ['in the JSON of Python', (value) => JSON.stringify(value).replaceAll('ü', '\\u00fc')],
  ])('%s', (_how, print) => {
    const line = masked(print(SECRET), masksOf(SECRET));
    expect(line).toContain('***');
    expect(formsIn(line, needlesFor(SECRET))).toEqual([]);
  });

  it('with the white space that was stored around it, and without', () => {
    const masks = masksOf(' planted-value\r\n');
    for (const text of ['planted-value', ' planted-value\r', Buffer.from('planted-value').toString('base64')])
      expect(masked(text, masks)).not.toMatch(/planted|cGxhbn/);
  });

  it('with quotes in the workflow, and without', () => {
    expect(masked('"planted-value" planted-value', masksOf('"planted-value"'))).toBe('*** ***');
  });

  it('line by line, and none of a key’s first and last lines', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQ\n  indented-line\n}\n-----END PRIVATE KEY-----\n';
    expect(masked(key, masksOf(key))).toBe(
      '-----BEGIN PRIVATE KEY-----\n***\n***\n}\n-----END PRIVATE KEY-----\n',
    );
  });

  it('as the base64 program wraps it', () => {
    const secret = 'abcdefghijklmnopqrstuvwxyz0123456789'.repeat(6);
    const wrapped = Buffer.from(secret).toString('base64').replace(/.{76}/g, '$&\n').split('\n');
    const left = wrapped.map((line) => masked(line, masksOf(secret)));
    expect(left.slice(0, -1).every((line) => line === '***')).toBe(true);
  });
});

it('a key of 4096 bits is some 200 masks: each is looked for in every line of the log', () => {
  const body = Buffer.from(
    Array.from({ length: 2400 }, (_, index) => (index * 197 + (index >> 3)) % 256),
  ).toString('base64');
  const key = `-----BEGIN PRIVATE KEY-----\n${body.replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`;
  expect(masksOf(key).length).toBeLessThan(250);
});

it('a key in one line is masked as it looks once its line feeds are made', () => {
  const masks = masksOf('-----BEGIN PRIVATE KEY-----\\nplantedMIIE\\n-----END PRIVATE KEY-----\\n');
  expect(masks).toContain('plantedMIIE');
});

describe('of a kubeconfig or a file of settings', () => {
  const file =
    'apiVersion: v1\nkind: Config\nclusters:\n- cluster:\n    server: https://10.0.0.1:6443\n"users": [\n[default]\nDB_PASSWORD=correcthorse\ntoken: abcdef0123456789\n  "key_id": "0123456789abcdef",\nMIIEpAIBAAKCAQEA==\nPORT=80\n';

  it('the keys that stand alone are not masked: every such word in the log would go', () => {
    const masks = masksOf(file);
    for (const key of ['clusters:', '- cluster:', '"users": [']) expect(masks).not.toContain(key);
    expect(masks).toEqual(expect.arrayContaining(['kind: Config', 'token: abcdef0123456789']));
  });

  it('a line is sought on its own only where another file won’t have it', () => {
    const telling = file.split('\n').filter((line) => isTellingAlone(line));
    expect(telling.map((line) => line.trim())).toEqual([
      'server: https://10.0.0.1:6443',
      'DB_PASSWORD=correcthorse',
      'token: abcdef0123456789',
      '"key_id": "0123456789abcdef",',
      'MIIEpAIBAAKCAQEA==',
    ]);
  });
});

describe('what would take ordinary words apart is not masked', () => {
  it.each(['', 'abc', ' ab ', '"ab"', 'true', 'False', 'none', 'no'])('%j', (value) => {
    expect(unmaskable(value)).toBeDefined();
    expect(masksOf(value)).toEqual([]);
  });
  it.each(['abcd', '1234', 'truer'])('%j is', (value) => expect(masksOf(value)).toContain(value));
});

const value = fc.oneof(
  fc.string({ minLength: 4, maxLength: 80 }),
  fc.string({ unit: 'binary', minLength: 4, maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom('a', 'B', '9', '\n', '\r\n', ' ', '"', "'", '\\', '%', '+', '/', 'ß', '😀'),
    minLength: 4,
    maxLength: 60,
  }),
);

it('whatever a value is, its forms hold it plain, in base64 at every alignment, escaped and line by line', () => {
  fc.assert(
    fc.property(value, fc.string({ maxLength: 7 }), fc.string({ maxLength: 7 }), (secret, before, after) => {
      fc.pre(unmaskable(secret) === undefined && secret.trim().length >= 5);
      const plain = Buffer.from(secret).toString();
      const texts = formsOf(secret).map(({ text }) => text);
      expect(texts).toContain(plain);
      expect(texts).toContain(Buffer.from(plain).toString('base64'));
      expect(texts).toContain(encodeURIComponent(plain));
      expect(texts).toContain(JSON.stringify(plain).slice(1, -1));
      const around = Buffer.from(before + plain + after).toString('base64');
      expect(texts.some((text) => text.length >= 6 && around.includes(text))).toBe(true);
      for (const line of plain.split(/\r\n|\r|\n/))
        if (unmaskable(line) === undefined && /[a-z0-9]/i.test(line) && !/^-----|:[^a-z0-9]*$/i.test(line))
          expect(masksOf(secret)).toContain(line);
    }),
  );
});

it('no mask is empty, short, of several lines, or behind one that is a part of it', () => {
  fc.assert(
    fc.property(value, (secret) => {
      const masks = masksOf(secret);
      for (const mask of masks) {
        expect(mask.length).toBeGreaterThanOrEqual(4);
        expect(mask).not.toContain('\n');
      }
      expect(masks.map(({ length }) => length)).toEqual(
        masks.map(({ length }) => length).sort((a, b) => b - a),
      );
    }),
  );
});
