/** Credentials of registries: the input's lines, which image each is for, and the forms that a log may not show. */
import { describe, expect, test } from 'vitest';
import {
  credentialFor,
  parseRegistryCredentials,
  registryAuthHeader,
  registryOf,
  secretsOf,
} from '../../../src/docker/registry-auth.js';

describe('a line', () => {
  test.each([
    ['ghcr.io ci-bot s3cret', { host: 'ghcr.io', user: 'ci-bot', password: 's3cret' }],
    ['https://GHCR.io/ ci-bot s3cret', { host: 'ghcr.io', user: 'ci-bot', password: 's3cret' }],
    ['https://index.docker.io/v1/ me p', { host: 'docker.io', user: 'me', password: 'p' }],
    ['registry-1.docker.io me p', { host: 'docker.io', user: 'me', password: 'p' }],
    ['127.0.0.1:5000 me\tp', { host: '127.0.0.1:5000', user: 'me', password: 'p' }],
    ['localhost me p:with:colons', { host: 'localhost', user: 'me', password: 'p:with:colons' }],
    ['reg.example.org me two words ', { host: 'reg.example.org', user: 'me', password: 'two words' }],
  ])('%j', (line, credential) => expect(parseRegistryCredentials([line])).toEqual([credential]));

  test.each([
    [
      'ghcr.io ci-bot',
      'line 1: it has 2 of three parts (is a secret empty?). The form is HOST USER PASSWORD',
    ],
    ['hunter2', 'line 1: it has 1 of three parts. The form is'],
    ['hunter2 me p', 'line 1: its first part is no host of a registry'],
    ['ghcr.io/team hunter2 p', 'line 1: its first part is no host of a registry'],
    ['ghcr.io me:hunter2 p', 'line 1: its user has a colon in it'],
    ['ghcr.io me hunter2\u0007', 'line 1: it has a control character'],
  ])('%j is refused, and none of it is said', (line, said) => {
    expect(() => parseRegistryCredentials([line])).toThrow(said);
    try {
      parseRegistryCredentials([line]);
    } catch (error) {
      expect(String(error)).not.toContain('hunter2');
    }
  });

  test('every wrong one is named, and a host only once', () => {
    expect(() => parseRegistryCredentials(['a.example b', 'ghcr.io x y', 'GHCR.IO x z'])).toThrow(
      /line 1: .*\n.*line 3: ghcr\.io is there a second time; give it once/,
    );
  });

  test('none is fine', () => expect(parseRegistryCredentials([])).toEqual([]));
});

describe('the registry of an image', () => {
  test.each([
    ['nginx', 'docker.io'],
    ['nginx:1.27', 'docker.io'],
    ['team/app:1', 'docker.io'],
    ['docker.io/library/nginx', 'docker.io'],
    ['index.docker.io/team/app', 'docker.io'],
    ['localhost/app', 'localhost'],
    ['reg.example:5000/team/app@sha256:00', 'reg.example:5000'],
    ['ghcr.io/team/app', 'ghcr.io'],
  ])('%s: %s', (image, host) => expect(registryOf(image)).toBe(host));

  test('gets its own credential and no other', () => {
    const credentials = parseRegistryCredentials(['ghcr.io a b', 'docker.io c d']);
    expect(credentialFor('ghcr.io/team/app:1', credentials)?.user).toBe('a');
    expect(credentialFor('nginx', credentials)?.user).toBe('c');
    expect(credentialFor('ghcr.io.evil.example/team/app', credentials)).toBeUndefined();
    expect(credentialFor('quay.io/team/app', credentials)).toBeUndefined();
  });
});

test('the header is base64url of what the daemon wants, and is a secret like the password', () => {
  const [credential] = parseRegistryCredentials(['docker.io me pä?>']);
  if (credential === undefined) throw new Error('no credential');
  const header = registryAuthHeader(credential);
  expect(header).toMatch(/^[\w-]+$/);
  expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
    username: 'me',
    password: 'pä?>',
    serveraddress: 'https://index.docker.io/v1/',
  });
  expect(secretsOf(credential)).toEqual(['pä?>', Buffer.from('me:pä?>').toString('base64'), header]);
});
