/** Whose it is that an image can't be had: the head's, the release before's, or a registry's. */
import { describe, expect, test } from 'vitest';
import { classifyPull } from '../../../src/docker/pull-failure.js';
import { unavailable } from '../../../src/recipe/steps/images.js';

const IMAGE = 'reg.example/team/app:1.0';
const MISSING = 'manifest for reg.example/team/app:1.0 not found: manifest unknown';

function verdictOn(said: string, release: 'head' | 'previous') {
  const service = { name: 'app', image: IMAGE, imagePlace: { file: 'compose.yml', line: 4, column: 12 } };
  return unavailable(classifyPull(IMAGE, said), IMAGE, {
    services: [service],
    release,
    recipe: { version: '1.0.0+1.0' },
  } as unknown as Parameters<typeof unavailable>[2]);
}

describe('an image that can’t be had', () => {
  test('is a red recipe where the registry says that there is none, and the line is named', () => {
    expect(verdictOn(MISSING, 'head')).toMatchObject({
      status: 'fail',
      finding: {
        code: 'image-missing',
        blame: 'recipe',
        message: `compose.yml:4:12: ${IMAGE} can't be pulled: the registry has no such image`,
      },
    });
  });

  test.each([
    ['private', 'unauthorized: authentication required', 'registry-refused'],
    ['private, or not there', 'pull access denied, repository does not exist or may', 'registry-refused'],
    ['over the limit', 'toomanyrequests: slow down', 'registry-rate-limit'],
    ['out of reach', 'dial tcp: i/o timeout', 'registry-refused'],
  ])('is no verdict about the recipe where it is %s', (_what, said, code) => {
    expect(verdictOn(said, 'head')).toMatchObject({ status: 'error', finding: { code, blame: 'registry' } });
  });

  test('of the release before leaves the upgrade without a verdict: the head can’t bring it back', () => {
    expect(verdictOn(MISSING, 'previous')).toMatchObject({
      status: 'error',
      finding: {
        code: 'image-missing',
        blame: 'registry',
        message: expect.stringMatching(
          /^the release before \(1\.0\.0\+1\.0\) can't be installed, .*no such image$/,
        ),
        remedy: expect.stringMatching(/upgrade: \{from: VERSION\}.*na: \{upgrade: …\}/),
      },
    });
  });
});
