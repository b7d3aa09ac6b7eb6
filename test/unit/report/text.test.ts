import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clip, linesOf, plain, widthOf, wrap } from '../../../src/report/text.js';

describe('plain', () => {
  test.each([
    ['\u001b[1;31mred\u001b[0m', 'red'],
    ['\u001b]0;a title\u0007text', 'text'],
    ['\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['\u001b]52;c;c3RvbGVu never ended', ''],
    ['\u001bPq sixel \u001b\\after', 'after'],
    ['\u001bcreset', 'reset'],
    ['\u001b(Bcharset', 'charset'],
    ['\u009b2Jeight bit', 'eight bit'],
    ['half a sequence \u001b', 'half a sequence \\x1b'],
    ['\u001b]0;a title without an end\nnext line', 'next line'],
    ['a\tb', 'a    b'],
    ['a\r\nb\nc\rd', 'a b c d'],
    ['bell\u0007', 'bell\\x07'],
    ['\u202eevil\u202c', '\\u202eevil\\u202c'],
    ['  spaces  ', 'spaces'],
    ['日本 ✓ 🎉', '日本 ✓ 🎉'],
  ])('%j becomes %j', (text, expected) => {
    expect(plain(text)).toBe(expected);
  });

  test('never lets a control character through', async () => {
    await fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the point
        expect(plain(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
      }),
    );
  });
});

test('a line of a megabyte is cut, and says so', () => {
  const [line = ''] = linesOf('x'.repeat(1_000_000));
  expect(line).toBe(`${'x'.repeat(2_000)}… (998000 more characters)`);
});

test('empty lines inside are kept, at the end they are not', () => {
  expect(linesOf('a\n\nb\n\n')).toEqual(['a', '', 'b']);
});

test('clip never exceeds the columns, and changes nothing that fits', async () => {
  await fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, columns) => {
      const clipped = clip(text, columns);
      expect(widthOf(clipped)).toBeLessThanOrEqual(columns);
      if (widthOf(text) <= columns) expect(clipped).toBe(text);
    }),
  );
});

test('wrap loses no word and exceeds the columns only for a word that is longer', async () => {
  await fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,12}$/)),
      fc.integer({ min: 1, max: 30 }),
      (words, columns) => {
        const lines = wrap(words.join(' '), columns);
        expect(lines.join(' ')).toBe(words.join(' '));
        for (const line of lines) if (line.includes(' ')) expect(line.length).toBeLessThanOrEqual(columns);
      },
    ),
  );
});
