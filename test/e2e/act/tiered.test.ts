/** The tiered example under a real act in host mode: with its secrets and without them, and broken. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, type TestContext, test } from 'vitest';
import { PLANTED_TOKEN } from '../../support/credential-search/index.js';
import { type ActResult, expectGreenAct, runAct } from '../../support/forge/act.js';
import { orSkip } from '../../support/forge/or-skip.js';
import { brokenVariants, SECRETS, tiered } from '../../support/forge/tiered.js';
import { type GitServer, startGitServer } from '../../support/git-server/index.js';
import { type Files, git, OriginRepository } from '../../support/repos.js';
import { createWorld, disposeWorld, type World } from '../../support/world.js';

const RUN_MS = 150_000;
const ALL = { ...SECRETS, PUSH_TOKEN: PLANTED_TOKEN };

let world: World;
let origins: World;
let server: GitServer;
beforeEach(async () => {
  [world, origins] = [createWorld(), createWorld()];
  server = await startGitServer({ root: origins.workspace, token: PLANTED_TOKEN });
});
afterEach(async () => {
  await server.stop();
  await disposeWorld(world);
  await disposeWorld(origins);
});

async function act(
  context: TestContext,
  files: Files,
  secrets: Readonly<Record<string, string>>,
): Promise<ActResult> {
  const app = OriginRepository.create(origins.workspace, 'ops/tiered');
  app.git('config', 'http.receivepack', 'true');
  app.commit(files);
  const folder = join(world.workspace, 'app');
  git(world.workspace, ['clone', '--quiet', app.bare, folder]);
  const env = { GITHUB_SERVER_URL: server.url, GITHUB_REPOSITORY: app.name };
  const run = { folder, world, env, secrets: { GITHUB_TOKEN: PLANTED_TOKEN, ...secrets }, timeoutMs: RUN_MS };
  return orSkip(context, runAct(run));
}

describe('the tiered example under act', { timeout: RUN_MS + 30_000 }, () => {
  test('is green by the full path with its secrets, and shows none of them', async (context) => {
    const { log } = expectGreenAct(await act(context, tiered(), ALL));
    expect(log).toContain('made integration with a database');
    expect(log).not.toContain('made integration-offline');
    expect(log).toContain('full, as guard says');
    for (const value of Object.values(ALL)) expect(log).not.toContain(value);
  });

  test('is green by the offline path without them', async (context) => {
    const { log } = expectGreenAct(await act(context, tiered(), {}));
    expect(log).toContain('made integration-offline');
    expect(log).not.toContain('with a database');
    expect(log).toContain('offline, as guard says');
  });

  test.for(brokenVariants.slice(0, 3))('is red for $name, and says so', async (variant, context) => {
    const { exitCode, log } = await act(context, variant.files(), ALL);
    expect(exitCode).toBe(1);
    expect(log).toContain(variant.says);
  });
});
