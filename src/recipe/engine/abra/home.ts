/**
 * An ABRA_DIR for each app: two apps of a run are at two releases at once, and abra has one checkout a recipe. Several of its
 * commands check out a tag behind one's back; here they can do no harm to anybody's clone.
 */

import { existsSync } from 'node:fs';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ownedFolder } from '../../../lib/owned-folder.js';
import type { AppPlan } from '../../plan/app.js';
import type { Abra } from './abra.js';
import { gitIn, makePristineClone, placeRecipe, type RecipeTag } from './recipe-clone.js';
import type { Way } from './way.js';

export type Home = {
  /** ABRA_DIR. */
  readonly folder: string;
  /** The server's name: `default`, or a Docker context's. */
  readonly server: string;
  readonly recipe: string;
  readonly recipeFolder: string;
  /** The app's .env. */
  readonly envFile: string;
  /** What becomes of it in the course of a run. */
  readonly state: {
    /** The release that lies in it, by its folder, and its commit. */
    placed?: { readonly folder: string; readonly commit: string };
    /** What was deployed last, and how. */
    deployed?: { readonly folder: string; readonly way: Way };
  };
};

export type Homes = {
  /** The app's, with its recipe at the app's release. */
  of(app: AppPlan, signal: AbortSignal): Promise<Home>;
  has(stack: string): boolean;
  /** Works in one of its own, with a clone of nothing but the tree under test in it. */
  withPristine<T>(
    app: AppPlan,
    tags: readonly RecipeTag[],
    signal: AbortSignal,
    work: (home: Home) => Promise<T>,
  ): Promise<T>;
  removeAll(): Promise<void>;
};

export function abraHomes(abra: Abra, server: string): Homes {
  const homes = new Map<string, Promise<Home>>();
  return {
    has: (stack) => homes.has(stack),
    of: async (app, signal) => {
      const making = homes.get(app.stack) ?? makeHome(abra, server, app);
      homes.set(app.stack, making);
      const home = await making;
      if (home.state.placed?.folder !== app.folder) {
        const git = gitIn(abra, home.recipeFolder, signal);
        const commit = await placeRecipe(git, home.recipeFolder, app);
        home.state.placed = { folder: app.folder, commit };
      }
      return home;
    },
    withPristine: async (app, tags, signal, work) => {
      const home = await makeHome(abra, server, app);
      try {
        await makePristineClone((folder) => gitIn(abra, folder, signal), home.recipeFolder, app, tags);
        return await work(home);
      } finally {
        await rm(home.folder, { recursive: true, force: true });
      }
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
    state: {},
  };
}
