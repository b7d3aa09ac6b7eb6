import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEntries } from '../../../src/secrets/entries.js';

const read = (text: string) => {
  const { entries, mistakes } = parseEntries(text);
  expect(mistakes).toEqual([]);
  return entries.map(({ name, value }) => [name, value]);
};

const PEM = ['-----BEGIN PRIVATE KEY-----', 'MIIEvQIBADANBgkq', 'ABC==', '-----END PRIVATE KEY-----'].join(
  '\n',
);

describe('a list of secrets reads', () => {
  it.each<[string, string, (string | undefined)[][]]>([
    ['a plain line', 'A=b', [['A', 'b']]],
    ['a value with = in it', 'A=b=c==', [['A', 'b=c==']]],
    ['a value with spaces', 'A=b c  d', [['A', 'b c  d']]],
    [
      'white space around a value as it is',
      'A= b \nB=c',
      [
        ['A', ' b '],
        ['B', 'c'],
      ],
    ],
    [
      'an empty value',
      'A=\nB=',
      [
        ['A', ''],
        ['B', ''],
      ],
    ],
    [
      'bare names',
      'A\n  B_2\n',
      [
        ['A', undefined],
        ['B_2', undefined],
      ],
    ],
    [
      'a carriage return as part of the value',
      'A=b\r\nB=c',
      [
        ['A', 'b\r'],
        ['B', 'c'],
      ],
    ],
    [
      'empty lines between',
      '\n\nA=b\n\n \nB=c\n',
      [
        ['A', 'b'],
        ['B', 'c'],
      ],
    ],
    [
      'an indented list',
      '  A=b\n  B=c',
      [
        ['A', 'b'],
        ['B', 'c'],
      ],
    ],
    [
      'a here-document',
      'A<<EOF\nb\n  c=d\n\nEOF\nB=c',
      [
        ['A', 'b\n  c=d\n'],
        ['B', 'c'],
      ],
    ],
    ['an empty here-document', 'A<<EOF\nEOF', [['A', '']]],
    ['<< inside a value', 'A=x<<EOF', [['A', 'x<<EOF']]],
    [
      'a pasted key, whose lines could be names and values',
      `K=${PEM}\nB=c`,
      [
        ['K', PEM],
        ['B', 'c'],
      ],
    ],
    [
      'a key on one line',
      'K=-----BEGIN X-----\\nabc\\n-----END X-----\nB=c',
      [
        ['K', '-----BEGIN X-----\\nabc\\n-----END X-----'],
        ['B', 'c'],
      ],
    ],
    [
      'a chain of pasted blocks',
      `K=${PEM}\n${PEM}\nB=c`,
      [
        ['K', `${PEM}\n${PEM}`],
        ['B', 'c'],
      ],
    ],
    [
      'a quoted key',
      `K="${PEM}"\nB=c`,
      [
        ['K', `"${PEM}"`],
        ['B', 'c'],
      ],
    ],
  ])('%s', (_what, text, expected) => expect(read(text)).toEqual(expected));
});

describe('a mistake is told by the line’s number, and without the line', () => {
  it.each([
    ['=planted-value', 'line 1: there is no name before the ='],
    [
      'A=b\nplanted-value',
      'line 2: it has no name: A to Z, 0 to 9 and _, such as NPM_TOKEN=value. If it belongs to the value of A (line 1), write that as A<<EOF',
    ],
    ['planted value', 'line 1: it has no name'],
    ['npm_token=planted-value', 'line 1: it has no name: A to Z'],
    ['1A=planted-value', 'line 1: it has no name: A to Z'],
    ['A =planted-value', 'line 1: take out the space between A and the ='],
    ['A<<EOF\nplanted-value\n', 'line 1: A has no line that ends it'],
    ['planted-value<<EOF\nx\nEOF', 'line 1: it has no name'],
    ['K=-----BEGIN X-----\nPLANTED', 'line 1: K begins with -----BEGIN and has no -----END line'],
    [`${'A'.repeat(101)}=planted-value`, 'line 1: it has no name'],
  ])('%j', (text, sentence) => {
    const { mistakes } = parseEntries(text);
    expect(mistakes[0]).toContain(sentence);
    expect(mistakes.join('\n').toLowerCase()).not.toContain('planted');
  });
});

it('an empty line after a value is noticed, the end of the list is not one', () => {
  const flags = (text: string) => parseEntries(text).entries.map((entry) => entry.isBeforeEmptyLine);
  expect(flags('A=b\nB=c\n')).toEqual([false, false]);
  expect(flags('A=b\n\nB=c')).toEqual([true, false]);
  expect(flags('A=b\nB=c\n\n')).toEqual([false, true]);
  expect(flags('A=\n\nB=c')).toEqual([false, false]);
});

const names = fc.uniqueArray(fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,20}$/), { minLength: 1, maxLength: 5 });
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      'A',
      '=',
      '\n',
      '\r\n',
      ' ',
      '<<',
      'EOF',
      '-----BEGIN X-----',
      '-----END X-----',
    ),
  }),
);

it('whatever a value holds, a here-document gives it back', () => {
  fc.assert(
    fc.property(names, fc.array(anyText, { minLength: 5, maxLength: 5 }), (keys, values) => {
      const expected = keys.map((key, index) => [key, values[index] ?? '']);
      const lines = expected.map(([key, value]) => {
        let end = 'EOF';
        while (value?.includes(end)) end += '_';
        return `${key}<<${end}\n${value}\n${end}`;
      });
      // No line between the two at all is an empty value, as is one empty line.
      expect(read(lines.join('\n'))).toEqual(expected);
    }),
  );
});

it('whatever a value holds in one line, NAME=value gives it back', () => {
  const oneLine = anyText.filter((value) => !value.includes('\n') && !value.includes('-----BEGIN'));
  fc.assert(
    fc.property(names, fc.array(oneLine, { minLength: 5, maxLength: 5 }), (keys, values) => {
      const expected = keys.map((key, index) => [key, values[index] ?? '']);
      expect(read(expected.map(([key, value]) => `${key}=${value}`).join('\n'))).toEqual(expected);
    }),
  );
});

it('a pasted key comes back whole, whatever follows it', () => {
  const body = fc.array(fc.base64String({ minLength: 4, maxLength: 64 }), { minLength: 1, maxLength: 20 });
  const label = fc.constantFrom('PRIVATE KEY', 'RSA PRIVATE KEY', 'OPENSSH PRIVATE KEY', 'CERTIFICATE');
  fc.assert(
    fc.property(body, label, fc.constantFrom('\n', '\r\n'), fc.boolean(), (lines, kind, end, isLast) => {
      const pem = [`-----BEGIN ${kind}-----`, ...lines, `-----END ${kind}-----`].join(end);
      expect(read(isLast ? `A=b\nK=${pem}` : `K=${pem}\nA=b`)).toContainEqual(['K', pem]);
    }),
  );
});

it('any text at all is entries or mistakes, and no mistake repeats a line of it', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { entries, mistakes } = parseEntries(text);
      for (const { name } of entries) expect(name).toMatch(/^[A-Z_][A-Z0-9_]*$/);
      for (const mistake of mistakes) expect(mistake).toMatch(/^line \d+: /);
    }),
  );
});

it('a long run of white space takes no time', { timeout: 2000 }, () => {
  expect(parseEntries(`${' '.repeat(200_000)}x`).mistakes).toHaveLength(1);
  expect(parseEntries(`${' '.repeat(100_000)}A<<EOF${'\t'.repeat(100_000)}\nx\nEOF`).entries).toHaveLength(1);
});
