/** The deployment itself: `docker stack deploy` with abra's labels laid over, the wait, and the version written into .env. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chaosVersion } from '../clone.mjs';
import { labelOf, overlayOf, readCompose } from '../compose.mjs';
import { converge, DEFAULT_TIMEOUT_S } from '../converge.mjs';
import { docker, dockerLines, dockerOutcome, servicesOf } from '../docker.mjs';
import { writeVersion } from '../env-file.mjs';
import { Fatal, info } from '../log.mjs';

/**
 * @typedef {import('../context.mjs').Context} Context
 * @typedef {import('../app.mjs').App} App
 * @typedef {import('../clone.mjs').Clone} Clone
 * @typedef {import('../compose.mjs').Compose} Compose
 *
 * @typedef {object} Target
 * @property {string} version a release, a commit, or with -C what chaos-version is to say
 * @property {boolean} isOverDeployed
 */

/**
 * @param {Context} context
 * @param {App} app
 * @param {Clone} clone at the version
 * @param {Target} target
 */
export async function roll(context, app, clone, target) {
  const { flags, modes } = context;
  if (modes.has('disk-full'))
    throw new Fatal('deploy failed: write /var/lib/docker/tmp: no space left on device');
  const compose = readCompose(app, clone);
  await needSecrets(app, compose);
  if (!flags['no-domain-checks']) checkDomain(app);
  await deployStack(app, clone, compose, await overlayFor(context, app, clone, compose, target.version));
  if (modes.has('rolled-back') && target.isOverDeployed) await rollBack(app);
  writeVersion(app.path, app.recipe, target.version);
  // For as long as whoever started this lets it.
  if (modes.has('hang')) await sleep(2 ** 31 - 1);
  await judge(context, app, compose, target);
}

/**
 * @param {App} app
 * @param {Compose} compose
 */
async function needSecrets({ server, stack }, { secrets }) {
  const present = await dockerLines(server, ['secret', 'ls', '--format', '{{.Name}}']);
  const own = Object.entries(secrets).filter(([, { name }]) => name.startsWith(`${stack}_`));
  const missing = own.find(([, { name }]) => !present.includes(name));
  if (missing) throw new Fatal(`secret not generated: ${missing[0]}`);
}

/**
 * No name is asked of the network: a domain that is to be checked does not resolve here.
 * @param {App} app
 */
function checkDomain({ env }) {
  if (env.DOMAIN)
    throw new Fatal(`unable to resolve ipv4 address for ${env.DOMAIN}? lookup ${env.DOMAIN}: no such host`);
}

/**
 * @param {Context} context
 * @param {App} app
 * @param {Clone} clone
 * @param {Compose} compose
 * @param {string} version
 */
async function overlayFor({ flags, modes }, app, clone, compose, version) {
  // With -C the label keeps what the compose file says, whatever commit is checked out.
  const label = flags.chaos ? labelOf(compose, app.stack, 'version') : version;
  const timeout = labelOf(compose, app.stack, 'timeout');
  return overlayOf(app, compose, {
    labels: {
      ...(label === undefined ? {} : { version: label }),
      ...(timeout === undefined ? {} : { timeout }),
      recipe: app.recipe,
      chaos: flags.chaos ? 'true' : 'false',
      ...(flags.chaos ? { 'chaos-version': await chaosVersion(clone) } : {}),
    },
    type: `${app.recipe}:${version}`,
    onAppOnly: modes.has('labels-on-app-only'),
    imageSuffix: modes.has('image-lost') ? '-not-pulled' : undefined,
  });
}

/**
 * @param {App} app
 * @param {Clone} clone
 * @param {Compose} compose
 * @param {string} overlay
 */
async function deployStack({ server, stack }, clone, compose, overlay) {
  const folder = mkdtempSync(join(tmpdir(), 'abra-emulator-'));
  try {
    const laidOver = join(folder, 'compose.json');
    writeFileSync(laidOver, overlay);
    const files = [...compose.files, laidOver].flatMap((file) => ['--compose-file', file]);
    const args = ['stack', 'deploy', '--resolve-image', 'never', ...files, stack];
    await docker(server, args, { cwd: clone.folder, env: { ...compose.env } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {App} app */
async function rollBack({ server, stack }) {
  // A service that was made by this update has nothing to go back to.
  for (const { Spec } of await servicesOf(server, stack))
    await dockerOutcome(server, ['service', 'rollback', '--detach', Spec.Name]);
}

/**
 * @param {Context} context
 * @param {App} app
 * @param {Compose} compose
 * @param {Target} target
 */
async function judge({ flags, modes }, app, compose, { isOverDeployed }) {
  const isSpanish = modes.has('localised') && !/^(C|POSIX|en)([_.]|$)/.test(process.env.LANG || 'C');
  const succeeded = isSpanish ? 'despliegue exitoso 🟢' : 'deploy succeeded 🟢';
  if (flags['no-converge-checks']) return info('not waiting for deploy to succeed: converge checks disabled');
  if (modes.has('deploy-says-succeeded')) return info(succeeded);
  const seconds = Number(labelOf(compose, app.stack, 'timeout')) || DEFAULT_TIMEOUT_S;
  const end = await converge(app.server, app.stack, seconds * 1000);
  if (end === 'timed-out') throw new Fatal(isSpanish ? 'el despliegue expiró 🟠' : 'deploy timed out 🟠');
  if (end === 'failed' || (modes.has('upgrade-says-failed') && isOverDeployed))
    throw new Fatal(isSpanish ? 'despliegue fallido 🛑' : 'deploy failed 🛑');
  info(succeeded);
}
