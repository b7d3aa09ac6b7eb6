/** What was read into the plan of a run: apps, data, backup, verdicts that need no Swarm, steps. Pure. */

import type { StageName } from '../../report/results.js';
import { planBackup } from '../backup/index.js';
import { planData } from '../data/index.js';
import type { Compose } from '../format/compose.js';
import { resolveEnv } from '../format/env-file.js';
import { appDomain, type Domain, parseDomain, stackNameOf } from '../format/names.js';
import type { Recipe } from '../format/recipe.js';
import { lintRecipe } from '../lint/index.js';
import { checkManifest } from '../manifest/check.js';
import type { Manifest } from '../manifest/model.js';
import type { NeedSource } from '../needs/model.js';
import { addressesOf, planNeeds, withNeeds, withStandIns } from '../needs/plan.js';
import { checkPolicy } from '../policy/index.js';
import type { Base, Release, Releases } from '../releases/index.js';
import { type AppOf, type AppPlan, planApp, type ReleaseName } from './app.js';
import { knownOf, unverifiedOf } from './known.js';
import { layoutOf } from './layout.js';
import { freshNeeds, type RunPlan } from './run-plan.js';
import { planSteps } from './steps.js';

export type Sources = {
  readonly head: Recipe;
  readonly manifest: Manifest;
  readonly needs: readonly NeedSource[];
  readonly base: Base;
  /** Where manifest and tests come from. */
  readonly baseFolder: string;
  /** Undefined: not asked for. */
  readonly releases: Releases | undefined;
  readonly previous:
    | { readonly kind: 'release'; readonly release: Release; readonly recipe: Recipe }
    | { readonly kind: 'none' | 'unusable'; readonly reason: string }
    | undefined;
};

export type AssembleInputs = {
  readonly zone: string;
  /** Empty: a fresh one below the zone. */
  readonly domain: string;
  readonly stages: readonly StageName[];
  readonly isExtra: boolean;
  readonly totalMs: number;
  readonly restoresElsewhere: boolean;
  /** Memory that the host could give to apps. */
  readonly availableBytes: number;
  /** Six hex digits each that no other run has. */
  readonly id: string;
  readonly seasonedId: string;
  /** One for each need. */
  readonly needIds: readonly string[];
};

export type Assembled = {
  readonly plan: RunPlan;
  readonly composes: readonly { readonly recipe: Recipe; readonly compose: Compose }[];
};

/** @throws UserError for everything that is wrong with the recipe or its manifest. */
export function assemble(sources: Sources, inputs: AssembleInputs): Assembled {
  const { head, manifest } = sources;
  const domains = domainsOf(head.name, inputs);
  const { needs, composes: needed } = planNeeds(sources.needs, inputs);
  const told = { manifest: withNeeds(manifest, needs), needs: addressesOf(needs) };
  const fresh = planApp(head, { ...domains.fresh, ...told, role: 'fresh', release: 'head' });
  checkManifest(manifest, fresh.compose);
  const backup = planBackup(fresh.app);
  const { stages: asked } = inputs;
  const known = knownOf({ ...sources, stages: asked, app: fresh.app, backup });
  const stages = inputs.stages.filter((stage) => stage !== 'extra' || inputs.isExtra);
  const open = stages.filter((stage) => !known.some((entry) => entry.stage === stage));
  const seasoned = seasonedApps(sources, { ...domains.seasoned, ...told }, open);
  const data = {
    head: planData(fresh.app, manifest, backup),
    previous: planData(seasoned.previous?.app ?? fresh.app, manifest, backup),
  };
  const deployed = freshNeeds({ needs });
  const layout = layoutOf(fresh.app, manifest, inputs.availableBytes, deployed);
  const steps = planSteps({
    stages: open,
    hasPrevious: seasoned.previous !== undefined,
    hasDataToKeep: data.previous.markers.length > 0,
    hasDataInBackup: data.head.backedUp.length > 0,
    isSideBySide: layout.isSideBySide,
    restoresElsewhere: inputs.restoresElsewhere,
    needs: deployed.map(({ name }) => name),
    asksNeeds: needs.length > deployed.length,
  });
  const needsSeasoned = steps.some(({ app }) => app === 'seasoned');
  const previous = seasoned.previous;
  const plan: RunPlan = {
    recipe: fresh.app.recipe,
    stages,
    apps: {
      fresh: fresh.app,
      ...(needsSeasoned
        ? {
            seasoned: {
              head: seasoned.head.app,
              ...(previous === undefined ? {} : { previous: previous.app }),
            },
          }
        : {}),
    },
    needs,
    steps,
    known,
    unverified: unverifiedOf(data),
    lint: stages.includes('lint') ? lintOf(sources, fresh.compose) : [],
    releases: sources.releases?.kind === 'known' ? sources.releases.releases : [],
    policy: policyOf(sources, stages.includes('policy') ? fresh : undefined),
    data,
    backup,
    manifest,
    base: sources.base.why,
    testsFolder: sources.baseFolder,
    layout,
    totalMs: inputs.totalMs,
  };
  const composes = [...needed, { recipe: head, compose: fresh.compose }];
  if (sources.previous?.kind === 'release' && previous !== undefined)
    composes.push({ recipe: sources.previous.recipe, compose: previous.compose });
  return { plan, composes };
}

/** @returns the version that the head's compose file says it is; null where it says none. */
export function headVersion(head: Recipe, manifest: Manifest): string | null {
  return trial(head, manifest, 'head').app.recipe.version;
}

/** What a release would be, at a domain that nobody will have. @throws UserError where it can't be deployed. */
export function trial(recipe: Recipe, manifest: Manifest, release: ReleaseName): ReturnType<typeof planApp> {
  const domain = parseDomain('version.cc-ci.test', 'domain');
  const stack = stackNameOf(domain);
  return planApp(recipe, { domain, stack, role: 'fresh', release, manifest: withStandIns(manifest) });
}

type Place = { readonly domain: Domain; readonly stack: AppPlan['stack'] };

function domainsOf(
  recipe: string,
  { domain, zone, id, seasonedId }: AssembleInputs,
): { readonly fresh: Place; readonly seasoned: Place } {
  const placeOf = (name: Domain): Place => ({ domain: name, stack: stackNameOf(name) });
  if (domain === '') {
    const below = parseDomain(zone, 'input zone');
    return {
      fresh: placeOf(appDomain(recipe, id, below)),
      seasoned: placeOf(appDomain(recipe, seasonedId, below)),
    };
  }
  const fresh = parseDomain(domain, 'input domain');
  // Below the same wildcard as the one that was named.
  const [label = '', ...rest] = fresh.split('.');
  return {
    fresh: placeOf(fresh),
    seasoned: placeOf(parseDomain([`${label}-2`, ...rest].join('.'), 'input domain')),
  };
}

/** The app that lives through releases keeps the .env of the first one, as its operator would; what the head adds comes from the head. */
function seasonedApps(
  { head, previous }: Sources,
  of: Place & Pick<AppOf, 'manifest' | 'needs'>,
  stages: readonly StageName[],
) {
  const common = { ...of, role: 'seasoned' } as const;
  if (previous?.kind !== 'release' || !stages.includes('upgrade'))
    return { head: planApp(head, { ...common, release: 'head' }), previous: undefined };
  const before = planApp(previous.recipe, { ...common, release: 'previous' });
  const overrides = keptEnv(previous.recipe);
  return { head: planApp(head, { ...common, release: 'head', overrides }), previous: before };
}

function keptEnv(recipe: Recipe): Readonly<Record<string, string>> {
  const isTheRuns = new Set(['TYPE', 'DOMAIN', 'STACK_NAME', 'LETS_ENCRYPT_ENV', 'COMPOSE_FILE']);
  return Object.fromEntries([...resolveEnv(recipe.envFile)].filter(([key]) => !isTheRuns.has(key)));
}

function lintOf({ head, releases }: Sources, compose: Compose): RunPlan['lint'] {
  return lintRecipe(head, compose, releases?.kind === 'known' ? releases.releases : undefined);
}

function policyOf(
  { base, manifest }: Sources,
  judged: { readonly app: AppPlan; readonly compose: Compose } | undefined,
): RunPlan['policy'] {
  const isFork = base.trust === 'fork';
  return {
    mode: isFork ? 'deny' : 'warn',
    why: isFork ? 'the pull request comes from a fork' : 'the change comes from the repository itself',
    violations: judged === undefined ? [] : checkPolicy(judged.compose, judged.app, manifest.policy.allow),
  };
}
