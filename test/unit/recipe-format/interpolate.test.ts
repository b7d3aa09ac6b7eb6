// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose and shell write variables like this
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/lib/errors.js';
import { interpolate, type Variables } from '../../../src/recipe/format/interpolate.js';

const place = { file: 'compose.yml', line: 4, column: 9 };
const variables: Variables = {
  get: (name) => ({ SET: 'x', EMPTY: '' })[name],
  mayBeMissing: (name) => name === 'OPTIONAL',
  remedy: (name) => `set ${name}`,
};
const put = (text: string) => interpolate(text, variables, place);

describe('interpolation is what docker stack deploy does', () => {
  it.each([
    ['$SET', 'x'],
    ['${SET}', 'x'],
    ['a${SET}b$SET', 'axbx'],
    ['$$SET', '$SET'],
    ['$$', '$'],
    ['${EMPTY}', ''],
    ['${EMPTY:-d}', 'd'],
    ['${EMPTY-d}', ''],
    ['${NONE:-d}', 'd'],
    ['${NONE-d}', 'd'],
    ['${NONE:-}', ''],
    ['${SET:-d}', 'x'],
    ['${SET:?needed}', 'x'],
    ['${EMPTY?needed}', ''],
    ['${OPTIONAL}', ''],
    ['no variable', 'no variable'],
  ])('%s', (text, expected) => {
    expect(put(text).text).toBe(expected);
  });

  it('says which variables it met', () => {
    expect(put('${SET}_a_${EMPTY:-1}$$NO').names).toEqual(['SET', 'EMPTY']);
  });

  it('text without a dollar sign comes back as it is', () => {
    const plain = fc.string().filter((text) => !text.includes('$'));
    fc.assert(
      fc.property(plain, (text) => {
        expect(put(text)).toEqual({ text, names: [] });
      }),
    );
  });
});

describe('what docker would put nothing for, or refuse, is named with its place', () => {
  it.each([
    ['a${NONE}', 'compose.yml:4:9: variable NONE is not set: set NONE'],
    ['$NONE', 'compose.yml:4:9: variable NONE is not set: set NONE'],
    ['${EMPTY:?give one}', 'compose.yml:4:9: variable EMPTY is required (give one) and not set: set EMPTY'],
    ['${NONE?}', 'compose.yml:4:9: variable NONE is required and not set: set NONE'],
  ])('%s', (text, message) => {
    expect(() => put(text)).toThrow(new UserError(message));
  });

  it.each(['${SET:+x}', '$', '100$ a', '${}', '${SET', '${9}'])('%s', (text) => {
    expect(() => put(text)).toThrow(/^compose.yml:4:9: docker can't read the \$ in /);
  });

  it('a variable inside a default, which docker takes literally', () => {
    expect(() => put('${NONE:-${SET}}')).toThrow(/variable inside a default/);
  });
});
