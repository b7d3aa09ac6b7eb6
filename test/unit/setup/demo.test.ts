import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runnerView } from '../../../scripts/demo/commands.mjs';
import { serveGit } from '../../../scripts/demo/git-server.mjs';
import { makeRepository } from '../../../scripts/demo/recipe.mjs';
import { actView } from '../../../scripts/demo/run-act.mjs';
import { run } from '../../../scripts/setup/run.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cc-ci-demo-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what a runner masks is shown nowhere, the command least of all', () => {
  const view = runnerView();
  const lines = [
    '::add-mask::s3cret',
    '::add-mask::',
    'it is s3cret',
    '::error file=a::bad: s3cret%0Aend',
    '::endgroup::',
  ];
  expect(lines.map(view)).toEqual([undefined, undefined, 'it is ***', 'bad: ***\nend', undefined]);
});

test('of act’s output the steps’ own lines are shown, without its asides and its copy of the summary', () => {
  const view = actView();
  const lines = [
    '[recipe/recipe] ⭐ Run Set up job',
    '[recipe/recipe] ⭐ Run Main cc-ci/cc-ci-action/actions/recipe@v1',
    '[recipe/recipe]   | [not a prefix] of ours',
    '[recipe/recipe]   ⚙  Summary - ### PASS',
    'a table',
    '[recipe/recipe]   ❌  Failure - Main x',
    'unable to go on',
  ];
  expect(lines.map(view).filter((line) => line !== undefined)).toEqual([
    'Run cc-ci/cc-ci-action/actions/recipe@v1',
    '  [not a prefix] of ours',
    '❌  Failure - Main x',
    'unable to go on',
  ]);
});

test('the demo’s repository holds its workflow and can be cloned from its own server', async () => {
  const made = await makeRepository(folder, '1.22.1', {
    reportFolder: join(folder, 'report'),
    toolbox: 'cc-ci/toolbox:1',
  });
  expect(readFileSync(made.workflow, 'utf8')).toContain('uses: cc-ci/cc-ci-action/actions/recipe@v1');
  const server = await serveGit(folder);
  try {
    const to = join(folder, 'clone');
    await run(['git', 'clone', '--quiet', '--depth=1', `${server.url}/demo/hello`, to]);
    const sha = execFileSync('git', ['-C', to, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
    expect(sha).toBe(made.sha);
    await expect(run(['git', 'ls-remote', `${server.url}/demo/nothing`])).rejects.toThrow(/not found/);
  } finally {
    await server.close();
  }
});
