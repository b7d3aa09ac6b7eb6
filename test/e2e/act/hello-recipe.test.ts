/** The hello recipe under a real act in host mode, by the caller from examples/. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { expectGreenAct, runAct } from '../../support/forge/act.js';
import {
  expectGreenRecipe,
  helloRepository,
  onHost,
  RECIPE_TIMEOUT_MS,
  type SwarmHost,
  useSwarmHost,
} from '../../support/forge/hello.js';
import { orSkip } from '../../support/forge/or-skip.js';
import { caller, jobFolder, withEvidence } from '../../support/forge/workflows.js';
import { startGitServer } from '../../support/git-server/index.js';
import { git } from '../../support/repos.js';
import { createWorld, disposeWorld, type World } from '../../support/world.js';

const swarmHost = useSwarmHost();
let world: World;
beforeEach(() => {
  world = createWorld();
});
afterEach(() => disposeWorld(world));

/** The caller, with a later step that reads the outputs. */
const workflow = withEvidence(
  `${caller('hello-recipe.yml').replace('- uses: ops/cc-ci-action/actions/recipe@v1', '- id: recipe\n        uses: ops/cc-ci-action/actions/recipe@v1')}\
      - run: echo "outputs \${{ steps.recipe.outputs.verdict }} \${{ steps.recipe.outputs.domain }} \${{ steps.recipe.outputs.results }}"
`,
);

describe('the hello recipe under act', () => {
  const timeout = RECIPE_TIMEOUT_MS + 30_000;
  test('goes through its life, and its outputs reach a later step', { timeout }, async (context) => {
    const swarm = await orSkip(context, swarmHost());
    const server = await startGitServer({ root: world.workspace });
    try {
      const bare = join(world.workspace, 'ops', 'hello.git');
      const folder = helloRepository(join(world.tmp, 'hello'), swarm);
      const sha = commitWorkflow(folder, swarm);
      git(world.tmp, ['clone', '--quiet', '--bare', folder, bare]);
      const result = await orSkip(
        context,
        runAct({
          folder,
          world,
          env: { GITHUB_SERVER_URL: server.url, GITHUB_REPOSITORY: 'ops/hello' },
          ownEnv: { DOCKER_HOST: swarm.host, EVIDENCE: join(world.root, 'evidence') },
          timeoutMs: RECIPE_TIMEOUT_MS,
        }),
      );
      const { log } = expectGreenAct(result);
      expect(log).toMatch(/\| outputs pass [a-z0-9-]+\.ci\.test \/.*\/results\.json$/m);
      const job = jobFolder(join(world.root, 'evidence'), 'ops/hello', sha);
      const summary = expectGreenRecipe(job.folder, sha, swarm);
      // act prints what a step has written to GITHUB_STEP_SUMMARY.
      expect(log).toContain(`Summary - ${summary.trimEnd().split('\n')[0]}`);
    } finally {
      await server.stop();
    }
  });
});

function commitWorkflow(folder: string, swarm: SwarmHost): string {
  mkdirSync(join(folder, '.github', 'workflows'), { recursive: true });
  writeFileSync(join(folder, '.github', 'workflows', 'recipe.yml'), onHost(workflow, swarm));
  git(folder, ['add', '--all']);
  git(folder, ['commit', '--quiet', '--message', 'Test every push']);
  return git(folder, ['rev-parse', 'HEAD']);
}
