/** One app at one release, as plain data: everything that deploying it needs. Pure; the steps do it, a user can print it. */

import { UserError } from '../../lib/errors.js';
import type { Results } from '../../report/results.js';
import { type Compose, readCompose } from '../format/compose.js';
import type { ComposeService } from '../format/compose-service.js';
import { placeOfKey, resolveEnv } from '../format/env-file.js';
import { checkSwarmNames, type Domain, type StackName, serviceName } from '../format/names.js';
import { type Place, userErrorAt } from '../format/place.js';
import type { Recipe } from '../format/recipe.js';
import { type SecretSpec, secretSpecs } from '../format/secrets.js';
import { environmentOf, isReserved, variablesOf } from '../format/variables.js';
import type { Manifest } from '../manifest/model.js';
import { chaosVersion, overlayOf } from '../overlay.js';

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

/** The commit under test, or the release before it. */
export type ReleaseName = 'head' | 'previous';

export type HttpCheck =
  | {
      readonly kind: 'ask';
      readonly service: string;
      readonly port: number;
      readonly scheme: 'http' | 'https';
      readonly path: string;
    }
  | { readonly kind: 'none'; readonly reason: string };

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
};

const DEFAULT_HEALTH_MS = 300_000;
const HTTP_MS = 60_000;
const TEARDOWN_MS = 120_000;

/** @throws UserError for everything that is wrong with the recipe, before anything is made. */
export function planApp(recipe: Recipe, of: AppOf): { readonly app: AppPlan; readonly compose: Compose } {
  const { domain, stack, manifest } = of;
  const overrides = { ...of.overrides, ...manifestEnv(recipe, of) };
  const all = environmentOf(recipe, { domain, stack, overrides });
  const compose = readCompose(recipe.composeFiles, stack, variablesOf(all, recipe));
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
    overlay: overlayOf(compose, { ...recipe, stack }),
    chaosVersion: chaosVersion(recipe) ?? null,
    secrets: secretSpecs(compose, recipe.envFile, stack),
    images: [...new Set(compose.services.map(({ image }) => image))],
    services: compose.services.map((service) => plannedService(service, stack, all)),
    volumes: compose.volumes.map(({ key, name, isExternal }) => ({ key, name, isExternal })),
    external: externalOf(compose, stack),
    http: httpCheck(compose.services, manifest),
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

function deployEnvironment(
  compose: Compose,
  all: ReadonlyMap<string, string>,
  recipe: Recipe,
): Readonly<Record<string, string>> {
  const environment: Record<string, string> = {};
  for (const name of [...compose.variables].sort()) {
    if (isReserved(name)) {
      const place = placeOfKey(recipe.envFile, name);
      const message = `the compose files take ${name}, which docker's own program reads as well; give the recipe's variable another name`;
      throw place === undefined ? new UserError(`${recipe.name}: ${message}`) : userErrorAt(place, message);
    }
    const value = all.get(name);
    if (value !== undefined) environment[name] = value;
  }
  return environment;
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

const PORT_LABEL = /^traefik\.http\.services\..+\.loadbalancer\.server\.port$/i;
const SCHEME_LABEL = /^traefik\.http\.services\..+\.loadbalancer\.server\.scheme$/i;

/** The service that a router would send the domain to: the one with a port label, else the one that traefik is to see. */
function httpCheck(services: readonly ComposeService[], { health }: Manifest): HttpCheck {
  const routed = services.filter(
    ({ labels }) =>
      labelMatching(labels, PORT_LABEL) !== undefined || labels.get('traefik.enable') === 'true',
  );
  const named = services.find(({ name }) => name === health.service);
  if (health.service !== undefined && named === undefined)
    throw new UserError(`cc-ci.yml: health.service is ${health.service}, and the recipe has no such service`);
  const service = named ?? routed.find(({ name }) => name === 'app') ?? routed[0];
  if (service === undefined)
    return { kind: 'none', reason: 'no service has traefik labels, so nothing is reachable by the domain' };
  let raw = labelMatching(service.labels, PORT_LABEL) ?? '80';
  if (health.port !== undefined) raw = String(health.port);
  const port = Number(raw);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw userErrorAt(
      service.place,
      `the label loadbalancer.server.port of ${service.name} is ${JSON.stringify(raw)}, not a port from 1 to 65535`,
    );
  const scheme = labelMatching(service.labels, SCHEME_LABEL) === 'https' ? 'https' : 'http';
  return { kind: 'ask', service: service.name, port, scheme, path: health.path };
}

function labelMatching(labels: ReadonlyMap<string, string>, name: RegExp): string | undefined {
  return [...labels].find(([key]) => name.test(key))?.[1];
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
