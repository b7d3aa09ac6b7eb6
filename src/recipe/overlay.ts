/**
 * The last compose file of every deployment, generated: the label that says whose an object is, abra's own labels, and nothing
 * in place of every certificate resolver, so that no test ever asks a certificate authority. It holds no secrets.
 */

import { stringify } from 'yaml';
import type { Compose, ComposeObject } from './format/compose.js';
import type { ComposeService } from './format/compose-service.js';
import { OWN_LABEL } from './teardown/index.js';

const CERTRESOLVER = /^traefik\..*\.tls\.certresolver$/i;

export type OverlayOf = {
  readonly stack: string;
  readonly name: string;
  readonly sha: string | null;
  readonly isDirty: boolean;
  /** Values for `environment: - NAME` that docker's own program must not be given: it reads the variable itself. */
  readonly reserved: ReadonlyMap<string, string>;
};

/** @returns YAML with the same `version:` as the recipe's, since docker refuses to mix them. */
export function overlayOf(compose: Compose, of: OverlayOf): string {
  const own = listed({ [OWN_LABEL]: of.stack });
  const labelled = (objects: readonly ComposeObject[]): Record<string, unknown> =>
    Object.fromEntries(
      objects
        .filter(({ isExternal }) => !isExternal)
        .map(({ key, definition }) => [key, withLabels(definition, own)]),
    );
  const networks = labelled(compose.networks);
  // Docker makes the network `default` for a service that names none.
  if (compose.services.some((service) => service.networks.length === 0) && !hasDefault(compose))
    networks.default = { labels: own };
  const sections = {
    networks,
    volumes: labelled(compose.volumes),
    configs: labelled(compose.configs),
    secrets: labelled(compose.secrets),
  };
  const overlay = {
    ...(compose.version === undefined ? {} : { version: compose.version }),
    services: Object.fromEntries(
      compose.services.map((service) => [service.name, serviceOverlay(service, of)]),
    ),
    ...Object.fromEntries(Object.entries(sections).filter(([, section]) => Object.keys(section).length > 0)),
  };
  // Docker interpolates this file like the others.
  return stringify(overlay, { aliasDuplicateObjects: false }).replaceAll('$', '$$$$');
}

/** Whole, because docker puts an overlay's volume, network, config or secret in the place of the one below it. */
function withLabels(
  definition: ComposeObject['definition'],
  own: readonly string[],
): Record<string, unknown> {
  const { labels } = definition;
  const before = Array.isArray(labels) ? labels.map(String) : listed(labels ?? {});
  return { ...definition, labels: [...before, ...own] };
}

function hasDefault(compose: Compose): boolean {
  return compose.networks.some(({ key }) => key === 'default');
}

function serviceOverlay(service: ComposeService, of: OverlayOf): Record<string, unknown> {
  const version = chaosVersion(of);
  const labels = {
    [OWN_LABEL]: of.stack,
    [`coop-cloud.${of.stack}.chaos`]: 'true',
    ...(version === undefined ? {} : { [`coop-cloud.${of.stack}.chaos-version`]: version }),
    [`coop-cloud.${of.stack}.recipe`]: of.name,
    ...emptied(service.labels),
  };
  const containerLabels = emptied(service.containerLabels);
  const environment = service.environmentFromOutside.flatMap((name) => {
    const value = of.reserved.get(name);
    return value === undefined ? [] : [`${name}=${value}`];
  });
  return {
    ...(environment.length > 0 ? { environment } : {}),
    deploy: { labels: listed(labels) },
    ...(Object.keys(containerLabels).length > 0 ? { labels: listed(containerLabels) } : {}),
  };
}

/** `- key=value`: docker interpolates values and not keys, so in this form one rule of escaping holds for both. */
function listed(labels: object): readonly string[] {
  return Object.entries(labels).map(([key, value]) => `${key}=${value ?? ''}`);
}

/** As abra writes it: eight characters of the commit, `+U` when the tree differs from it. */
export function chaosVersion({ sha, isDirty }: Pick<OverlayOf, 'sha' | 'isDirty'>): string | undefined {
  return sha === null ? undefined : `${sha.slice(0, 8)}${isDirty ? '+U' : ''}`;
}

function emptied(labels: ReadonlyMap<string, string>): Record<string, string> {
  const named = [...labels].filter(([key, value]) => CERTRESOLVER.test(key) && value !== '');
  return Object.fromEntries(named.map(([key]) => [key, '']));
}
