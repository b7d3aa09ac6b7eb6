/** The hello recipe in a job of a real Gitea with a real runner, by the caller from examples/: the same for every version. */
import { join } from 'node:path';
import { describe, type TestContext, test } from 'vitest';
import {
  expectGreenRecipe,
  helloRepository,
  onHost,
  RECIPE_TIMEOUT_MS,
  type SwarmHost,
} from '../../support/forge/hello.js';
import type { Forge } from '../../support/forge/index.js';
import { orSkip } from '../../support/forge/or-skip.js';
import { caller, jobFolder, withEvidence } from '../../support/forge/workflows.js';
import { expectGreen } from './job-head.js';

export function helloRecipeTests(
  forgeFor: (context: TestContext) => Forge,
  swarmHost: () => Promise<SwarmHost>,
): void {
  describe('the hello recipe', () => {
    const timeout = RECIPE_TIMEOUT_MS + 30_000;
    test('goes through its life in a job that the push of a commit starts', { timeout }, async (context) => {
      const forge = forgeFor(context);
      const swarm = await orSkip(context, swarmHost());
      const folder = helloRepository(join(forge.folder, 'hello'), swarm);
      const hello = await forge.repository('ops/hello', { folder });
      const workflow = {
        '.github/workflows/recipe.yml': withEvidence(onHost(caller('hello-recipe.yml'), swarm)),
      };
      const options = { refs: ['refs/tags/*:refs/tags/*'], timeoutMs: RECIPE_TIMEOUT_MS };
      const run = expectGreen(await forge.run(hello, workflow, options));
      expectGreenRecipe(jobFolder(forge.evidence, hello.name, run.sha).folder, run.sha, swarm);
    });
  });
}
