/** Needs as they were read -> apps of their own, and what the app that needs them is told about them. Pure. */

import { UserError } from '../../lib/errors.js';
import type { Compose } from '../format/compose.js';
import { appDomain, type Domain, parseDomain, stackNameOf } from '../format/names.js';
import type { Recipe } from '../format/recipe.js';
import type { Manifest, NeedSpec } from '../manifest/model.js';
import { type AppPlan, type NeedAddress, planApp } from '../plan/app.js';
import { checkPolicy } from '../policy/index.js';
import type { NeedPlan, NeedSource } from './model.js';
import { fillNeeds, type NeedNames, secretKeysOf } from './placeholders.js';

export type PlannedNeeds = {
  readonly needs: readonly NeedPlan[];
  readonly composes: readonly { readonly recipe: Recipe; readonly compose: Compose }[];
};

type Place = {
  readonly zone: string;
  /** Empty: a fresh one below the zone. */
  readonly domain: string;
  /** Six hex digits for each need. */
  readonly needIds: readonly string[];
};

/** @throws UserError for everything that is wrong with a need's files, named by the need. */
export function planNeeds(sources: readonly NeedSource[], place: Place): PlannedNeeds {
  const composes: { recipe: Recipe; compose: Compose }[] = [];
  const needs = sources.map((source, index): NeedPlan => {
    const { name, recipe: from, env } = source.spec;
    if (source.kind === 'warm') return { kind: 'warm', name, domain: source.domain };
    return aboutNeed(source.spec, () => {
      const domain = needDomain(source, place, index);
      const manifest = { ...source.manifest, env: { ...source.manifest.env, ...env } };
      const of = {
        domain,
        stack: stackNameOf(domain),
        role: `need-${name}`,
        release: 'head',
        manifest,
      } as const;
      const { app, compose } = planApp(source.recipe, of);
      composes.push({ recipe: source.recipe, compose });
      return {
        kind: 'fresh',
        name,
        from,
        app,
        manifest,
        violations: checkPolicy(compose, app, source.allow),
      };
    });
  });
  return { needs, composes };
}

/** Below the wildcard of the recipe under test, so that its certificate and its router are good for both. */
function needDomain(
  { spec, recipe }: NeedSource & { readonly kind: 'fresh' },
  { zone, domain, needIds }: Place,
  index: number,
): Domain {
  if (domain === '') return appDomain(recipe.name, needIds[index] ?? '', parseDomain(zone, 'input zone'));
  const [label = '', ...rest] = parseDomain(domain, 'input domain').split('.');
  return parseDomain([`${label}-${spec.name}`, ...rest].join('.'), 'input domain');
}

/** @throws UserError whose sentence says which need it is about. */
export function aboutNeed<T>(spec: NeedSpec, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw inNeed(spec, error);
  }
}

/** @returns the error to throw: a UserError of a need's files says whose they are. */
export function inNeed({ name, recipe }: NeedSpec, error: unknown): unknown {
  if (!(error instanceof UserError)) return error;
  return new UserError(`the need ${name} (${recipe}): ${error.message}`, { cause: error });
}

/** The manifest with its env's `{need:…}` filled in. @throws UserError for a secret that a need doesn't have. */
export function withNeeds(manifest: Manifest, needs: readonly NeedPlan[]): Manifest {
  if (needs.length === 0) return manifest;
  const names = needs.map(namesOf);
  const values = Object.values(manifest.env);
  for (const need of needs) if (need.kind === 'fresh') checkSecrets(values, need.name, need.app);
  return { ...manifest, env: filled(manifest.env, names) };
}

/** The same before anything has a domain: to see what a release would be. */
export function withStandIns(manifest: Manifest): Manifest {
  const names = manifest.needs.map(({ name }) => ({
    ...{ name, domain: `${name}.cc-ci.test`, stack: `${name}_cc-ci_test` },
    secretName: (key: string) => `${name}_cc-ci_test_${key}_v1`,
  }));
  return names.length === 0 ? manifest : { ...manifest, env: filled(manifest.env, names) };
}

function filled(
  env: Readonly<Record<string, string>>,
  names: readonly NeedNames[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(env).map(([key, value]) => [key, fillNeeds(value, names)]));
}

/** What tests and checks are told of each. */
export function addressesOf(needs: readonly NeedPlan[]): readonly NeedAddress[] {
  return needs.map(namesOf).map(({ name, domain, stack }) => ({ name, domain, stack }));
}

function namesOf(need: NeedPlan): NeedNames {
  const { name } = need;
  if (need.kind === 'warm')
    // Not cut and not checked: nothing is made under this name.
    return {
      name,
      domain: need.domain,
      stack: need.domain.replaceAll('.', '_'),
      secretName: () => undefined,
    };
  const { domain, stack, secrets } = need.app;
  return {
    ...{ name, domain, stack },
    secretName: (key) => secrets.find(({ composeKey }) => composeKey === key)?.swarmName,
  };
}

function checkSecrets(values: readonly string[], name: string, { secrets }: AppPlan): void {
  const known = secrets.map(({ composeKey }) => composeKey);
  const missing = secretKeysOf(values, name).find((key) => !known.includes(key));
  if (missing === undefined) return;
  const has = known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`;
  throw new UserError(
    `cc-ci.yml: env names the secret ${JSON.stringify(missing)} of the need ${name}, which has no such secret: ${has}`,
  );
}
