import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatMemory, parseMemoryBytes } from '../../../src/lib/units.js';

test.each([
  ['512M', 536_870_912],
  ['512MiB', 536_870_912],
  ['2G', 2_147_483_648],
  ['2g', 2_147_483_648],
  ['1.5GiB', 1_610_612_736],
  [' 64 KiB ', 65_536],
  ['2GB', 2_000_000_000],
  ['300kB', 300_000],
  ['1T', 1_099_511_627_776],
  ['100B', 100],
])('%j is %d bytes', (text, bytes) => {
  expect(parseMemoryBytes(text)).toBe(bytes);
});

test.each(['', '2', '-2G', '0', '0M', '2Gb', '1e3M', '2 G B', 'G', 'NaN', '99999T', '1..5G', '0x10M', '½G'])(
  '%j is no size',
  (text) => {
    expect(parseMemoryBytes(text)).toBeUndefined();
  },
);

test('what is shown can be read again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2 ** 20, max: 2 ** 40 }), (bytes) => {
      const read = parseMemoryBytes(formatMemory(bytes)) ?? 0;
      expect(Math.abs(read - bytes)).toBeLessThanOrEqual(bytes * 0.05);
    }),
  );
});

test('no text makes it fail', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const bytes = parseMemoryBytes(text);
      expect(bytes === undefined || (Number.isSafeInteger(bytes) && bytes > 0)).toBe(true);
    }),
  );
});
