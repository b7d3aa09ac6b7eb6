/** The demo's repository: the hello recipe with the workflow that a forge would run for it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../setup/run.mjs';

export const OWNER = 'demo';
export const NAME = 'hello';
const WORKFLOW = '.github/workflows/recipe.yml';

/**
 * The inputs that the workflow gives to actions/recipe.
 * @typedef {object} Setting
 * @property {string} reportFolder
 * @property {string} toolbox the image for the input toolbox-image: made here, since no registry is asked
 *
 * @param {Setting} setting
 * @returns {Readonly<Record<string, string>>}
 */
export const recipeInputs = ({ reportFolder, toolbox }) => ({
  'report-dir': reportFolder,
  'toolbox-image': toolbox,
});

/** @param {Setting} setting */
export function workflowText(setting) {
  const inputs = Object.entries(recipeInputs(setting)).map(
    ([name, value]) => `          ${name}: ${value}\n`,
  );
  return `name: recipe
on: [push, pull_request]
jobs:
  recipe:
    runs-on: ubuntu-latest
    timeout-minutes: 60
    steps:
      - uses: cc-ci/cc-ci-action/actions/clone@v1
      - uses: cc-ci/cc-ci-action/actions/recipe@v1
        with:
${inputs.join('')}`;
}

/**
 * Makes ROOT/demo/hello, on `main`, with the workflow committed.
 * @param {string} root
 * @param {string} nginx the version in the image's tag
 * @param {Setting} setting
 * @returns {Promise<{ folder: string, workflow: string, sha: string }>}
 */
export async function makeRepository(root, nginx, setting) {
  // Imported when git is there: its first line would otherwise be the one that finds it missing.
  const { setUpHello } = await import('../../examples/recipes/hello/set-up.mjs');
  const { folder } = setUpHello(join(root, OWNER, NAME), { nginx });
  const workflow = join(folder, WORKFLOW);
  mkdirSync(join(workflow, '..'), { recursive: true });
  writeFileSync(workflow, workflowText(setting));
  await git(folder, 'add', WORKFLOW);
  await git(
    folder,
    '-c',
    'user.name=demo',
    '-c',
    'user.email=demo@example.com',
    'commit',
    '--quiet',
    '--message',
    'Test every push',
  );
  return { folder, workflow, sha: await git(folder, 'rev-parse', 'HEAD') };
}

/**
 * @param {string} folder
 * @param {...string} args
 */
function git(folder, ...args) {
  const env = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  return run(['git', '-C', folder, ...args], { env });
}
