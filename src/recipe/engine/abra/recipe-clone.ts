/** Repositories for abra: an app's recipe at one release after the other, and a clone of nothing but the tree under test. */

import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EnvironmentError } from '../../../lib/errors.js';
import { succeeded } from '../../../lib/process.js';
import type { AppPlan } from '../../plan/app.js';
import type { Abra } from './abra.js';

const GIT_MS = 60_000;
const IDENTITY = {
  HOME: '/nonexistent',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'cc-ci',
  GIT_AUTHOR_EMAIL: 'cc-ci@localhost',
  GIT_COMMITTER_NAME: 'cc-ci',
  GIT_COMMITTER_EMAIL: 'cc-ci@localhost',
};

/** Runs `git ARGS` in the folder, and returns what it printed, trimmed. @throws EnvironmentError where it fails. */
export type Git = (args: readonly string[], input?: string) => Promise<string>;

export function gitIn(abra: Abra, folder: string, signal: AbortSignal): Git {
  return async (args, input) => {
    const finished = await abra.run('git', ['-c', 'safe.directory=*', '-C', folder, ...args], {
      env: { PATH: abra.env.PATH, ...IDENTITY },
      timeoutMs: GIT_MS,
      signal,
      ...(input === undefined ? {} : { input }),
    });
    if (succeeded(finished)) return finished.stdout.trim();
    throw new EnvironmentError(
      `git ${args[0]} failed for abra's copy of the recipe: ${finished.stderr.trim()}`,
    );
  };
}

/**
 * The release's files in a repository whose HEAD is the release's commit, as abra writes its first eight characters into a label;
 * a tree that differs from its commit differs here as well (`+U`). What was placed there before keeps its commit and its tag, so
 * that abra can go from the one to the other.
 * @returns HEAD's commit.
 */
export async function placeRecipe(git: Git, folder: string, app: AppPlan): Promise<string> {
  await mkdir(folder, { recursive: true });
  await copyTree(app, folder);
  const { version } = app.recipe;
  if (!existsSync(join(folder, '.git'))) await git(['init', '--quiet', '--initial-branch=main']);
  await writeFile(join(folder, '.git/info/exclude'), '.cc-ci/\n');
  // abra's own checkouts leave it wherever they like.
  await git(['symbolic-ref', 'HEAD', 'refs/heads/main']);
  if (isClone(app)) {
    await git(['fetch', '--quiet', '--no-tags', '--update-shallow', app.folder, 'HEAD']);
    await git(['update-ref', 'HEAD', 'FETCH_HEAD']);
    await git(['reset', '--quiet']);
  } else {
    await git(['add', '--all', '--force']);
    await git(['commit', '--quiet', '--allow-empty', '--message', version ?? 'the recipe']);
  }
  // Annotated, as abra takes no other.
  if (version !== null) await git(['tag', '--force', '--annotate', '--message', version, version]);
  return git(['rev-parse', 'HEAD']);
}

/** The user's own clone keeps its repository, and our reports are no part of the recipe. */
async function copyTree(app: AppPlan, folder: string): Promise<void> {
  const former = (await readdir(folder)).filter((name) => name !== '.git');
  await Promise.all(former.map((name) => rm(join(folder, name), { recursive: true, force: true })));
  const left = new Set(['.git', '.cc-ci'].map((name) => join(app.folder, name)));
  await cp(app.folder, folder, { recursive: true, filter: (source) => !left.has(source) });
}

function isClone({ recipe, folder }: AppPlan): boolean {
  return recipe.sha !== null && existsSync(join(folder, '.git'));
}

export type RecipeTag = { readonly tag: string; readonly isAnnotated: boolean };

/**
 * A fresh clone whose newest commit is the tree under test, and nothing else: no ignored files, nothing that a run has made. Its origin
 * is a folder beside it, so that a program that fetches needs no network and no credentials, and it has the recipe's releases as
 * tags of their own kind; all are of that one commit, since it is their names and kinds that are judged.
 * @param into a folder of the run; `origin` is made beside it.
 */
export async function makePristineClone(
  gitOf: (folder: string) => Git,
  into: string,
  app: AppPlan,
  tags: readonly RecipeTag[],
): Promise<void> {
  const origin = join(into, '..', '..', 'origin');
  const git = gitOf(origin);
  await placeRecipe(git, origin, { ...app, recipe: { ...app.recipe, version: null } });
  if (app.recipe.isDirty) {
    await git(['add', '--all']);
    await git(['commit', '--quiet', '--allow-empty', '--message', 'the changes under test']);
  }
  await setTags(git, tags);
  await gitOf(join(into, '..'))(['clone', '--quiet', origin, into]);
}

/** One annotated tag stands for all of them: `git tag` is a process for each, and recipes have hundreds. */
async function setTags(git: Git, tags: readonly RecipeTag[]): Promise<void> {
  if (tags.length === 0) return;
  await git(['tag', '--annotate', '--message', 'a release', 'cc-ci']);
  const [annotated, commit] = [await git(['rev-parse', 'refs/tags/cc-ci']), await git(['rev-parse', 'HEAD'])];
  const lines = tags.map(
    ({ tag, isAnnotated }) => `update refs/tags/${tag} ${isAnnotated ? annotated : commit}`,
  );
  await git(['update-ref', '--stdin'], `${[...lines, 'delete refs/tags/cc-ci'].join('\n')}\n`);
}
