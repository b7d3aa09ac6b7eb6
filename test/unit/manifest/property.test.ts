import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { UserError } from '../../../src/lib/errors.js';
import { checkManifest } from '../../../src/recipe/manifest/check.js';
import { parseManifest } from '../../../src/recipe/manifest/load.js';
import { demo } from './recipes.js';

const page = readFileSync(new URL('../../../docs/manifest.md', import.meta.url), 'utf8');
const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';

/** @returns whether it was taken. Anything but a manifest and a UserError with a place is a fault of ours. */
function isTaken(text: string): boolean {
  try {
    const manifest = parseManifest(text, 'cc-ci.yml');
    JSON.stringify(manifest);
    checkManifest(manifest, demo);
    return true;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    for (const line of error.message.split('\n'))
      expect(line).toMatch(/^cc-ci\.yml(:\d+:\d+: | has |: and )\S/);
    expect(error.message.length).toBeLessThan(20_000);
    return false;
  }
}

it('the example of the documentation is taken', () => {
  expect(Object.keys(parseManifest(example, 'docs/manifest.md'))).toContain('health');
  expect(example).toContain('policy:');
});

describe('whatever is in the file, it is a manifest or the user is told', () => {
  it('for the example with characters changed', () => {
    const edit = fc.record({
      at: fc.nat(example.length),
      remove: fc.nat(12),
      insert: fc.oneof(
        fc.string({ maxLength: 6 }),
        fc.constantFrom(
          '*a',
          '&a ',
          '<<: ',
          '\t',
          '\n',
          '\n  ',
          '!!int ',
          '!x ',
          '? ',
          '- ',
          '{',
          '[',
          '"',
          "'",
          '|',
          '..',
          '__proto__: ',
          '\u0000',
          '%',
        ),
      ),
    });
    const mutate = (edits: readonly { at: number; remove: number; insert: string }[]) =>
      edits.reduce(
        (text, { at, remove, insert }) => text.slice(0, at) + insert + text.slice(at + remove),
        example,
      );
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => void isTaken(mutate(edits))),
      { numRuns: 200 },
    );
  });

  it('for any data under its keys', () => {
    const keys = fc.constantFrom(
      ...[
        'health',
        'env',
        'upgrade',
        'data',
        'backup',
        'checks',
        'tests',
        'extra',
        'resources',
        'timeouts',
        'upstream',
        'needs',
        'na',
        'policy',
      ],
      ...[
        'path',
        'status',
        'name',
        'http',
        'exec',
        'browser',
        'file',
        'sql',
        'service',
        'command',
        'allow',
        'json',
        'headers',
        'from',
        'verify',
      ],
    );
    const leaf = fc.oneof(
      fc.string({ maxLength: 10 }),
      fc.constantFrom('30s', '512MiB', '/', 'app', '../x', '(', '1.0', 'a.b'),
      fc.integer(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5, withCrossShrink: true },
        leaf,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.oneof(keys, fc.string({ maxLength: 5 })), tie('tree'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(
        fc.dictionary(keys, tree, { minKeys: 1, maxKeys: 5 }),
        (data) => void isTaken(stringify(data)),
      ),
      { numRuns: 200 },
    );
  });

  it('for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => void isTaken(text)),
      { numRuns: 200 },
    );
  });
});

it('a good manifest is taken in whatever way YAML writes it', () => {
  const good = {
    health: { path: '/x', status: [200, 301], timeout: '2m' },
    env: { A: '1.10', B: 'yes', C: '' },
    checks: [{ name: 'a', exec: { service: 'app', command: ['sh', '-c', 'echo "$X" # y'], 'exit-code': 1 } }],
    na: { reinstall: 'because: so' },
  };
  const expected = parseManifest(JSON.stringify(good), 'cc-ci.yml');
  const style = fc.record({
    indent: fc.integer({ min: 1, max: 8 }),
    lineWidth: fc.constantFrom(0, 20, 80),
    singleQuote: fc.boolean(),
    collectionStyle: fc.constantFrom('any' as const, 'block' as const, 'flow' as const),
    defaultStringType: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const, 'QUOTE_SINGLE' as const),
  });
  fc.assert(
    fc.property(style, (options) => {
      expect(parseManifest(stringify(good, options), 'cc-ci.yml')).toEqual(expected);
    }),
  );
});
