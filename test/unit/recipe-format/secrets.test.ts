// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose and shell write variables like this
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/lib/errors.js';
import { readCompose } from '../../../src/recipe/format/compose.js';
import { parseEnvFile, resolveEnv } from '../../../src/recipe/format/env-file.js';
import {
  checkSecretValues,
  type SecretSpec,
  secretSpecs,
  secretValue,
} from '../../../src/recipe/format/secrets.js';

function specs(env: string, name = '${STACK_NAME}_token_${SECRET_TOKEN_VERSION}', more = '') {
  const envFile = parseEnvFile(env, '.env.sample');
  const values = resolveEnv(envFile, { STACK_NAME: 's_test' });
  const text = `services: {app: {image: x, secrets: [token]}}\nsecrets: {token: {external: true, name: "${name}"}${more}}`;
  const compose = readCompose([{ file: 'compose.yml', text }], 's_test', {
    get: (key) => values.get(key),
    mayBeMissing: () => false,
    remedy: () => '',
  });
  return secretSpecs(compose, envFile, 's_test');
}

const alnum = 62;

describe('a secret specification', () => {
  it.each([
    ['', { length: 32, charset: alnum, isGenerated: true }],
    ['# length=12', { length: 12, charset: alnum, isGenerated: true }],
    ['# length=12 charset=hex', { length: 12, charset: 16, isGenerated: true }],
    ['# charset=default,special', { length: 32, charset: alnum + 12, isGenerated: true }],
    ['# charset=hex,numeric', { length: 32, charset: 16, isGenerated: true }],
    ['# generate=false', { length: 32, charset: alnum, isGenerated: false }],
    ['# any words at all', { length: 32, charset: alnum, isGenerated: true }],
    ['# see docs, length=8', { length: 8, charset: alnum, isGenerated: true }],
    ['# a note about x=y', { length: 32, charset: alnum, isGenerated: true }],
  ])('%s', (comment, { charset, ...expected }) => {
    const [spec] = specs(`SECRET_TOKEN_VERSION=v1 ${comment}`);
    expect(spec).toMatchObject({
      ...expected,
      composeKey: 'token',
      swarmName: 's_test_token_v1',
      versionKey: 'SECRET_TOKEN_VERSION',
    });
    expect(spec?.charset).toHaveLength(charset);
  });

  it.each([
    'length=abc',
    'length=0',
    'length=-3',
    'length=10001',
    'length=',
    'charset=klingon',
    'charset=',
    'generate=maybe',
    'lenght=12',
    'length=12,',
  ])('%s fails with its line and what is accepted', (word) => {
    expect(() => specs(`A=1\nSECRET_TOKEN_VERSION=v1 # ${word}`)).toThrow(UserError);
    expect(() => specs(`A=1\nSECRET_TOKEN_VERSION=v1 # ${word}`)).toThrow(
      `.env.sample:2: SECRET_TOKEN_VERSION: ${JSON.stringify(word)} can't be read as a secret's specification; accepted: length=1 to length=10000, charset= of default, alnum,`,
    );
  });

  it('a bad specification fails although no service uses the secret', () => {
    expect(() => specs('SECRET_TOKEN_VERSION=v1\nSECRET_OTHER_VERSION=v1 # length=no')).toThrow(
      /SECRET_OTHER_VERSION/,
    );
  });

  it('an empty version', () => {
    expect(() => specs('SECRET_TOKEN_VERSION=')).toThrow('.env.sample:1: SECRET_TOKEN_VERSION is empty');
  });

  it('a name without a version key', () => {
    expect(() => specs('A=1', '${STACK_NAME}_token')).toThrow(/secret token has a name without a version/);
  });

  it('what is not used, or not of this stack, is not ours to make', () => {
    expect(specs('SECRET_TOKEN_VERSION=v1', 'shared_token')).toEqual([]);
    const unused = ', spare: {external: true, name: "${STACK_NAME}_spare_v1"}';
    expect(specs('SECRET_TOKEN_VERSION=v1', undefined, unused)).toHaveLength(1);
  });
});

const spec = (more: Partial<SecretSpec>): SecretSpec => ({
  composeKey: 'token',
  swarmName: 's_token_v1',
  versionKey: 'SECRET_TOKEN_VERSION',
  length: 32,
  charset: 'ab',
  isGenerated: true,
  ...more,
});

describe('values', () => {
  it('have the length and nothing but the charset', () => {
    const lengths = fc.integer({ min: 1, max: 300 });
    const sets = fc.constantFrom('ab', '0123456789abcdef', 'x!');
    fc.assert(
      fc.property(lengths, sets, (length, charset) => {
        const value = secretValue(spec({ length, charset }), {});
        expect(value).toHaveLength(length);
        for (const char of value) expect(charset).toContain(char);
      }),
    );
  });

  it('are drawn evenly: no character of 16 is off by more than 6 sigma in 32,000', () => {
    const value = Array.from({ length: 4 }, () =>
      secretValue(spec({ length: 8000, charset: '0123456789abcdef' }), {}),
    ).join('');
    const sigma = Math.sqrt(value.length * (1 / 16) * (15 / 16));
    for (const char of '0123456789abcdef')
      expect(Math.abs(value.split(char).length - 1 - value.length / 16)).toBeLessThan(6 * sigma);
  });

  it('that a run must not make up come from the environment', () => {
    const given = spec({ isGenerated: false });
    expect(secretValue(given, { CC_CI_SECRET_TOKEN: 'mine' })).toBe('mine');
    const envFile = parseEnvFile('SECRET_TOKEN_VERSION=v1 # generate=false', '.env.sample');
    expect(() => checkSecretValues([given], envFile, { CC_CI_SECRET_TOKEN: 'mine' })).not.toThrow();
    expect(() => checkSecretValues([given], envFile, {})).toThrow(
      new UserError(
        '.env.sample:1: the secret token is generate=false, so its value has to come from you: set CC_CI_SECRET_TOKEN in the environment',
      ),
    );
  });
});
