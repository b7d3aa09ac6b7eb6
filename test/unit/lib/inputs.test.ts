import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/lib/errors.js';
import {
  boolean,
  choice,
  duration,
  type InputTable,
  integer,
  line,
  lines,
  readInputs,
} from '../../../src/lib/inputs.js';

const table = {
  ref: { description: '', default: '', parse: line },
  'fetch-depth': { description: '', default: '1', parse: integer(0, 100) },
  clean: { description: '', default: 'true', parse: boolean },
  token: { description: '', default: '', secret: true, parse: line },
  'sparse-checkout': { description: '', default: '', parse: lines },
  submodules: { description: '', default: 'false', parse: choice('false', 'true', 'recursive') },
  'fetch-timeout': { description: '', default: '10m', parse: duration },
} satisfies InputTable;

const read = (env: Record<string, string>) => readInputs(table, env, { 'ssh-key': 'use a token' });

test('what was left out has its default', async () => {
  expect(await read({})).toEqual({
    ref: '',
    'fetch-depth': 1,
    clean: true,
    token: '',
    'sparse-checkout': [],
    submodules: 'false',
    'fetch-timeout': 600_000,
  });
});

test('an input declared but left empty has its default', async () => {
  expect((await read({ 'INPUT_FETCH-DEPTH': '' }))['fetch-depth']).toBe(1);
});

test('lines are trimmed and empty ones dropped', async () => {
  expect((await read({ 'INPUT_SPARSE-CHECKOUT': ' a \n\n  b c\n' }))['sparse-checkout']).toEqual([
    'a',
    'b c',
  ]);
});

describe('what is not understood fails with its name and what is accepted', () => {
  test.each([
    ['INPUT_FETCH-DEPHT', '1', 'input fetch-depht is unknown: did you mean fetch-depth?'],
    ['INPUT_COLOUR', 'red', 'accepted: ref, fetch-depth, clean'],
    ['INPUT_SSH-KEY', 'x', 'input ssh-key is not taken here: use a token'],
    ['INPUT_FETCH-DEPTH', 'abc', 'input fetch-depth: "abc" is not accepted: a whole number from 0 to 100'],
    ['INPUT_FETCH-DEPTH', '101', 'from 0 to 100'],
    ['INPUT_FETCH-DEPTH', '1.5', 'a whole number'],
    ['INPUT_FETCH-DEPTH', '-1', 'a whole number'],
    ['INPUT_CLEAN', 'yes', 'input clean: "yes" is not accepted: true or false'],
    ['INPUT_SUBMODULES', 'Recursive', 'one of false, true, recursive'],
    ['INPUT_FETCH-TIMEOUT', '10', 'a duration such as 20s, 10m or 1h'],
    // More than Node's timers take: they would end at once.
    ['INPUT_FETCH-TIMEOUT', '600h', '596h at most'],
    ['INPUT_REF', 'main\nx', 'one line without control characters'],
  ])('%s=%s', async (name, value, message) => {
    await expect(read({ [name]: value })).rejects.toThrow(UserError);
    await expect(read({ [name]: value })).rejects.toThrow(message);
  });
});

test('white space around a value is not part of it, as after a pasted secret or a folded YAML line', async () => {
  expect(await read({ INPUT_TOKEN: 't\n', INPUT_CLEAN: ' false ' })).toMatchObject({
    token: 't',
    clean: false,
  });
});

test('a secret value is never quoted', async () => {
  const failure = await read({ INPUT_TOKEN: 'hunter2\nx' }).catch((error: Error) => error.message);
  expect(failure).toContain('input token: its value is not accepted');
  expect(failure).not.toContain('hunter2');
});

test('everything that is wrong is said at once', async () => {
  const failure = await read({ INPUT_CLEAN: '1', 'INPUT_FETCH-DEPTH': 'x' }).catch(
    (error: Error) => error.message,
  );
  expect(failure).toMatch(/fetch-depth.*\n.*clean/s);
});
