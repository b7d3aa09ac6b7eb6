import { expect, test } from 'vitest';
import { detectForge } from '../../../src/forge/index.js';

const common = { GITHUB_ACTIONS: 'true', GITHUB_SERVER_URL: 'https://forge.example.org' };

// Variables as the runners set them: Forgejo's sets Gitea's too, and both set ACT.
test.each([
  [
    'forgejo',
    {
      FORGEJO_ACTIONS: 'true',
      FORGEJO_ACTIONS_RUNNER_VERSION: 'v12.1.0',
      GITEA_ACTIONS: 'true',
      ACT: 'true',
    },
    'v12.1.0',
  ],
  ['gitea', { GITEA_ACTIONS: 'true', GITEA_ACTIONS_RUNNER_VERSION: 'v1.0.8', ACT: 'true' }, 'v1.0.8'],
  ['act', { ACT: 'true' }, null],
  ['github', {}, null],
] as const)('%s is told by its variables', (product, env, runnerVersion) => {
  expect(detectForge({ ...common, ...env })).toEqual({
    product,
    runnerVersion,
    serverUrl: 'https://forge.example.org',
  });
});

test('outside a job there is no forge', () => {
  expect(detectForge({})).toEqual({ product: 'none', runnerVersion: null, serverUrl: null });
});
