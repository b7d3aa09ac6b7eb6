/** An app's .env as the engine abra writes it. */
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/lib/errors.js';
import { envWith } from '../../../src/recipe/engine/abra/prepare.js';

describe("an app's .env", () => {
  it.each([
    ['keeps what its operator wrote, comments and all', 'A=1 # mine\n# B=2\n', '', {}, 'A=1 # mine\n# B=2\n'],
    [
      'gains what a later release brings',
      'A=1\n',
      'A=2\n# why\nB=3 # length=12\n',
      {},
      'A=1\nB=3 # length=12\n',
    ],
    [
      "has the run's values in the place of both's",
      'A=1\nB=1\n',
      'A=2\nC=2\n',
      { A: 'x', C: 'y' },
      'B=1\nA=x\nC=y\n',
    ],
    [
      'is not lost in a last line without a newline',
      'A=1 # a comment',
      '',
      { B: '2' },
      'A=1 # a comment\nB=2\n',
    ],
    ['loses the empty lines at its end', 'A=1\n\n\n', 'B=2\n', {}, 'A=1\nB=2\n'],
    ['loses all lines of a value that goes', 'A="x\ny"\nB=1\n', '', { A: 'z' }, 'B=1\nA=z\n'],
    ['finds a key behind export and before blanks', 'export A = 1\nB=1\n', '', { A: 'z' }, 'B=1\nA=z\n'],
    ['takes no line of a value for a key', "A='\nB=no\n'\n", 'B=yes\n', {}, "A='\nB=no\n'\nB=yes\n"],
    ['has both lines of a list that grows', '', 'C=a\nC="$C:b"\n', {}, 'C=a\nC="$C:b"\n'],
  ])('%s', (_, env, sample, own, written) => {
    expect(envWith(env, sample, own)).toBe(written);
  });

  it('is refused, with the line, where a line is no assignment', () => {
    expect(() => envWith('A=1\nnonsense\n', '', {})).toThrow(UserError);
    expect(() => envWith('A=1\nnonsense\n', '', {})).toThrow("the app's .env:2: expected KEY=value");
  });
});
