/** `app upgrade` and `app rollback`: to a newer or an older release of the recipe than the one that is deployed. */
import { appOf, cloneOfApp } from '../app.mjs';
import { checkout, ensure, versionsOf } from '../clone.mjs';
import { needNoInput } from '../context.mjs';
import { Fatal, info } from '../log.mjs';
import { lintForErrors } from '../recipe/lint.mjs';
import { compareVersions, isVersion } from '../versions.mjs';
import { deployedOf } from './deployed.mjs';
import { roll } from './roll.mjs';

/** @typedef {import('../context.mjs').Context} Context */

/** @param {Context} context */
export const upgrade = (context) => move(context, 'upgrade');

/** @param {Context} context */
export const rollback = (context) => move(context, 'rollback');

/**
 * @param {Context} context
 * @param {'upgrade' | 'rollback'} direction
 */
async function move(context, direction) {
  needNoInput(context);
  const app = appOf(context);
  const clone = cloneOfApp(context, app);
  await ensure(context, clone, app.version);
  const deployed = await deployedOf(app);
  if (!deployed) throw new Fatal(`${app.domain} is not deployed?`);
  const from = deployed.version;
  if (from === undefined || !isVersion(from))
    throw new Fatal(`failed to determine deployed version of ${app.domain}`);
  const versions = await versionsOf(clone);
  if (versions.length === 0)
    throw new Fatal(`no published releases for ${app.recipe} in the recipe catalogue?`);
  const chosen = chooseVersion(versions, from, direction, context);
  if (chosen === undefined) return info(`no available ${direction}s, you're on latest (${from})`);
  await checkout(clone, chosen);
  await lintForErrors(context, clone);
  await roll(context, app, clone, { version: chosen, isOverDeployed: true });
}

/**
 * @param {readonly string[]} versions oldest first
 * @param {string} from
 * @param {'upgrade' | 'rollback'} direction
 * @param {Context} context
 * @returns {string | undefined} the newest beyond `from` for an upgrade, the next older one for a rollback
 */
function chooseVersion(versions, from, direction, { args, flags }) {
  const sign = direction === 'upgrade' ? 1 : -1;
  const beyond = versions.filter((version) => {
    const order = compareVersions(version, from) * sign;
    return order > 0 || (order === 0 && flags.force);
  });
  if (args[1] === undefined) return beyond.at(-1);
  if (!versions.includes(args[1])) throw new Fatal(`${args[1]} is not a known version for ${from}`);
  if (!beyond.includes(args[1]))
    throw new Fatal(
      `${args[1]} is not ${direction === 'upgrade' ? 'an upgrade' : 'a rollback'} for ${from}?`,
    );
  return args[1];
}
