// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose and shell write variables like this
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/lib/errors.js';
import { parseAbraExports, refuseComputed } from '../../../src/recipe/format/abra-exports.js';

const read = (text: string) => {
  const { values, computed } = parseAbraExports(text, 'abra.sh');
  return { values: Object.fromEntries(values), computed: [...computed.keys()] };
};

describe('exports are read and never executed', () => {
  it.each([
    ['plain', 'export A=v1', { A: 'v1' }],
    ['quotes', `export A="v 1"\nexport B='v$2'`, { A: 'v 1', B: 'v$2' }],
    ['two on a line', 'export A=1 B=2', { A: '1', B: '2' }],
    ['a comment behind', 'export A=v1 # why', { A: 'v1' }],
    ['an earlier export in it', 'export A=1\nexport B=x${A}y', { A: '1', B: 'x1y' }],
    ['the last one counts', 'export A=1\nexport A=2', { A: '2' }],
    ['an empty value', 'export A=', { A: '' }],
    ['a command behind a semicolon', 'export A=1; rm -rf /', { A: '1' }],
    ['an export without a value', 'export A', {}],
    ['an assignment that is not exported', 'A=1', {}],
    ['an export inside a function', 'f() {\n  export A=1\n}', {}],
  ])('%s', (_, text, values) => {
    expect(read(text)).toEqual({ values, computed: [] });
  });

  it.each([
    ['a command substitution', 'export A=$(date)'],
    ['backticks', 'export A=`date`'],
    ['a substitution in quotes', 'export A="v$(date +%s)"'],
    ['arithmetic', 'export A=$((1+2))'],
    ['a variable of the shell', 'export A=$RANDOM'],
    ['an expansion with an operator', 'export A=${B:-1}'],
    ['an open quote', 'export A="v1'],
  ])('%s has no value', (_, text) => {
    expect(read(text)).toEqual({ values: {}, computed: ['A'] });
  });

  it('a computed value that something needs is an error with its place', () => {
    const exports = parseAbraExports('#!/bin/bash\n\nexport A_VERSION=$(date)', 'abra.sh');
    expect(() => refuseComputed(exports, 'A_VERSION', 'a compose file')).toThrow(
      new UserError(
        'abra.sh:3: A_VERSION is computed by the shell, and abra.sh is read, never executed; a compose file needs it: export a plain value',
      ),
    );
    expect(() => refuseComputed(exports, 'OTHER', 'a compose file')).not.toThrow();
  });
});
