/** `app deploy`: which version, whether it may be deployed, and where it is noted. */
import { appOf, cloneOfApp } from '../app.mjs';
import { chaosVersion, checkout, checkoutLatest, ensure, versionsOf } from '../clone.mjs';
import { needNoInput } from '../context.mjs';
import { Fatal } from '../log.mjs';
import { lintForErrors } from '../recipe/lint.mjs';
import { deployedOf } from './deployed.mjs';
import { roll } from './roll.mjs';

/**
 * @typedef {import('../context.mjs').Context} Context
 * @typedef {import('../app.mjs').App} App
 * @typedef {import('../clone.mjs').Clone} Clone
 */

/** @param {Context} context */
export async function deploy(context) {
  needNoInput(context);
  const { flags, args } = context;
  if (flags.chaos && args[1] !== undefined) throw new Fatal('cannot use [version] and --chaos together');
  if (args[1] !== undefined && flags.latest) throw new Fatal('cannot use [version] and --latest together');
  const app = appOf(context);
  const clone = cloneOfApp(context, app);
  await ensure(context, clone, flags.latest ? undefined : app.version);
  const deployed = await deployedOf(app);
  if (deployed && !flags.force && !flags.chaos) throw new Fatal(`${app.domain} is already deployed`);
  const version = await checkoutVersion(context, app, clone, deployed?.version);
  if (!flags.chaos) await lintForErrors(context, clone);
  await roll(context, app, clone, { version, isOverDeployed: deployed !== undefined });
}

/**
 * -C: what is checked out. Else, in this order: the command line, TYPE in .env, what is deployed, the newest release; a
 * recipe without a release is deployed at its newest commit.
 * @param {Context} context
 * @param {App} app
 * @param {Clone} clone
 * @param {string | undefined} deployed
 * @returns {Promise<string>}
 */
async function checkoutVersion({ args, flags }, app, clone, deployed) {
  if (flags.chaos) return chaosVersion(clone);
  const inEnv = flags.latest ? undefined : app.version;
  const isRelease = deployed !== undefined && (await versionsOf(clone)).includes(deployed);
  const version = args[1] ?? inEnv ?? (isRelease && !flags.latest ? deployed : undefined);
  if (version === undefined) return checkoutLatest(clone);
  await checkout(clone, version);
  return version;
}
