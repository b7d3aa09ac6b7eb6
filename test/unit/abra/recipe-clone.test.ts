/** abra's copies of a recipe, by a real git. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../../src/lib/process.js';
import { gitIn, makePristineClone, placeRecipe } from '../../../src/recipe/engine/abra/recipe-clone.js';
import type { AppPlan } from '../../../src/recipe/plan/app.js';
import { git } from '../../support/repos.js';

const abra = { program: 'abra', version: '0', run, env: { PATH: process.env.PATH } };
const signal = new AbortController().signal;
let root: string;
let recipe: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'recipe-clone-'));
  recipe = join(root, 'recipe');
  mkdirSync(recipe);
  git(recipe, ['init', '--quiet', '--initial-branch', 'work']);
  write({ 'compose.yml': 'one\n', '.gitignore': 'ignored.yml\n' });
  git(recipe, ['add', '--all']);
  git(recipe, ['commit', '--quiet', '--message', 'one']);
});
afterEach(() => rmSync(root, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(recipe, name), text);
}

/** What of a plan is looked at. */
function app(
  of: { version?: string | null; isDirty?: boolean; sha?: string | null; folder?: string } = {},
): AppPlan {
  const sha = of.sha === undefined ? git(recipe, ['rev-parse', 'HEAD']) : of.sha;
  const { version = '1.0.0+1', isDirty = false, folder = recipe } = of;
  const plan: Pick<AppPlan, 'folder' | 'recipe'> = {
    folder,
    recipe: { name: 'hello', version, sha, isDirty },
  };
  return plan as AppPlan;
}

const place = (into: string, of: AppPlan): Promise<string> =>
  placeRecipe(gitIn(abra, into, signal), into, of);

describe('an app’s recipe', () => {
  it('is at the release’s commit, under its version as an annotated tag', async () => {
    const into = join(root, 'placed');
    const plan = app();
    expect(await place(into, plan)).toBe(plan.recipe.sha);
    expect(git(into, ['cat-file', '-t', '1.0.0+1'])).toBe('tag');
    expect(git(into, ['status', '--porcelain'])).toBe('');
  });

  it('at the next release knows the one before, wherever abra had left it', async () => {
    const into = join(root, 'placed');
    const old = await place(into, app({ sha: null, version: '0.9.0+1' }));
    git(into, ['checkout', '--quiet', '--detach', '0.9.0+1']);
    write({ 'compose.yml': 'two\n', 'more.yml': 'x\n' });
    git(recipe, ['add', '--all']);
    git(recipe, ['commit', '--quiet', '--message', 'two']);
    rmSync(join(recipe, '.gitignore'));
    const head = await place(into, app({ isDirty: true }));
    expect(
      git(into, ['rev-parse', '0.9.0+1^{commit}', '1.0.0+1^{commit}', 'HEAD', 'main']).split('\n'),
    ).toEqual([...[old, head, head, head]]);
    expect(git(into, ['status', '--porcelain'])).toBe('D .gitignore');
    git(into, ['checkout', '--quiet', '--force', '0.9.0+1']);
    expect(existsSync(join(into, 'more.yml'))).toBe(false);
  });
});

describe('a clone for lint', () => {
  const pristine = async (
    plan: AppPlan,
    tags: Parameters<typeof makePristineClone>[3] = [],
  ): Promise<string> => {
    const into = join(root, 'home/recipes/hello');
    mkdirSync(join(into, '..'), { recursive: true });
    await makePristineClone((folder) => gitIn(abra, folder, signal), into, plan, tags);
    return into;
  };
  const filesIn = (into: string): readonly string[] => git(into, ['ls-files']).split('\n');

  it('has what is committed and nothing else, on a branch that abra knows', async () => {
    write({ 'ignored.yml': 'ours\n' });
    const into = await pristine(app());
    expect(filesIn(into)).toEqual(['.gitignore', 'compose.yml']);
    expect(existsSync(join(into, 'ignored.yml'))).toBe(false);
    expect(git(into, ['rev-parse', '--abbrev-ref', 'HEAD'])).toBe('main');
    expect(git(into, ['rev-parse', 'HEAD'])).toBe(app().recipe.sha);
  });

  it('has the changes under test, as a commit', async () => {
    write({ 'compose.yml': 'changed\n', 'new.yml': 'x\n', 'ignored.yml': 'ours\n' });
    const into = await pristine(app({ isDirty: true }));
    expect(filesIn(into)).toEqual(['.gitignore', 'compose.yml', 'new.yml']);
    expect(git(into, ['show', 'HEAD:compose.yml'])).toBe('changed');
    expect(git(into, ['status', '--porcelain'])).toBe('');
  });

  it('has all of a folder that is no repository', async () => {
    rmSync(join(recipe, '.git'), { recursive: true });
    const into = await pristine(app({ sha: null }));
    expect(filesIn(into)).toEqual(['.gitignore', 'compose.yml']);
  });

  it('has the releases as tags of their own kind, and an origin that needs no network', async () => {
    const tags = [
      { tag: '0.1.0+1', isAnnotated: true },
      { tag: '0.2.0+1', isAnnotated: false },
    ];
    const into = await pristine(app(), tags);
    const kinds = git(into, ['for-each-ref', '--format=%(refname:strip=2) %(objecttype)', 'refs/tags']);
    expect(kinds.split('\n')).toEqual(['0.1.0+1 tag', '0.2.0+1 commit']);
    git(into, ['fetch', '--quiet', '--tags', '--force', 'origin']);
  });
});
