/** What a manifest may say of a body. */
import { expect, test } from 'vitest';
import { bodyProblem, parseJsonPath } from '../../../src/recipe/probe/index.js';

const status = '{"ok": true, "db": {"state": "up", "lag": 0}, "items": [{"name": "one"}, null], "a-b": "x"}';

test.each([
  ['hello world', { contains: 'lo wo' }],
  ['line one\nok 200', { matches: 'ok \\d+$' }],
  [status, { json: { path: 'ok', equals: true } }],
  [status, { json: { path: 'db.lag', equals: 0 } }],
  [status, { json: { path: 'items[0].name', equals: 'one' } }],
  [status, { json: { path: 'items[1]', equals: null } }],
  [status, { json: { path: 'a-b', equals: 'x' } }],
  ['\uFEFF[[1, 2]]', { json: { path: '[0][1]', equals: 2 } }],
  [status, { contains: 'db', matches: 'up', json: { path: 'db.state', equals: 'up' } }],
  ['', {}],
] as const)('%j is what %j says', (body, spec) => {
  expect(bodyProblem(body, spec)).toBeUndefined();
});

test.each([
  ['hello', { contains: 'world' }, 'does not contain "world"'],
  ['', { contains: 'x' }, 'does not contain "x"'],
  ['down', { matches: '^up$' }, 'does not match /^up$/'],
  ['x', { matches: '(' }, /^can't be matched: Invalid regular expression/],
  ['<html>', { json: { path: 'ok', equals: true } }, 'is not JSON, it begins "<html>"'],
  [' ', { json: { path: 'ok', equals: true } }, 'is empty, expected JSON'],
  [status, { json: { path: 'db.state', equals: 'down' } }, 'has "up" at db.state, expected "down"'],
  [status, { json: { path: 'ok', equals: 'true' } }, 'has "true" at ok, expected "true"'],
  [status, { json: { path: 'db.size', equals: 1 } }, 'has no db.size: db has state, lag'],
  [status, { json: { path: 'items[2].name', equals: 1 } }, 'has no items[2].name: items is a list of 2'],
  [status, { json: { path: 'ok.db', equals: 1 } }, 'has no ok.db: ok is "true"'],
  [status, { json: { path: '__proto__', equals: null } }, /^has no __proto__: it has ok, db/],
  [status, { json: { path: 'items.length', equals: 2 } }, 'has no items.length: items is a list of 2'],
  [status, { json: { path: 'db..lag', equals: 0 } }, /^can't be looked into at "db..lag"/],
  [status, { contains: 'ok', json: { path: 'ok', equals: false } }, /expected false$/],
] as const)('%j with %j: %s', (body, spec, problem) => {
  expect(bodyProblem(body, spec)).toEqual(
    problem instanceof RegExp ? expect.stringMatching(problem) : problem,
  );
});

test('an expression that would take for ever is given up after a second', () => {
  const startedAt = performance.now();
  const problem = bodyProblem(`${'a'.repeat(200)}!`, { matches: '^(a+)+$' });
  expect(problem).toBe("can't be matched with /^(a+)+$/ within 1 s: repeat less inside of repetitions");
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});

test('an expression sees the first 64 KiB of a body, and the message says so', () => {
  expect(bodyProblem(`${' '.repeat(70_000)}ok`, { matches: 'ok' })).toBe(
    'does not match /ok/ within its first 65536 characters',
  );
});

test.each(['', '.', 'a.', '.a', 'a b', 'a[', 'a[x]', 'a[-1]', 'a]b', '$..a', 'a[0]b', '[0'])(
  '%j is no path into JSON',
  (path) => {
    expect(parseJsonPath(path)).toBeUndefined();
  },
);
