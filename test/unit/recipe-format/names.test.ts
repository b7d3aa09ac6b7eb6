// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose and shell write variables like this
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/lib/errors.js';
import { readCompose } from '../../../src/recipe/format/compose.js';
import {
  appDomain,
  checkSwarmNames,
  parseDomain,
  runId,
  stackNameOf,
} from '../../../src/recipe/format/names.js';

const zone = parseDomain('cc-ci.test', 'input zone');

describe('domains and stacks', () => {
  it.each([
    ['hello', 'hell-3fa9c1.cc-ci.test'],
    ['n8n', 'n8n-3fa9c1.cc-ci.test'],
    ['Custom-HTML', 'cust-3fa9c1.cc-ci.test'],
    ['ab--c', 'ab-3fa9c1.cc-ci.test'],
    ['_._', 'app-3fa9c1.cc-ci.test'],
  ])('%s lives at %s', (recipe, domain) => {
    expect(appDomain(recipe, '3fa9c1', zone)).toBe(domain);
  });

  it('whatever a recipe is called, its domain is a domain and its stack fits', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const domain = appDomain(name, runId(), zone);
        expect(parseDomain(domain, 'x')).toBe(domain);
        expect(stackNameOf(domain).length).toBeLessThanOrEqual(45);
      }),
    );
  });

  it('a stack is the domain with its dots as underscores', () => {
    expect(stackNameOf(appDomain('hello', '3fa9c1', zone))).toBe('hell-3fa9c1_cc-ci_test');
  });

  it.each([
    '',
    'one',
    'a..b',
    'A.test',
    'a_b.test',
    '-a.test',
    'a-.test',
    'a.test.',
    'http://a.test',
    'a.test/x',
    'a.test:80',
    `${'a'.repeat(64)}.test`,
    'a b.test',
    'ä.test',
  ])('the domain %j is refused', (text) => {
    expect(() => parseDomain(text, 'input domain')).toThrow(UserError);
    expect(() => parseDomain(text, 'input domain')).toThrow(/^input domain: .* is no domain/);
  });

  it('a domain whose stack name would be cut is refused', () => {
    expect(() => stackNameOf(parseDomain(`${'a'.repeat(42)}.test`, 'x'))).toThrow(
      /47 characters, and 45 fit/,
    );
  });
});

describe('names that Swarm bounds', () => {
  const stack = stackNameOf(parseDomain('hell-3fa9c1.cc-ci.test', 'x'));
  const check = (text: string) =>
    checkSwarmNames(
      readCompose([{ file: 'compose.yml', text }], stack, {
        get: () => stack,
        mayBeMissing: () => false,
        remedy: () => '',
      }),
      stack,
    );
  const long = (length: number) => 'c'.repeat(length - stack.length - 1);

  it('64 characters for a config, 63 for a service', () => {
    const file = (name: string) =>
      `services: {app: {image: x}}\nconfigs: {c: {file: f, name: "\${S}_${name}"}}`;
    expect(() => check(file(long(64)))).not.toThrow();
    expect(() => check(file(long(65)))).toThrow(
      /^compose.yml:2:\d+: the config name .* has 65 characters and Swarm takes 64/,
    );
    expect(() => check(`services: {${long(63)}: {image: x}}`)).not.toThrow();
    expect(() => check(`services: {${long(64)}: {image: x}}`)).toThrow(
      /service name .* has 64 characters and Swarm takes 63/,
    );
  });

  it('all that do not fit are named at once', () => {
    expect(() =>
      check(`services: {a.b: {image: x, secrets: [s]}}\nsecrets: {s: {external: true, name: "a b"}}`),
    ).toThrow(/service name "hell-3fa9c1_cc-ci_test_a.b"[^\n]*\n.*secret name "a b"/);
  });

  it.each([
    ['secrets: {s: {external: true, name: "${S}_s_${SECRET_S_VERSION}"}}', 'secret', 's', 'SECRET_S_VERSION'],
    ['configs: {s: {file: f, name: "${S}_s_${S_CONF_VERSION}"}}', 'config', 's', 'S_CONF_VERSION'],
  ])('a name without its version says which variable is to be set: %s', (section, kind, key, version) => {
    const use = kind === 'secret' ? `secrets: [${key}]` : `configs: [${key}]`;
    const text = `services: {app: {image: x, ${use}}}\n${section}`;
    const compose = readCompose([{ file: 'compose.yml', text }], stack, {
      get: (name) => (name === 'S' ? stack : undefined),
      mayBeMissing: () => true,
      remedy: () => '',
    });
    expect(() => checkSwarmNames(compose, stack)).toThrow(
      `the ${kind} name ${stack}_s_ lacks its version: ${version} is empty, or stands in .env.sample only behind a #; write ${version}=v1 there, or under env: in cc-ci.yml`,
    );
  });

  it('an external secret that no service uses may be called anything: docker never asks for it', () => {
    expect(() =>
      check('services: {a: {image: x}}\nsecrets: {s: {external: true, name: "a b"}}'),
    ).not.toThrow();
  });
});
