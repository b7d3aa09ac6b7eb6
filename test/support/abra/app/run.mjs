/** `app run`, `app cmd`, `app logs` and `app config`: into the app's containers, and into an editor. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { appOf, cloneOfApp } from '../app.mjs';
import { ensure } from '../clone.mjs';
import { containerOf, docker, dockerEnvironment } from '../docker.mjs';
import { Fatal, needInputTerminal } from '../log.mjs';

/**
 * @typedef {import('../context.mjs').Context} Context
 * @typedef {import('../app.mjs').App} App
 */

/** @param {Context} context */
export async function runInService(context) {
  const { args, flags, modes } = context;
  const app = appOf(context);
  const [, service = '', ...command] = args;
  if (!flags['no-tty']) needInputTerminal();
  if (modes.has('run-swallows')) return;
  const container = await needContainer(app, service);
  const user = typeof flags.user === 'string' ? ['--user', flags.user] : [];
  await inherit(app, [
    'exec',
    ...(flags['no-tty'] ? [] : ['--interactive', '--tty']),
    ...user,
    container,
    ...command,
  ]);
}

/** @param {Context} context */
export async function runCommand(context) {
  const { args, flags } = context;
  if (flags.local)
    throw new Fatal('the emulator runs no code of a recipe on this machine: cmd --local is not emulated');
  const app = appOf(context);
  const clone = cloneOfApp(context, app);
  await ensure(context, clone, app.version);
  const [, service, name, ...rest] = args;
  if (service === undefined || name === undefined) throw new Fatal('missing arguments [service] and [cmd]');
  if (!flags.tty) needInputTerminal();
  const container = await needContainer(app, service);
  await docker(app.server, ['cp', join(clone.folder, 'abra.sh'), `${container}:/tmp/abra.sh`]);
  const script = 'TARGET=$1; APP_NAME=$2; STACK_NAME=$3; shift 3; . /tmp/abra.sh; "$@"';
  await inherit(app, [
    'exec',
    container,
    'bash',
    '-c',
    script,
    'abra',
    service,
    app.domain,
    app.stack,
    name,
    ...rest,
  ]);
}

/** @param {Context} context */
export async function logs(context) {
  const app = appOf(context);
  const service = context.args[1] ?? 'app';
  const since = typeof context.flags.since === 'string' ? ['--since', context.flags.since] : [];
  await inherit(app, ['service', 'logs', '--follow', ...since, `${app.stack}_${service}`]);
}

/** @param {Context} context */
export async function config(context) {
  const app = appOf(context);
  const editor = process.env.EDITOR;
  if (!editor) throw new Fatal('no $EDITOR set, and nobody is there to choose one');
  await ended(spawn(editor, [app.path], { stdio: 'inherit' }));
}

/**
 * @param {App} app
 * @param {string} service
 */
async function needContainer(app, service) {
  const container = await containerOf(app.server, `${app.stack}_${service}`);
  if (container === undefined)
    throw new Fatal(`no containers matching the ${app.stack}_${service} filter found?`);
  return container;
}

/**
 * @param {App} app
 * @param {readonly string[]} args of docker, with this process's own terminal
 */
const inherit = ({ server }, args) =>
  ended(spawn('docker', args, { stdio: 'inherit', env: dockerEnvironment(server) }));

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<void>}
 */
const ended = (child) =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Fatal(`exit status ${code}`))));
  });
