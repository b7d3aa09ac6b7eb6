/**
 * An ABRA_DIR for each app: two apps of a run are at two releases at once, and abra has one checkout a recipe. Several of its
 * commands check out a tag behind one's back; here they can do no harm to anybody's clone.
 */

import { existsSync } from 'node:fs';
import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EnvironmentError } from '../../../lib/errors.js';
import { ownedFolder } from '../../../lib/owned-folder.js';
import { succeeded } from '../../../lib/process.js';
import type { AppPlan } from '../../plan/app.js';
import type { Abra } from './abra.js';

export type Home = {
  /** ABRA_DIR. */
  readonly folder: string;
  /** The server's name: `default`, or a Docker context's. */
  readonly server: string;
  readonly recipe: string;
  readonly recipeFolder: string;
  /** The app's .env. */
  readonly envFile: string;
};

export type Homes = {
  /** The app's, with its recipe at the app's release. */
  of(app: AppPlan, signal: AbortSignal): Promise<Home>;
  has(stack: string): boolean;
  removeAll(): Promise<void>;
};

const GIT_MS = 60_000;

export function abraHomes(abra: Abra, server: string): Homes {
  const homes = new Map<string, Promise<Home>>();
  /** Which release of an app lies in its home. */
  const at = new Map<string, string>();
  return {
    has: (stack) => homes.has(stack),
    of: async (app, signal) => {
      const making = homes.get(app.stack) ?? makeHome(abra, server, app);
      homes.set(app.stack, making);
      const home = await making;
      if (at.get(app.stack) !== app.folder) {
        at.set(app.stack, app.folder);
        await placeRecipe(abra, home, app, signal);
      }
      return home;
    },
    removeAll: async () => {
      const made = await Promise.allSettled(homes.values());
      homes.clear();
      for (const home of made)
        if (home.status === 'fulfilled') await rm(home.value.folder, { recursive: true, force: true });
    },
  };
}

async function makeHome(abra: Abra, server: string, app: AppPlan): Promise<Home> {
  const folder = await ownedFolder('abra');
  // Not linked to the user's own: a run that is killed must not leave an app in somebody's list.
  await mkdir(join(folder, 'servers', server), { recursive: true });
  await mkdir(join(folder, 'recipes'));
  const catalogue = join(abra.env.ABRA_DIR || join(abra.env.HOME ?? '', '.abra'), 'catalogue');
  if (existsSync(catalogue)) await symlink(catalogue, join(folder, 'catalogue'));
  const recipe = app.recipe.name;
  return {
    folder,
    server,
    recipe,
    recipeFolder: join(folder, 'recipes', recipe),
    envFile: join(folder, 'servers', server, `${app.domain}.env`),
  };
}

/**
 * The release's files in a repository whose HEAD is the release's commit, as abra writes its first eight characters into a label.
 * The objects stay where they are: the repository borrows them. A tree that differs from its commit differs here as well (`+U`).
 */
async function placeRecipe(abra: Abra, home: Home, app: AppPlan, signal: AbortSignal): Promise<void> {
  await rm(home.recipeFolder, { recursive: true, force: true });
  await cp(app.folder, home.recipeFolder, {
    recursive: true,
    // The user's own clone keeps its repository, and our reports are no part of the recipe.
    filter: (source) => source !== join(app.folder, '.git') && source !== join(app.folder, '.cc-ci'),
  });
  const git = async (...args: readonly string[]): Promise<void> => {
    const finished = await abra.run('git', ['-c', 'safe.directory=*', '-C', home.recipeFolder, ...args], {
      env: { PATH: abra.env.PATH, ...IDENTITY },
      timeoutMs: GIT_MS,
      signal,
    });
    if (!succeeded(finished))
      throw new EnvironmentError(
        `git ${args[0]} failed for abra's copy of the recipe: ${finished.stderr.trim()}`,
      );
  };
  const isClone = app.recipe.sha !== null && existsSync(join(app.folder, '.git'));
  await git('init', '--quiet', '--initial-branch=main');
  if (isClone) {
    await git('fetch', '--quiet', '--no-tags', '--update-shallow', app.folder, 'HEAD');
    await git('update-ref', 'HEAD', 'FETCH_HEAD');
    await git('reset', '--quiet');
  } else {
    await git('add', '--all', '--force');
    await git('commit', '--quiet', '--allow-empty', '--message', app.recipe.version ?? 'the recipe');
  }
  // Annotated, as abra takes no other; a deployment with -C doesn't look at it, other commands do.
  if (app.recipe.version !== null)
    await git('tag', '--force', '--annotate', '--message', app.recipe.version, app.recipe.version);
  await writeFile(join(home.recipeFolder, '.git/info/exclude'), '.cc-ci/\n');
}

const IDENTITY = {
  HOME: '/nonexistent',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'cc-ci',
  GIT_AUTHOR_EMAIL: 'cc-ci@localhost',
  GIT_COMMITTER_NAME: 'cc-ci',
  GIT_COMMITTER_EMAIL: 'cc-ci@localhost',
};
