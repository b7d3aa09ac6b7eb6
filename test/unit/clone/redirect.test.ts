import { expect, test } from 'vitest';
import { safeTarget } from '../../../src/clone/redirect.js';
import { remoteUrl } from '../../../src/clone/remote.js';

const query = 'info/refs?service=git-upload-pack';

test.each([
  ['http://example.org', `https://example.org/o/r/${query}`, 'https://example.org/o/r'],
  ['http://example.org', `https://example.org:8443/o/r/${query}`, 'https://example.org:8443/o/r'],
  ['https://example.org/forge', `/forge/o/renamed/${query}`, 'https://example.org/forge/o/renamed'],
  ['https://example.org', `https://example.org/o/r.git/${query}`, 'https://example.org/o/r.git'],
])('from %s to %s is followed', (server, location, address) => {
  expect(safeTarget(remoteUrl(server, 'o/r'), location)).toBe(address);
});

test.each([
  ['another host', `https://evil.org/o/r/${query}`],
  ['http again', `http://example.org/o/r/${query}`],
  ['another port', `https://example.org:8443/o/r/${query}`],
  ['no scheme, another host', `//evil.org/o/r/${query}`],
  ['credentials in the address', `https://x:y@example.org/o/r2/${query}`],
  ['a login page', 'https://example.org/login'],
  ['itself', `https://example.org/o/r/${query}`],
  ['no repository', `https://example.org/${query}`],
  ['a line break', 'https://example.org/o/r2\n/info/refs'],
])('from https to %s is not', (_name, location) => {
  expect(safeTarget(remoteUrl('https://example.org', 'o/r'), location)).toBeUndefined();
});
