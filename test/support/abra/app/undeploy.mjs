/** `app undeploy`, and `app remove` of what it leaves: the volumes, the secrets and the .env. */
import { unlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { appOf } from '../app.mjs';
import { needNoInput } from '../context.mjs';
import { docker, servicesOf } from '../docker.mjs';
import { writeVersion } from '../env-file.mjs';
import { Fatal, info } from '../log.mjs';
import { deployedOf } from './deployed.mjs';
import { secretsInSwarm } from './secrets.mjs';
import { volumesOf } from './volumes.mjs';

/** @typedef {import('../context.mjs').Context} Context */

const WAIT_MS = 60_000;

/** @param {Context} context */
export async function undeploy(context) {
  needNoInput(context);
  const app = appOf(context);
  const deployed = await deployedOf(app);
  if (!deployed) throw new Fatal(`${app.domain} is not deployed?`);
  if (context.modes.has('undeploy-leaves-service')) await removeAllButOne(app);
  else await docker(app.server, ['stack', 'rm', app.stack]);
  const least = context.modes.has('undeploy-leaves-service') ? 1 : 0;
  const until = Date.now() + WAIT_MS;
  while ((await servicesOf(app.server, app.stack)).length > least) {
    if (Date.now() > until)
      throw new Fatal(`${app.domain}: services are still there after ${WAIT_MS / 1000} s`);
    await sleep(200);
  }
  const version = deployed.isChaos ? deployed.chaosVersion : deployed.version;
  if (version !== undefined) writeVersion(app.path, app.recipe, version);
  info('undeploy succeeded 🟢');
}

/** @param {import('../app.mjs').App} app */
async function removeAllButOne({ server, stack }) {
  const names = (await servicesOf(server, stack)).map(({ Spec }) => Spec.Name).sort();
  if (names.length > 1) await docker(server, ['service', 'rm', ...names.slice(0, -1)]);
}

/** @param {Context} context */
export async function remove(context) {
  const { flags } = context;
  if (!flags.force) needNoInput(context);
  const app = appOf(context);
  if (await deployedOf(app))
    throw new Fatal(`${app.domain} is still deployed. Run "abra app undeploy ${app.domain}"`);
  const volumes = await volumesOf(app);
  if (volumes.length > 0)
    throw new Fatal(
      `${app.domain} still has volumes (${volumes.join(', ')}). Run "abra app volume remove ${app.domain}"`,
    );
  const secrets = await secretsInSwarm(app);
  if (secrets.length > 0) await docker(app.server, ['secret', 'rm', ...secrets]);
  unlinkSync(app.path);
  info(`file: ${app.path} removed`);
}
