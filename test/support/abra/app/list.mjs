/** `app ls` and `app ps`: what is set up, and what of an app runs. */
import { allApps, appOf } from '../app.mjs';
import { checkout, checkoutLatest, cloneOfName, versionsOf } from '../clone.mjs';
import { serversOf } from '../context.mjs';
import { dockerLines, servicesOf } from '../docker.mjs';
import { Fatal, print, printJson, table } from '../log.mjs';
import { compareVersions, isVersion } from '../versions.mjs';
import { deployedOf } from './deployed.mjs';

/**
 * @typedef {import('../context.mjs').Context} Context
 * @typedef {import('../app.mjs').App} App
 */

/** @param {Context} context */
export async function listApps(context) {
  const { flags } = context;
  if (typeof flags.server === 'string' && !serversOf(context).includes(flags.server))
    throw new Fatal(`server doesn't exist? (${flags.server})`);
  const apps = allApps(context).filter(
    (app) => (!flags.server || app.server === flags.server) && (!flags.recipe || app.recipe === flags.recipe),
  );
  /** @type {Awaited<ReturnType<typeof rowOf>>[]} */
  const rows = [];
  for (const app of apps) rows.push(await rowOf(context, app));
  const servers = Object.fromEntries(
    [...new Set(rows.map(({ server }) => server))].map((server) => [
      server,
      countsOf(
        rows.filter((row) => row.server === server),
        Boolean(flags.status),
      ),
    ]),
  );
  if (flags.machine) return printJson(servers);
  print(
    table(
      ['RECIPE', 'DOMAIN', 'SERVER'],
      apps.map(({ recipe, domain, server }) => [recipe, domain, server]),
    ),
  );
}

/**
 * @param {readonly { version: string, upgrade: string }[]} apps of one server
 * @param {boolean} hasStatus
 */
function countsOf(apps, hasStatus) {
  const known = hasStatus ? apps : [];
  return {
    apps,
    appCount: apps.length,
    versionCount: known.filter(({ version }) => version !== 'unknown').length,
    unversionedCount: known.filter(({ version }) => version === 'unknown').length,
    latestCount: known.filter(({ upgrade }) => upgrade === 'latest').length,
    upgradeCount: known.filter(({ upgrade }) => upgrade !== 'latest' && upgrade !== 'unknown').length,
  };
}

/**
 * @param {Context} context
 * @param {App} app
 */
async function rowOf(context, app) {
  const { domain, server, recipe } = app;
  // Nobody asked for this checkout.
  const clone = cloneOfName(context, recipe);
  if (clone) await (app.version === undefined ? checkoutLatest(clone) : checkout(clone, app.version));
  const row = {
    server,
    recipe,
    appName: domain,
    domain,
    status: '',
    chaos: '',
    chaosVersion: '',
    version: '',
    upgrade: '',
  };
  if (!context.flags.status) return row;
  const deployed = await deployedOf(app);
  const version = deployed?.version ?? 'unknown';
  const newer = clone ? (await versionsOf(clone)).filter((other) => compareVersions(other, version) > 0) : [];
  const upgrade = isVersion(version) ? newer.reverse().join('\n') || 'latest' : 'unknown';
  return {
    ...row,
    status: deployed ? 'deployed' : 'unknown',
    chaos: deployed ? String(deployed.isChaos) : 'unknown',
    chaosVersion: deployed?.chaosVersion ?? 'unknown',
    version,
    upgrade,
  };
}

/** @param {Context} context */
export async function listServices(context) {
  const app = appOf(context);
  const services = await servicesOf(app.server, app.stack);
  if (services.length === 0) throw new Fatal(`${app.domain} is not deployed?`);
  const rows = await Promise.all(services.map((service) => serviceRow(app, service)));
  if (context.flags.machine) return printJson(Object.fromEntries(rows.map((row) => [row.service, row])));
  const header = ['service', 'image', 'created', 'status', 'state', 'ports'];
  print(
    table(
      header.map((cell) => cell.toUpperCase()),
      rows.map((row) => header.map((key) => row[key] ?? '')),
    ),
  );
}

/**
 * @param {App} app
 * @param {import('../docker.mjs').Service} service
 * @returns {Promise<Record<string, string>>}
 */
async function serviceRow({ server, stack }, { Spec, Endpoint }) {
  const filter = ['--filter', `label=com.docker.swarm.service.name=${Spec.Name}`];
  const lines = await dockerLines(server, [
    'ps',
    ...filter,
    '--format',
    '{{.CreatedAt}}\t{{.Status}}\t{{.State}}',
  ]);
  const [created = 'unknown', status = 'unknown', state = 'unknown'] = lines[0]?.split('\t') ?? [];
  /** @param {string} name */
  const label = (name) => Spec.Labels[`coop-cloud.${stack}.${name}`] ?? 'unknown';
  return {
    service: Spec.Name.slice(stack.length + 1),
    chaos: label('chaos'),
    created,
    image: Spec.TaskTemplate.ContainerSpec.Image.replace(/@sha256:.*/, ''),
    ports: (Endpoint.Ports ?? [])
      .map((port) => `${port.PublishedPort}->${port.TargetPort}/${port.Protocol}`)
      .join(', '),
    state,
    status,
    version: label('version'),
  };
}
