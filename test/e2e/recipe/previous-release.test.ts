// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
/** A release that is out can't be mended any more: what is wrong with it must not keep the head from being tested. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/lib/errors.js';
import { parseInputs } from '../../../src/lib/inputs.js';
import { run } from '../../../src/lib/process.js';
import { recipeInputs } from '../../../src/recipe/inputs.js';
import type { RunPlan } from '../../../src/recipe/plan/run-plan.js';
import { prepare } from '../../../src/recipe/prepare.js';
import { GIT_ENVIRONMENT, git, OriginRepository } from '../../support/repos.js';

let root: string;
const repositories: OriginRepository[] = [];

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'cc-ci-previous-test-')));
});

afterAll(() => {
  for (const made of repositories) made.dispose();
  rmSync(root, { recursive: true, force: true });
});

const compose = (image: string) =>
  `version: "3.8"\nservices: {app: {image: "${image}", volumes: ["data:/data"]}}\nvolumes: {data: {}}\n`;
const good = { 'compose.yml': compose('x:2'), '.env.sample': 'TYPE=app\nDOMAIN=app.example.com\n' };

/** A clone of a repository with one commit for each entry, all but the last released. */
function cloned(name: string, ...commits: readonly Readonly<Record<string, string>>[]): string {
  const made = OriginRepository.create(root, `team/${name}`);
  repositories.push(made);
  for (const [index, files] of commits.entries()) {
    made.commit({ ...good, ...files });
    if (index < commits.length - 1) made.annotatedTag(`1.${index}.0+1`);
  }
  const folder = join(root, name);
  git(root, ['clone', '--quiet', '--', `file://${join(root, 'team', `${name}.git`)}`, folder]);
  return folder;
}

async function planOf(folder: string): Promise<RunPlan> {
  const inputs = await parseInputs(recipeInputs, new Map([['stages', 'install,upgrade']]));
  const { plan, release } = await prepare(inputs, {
    folder,
    run,
    env: { ...GIT_ENVIRONMENT },
    signal: new AbortController().signal,
    note: () => undefined,
    restoresElsewhere: false,
  });
  await release();
  return plan;
}

describe('the release that an upgrade starts from', () => {
  it.each([
    [
      'a line in .env.sample that is none',
      { '.env.sample': 'TYPE=app\nfor x86 (built by CI):\n' },
      '.env.sample:2',
    ],
    ['a compose file that docker refuses', { 'compose.yml': 'services: {app: {}}\n' }, 'compose.yml:1:12'],
    [
      'a config whose file is missing',
      { 'compose.yml': 'services: {app: {image: x, configs: [c]}}\nconfigs: {c: {file: gone.conf}}\n' },
      'gone.conf is not in the recipe',
    ],
  ])("with %s leaves the upgrade unverified, and the head's install as it is", async (what, files, says) => {
    const plan = await planOf(cloned(what.replaceAll(/[^a-z]+/g, '-'), files, {}));
    expect(plan.known).toContainEqual({
      stage: 'upgrade',
      status: 'unverified',
      reason: expect.stringMatching(
        /^the release 1\.0\.0\+1 can't be deployed, so nothing was upgraded from it: /,
      ),
    });
    expect(JSON.stringify(plan.known)).toContain(says);
    expect(plan.steps.map(({ stage }) => stage)).toContain('install');
    expect(plan.steps.map(({ stage }) => stage)).not.toContain('upgrade');
  });

  it('with a variable that it never set is upgraded from, as its users do', async () => {
    const plan = await planOf(cloned('unset', { 'compose.yml': compose('x:1${SUFFIX}') }, {}));
    expect(plan.known).toEqual([]);
    expect(plan.apps.seasoned?.previous?.images).toEqual(['x:1']);
    expect(plan.steps.map(({ stage }) => stage)).toContain('upgrade');
  });

  it('the same in the head is refused before anything is made', async () => {
    const preparing = planOf(cloned('head', { 'compose.yml': compose('x:1${SUFFIX}') }));
    await expect(preparing).rejects.toThrow(UserError);
    await expect(preparing).rejects.toThrow(/compose.yml:2:\d+: variable SUFFIX is not set/);
  });
});
