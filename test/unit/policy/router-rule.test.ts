import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isConfined, type RouterRule, readRouterRule } from '../../../src/recipe/policy/router-rule.js';

const isOwn = (host: string): boolean => host === 'own.test' || host.endsWith('.own.test');

const anyRule: fc.Arbitrary<RouterRule> = fc.letrec<{ rule: RouterRule }>((tie) => ({
  rule: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      kind: fc.constant('match' as const),
      name: fc.constantFrom('host', 'path'),
      values: fc.array(fc.constantFrom('own.test', 'a.own.test', 'other.test', 'evilown.test'), {
        minLength: 1,
        maxLength: 2,
      }),
    }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      left: tie('rule'),
      right: tie('rule'),
    }),
    fc.record({ kind: fc.constant('not' as const), of: tie('rule') }),
  ),
})).rule;

function text(rule: RouterRule): string {
  if (rule.kind === 'match') return `${rule.name}(${rule.values.map((value) => `\`${value}\``).join(', ')})`;
  if (rule.kind === 'not') return `!(${text(rule.of)})`;
  return `(${text(rule.left)}) ${rule.kind === 'and' ? '&&' : '||'} (${text(rule.right)})`;
}

/** What Traefik does with a request for `host`, whose other matchers all answer `others`. */
function letsThrough(rule: RouterRule, host: string, others: boolean): boolean {
  switch (rule.kind) {
    case 'match':
      return rule.name === 'host' ? rule.values.includes(host) : others;
    case 'not':
      return !letsThrough(rule.of, host, others);
    case 'and':
      return letsThrough(rule.left, host, others) && letsThrough(rule.right, host, others);
    case 'or':
      return letsThrough(rule.left, host, others) || letsThrough(rule.right, host, others);
  }
}

it('what is judged to be confined lets no request for another host through', () => {
  fc.assert(
    fc.property(
      anyRule,
      fc.constantFrom('other.test', 'evilown.test', 'x.test'),
      fc.boolean(),
      (rule, host, others) => {
        if (isConfined(rule, isOwn)) expect(letsThrough(rule, host, others)).toBe(false);
      },
    ),
    { numRuns: 2000 },
  );
});

it('a rule is read as what it was written from', () => {
  fc.assert(
    fc.property(anyRule, (rule) => {
      expect(readRouterRule(text(rule))).toEqual({ kind: 'rule', rule });
    }),
  );
});

it('no text makes the reader fail, and what it reads is a rule', () => {
  const pieces = fc.constantFrom(
    'Host',
    '(',
    ')',
    '`own.test`',
    '"a"',
    '&&',
    '||',
    '!',
    ',',
    ' ',
    '\\',
    '/*',
    "'",
    '`',
    '{',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const read = readRouterRule(parts.join(''));
      expect(['rule', 'unreadable']).toContain(read.kind);
    }),
  );
});

it.each([
  ['a && b || c', 'a() && b() || c()', { kind: 'or', left: { kind: 'and' }, right: { name: 'c' } }],
  ['a || b && c', 'a() || b() && c()', { kind: 'or', left: { name: 'a' }, right: { kind: 'and' } }],
  ['!a && b', '!a() && b()', { kind: 'and', left: { kind: 'not' }, right: { name: 'b' } }],
])('%s binds as in Go', (_, rule, shape) => {
  expect(readRouterRule(rule)).toMatchObject({ kind: 'rule', rule: shape });
});
