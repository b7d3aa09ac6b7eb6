// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
/** What the services say under `deploy`, by their labels above all. */

import type { ComposeService } from '../format/compose-service.js';
import { labelsOf, type Pair, pairsOf, textsOf } from '../format/pairs.js';
import type { Place } from '../format/place.js';
import { child, placeAt, textOf } from '../format/yaml-tree.js';
import { type Facts, type Hit, inServices } from './rule.js';

/** Only `deploy.labels`, which Swarm keeps on the service. */
function serviceLabels({ tree }: ComposeService): readonly Pair[] {
  return pairsOf(child(child(tree, 'deploy'), 'labels'));
}

function matching({ compose }: Facts, key: RegExp): readonly (Pair & { readonly service: string })[] {
  return compose.services.flatMap((service) =>
    serviceLabels(service)
      .filter((label) => key.test(label.key))
      .map((label) => ({ ...label, service: service.name })),
  );
}

/** Where a label that is missing belongs: `app`, else the first service. */
function placeOfApp({ compose: { services } }: Facts): { readonly place?: Place } {
  const service = services.find(({ name }) => name === 'app') ?? services[0];
  return service === undefined ? {} : { place: placeAt(service.tree, 'deploy', 'labels') };
}

export const healthcheck = inServices(({ name, place, tree, mode }) =>
  child(tree, 'healthcheck') !== undefined || mode.endsWith('-job')
    ? []
    : [{ place, message: `${name} has no healthcheck: it counts as up as soon as its process runs` }],
);

export function appService({ compose: { services } }: Facts): readonly Hit[] {
  const [first] = services;
  if (first === undefined || services.some(({ name }) => name === 'app')) return [];
  return [
    {
      place: first.place,
      message: `no service is called app, which abra looks for; there is ${services.map(({ name }) => name).join(', ')}`,
    },
  ];
}

export function traefikEnabled(facts: Facts): readonly Hit[] {
  // A recipe without a domain (a bot, a job) has nothing to route.
  if (!facts.recipe.envFile.assignments.some(({ key }) => key === 'DOMAIN')) return [];
  if (matching(facts, /^traefik\.enable$/i).some(({ value }) => value === 'true')) return [];
  return [
    {
      ...placeOfApp(facts),
      message:
        'no service has the label traefik.enable=true under deploy.labels, and there is a DOMAIN to route',
    },
  ];
}

/** The stack's alone: `coop-cloud.STACK.SERVICE.version`, with a digest, was abra's at first and isn't read any more. */
const VERSION_LABEL = /^coop-cloud\.[^.]+\.version$/;
/** `1.2.3+4.5`: the recipe's, then the app's. Source: docs.coopcloud.tech, maintainers' handbook. */
const VERSION = /^\d+\.\d+\.\d+(-[^\s+]+)?(\+\S+)?$/;

export function versionMissing(facts: Facts): readonly Hit[] {
  const labels = matching(facts, VERSION_LABEL);
  if (labels.some(({ value }) => value !== '')) return [];
  const [empty] = labels;
  if (empty !== undefined)
    return [{ place: empty.place, message: 'the label coop-cloud.${STACK_NAME}.version is empty' }];
  return [{ ...placeOfApp(facts), message: 'no service has the label coop-cloud.${STACK_NAME}.version' }];
}

export function versionFormat(facts: Facts): readonly Hit[] {
  return ofVersions(
    facts,
    (value) => value !== '' && !VERSION.test(value),
    "which isn't of the form 1.2.3+4.5",
  );
}

export function versionOfApp(facts: Facts): readonly Hit[] {
  return ofVersions(
    facts,
    (value) => VERSION.test(value) && !value.includes('+'),
    "which says the recipe's version and not the app's",
  );
}

function ofVersions(facts: Facts, isWrong: (value: string) => boolean, what: string): readonly Hit[] {
  return matching(facts, VERSION_LABEL)
    .filter(({ value }) => isWrong(value))
    .map(({ service, value, place }) => ({
      place,
      message: `the version label of ${service} is ${JSON.stringify(value)}, ${what}`,
    }));
}

/** Two services that name different versions; and a commit with a release's tag that calls itself otherwise. */
export function versionOther(facts: Facts): readonly Hit[] {
  const labels = matching(facts, VERSION_LABEL).filter(({ value }) => VERSION.test(value));
  const [first] = labels;
  if (first === undefined) return [];
  const tags = (facts.releases ?? []).filter(({ sha }) => sha === facts.recipe.sha).map(({ tag }) => tag);
  if (!facts.recipe.isDirty && tags.length > 0 && !tags.includes(first.value))
    return [
      {
        place: first.place,
        message: `the version label is ${first.value}, and this commit is released as ${tags.join(', ')}`,
      },
    ];
  return labels
    .filter(({ value }) => value !== first.value)
    .map(({ service, value, place }) => ({
      place,
      message: `the version label of ${service} is ${value}, and ${first.value} on ${first.service}`,
    }));
}

export function lightweightTags({ releases }: Facts): readonly Hit[] {
  return (releases ?? [])
    .filter(({ isAnnotated }) => !isAnnotated)
    .map(({ tag, sha }) => ({
      message: `the release tag ${tag} (${sha.slice(0, 8)}) is lightweight: abra refuses to deploy the recipe`,
    }));
}

export function timeoutLabel(facts: Facts): readonly Hit[] {
  return matching(facts, /^coop-cloud\..+\.timeout$/).length > 0
    ? []
    : [
        {
          ...placeOfApp(facts),
          message: 'no service has the label coop-cloud.${STACK_NAME}.timeout: abra waits 50 s',
        },
      ];
}

export const rollback = inServices(({ name, tree, mode }) => {
  const action = textOf(child(child(child(tree, 'deploy'), 'update_config'), 'failure_action')) ?? 'pause';
  return action === 'rollback' || mode.endsWith('-job')
    ? []
    : [
        {
          place: placeAt(tree, 'deploy', 'update_config', 'failure_action'),
          message: `a failed update of ${name} stops half way (failure_action ${action})`,
        },
      ];
});

export function backupLabel(facts: Facts): readonly Hit[] {
  const { volumes } = facts.compose;
  const [first] = volumes.filter(
    ({ definition, isExternal }) => !isExternal && definition.driver_opts === undefined,
  );
  if (first === undefined || matching(facts, /^backupbot\.backup$/).length > 0) return [];
  return [
    {
      place: first.place,
      message: `there are volumes (${volumes.map(({ key }) => key).join(', ')}) and no label backupbot.backup: nothing of them is backed up`,
    },
  ];
}

export function certificateResolver(facts: Facts): readonly Hit[] {
  return matching(facts, /^traefik\.(http|tcp)\.routers\..+\.tls\.certresolver$/i)
    .filter(({ value, names }) => value !== '' && !names.includes('LETS_ENCRYPT_ENV'))
    .map(({ service, value, place }) => ({
      place,
      message: `the certificate resolver of ${service} is always ${value}: whoever deploys can't choose`,
    }));
}

const ENTRY_POINTS = ['web', 'web-secure'];

export function entryPoints(facts: Facts): readonly Hit[] {
  return matching(facts, /^traefik\.http\.routers\..+\.entrypoints$/i).flatMap(({ service, value, place }) =>
    value
      .split(',')
      .map((name) => name.trim())
      .filter((name) => !ENTRY_POINTS.includes(name))
      .map((name) => ({
        place,
        message: `${service} is routed from the entry point ${JSON.stringify(name)}; every Co-op Cloud router has ${ENTRY_POINTS.join(' and ')}`,
      })),
  );
}

/** In a mapping docker fills variables into values alone: the key stays as it is. */
export const labelKeys = inServices((service) =>
  labelsOf(service)
    .filter(({ key }) => /\$\{?[A-Za-z_]/.test(key))
    .map(({ key, place }) => ({
      place,
      message: `${service.name} has a label that is called ${key}, letter by letter`,
    })),
);

export const placement = inServices(({ name, tree }) =>
  textsOf(child(child(child(tree, 'deploy'), 'placement'), 'constraints'))
    .filter(({ text }) => /^\s*(node\.(hostname|id|ip|labels\.)|engine\.labels\.)/.test(text))
    .map(({ text, place }) => ({
      place,
      message: `${name} runs only where ${text}: on most servers nowhere`,
    })),
);
