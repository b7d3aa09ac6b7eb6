/** One app at one release, as plain data: everything that deploying it needs. Pure; the steps do it, a user can print it. */

import { UserError } from '../../lib/errors.js';
import type { Results } from '../../report/results.js';
import { type Compose, readCompose } from '../format/compose.js';
import type { ComposeService } from '../format/compose-service.js';
import { resolveEnv } from '../format/env-file.js';
import { checkSwarmNames, type Domain, type StackName, serviceName } from '../format/names.js';
import type { Place } from '../format/place.js';
import type { Recipe } from '../format/recipe.js';
import { type SecretSpec, secretSpecs } from '../format/secrets.js';
import { environmentOf, variablesOf } from '../format/variables.js';
import type { Manifest } from '../manifest/model.js';
import { chaosVersion, overlayOf } from '../overlay.js';
import { deployEnvironment, reservedEnvironment } from './environment.js';
import { type HttpCheck, httpCheck } from './http-check.js';

export type PlannedService = {
  /** Its name in the compose file. */
  readonly name: string;
  /** Its name in the Swarm. */
  readonly swarmName: string;
  readonly image: string;
  readonly imagePlace: Place;
  readonly replicas: number;
  /** Undefined: the image decides. */
  readonly hasHealthcheck: boolean | undefined;
  /** `deploy.labels`, interpolated: backup-bot's and traefik's among them. */
  readonly labels: Readonly<Record<string, string>>;
  /** `environment`, interpolated; a name without a value has the one of the deployment, or is left out. */
  readonly environment: Readonly<Record<string, string>>;
  /** Its mounts of volumes: `volume` is the key in the compose file. */
  readonly volumes: readonly {
    readonly volume: string;
    readonly target: string;
    readonly isReadOnly: boolean;
  }[];
};

export type PlannedVolume = {
  /** Its key in the compose file. */
  readonly key: string;
  /** Its name in the Swarm. */
  readonly name: string;
  readonly isExternal: boolean;
};

/**
 * fresh: installed from the head, and what most stages ask. seasoned: lives through the upgrade, the backup and the restore.
 * `need-NAME`: another recipe that this one needs.
 */
export type AppRole = 'fresh' | 'seasoned' | `need-${string}`;

/** An app that this one needs, as its tests and checks are told of it. */
export type NeedAddress = { readonly name: string; readonly domain: string; readonly stack: string };

/** The commit under test, or the release before it. */
export type ReleaseName = 'head' | 'previous';

export type AppPlan = {
  readonly role: AppRole;
  readonly release: ReleaseName;
  readonly recipe: Results['recipe'];
  readonly folder: string;
  readonly domain: Domain;
  readonly stack: StackName;
  /** What docker's program sees of the recipe: the variables that its compose files name, and no others. */
  readonly environment: Readonly<Record<string, string>>;
  /** Set over .env.sample: by the manifest, and by an older release's .env that an upgrade keeps. */
  readonly overrides: Readonly<Record<string, string>>;
  /** Relative to `folder`. */
  readonly composeFiles: readonly string[];
  /** The last compose file, generated: labels, and nothing for every certificate resolver. */
  readonly overlay: string;
  /** What the label chaos-version says when this release runs: eight characters of the commit, `+U` for a changed tree. */
  readonly chaosVersion: string | null;
  readonly secrets: readonly SecretSpec[];
  readonly images: readonly string[];
  readonly services: readonly PlannedService[];
  readonly volumes: readonly PlannedVolume[];
  /** What has to be in the Swarm beforehand, by its name there. */
  readonly external: {
    readonly networks: readonly string[];
    readonly secrets: readonly string[];
    readonly configs: readonly string[];
  };
  readonly http: HttpCheck;
  /** Left out where it needs nothing. */
  readonly needs?: readonly NeedAddress[];
  readonly timeouts: {
    /** From the end of the deployment until all services are healthy. */
    readonly healthMs: number;
    readonly httpMs: number;
    readonly teardownMs: number;
  };
};

export type AppOf = {
  readonly role: AppRole;
  readonly release: ReleaseName;
  readonly domain: Domain;
  readonly stack: StackName;
  readonly manifest: Manifest;
  /** Over .env.sample; the manifest's env comes on top. */
  readonly overrides?: Readonly<Record<string, string>>;
  readonly needs?: readonly NeedAddress[];
};

const DEFAULT_HEALTH_MS = 300_000;
const HTTP_MS = 60_000;
const TEARDOWN_MS = 120_000;

/** @throws UserError for everything that is wrong with the recipe, before anything is made. */
export function planApp(recipe: Recipe, of: AppOf): { readonly app: AppPlan; readonly compose: Compose } {
  const { domain, stack, manifest } = of;
  const overrides = { ...of.overrides, ...manifestEnv(recipe, of) };
  const all = environmentOf(recipe, { domain, stack, overrides });
  const compose = readCompose(recipe.composeFiles, stack, variablesOf(all, recipe, of.release === 'head'));
  checkSwarmNames(compose, stack);
  const app: AppPlan = {
    role: of.role,
    release: of.release,
    recipe: {
      name: recipe.name,
      version: labelOf(compose, `coop-cloud.${stack}.version`) ?? null,
      sha: recipe.sha,
      isDirty: recipe.isDirty,
    },
    folder: recipe.folder,
    domain,
    stack,
    environment: deployEnvironment(compose, all, recipe),
    composeFiles: recipe.composeFiles.map(({ file }) => file),
    overrides,
    overlay: overlayOf(compose, { ...recipe, stack, reserved: reservedEnvironment(compose, all, recipe) }),
    chaosVersion: chaosVersion(recipe) ?? null,
    secrets: secretSpecs(compose, recipe.envFile, stack),
    images: [...new Set(compose.services.map(({ image }) => image))],
    services: compose.services.map((service) => plannedService(service, stack, all)),
    volumes: compose.volumes.map(({ key, name, isExternal }) => ({ key, name, isExternal })),
    external: externalOf(compose, stack),
    http: httpCheck(compose.services, manifest, domain),
    ...(of.needs === undefined || of.needs.length === 0 ? {} : { needs: of.needs }),
    timeouts: {
      healthMs: manifest.timeouts.deployMs ?? healthTimeout(compose, stack),
      httpMs: manifest.health.timeoutMs ?? manifest.timeouts.httpMs ?? HTTP_MS,
      teardownMs: TEARDOWN_MS,
    },
  };
  return { app, compose };
}

/** `{domain}` and `{stack}` in the manifest's values stand for the app's own, `{secret:NAME}` for its secret's name in the Swarm. */
function manifestEnv(
  recipe: Recipe,
  { domain, stack, manifest, overrides = {} }: AppOf,
): Readonly<Record<string, string>> {
  const own: Readonly<Record<string, string>> = { domain, stack };
  const values = resolveEnv(recipe.envFile, overrides);
  const secretName = (name: string): string =>
    `${stack}_${name}_${values.get(`SECRET_${name.toUpperCase()}_VERSION`) ?? 'v1'}`;
  const filled = (value: string): string =>
    value
      .replace(/\{(domain|stack)\}/g, (_, name: string) => own[name] ?? '')
      .replace(/\{secret:([A-Za-z0-9_-]+)\}/g, (_, name: string) => secretName(name));
  return Object.fromEntries(Object.entries(manifest.env).map(([key, value]) => [key, filled(value)]));
}

function plannedService(
  service: ComposeService,
  stack: StackName,
  outside: ReadonlyMap<string, string>,
): PlannedService {
  const { name, image, imagePlace, replicas, hasHealthcheck, labels, mounts } = service;
  return {
    name,
    swarmName: serviceName(stack, name),
    image,
    imagePlace,
    replicas,
    hasHealthcheck,
    labels: Object.fromEntries(labels),
    environment: serviceEnvironment(service.definition.environment, outside),
    volumes: mounts
      .filter(({ kind }) => kind === 'volume')
      .map(({ key, target, isReadOnly }) => ({ volume: key, target, isReadOnly })),
  };
}

/** In list form `- NAME=value` and in map form; docker takes a name without a value from its own environment. */
function serviceEnvironment(
  definition: unknown,
  outside: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> {
  const pairs: readonly (readonly [string, unknown])[] = Array.isArray(definition)
    ? definition.map((item) => {
        const [name = '', ...value] = String(item).split('=');
        return [name, value.length === 0 ? null : value.join('=')];
      })
    : Object.entries(definition ?? {});
  return Object.fromEntries(
    pairs.flatMap(([name, value]) => {
      const text = value === null ? outside.get(name) : String(value);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

/** Networks that a service joins, and secrets and configs it mounts, that this run doesn't make. */
function externalOf(compose: Compose, stack: StackName): AppPlan['external'] {
  const used = (kind: 'networks' | 'secrets' | 'configs'): readonly string[] => {
    const keys = new Set(compose.services.flatMap((service) => service[kind].map(({ key }) => key)));
    // A service that names no network joins the one called default, which may be declared external.
    if (compose.services.some((service) => service.networks.length === 0)) keys.add('default');
    const isForeign = (name: string): boolean => kind !== 'secrets' || !name.startsWith(`${stack}_`);
    return compose[kind]
      .filter(({ key, name, isExternal }) => isExternal && keys.has(key) && isForeign(name))
      .map(({ name }) => name);
  };
  return { networks: used('networks'), secrets: used('secrets'), configs: used('configs') };
}

/** abra's label, in seconds. */
function healthTimeout(compose: Compose, stack: StackName): number {
  const raw = labelOf(compose, `coop-cloud.${stack}.timeout`) ?? '';
  if (raw === '') return DEFAULT_HEALTH_MS;
  const seconds = Number(raw);
  if (Number.isInteger(seconds) && seconds > 0 && seconds <= 86_400) return seconds * 1000;
  throw new UserError(
    `the label coop-cloud.${stack}.timeout is ${JSON.stringify(raw)}, not a whole number of seconds: correct it in the compose file, or TIMEOUT in .env.sample`,
  );
}

/** The label on `app`, else on the first service that has it. */
function labelOf(compose: Compose, key: string): string | undefined {
  const app = compose.services.find(({ name }) => name === 'app');
  return app?.labels.get(key) ?? compose.services.find(({ labels }) => labels.has(key))?.labels.get(key);
}
