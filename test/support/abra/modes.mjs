/** What goes wrong in the field and can't be had on demand: each is switched on by its name in ABRA_EMULATOR_MODE. */

/**
 * @typedef {object} Mode
 * @property {string} name
 * @property {string} gotcha what was met in the field
 * @property {string} effect what the emulator does
 */

/** @type {readonly Mode[]} */
export const MODES = [
  {
    name: 'upgrade-says-failed',
    gotcha: 'a slow stop-first roll is called failed although every service is healthy',
    effect: 'upgrade, and deploy over a deployed app, do their work, then say `deploy failed`; not with -c',
  },
  {
    name: 'deploy-says-succeeded',
    gotcha: 'success is said although the services never came up, or were rolled back later',
    effect: 'deploy and upgrade say `deploy succeeded` without looking',
  },
  {
    name: 'rolled-back',
    gotcha: 'Swarm rolls an update back: N/N replicas are healthy and the labels are the old ones again',
    effect:
      'upgrade, and deploy over a deployed app, are followed by `docker service rollback` of every service',
  },
  {
    name: 'hang',
    gotcha: 'a crash loop without an end held a runner for 20 minutes',
    effect: 'deploy and upgrade do their work and never return',
  },
  {
    name: 'undeploy-leaves-service',
    gotcha: 'undeploy says it is done, and a service is still there',
    effect: 'undeploy leaves the last service of the stack',
  },
  {
    name: 'volume-in-use-once',
    gotcha: 'a stopped task still holds the volume',
    effect: 'the first `volume remove` of an ABRA_DIR fails with `volume is in use`',
  },
  {
    name: 'volume-in-use',
    gotcha: 'a volume that can never be removed',
    effect: 'every `volume remove` fails with `volume is in use`',
  },
  {
    name: 'secret-remains',
    gotcha: 'a teardown that was not verified left secrets behind',
    effect: '`secret remove --all` leaves the last secret and says nothing of it',
  },
  {
    name: 'disk-full',
    gotcha: 'a disk at 90 % looked like `deploy failed`',
    effect: 'deploy and upgrade end in `no space left on device` before anything is made',
  },
  {
    name: 'image-lost',
    gotcha: 'the rate limit of an anonymous pull looked like `No such image`',
    effect: 'deploy and upgrade ask for an image that is not there',
  },
  {
    name: 'private-origin',
    gotcha: 'every command that fetches fails on a private origin',
    effect: 'each fetch of a recipe ends in `authentication required: Unauthorized`',
  },
  {
    name: 'lint-fetches',
    gotcha: 'lint fetched tags from a mirror that wanted credentials, and ended there',
    effect: '`recipe lint` fetches from origin whatever the flags',
  },
  {
    name: 'fetch-keeps-old',
    gotcha: 'recipe fetch over an existing folder changed nothing',
    effect: '`recipe fetch` says it is done and leaves the clone as it was',
  },
  {
    name: 'env-without-newline',
    gotcha:
      'a last line without a newline swallowed RESTIC_REPOSITORY: backups were mis-wired and nobody saw',
    effect: '`app new` writes an .env whose last line has no newline',
  },
  {
    name: 'secrets-on-stderr',
    gotcha: 'secret values reached a log that nobody thought of',
    effect: '`secret generate` says each value on stderr as well',
  },
  {
    name: 'backup-conflict-once',
    gotcha: 'a backup while a container cycles: 409 Conflict',
    effect: 'the first `backup create` of an ABRA_DIR fails with 409',
  },
  {
    name: 'backup-truncated',
    gotcha: 'restic happily stored a truncated dump',
    effect: 'files that a path label names are emptied between the pre-hook and restic',
  },
  {
    name: 'backup-empty',
    gotcha: 'a backup that is green and holds nothing of the app',
    effect: '`backup create` runs the hooks and stores an empty folder',
  },
  {
    name: 'restore-does-nothing',
    gotcha: 'a restore that is green and restores nothing',
    effect: '`restore` runs the hooks and no restic',
  },
  {
    name: 'run-swallows',
    gotcha: 'a failed docker exec was swallowed: a false red on a healthy recipe, or a false green',
    effect: '`app run` prints nothing and exits 0, without running anything',
  },
  {
    name: 'labels-on-app-only',
    gotcha: 'whether every service or only `app` gets the labels differs between versions (recalled)',
    effect: 'only `app` is labelled',
  },
  {
    name: 'localised',
    gotcha: 'messages go through gettext since 2026',
    effect: 'unless LANG is C or English, what deploy says at the end is in Spanish',
  },
];

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {ReadonlySet<string>}
 * @throws {Error} for a name that is not in the list: a typing error must not make a test pass
 */
export function modesIn(env) {
  const names = (env.ABRA_EMULATOR_MODE ?? '').split(',').filter((name) => name !== '');
  const unknown = names.filter((name) => !MODES.some((mode) => mode.name === name));
  if (unknown.length > 0) {
    const known = MODES.map(({ name }) => name).join(', ');
    throw new Error(`ABRA_EMULATOR_MODE: ${unknown.join(', ')} is no mode; there are ${known}`);
  }
  return new Set(names);
}

/** @returns {string} the table of README.md */
export function modeTable() {
  const rows = MODES.map(({ name, gotcha, effect }) => `| ${name} | ${gotcha} | ${effect} |`);
  return ['| mode | what was met | what the emulator does |', '|---|---|---|', ...rows].join('\n');
}
