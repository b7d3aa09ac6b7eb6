/** Reads what a recipe needs: a folder beside it, or another repository. Nothing is deployed and nothing is decided here. */

import { existsSync, realpathSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UserError } from '../../lib/errors.js';
import { type Domain, parseDomain } from '../format/names.js';
import { loadRecipe, type Recipe } from '../format/recipe.js';
import { isGitUrl } from '../manifest/forms.js';
import type { Manifest, NeedSpec } from '../manifest/model.js';
import { readManifest } from '../manifest/read.js';
import { type Base, fetchRecipe, type ReleasesContext } from '../releases/index.js';
import type { NeedSource } from './model.js';
import { inNeed } from './plan.js';

export type NeedsOf = {
  /** Of the recipe under test. */
  readonly folder: string;
  /** Where its manifest comes from. */
  readonly baseFolder: string;
  readonly base: Base;
  readonly git: ReleasesContext;
  /** A folder of the run's own. */
  readonly into: string;
};

/** @throws UserError that names the need, for one that can't be had or that needs others itself. */
export async function readNeeds({ needs }: Manifest, of: NeedsOf): Promise<readonly NeedSource[]> {
  const sources: NeedSource[] = [];
  for (const spec of needs) {
    try {
      sources.push(await readNeed(spec, of));
    } catch (error) {
      throw inNeed(spec, error);
    }
  }
  return sources;
}

async function readNeed(spec: NeedSpec, of: NeedsOf): Promise<NeedSource> {
  if (spec.warm !== undefined) return { kind: 'warm', spec, domain: warmDomain(spec.warm) };
  const isRemote = isGitUrl(spec.recipe);
  const folder = isRemote ? await fetched(spec, of) : folderOf(spec, of);
  const manifest = await readManifest(folder.path);
  refuseChain(spec, manifest);
  const { run, env, signal } = of.git;
  const overrides = { ...manifest.env, ...spec.env };
  const recipe = { ...(await loadRecipe(folder.path, run, env, signal, overrides)), ...folder.known };
  // A folder that lies in a fork's clone is the fork's to write, and so are exceptions in it.
  const isStrangers = of.base.trust === 'fork' && !isRemote;
  return { kind: 'fresh', spec, recipe, manifest, allow: isStrangers ? [] : manifest.policy.allow };
}

function warmDomain(warm: string): Domain {
  return parseDomain(warm, 'warm');
}

type Folder = { readonly path: string; readonly known: Partial<Pick<Recipe, 'sha' | 'isDirty'>> };

/** What lies inside of the recipe comes from where its manifest comes from; what lies beside it, from the disk. */
function folderOf({ recipe }: NeedSpec, { folder, baseFolder, base }: NeedsOf): Folder {
  const isInside = resolve('/recipe', recipe).startsWith('/recipe/');
  const from = isInside ? baseFolder : folder;
  const path = resolve(from, recipe);
  if (!existsSync(path))
    throw new UserError(
      `there is no folder ${path}: check that recipe out there before this run, or give its git URL under needs: recipe`,
    );
  const isLinked = realpathSync(path) !== resolve(realpathSync(from), recipe);
  if (base.trust === 'fork' && isLinked)
    throw new UserError(
      `${path} is reached through a symbolic link, which a fork's change may have made: give the folder itself, or a git URL`,
    );
  return { path, known: {} };
}

async function fetched({ name, recipe: url, version }: NeedSpec, { git, into }: NeedsOf): Promise<Folder> {
  const path = join(into, name, folderName(url) ?? name);
  await mkdir(path, { recursive: true });
  const { sha } = await fetchRecipe(git, { url, version, what: `need ${name}` }, path);
  return { path, known: { sha, isDirty: false } };
}

/** A recipe without TYPE is called what its folder is called: the last part of the address. */
function folderName(url: string): string | undefined {
  return /([A-Za-z0-9][\w.-]*?)(?:\.git)?\/*$/.exec(url)?.[1];
}

/** One level: a graph of deployments is more than a test of one recipe can answer for. */
function refuseChain({ name }: NeedSpec, { needs }: Manifest): void {
  const [first] = needs;
  if (first === undefined) return;
  throw new UserError(
    `it has needs of its own (${needs.map((need) => need.name).join(', ')}), and a run deploys one level of them: keep an app of ${name} running and name its domain under needs: warm`,
  );
}
