/** Inputs and a folder to the plan of a run: reads files and asks git remotes, and changes nothing but a temp folder of its own. */

import { mkdir, rm } from 'node:fs/promises';
import { freemem } from 'node:os';
import { join, resolve } from 'node:path';
import { UserError } from '../lib/errors.js';
import { sweepMemoryFolders } from '../lib/memory-folder.js';
import { ownedFolder, sweepFolders } from '../lib/owned-folder.js';
import type { RunProcess } from '../lib/process.js';
import { checkNamedFiles } from './format/files.js';
import { runId } from './format/names.js';
import { loadRecipe, type Recipe } from './format/recipe.js';
import type { RecipeInputs } from './inputs.js';
import type { Manifest } from './manifest/model.js';
import { readManifest } from './manifest/read.js';
import type { NeedSource } from './needs/model.js';
import { readNeeds } from './needs/read.js';
import type { AppPlan } from './plan/app.js';
import { assemble, headVersion, type Sources, trial } from './plan/assemble.js';
import { needOf, type RunPlan } from './plan/run-plan.js';
import {
  type Base,
  findBase,
  findReleases,
  materialise,
  type Releases,
  type ReleasesContext,
  upgradeFrom,
} from './releases/index.js';

export type PrepareContext = {
  /** Absolute, or relative to the working directory. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly run: RunProcess;
  readonly signal: AbortSignal;
  readonly note: (level: 'info' | 'warning', message: string) => void;
  /** Whether the engine can restore one app's backup into another. */
  readonly restoresElsewhere: boolean;
};

export type Prepared = {
  readonly plan: RunPlan;
  readonly head: Recipe;
  /** What is deployed beside it, with the secrets that each has. */
  readonly needs: readonly NeedSecrets[];
  /** Removes the temp folder. */
  readonly release: () => Promise<void>;
};

/** @throws UserError for everything that is wrong with inputs, manifest or recipe, with the place and the remedy. */
export async function prepare(inputs: RecipeInputs, context: PrepareContext): Promise<Prepared> {
  await sweepFolders(['recipe', 'abra', 'deploy', 'browser', 'tests']);
  await sweepMemoryFolders(['secret']);
  const work = await ownedFolder('recipe');
  const release = (): Promise<void> => rm(work, { recursive: true, force: true });
  try {
    const sources = await readSources(inputs, context, work);
    const plan = assemble(sources, {
      ...inputsOf(inputs),
      restoresElsewhere: context.restoresElsewhere,
      availableBytes: freemem(),
      id: runId(),
      seasonedId: runId(),
      needIds: sources.needs.map(runId),
    });
    for (const { recipe, compose } of plan.composes) checkNamedFiles(recipe.folder, compose);
    return { plan: plan.plan, head: sources.head, needs: needSecrets(sources, plan.plan), release };
  } catch (error) {
    await release();
    throw error;
  }
}

type NeedSecrets = Pick<NeedSource & { readonly kind: 'fresh' }, 'spec' | 'recipe'> &
  Pick<AppPlan, 'secrets'>;

function needSecrets({ needs }: Sources, plan: RunPlan): readonly NeedSecrets[] {
  return needs.flatMap((source) => {
    const planned = needOf(plan, `need-${source.spec.name}`);
    if (source.kind === 'warm' || planned === undefined) return [];
    return [{ spec: source.spec, recipe: source.recipe, secrets: planned.app.secrets }];
  });
}

function inputsOf(inputs: RecipeInputs) {
  return {
    zone: inputs.zone,
    domain: inputs.domain,
    stages: inputs.stages,
    isExtra: inputs.extra,
    totalMs: inputs['time-limit'],
  };
}

async function readSources(inputs: RecipeInputs, context: PrepareContext, work: string): Promise<Sources> {
  const folder = resolve(context.folder);
  const git: ReleasesContext = {
    folder,
    run: context.run,
    env: context.env,
    signal: context.signal,
    upstream: inputs.upstream,
    token: inputs.token,
    note: context.note,
    store: join(work, 'git'),
  };
  // First of all, so that a folder that is none is said to be none.
  const unset = await loadRecipe(folder, context.run, context.env, context.signal);
  const base = await findBase(git, {
    base: inputs.base,
    trust: inputs.trust,
    withTests: inputs['with-tests'],
  });
  const baseFolder = await folderOf(base, git, join(work, 'base'), folder);
  const manifest = await readManifest(baseFolder);
  const head =
    Object.keys(manifest.env).length === 0
      ? unset
      : await loadRecipe(folder, context.run, context.env, context.signal, manifest.env);
  // Apart from the input's: whoever writes a manifest must not choose where the token goes.
  const asking = { ...git, manifestUpstream: manifest.upstream ?? '' };
  const wantsReleases = inputs.stages.includes('upgrade') || inputs.stages.includes('lint');
  const releases = wantsReleases ? await findReleases(asking) : undefined;
  const previous = inputs.stages.includes('upgrade')
    ? await previousRelease(asking, { releases, head, manifest, into: join(work, 'previous') })
    : undefined;
  const needs = await readNeeds(manifest, { folder, baseFolder, base, git, into: join(work, 'needs') });
  return { head, manifest, needs, base, baseFolder, releases, previous };
}

async function folderOf(base: Base, git: ReleasesContext, into: string, own: string): Promise<string> {
  if (base.sha === null) return own;
  await mkdir(into, { recursive: true });
  await materialise(git, base.sha, into);
  return into;
}

type PreviousOf = {
  readonly releases: Releases | undefined;
  readonly head: Recipe;
  readonly manifest: Manifest;
  readonly into: string;
};

async function previousRelease(
  git: ReleasesContext,
  { releases, head, manifest, into }: PreviousOf,
): Promise<Sources['previous']> {
  if (releases?.kind !== 'known') return undefined;
  const found = upgradeFrom(
    releases.releases,
    // A changed tree on a tagged commit is not that release.
    { sha: head.isDirty ? null : head.sha, version: headVersion(head, manifest) },
    manifest.upgrade.from,
  );
  if ('none' in found) return { kind: 'none', reason: found.none };
  await mkdir(into, { recursive: true });
  await materialise(git, found.sha, into);
  try {
    const recipe = await loadRecipe(into, git.run, git.env, git.signal, manifest.env);
    checkNamedFiles(into, trial(recipe, manifest, 'previous').compose);
    // The folder is no repository: what git would say of it is known from the tag.
    return {
      kind: 'release',
      release: found,
      recipe: { ...recipe, name: head.name, sha: found.sha, isDirty: false },
    };
  } catch (error) {
    // Who changes the head can't mend a release that is out, and the head can be tested without it.
    if (error instanceof UserError) return unusable(found.tag, error);
    throw error;
  }
}

function unusable(tag: string, { message }: UserError): Sources['previous'] {
  return {
    kind: 'unusable',
    reason: `the release ${tag} can't be deployed, so nothing was upgraded from it: ${message}; name another one under upgrade: {from: …} in cc-ci.yml`,
  };
}
