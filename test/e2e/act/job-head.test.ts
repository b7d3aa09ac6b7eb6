/** The root action and actions/clone under a real act in host mode, against a git server that wants the job's token. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { needlesFor, PLANTED_TOKEN, searchFolders } from '../../support/credential-search/index.js';
import { type ActResult, type ActRun, expectGreenAct, runAct } from '../../support/forge/act.js';
import { orSkip } from '../../support/forge/or-skip.js';
import { caller, enclosingAction, jobFolder, steps, withEvidence } from '../../support/forge/workflows.js';
import { type GitServer, startGitServer } from '../../support/git-server/index.js';
import { type Files, git, OriginRepository } from '../../support/repos.js';
import { createWorld, disposeWorld, type World } from '../../support/world.js';

let origins: World;
let server: GitServer;
let world: World;
let app: OriginRepository;

beforeAll(async () => {
  origins = createWorld();
  server = await startGitServer({ root: origins.workspace, token: PLANTED_TOKEN });
});
afterAll(async () => {
  await server.stop();
  await disposeWorld(origins);
});
let count = 0;
beforeEach(() => {
  world = createWorld();
  count += 1;
  app = OriginRepository.create(origins.workspace, `ops/app${count}`);
  app.git('config', 'http.receivepack', 'true');
});
afterEach(async () => {
  app.dispose();
  await disposeWorld(world);
});

/** Commits the workflow to the server's repository, checks it out as a developer would have it, and runs act there. */
async function act(workflow: string, files: Files = {}, run: Partial<ActRun> = {}): Promise<ActResult> {
  app.commit({ ...files, '.github/workflows/ci.yml': workflow });
  const folder = join(world.workspace, 'app');
  git(world.workspace, ['clone', '--quiet', app.bare, folder]);
  return runAct({
    folder,
    world,
    env: { GITHUB_SERVER_URL: server.url, GITHUB_REPOSITORY: app.name },
    secrets: { GITHUB_TOKEN: PLANTED_TOKEN },
    ownEnv: { EVIDENCE: join(world.root, 'evidence') },
    ...run,
  });
}

describe('under act', { timeout: 90_000 }, () => {
  test('the caller from examples/ clones, hands its outputs on and pushes a branch', async (context) => {
    const { log } = expectGreenAct(await orSkip(context, act(caller('job-head.yml'))));
    const sha = app.sha();
    expect(log).toContain(`clone: ${app.name} main ${sha.slice(0, 8)}`);
    expect(app.git('show', 'built:built.txt')).toBe(`built ${sha}`);
    expect(app.git('rev-parse', 'built^')).toBe(sha);
  });

  test('the token is in no file of the job, of act or of HOME, during the job and after it', async (context) => {
    const result = await orSkip(context, act(withEvidence(caller('job-head.yml'))));
    const { log } = expectGreenAct(result);
    const job = jobFolder(join(world.root, 'evidence'), app.name, app.sha());
    expect(job.token).toBe(PLANTED_TOKEN);
    // Of all that there is in the test's world, only the file that the test had written is found.
    const found = searchFolders([world.root], needlesFor(PLANTED_TOKEN)).map(({ place }) => place);
    expect([...new Set(found)]).toEqual([join(job.folder, '..', 'token')]);
    expect(log).not.toContain(PLANTED_TOKEN);
    // The folder that was searched is the one the job worked in.
    expect(readFileSync(join(job.folder, 'hostexecutor', 'built.txt'), 'utf8')).toContain(app.sha());
  });

  test('--no-skip-checkout changes nothing for a clone that is ours', async (context) => {
    const workflow = steps('uses: ops/cc-ci-action/actions/clone@v1');
    const result = await orSkip(context, act(workflow, {}, { args: ['--no-skip-checkout'] }));
    expect(expectGreenAct(result).log).toContain(`clone: ${app.name} main ${app.sha().slice(0, 8)}`);
  });

  test("where act's own actions/checkout has put the working tree, nothing is fetched and local changes stay", async (context) => {
    const workflow = steps(
      'uses: actions/checkout@v4',
      'uses: ops/cc-ci-action@v1',
      'run: cat changed.txt && git rev-parse HEAD',
    );
    app.commit({ '.github/workflows/ci.yml': workflow, 'changed.txt': 'committed\n' });
    const folder = join(world.workspace, 'app');
    git(world.workspace, ['clone', '--quiet', app.bare, folder]);
    writeFileSync(join(folder, 'changed.txt'), 'not committed\n');
    server.reset();
    const env = { GITHUB_SERVER_URL: server.url, GITHUB_REPOSITORY: app.name };
    const { log } = expectGreenAct(await orSkip(context, runAct({ folder, world, env })));
    expect(log).toContain(`clone: act has put the working tree of ${app.name} into the workspace`);
    expect(log).toContain('nothing to fetch');
    expect(log).toContain('| not committed');
    expect(log).toContain(`| ${app.sha()}`);
    expect(server.requests).toEqual([]);
  });

  test('a misspelt input makes the job red, with the sentence in its log', async (context) => {
    const workflow = steps('uses: ops/cc-ci-action/actions/clone@v1\n        with: {fetch-dept: 2}');
    const { exitCode, log } = await orSkip(context, act(workflow));
    expect(exitCode).toBe(1);
    expect(log).toContain('input fetch-dept is unknown: did you mean fetch-depth?');
    expect(server.requests.filter(({ repository }) => repository === app.name)).toEqual([]);
  });

  test('inputs of an enclosing composite action are not taken for ours', async (context) => {
    const workflow = steps('uses: actions/checkout@v4', 'uses: ./enclosing\n        with: {flavour: sweet}');
    const { log } = expectGreenAct(await orSkip(context, act(workflow, enclosingAction)));
    expect(log).toContain('flavour is sweet');
    expect(log).toContain(`clone: ${app.name} main ${app.sha().slice(0, 8)}`);
  });
});
