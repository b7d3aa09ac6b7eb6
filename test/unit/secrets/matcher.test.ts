import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORMATS, matchFormat } from '../../../src/secrets/scan/formats.js';
import { compileMatcher } from '../../../src/secrets/scan/matcher.js';
import { needlesFor } from '../../../src/secrets/scan/needles.js';
import { Searcher } from '../../../src/secrets/scan/searcher.js';

const few = fc.uint8Array({ max: 3, maxLength: 60 });
const needle = fc.uint8Array({ max: 3, minLength: 2, maxLength: 6 });

it('finds every place of every text that a search one by one finds', () => {
  fc.assert(
    fc.property(few, fc.array(needle, { minLength: 1, maxLength: 6 }), fc.nat(20), (bytes, texts, from) => {
      const found: string[] = [];
      compileMatcher(texts).find(bytes, from, bytes.length, (index, at) => found.push(`${index}@${at}`));
      const expected = texts.flatMap((text, index) =>
        [...bytes.keys()]
          .filter((at) => at >= from && text.every((byte, offset) => bytes[at + offset] === byte))
          .map((at) => `${index}@${at}`),
      );
      expect(found.sort()).toEqual(expected.sort());
    }),
  );
});

it('begins no match at the end that it was given, and lets one reach past it', () => {
  const bytes = Buffer.from('xxabcd');
  const found: number[] = [];
  const { find } = compileMatcher([Buffer.from('abcd')]);
  find(bytes, 0, 3, (_index, at) => found.push(at));
  find(bytes, 0, 2, (_index, at) => found.push(-at));
  expect(found).toEqual([2]);
});

describe('a stream', () => {
  const SECRET = 'pl4nted+T0ken/for=tests';
  const search = (pieces: readonly Buffer[]) => {
    const hits: string[] = [];
    const searcher = new Searcher(needlesFor([{ name: 'A', value: SECRET }]), ({ offset, what }) =>
      hits.push(`${what}@${offset}`),
    );
    for (const piece of pieces) searcher.push(piece);
    searcher.end();
    return hits;
  };

  it('has the same finds however it is cut', () => {
    const token = ['ghp', 'aB3dE5fG7hI9jK1lM2nO4pQ6rS8tU0vW1xY2'].join('_');
    const filler = fc.string({
      unit: fc.constantFrom('x', ' ', 'p', 'pl4', 'g', 'gh', '\n'),
      maxLength: 4000,
    });
    fc.assert(
      fc.property(
        filler,
        filler,
        filler,
        fc.array(fc.nat(12_000), { maxLength: 8 }),
        (one, two, three, cuts) => {
          const text = Buffer.from(
            `${one}${SECRET}${two} ${token} ${three}${Buffer.from(SECRET).toString('base64')}`,
          );
          const sorted = [0, ...cuts.map((cut) => cut % text.length).sort((a, b) => a - b), text.length];
          const pieces = sorted.slice(1).map((to, index) => text.subarray(sorted[index], to));
          const whole = search([text]);
          expect(whole.length).toBeGreaterThanOrEqual(3);
          expect(whole[0]).toBe(`A@${Buffer.byteLength(one)}`);
          expect(search(pieces)).toEqual(whole);
        },
      ),
    );
  });

  it('has them byte by byte too', () => {
    const text = Buffer.from(`${'-'.repeat(3000)}${SECRET}${'-'.repeat(3000)}`);
    expect(search([...text].map((byte) => Buffer.from([byte])))).toEqual(['A@3000']);
  });
});

describe('known formats', () => {
  /** Made up here: a token in the repository would be found in it. */
  const random = (alphabet: string, length: number): string =>
    Array.from({ length }, (_, index) => alphabet[(index * 7 + (index % 5) * 11 + 3) % alphabet.length]).join(
      '',
    );
  const ALNUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const HEX = '0123456789abcdef';
  const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
    'GitHub token': [`ghp_${random(ALNUM, 36)}`, `ghs_${random(ALNUM, 36)}`],
    'GitHub fine-grained token': [`github_pat_${random(ALNUM, 22)}_${random(ALNUM, 59)}`],
    'Gitea or Forgejo token': [`GITEA_TOKEN=${random(HEX, 40)}`, `forgejo_token: "${random(HEX, 40)}"`],
    'Gitea or Forgejo token in a header': [`Authorization: token ${random(HEX, 40)}`],
    'GitLab token': [`glpat-${random(ALNUM, 20)}`],
    'npm token': [`npm_${random(ALNUM, 36)}`],
    'crates.io token': [`cio${random(ALNUM, 32)}`],
    'PyPI token': [`pypi-AgEIcHlwaS5vcmc${random(ALNUM, 70)}`],
    'AWS access key id': [`AKIA${random(UPPER, 16)}`],
    'Slack token': [`xoxb-${random('0123456789', 12)}-${random(ALNUM, 24)}`],
    'Slack webhook': [
      `https://hooks.slack.com/services/T${random(UPPER, 8)}/B${random(UPPER, 8)}/${random(ALNUM, 24)}`,
    ],
    'Stripe key': [`sk_live_${random(ALNUM, 24)}`],
    'Google API key': [`AIza${random(ALNUM, 35)}`],
    'Docker Hub token': [`dckr_pat_${random(ALNUM, 27)}`],
    'SonarQube token': [`squ_${random(HEX, 40)}`],
    'Vault token': [`hvs.${random(ALNUM, 24)}`],
    'age secret key': [`AGE-SECRET-KEY-1${random(UPPER, 58)}`],
    'JSON Web Token': [
      [
        ...[{ alg: 'HS256', typ: 'JWT' }, { sub: '1234567890' }].map((part) =>
          Buffer.from(JSON.stringify(part)).toString('base64url'),
        ),
        random(ALNUM, 43),
      ].join('.'),
    ],
    'private key': [
      `-----BEGIN OPENSSH PRIVATE KEY-----\n${random(ALNUM, 70)}\n`,
      `"-----BEGIN PRIVATE KEY-----\\n${random(ALNUM, 64)}\\n"`,
      `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,ABCD\n\n${random(ALNUM, 64)}\n`,
    ],
  };
  const finds = (text: string): readonly string[] => {
    const hits: string[] = [];
    const searcher = new Searcher(needlesFor([]), ({ what }) => hits.push(what));
    searcher.push(Buffer.from(text));
    searcher.end();
    return hits;
  };

  it.each(FORMATS.map(({ name }) => name))('%s is found, alone and in a line', (name) => {
    const examples = EXAMPLES[name] ?? [];
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      expect(finds(example)).toEqual([name]);
      expect(finds(`before "${example}" after`)).toEqual([name]);
    }
  });

  it.each([
    ['an example', `ghp_${'x'.repeat(36)}`],
    ['one that AWS’ own pages show', 'AKIAIOSFODNN7EXAMPLE'],
    ['a name with the prefix in it', `my_ghp_${random(ALNUM, 36)}`],
    ['one that is too short', `ghp_${random(ALNUM, 20)}`],
    ['a commit of a project named so', `forgejo at ${random(HEX, 40)}`],
    ['a sentence about keys', 'begins with -----BEGIN RSA PRIVATE KEY----- and goes on in base64'],
    ['a variable’s name', `GITEA_TOKEN=\${{ secrets.GITEA_TOKEN_OF_THE_ORGANISATION_OF_US }}`],
    ['a word with cio in it', `decision decicio${random('abcdefghijklmnopqrstuvwxyz', 12)} `],
    ['a certificate', `-----BEGIN CERTIFICATE-----\n${random(ALNUM, 64)}\n-----END CERTIFICATE-----`],
    ['a token without a signature', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMjM0NTY3ODkwIn0.'],
  ])('%s is none', (_what, text) => expect(finds(text)).toEqual([]));

  it('every anchor is where its shape can begin, and long enough to leap', () => {
    for (const { anchors, name } of FORMATS) {
      const examples = EXAMPLES[name] ?? [];
      expect(examples.every((example) => anchors.some((anchor) => example.includes(anchor)))).toBe(true);
      for (const anchor of anchors) expect(anchor.length).toBeGreaterThanOrEqual(4);
    }
  });

  it('a shape gives up quickly on anything', () => {
    const hard = ['eyJhbGci', '-----BEGIN ', 'gitea', 'xoxb-', 'AIza'].map(
      (start) => start + `${'a'.repeat(500)}.eyJ${'-'.repeat(500)} : `.repeat(3),
    );
    const startedAt = performance.now();
    for (const format of FORMATS) for (const text of hard) matchFormat(format, text, 0);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
