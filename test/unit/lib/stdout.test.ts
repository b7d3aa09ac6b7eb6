import { expect, test } from 'vitest';
import { orderedWriter } from '../../../src/lib/stdout.js';

/** A pipe that takes `room` bytes, three at a time, and then would block. */
function pipe(room: number) {
  const got: string[] = [];
  let left = room;
  const write = orderedWriter(
    (bytes) => {
      if (left === 0) throw Object.assign(new Error('resource temporarily unavailable'), { code: 'EAGAIN' });
      const taken = Math.min(3, left, bytes.length);
      left -= taken;
      got.push(Buffer.from(bytes.subarray(0, taken)).toString('latin1'));
      return taken;
    },
    (bytes) => got.push(`later:${Buffer.from(bytes).toString('latin1')};`),
  );
  return { write, written: () => got.join('') };
}

test('a write that a pipe takes piece by piece arrives whole', () => {
  const { write, written } = pipe(100);
  write('one line\n');
  write('another\n');
  expect(written()).toBe('one line\nanother\n');
});

test('what a full pipe can’t take is written later, and everything after it too', () => {
  const { write, written } = pipe(5);
  write('one line\n');
  write('another\n');
  expect(written()).toBe('one llater:ine\n;later:another\n;');
});

test('an output that is gone is said, not swallowed', () => {
  const gone = (): number => {
    throw Object.assign(new Error('broken pipe'), { code: 'EPIPE' });
  };
  expect(() => orderedWriter(gone, () => undefined)('x')).toThrow('broken pipe');
});
