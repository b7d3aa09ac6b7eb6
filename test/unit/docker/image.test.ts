/** What registries say when an image can't be had, and whose fault that is. */
import { describe, expect, test } from 'vitest';
import { isMovingTag } from '../../../src/docker/image.js';
import { classifyPull } from '../../../src/docker/pull-failure.js';

const SAID = [
  [
    'toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating',
    'registry-rate-limit',
    'registry',
    false,
  ],
  [
    'Error response from daemon: manifest for nginx:9.9 not found: manifest unknown',
    'image-missing',
    'recipe',
    false,
  ],
  [
    "pull access denied for acme/app, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    'registry-refused',
    'registry',
    false,
  ],
  ['invalid reference format: repository name must be lowercase', 'image-missing', 'recipe', false],
  ['no matching manifest for linux/arm64/v8 in the manifest list entries', 'image-missing', 'recipe', false],
  [
    'Error response from daemon: Head "https://reg.example/v2/a/manifests/1": unauthorized',
    'registry-refused',
    'registry',
    false,
  ],
  [
    'Head "https://reg.example/v2/a/manifests/1": no basic auth credentials',
    'registry-refused',
    'registry',
    false,
  ],
  ['failed to register layer: write /usr/lib/x: no space left on device', 'registry-refused', 'host', false],
  [
    'Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host',
    'registry-refused',
    'registry',
    true,
  ],
  ['net/http: TLS handshake timeout', 'registry-refused', 'registry', true],
  ['received unexpected HTTP status: 503 Service Unavailable', 'registry-refused', 'registry', true],
  ['Cannot connect to the Docker daemon at unix:///var/run/docker.sock.', 'docker-unreachable', 'host', true],
] as const;

describe('a failed pull', () => {
  test.each(SAID)('%s', (said, code, blame, canHeal) => {
    const failure = classifyPull('acme/app:1', said);
    expect(failure).toMatchObject({ canHeal, finding: { code, blame, evidence: [said] } });
    expect(failure.finding.message).toContain('acme/app:1');
    expect(failure.finding.remedy).not.toBe('');
  });
});

describe('a name for which Docker Hub says that it does not exist or is private', () => {
  const SAID_OF_BOTH =
    "pull access denied for x, repository does not exist or may require 'docker login': denied: requested access to the resource is denied";

  test.each(['ngnix:1.27', 'ngnix', 'library/ngnix:1', 'docker.io/ngnix:1', 'docker.io/library/ngnix:1'])(
    '%s is missing: images without a namespace are public',
    (image) => {
      const { finding } = classifyPull(image, SAID_OF_BOTH);
      expect(finding).toMatchObject({ code: 'image-missing', blame: 'recipe' });
    },
  );

  test.each(['acme/app:1', 'docker.io/acme/app:1', 'ghcr.io/acme/app:1', 'reg.example:5000/app:1'])(
    '%s may be either, and the message says both',
    (image) => {
      const { finding } = classifyPull(image, SAID_OF_BOTH);
      expect(finding).toMatchObject({ code: 'registry-refused', blame: 'registry' });
      expect(finding.message).toContain('it does not exist, or it is private');
      expect(finding.remedy).toMatch(/name in the compose file .* registry-credentials/);
    },
  );
});

describe('a failed pull with a credential of the run', () => {
  test.each([
    ['unauthorized: authentication required', 'registry-refused', 'does not take the user and the password'],
    [
      'toomanyrequests: slow down',
      'registry-rate-limit',
      'how often the account of input registry-credentials may pull',
    ],
    [
      'pull access denied, repository does not exist or may require docker login',
      'registry-refused',
      'it does not exist, or the account of input registry-credentials may not read it',
    ],
    ['no space left on device', 'registry-refused', 'the disk of the Docker host is full'],
  ])('%s', (said, code, what) => {
    const { finding } = classifyPull('reg.example/acme/app:1', said, true);
    expect(finding.code).toBe(code);
    expect(finding.message).toContain(what);
  });
});

describe('a tag that moves', () => {
  test.each([
    ['nginx', true],
    ['nginx:latest', true],
    ['reg.example:5000/team/app', true],
    ['reg.example:5000/team/app:1.2', false],
    ['nginx:1.27', false],
    [`nginx@sha256:${'0'.repeat(64)}`, false],
    [`nginx:latest@sha256:${'0'.repeat(64)}`, false],
  ])('%s: %s', (image, expected) => {
    expect(isMovingTag(image)).toBe(expected);
  });
});
