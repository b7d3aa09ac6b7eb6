// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose and shell write variables like this
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/lib/errors.js';
import {
  envLine,
  envPieces,
  parseEnvFile,
  placeOfKey,
  resolveEnv,
} from '../../../src/recipe/format/env-file.js';

const read = (text: string, given: Record<string, string> = {}) =>
  Object.fromEntries(resolveEnv(parseEnvFile(text, '.env.sample'), given));

describe('a value is what abra would read', () => {
  it.each([
    ['plain', 'A=b', 'b'],
    ['the last line without a newline', '# x\nA=b', 'b'],
    ['Windows line ends', 'A=b\r\nB=c\r\n', 'b'],
    ['a byte order mark', '\uFEFFA=b', 'b'],
    ['export in front', 'export A=b', 'b'],
    ['blanks around the =', 'A = b', 'b'],
    ['an equals sign in the value', 'A=b=c', 'b=c'],
    ['a comment behind a blank', 'A=b # c', 'b'],
    ['a # in the middle of a word', 'A=b#c', 'b#c'],
    ['a # as the first character', 'A=#c', '#c'],
    ['nothing but a comment', 'A= # c', ''],
    ['nothing', 'A=', ''],
    ['double quotes', 'A="b c" # d', 'b c'],
    ['single quotes are literal', "A='$B \\n'", '$B \\n'],
    ['escapes in double quotes', 'A="b\\n\\"c\\" \\$D"', 'b\n"c" $D'],
    ['an unknown escape keeps its backslash', 'A="b\\d"', 'b\\d'],
    ['several lines in quotes', 'A="b\nc"', 'b\nc'],
    ['a # inside quotes', 'A="b # c"', 'b # c'],
    ['an earlier key', 'B=x\nA=$B-y', 'x-y'],
    ['an earlier key in braces', 'B=x\nA="${B}y"', 'xy'],
    ['a key that is not there', 'A=b$NOWHERE', 'b'],
    ['a dollar sign that names nothing', 'A=5$', '5$'],
    ['an escaped dollar sign', 'A=\\$B', '$B'],
    ['its own earlier value', 'A=b\nA="$A:c"', 'b:c'],
  ])('%s', (_, text, value) => {
    expect(read(text).A).toBe(value);
  });

  it('given from outside wins over the line, and later lines see it', () => {
    expect(read('DOMAIN=hello.example.com\nURL=https://$DOMAIN/', { DOMAIN: 'a.test' })).toEqual({
      DOMAIN: 'a.test',
      URL: 'https://a.test/',
    });
  });

  it('any text in single quotes comes back as it is', () => {
    const values = fc.string({ unit: 'grapheme' }).filter((text) => !/['\r\uFEFF]/.test(text));
    fc.assert(
      fc.property(values, (value) => {
        expect(read(`A='${value}'\nB=1`)).toEqual({ A: value, B: '1' });
      }),
    );
  });

  it('any value comes back from the line that is written for it', () => {
    const values = fc.string({ unit: fc.constantFrom(...'aB1 \'"$\\#{}=\n\r\t') });
    fc.assert(
      fc.property(values, (value) => {
        const text = `${envLine('A', value)}\n`;
        expect(read(`${text}B=1`)).toEqual({ A: value, B: '1' });
        expect(text.trimEnd()).not.toContain('\n');
      }),
    );
  });

  it('its pieces make up the file', () => {
    const text = '# x\n\nA=b # c\nB="1\n2" # d\n';
    expect(envPieces(text, '.env')).toEqual([
      { key: undefined, text: '# x' },
      { key: undefined, text: '' },
      { key: 'A', text: 'A=b # c' },
      { key: 'B', text: 'B="1\n2" # d' },
    ]);
  });

  it('no text whatever makes it throw anything but a UserError', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'A=\'"$\\{}#\n b') }), (text) => {
        try {
          read(text);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    );
  });
});

describe('a line that cannot be read is named', () => {
  it.each([
    [
      'no assignment',
      'A=1\nhello there',
      '.env.sample:2: expected KEY=value or a comment, found "hello there"',
    ],
    ['an open quote', 'A=1\n\nB="x\ny', '.env.sample:3: the " after B= is never closed'],
    ['text behind a quote', "A='b' c", `.env.sample:1: text behind the closing ' of A: " c"`],
    ['a default', 'A=$' + '{B:-c}', ".env.sample:1: ${B:-c} isn't understood here: $KEY and ${KEY} are"],
    [
      'the line after a value of several lines',
      'A="b\nc"\n?',
      '.env.sample:3: expected KEY=value or a comment, found "?"',
    ],
  ])('%s', (_, text, message) => {
    expect(() => parseEnvFile(text, '.env.sample')).toThrow(new UserError(message));
  });
});

describe('comments', () => {
  it('a key that stands there commented out is optional and not set', () => {
    const file = parseEnvFile('#EXTRA=x\n# OTHER=\n#A=1\nA=2\n# text with a=b in it', '.env.sample');
    expect([...file.optional]).toEqual(['EXTRA', 'OTHER']);
    expect(Object.fromEntries(resolveEnv(file))).toEqual({ A: '2' });
  });

  it('what stands behind a value is kept for the modifiers', () => {
    const file = parseEnvFile('A=v1 # length=32 hex\nB="v1" #x', '.env.sample');
    expect(file.assignments.map(({ comment }) => comment)).toEqual(['length=32 hex', 'x']);
  });

  it('the place of a key is its last line', () => {
    expect(placeOfKey(parseEnvFile('A=1\nB=2\nA=3', 'f'), 'A')).toEqual({ file: 'f', line: 3 });
  });
});
