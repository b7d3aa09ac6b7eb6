/** A Docker daemon to deploy to: the one that answers, else one of our own that outlives this process until it is stopped. */
import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { candidateVersion, ensurePackages } from './apt.mjs';
import { madeCacheFolder } from './cache.mjs';
import { withLock } from './lock.mjs';
import { networkState, restoreNetwork } from './network.mjs';
import { childrenOf, end, identify, isAlive, processesWith, until } from './pid.mjs';
import { progress as onStderr } from './progress.mjs';
import { findProgram, outcomeOf, run, tail } from './run.mjs';
import { Unavailable } from './unavailable.mjs';

/**
 * @typedef {object} Docker
 * @property {string} host such as `unix:///var/run/docker.sock`: the value for DOCKER_HOST
 * @property {boolean} startedByUs whether it is our own daemon, started by this process or an earlier one
 * @property {number} [pid] of our own daemon
 * @property {() => Promise<void>} stop stops our own daemon (others may be using it); does nothing to one that isn't ours
 *
 * @typedef {object} DaemonRecord
 * @property {import('./pid.mjs').ProcessId} process
 * @property {string} dataRoot
 * @property {string} log
 * @property {HostState} before
 *
 * @typedef {object} HostState what was there before the daemon
 * @property {import('./network.mjs').NetworkState} network
 * @property {readonly string[]} absent those of `MADE_BY_DOCKER` that were not
 *
 * @typedef {{ progress?: import('./progress.mjs').Progress }} Words
 */

/**
 * Run-time state has one fixed place, whatever the cache folder: two daemons on one machine would share bridges, firewall
 * chains and Swarm's ports. It is short, since a socket's path may have 107 bytes, and gone after a restart, as its content is.
 */
const RUN = '/run/cc-ci-action';
const AT = {
  socket: join(RUN, 'docker.sock'),
  exec: join(RUN, 'exec'),
  pid: join(RUN, 'docker.pid'),
  config: join(RUN, 'daemon.json'),
  record: join(RUN, 'record.json'),
  lock: join(RUN, 'lock'),
};
/** What dockerd and its containerd make in fixed places, whatever folders they are given. */
const MADE_BY_DOCKER = ['/etc/docker/key.json', '/etc/docker', '/opt/containerd', '/run/docker'];
const OUR_HOST = `unix://${AT.socket}`;
const START_TIMEOUT_MS = 60_000;
const PING_TIMEOUT_MS = 3_000;

/**
 * A daemon that answers, found or started.
 * @param {Words} [words]
 * @returns {Promise<Docker>}
 * @throws {Unavailable} where none answers and none can be started here
 */
export async function ensureDocker({ progress = onStderr } = {}) {
  const found = await findDocker();
  if (found) return found;
  if (process.getuid?.() !== 0) {
    const remedy = 'Start Docker and add yourself to its group, set DOCKER_HOST, or run this as root';
    throw new Unavailable(
      `No Docker daemon answers at ${await currentHost()}, and starting one needs root`,
      remedy,
    );
  }
  await installDocker(progress);
  // Where services are started on installation, the package's own daemon answers by now.
  return (await findDocker()) ?? (await startUnderLock(progress));
}

/** @returns {Promise<Docker | undefined>} the daemon that answers now: the user's own first */
export async function findDocker() {
  const host = await currentHost();
  if (host !== OUR_HOST && (await answers(host)))
    return { host, startedByUs: false, stop: async () => undefined };
  return (await answers(OUR_HOST)) ? ourDocker() : undefined;
}

/** @returns {Docker} */
function ourDocker() {
  const pid = readRecord()?.process.pid;
  return { host: OUR_HOST, startedByUs: true, ...(pid ? { pid } : {}), stop: stopOurDocker };
}

/** @returns {Promise<string>} what the `docker` command would talk to */
async function currentHost() {
  if (process.env.DOCKER_HOST) return process.env.DOCKER_HOST;
  const { stdout } = await outcomeOf([
    'docker',
    'context',
    'inspect',
    '--format',
    '{{.Endpoints.docker.Host}}',
  ]);
  return stdout.trim() || 'unix:///var/run/docker.sock';
}

/**
 * Whether a daemon answers on a Unix socket. Other kinds of host count as silent: set-up imports images and looks at the
 * host's bridges, so it needs a daemon on this machine.
 * @param {string} host
 * @returns {Promise<boolean>}
 */
export function answers(host) {
  if (!host.startsWith('unix://')) return Promise.resolve(false);
  return new Promise((settle) => {
    const ask = request({
      socketPath: host.slice('unix://'.length),
      path: '/_ping',
      timeout: PING_TIMEOUT_MS,
    });
    ask.once('response', (response) => settle(response.resume().statusCode === 200));
    ask.once('timeout', () => ask.destroy());
    // No socket, no permission, nobody behind it: to the question asked all of these mean no.
    ask.once('error', () => settle(false));
    ask.once('close', () => settle(false));
    ask.end();
  });
}

/** @param {import('./progress.mjs').Progress} progress */
async function installDocker(progress) {
  const why = 'a Docker daemon to deploy to';
  if (!findProgram('dockerd')) await ensurePackages(['docker.io', 'iptables', 'iproute2'], { why, progress });
  if (!findProgram('iptables')) await ensurePackages(['iptables'], { why, progress });
  // Debian 13 has the command in a package of its own.
  if (!findProgram('docker') && (await candidateVersion('docker-cli')))
    await ensurePackages(['docker-cli'], { why, progress });
}

/** @param {import('./progress.mjs').Progress} progress */
function startUnderLock(progress) {
  mkdirSync(RUN, { recursive: true, mode: 0o711 });
  return progress.step(
    'Start a Docker daemon of our own',
    { why: 'none is running', about: 'a few seconds' },
    () =>
      withLock(AT.lock, { timeoutMs: 2 * START_TIMEOUT_MS }, async () => {
        if (!(await answers(OUR_HOST))) await start();
        return ourDocker();
      }),
  );
}

async function start() {
  const earlier = readRecord();
  // A daemon that lives but doesn't answer is of no use, and its pidfile and containerd would stop the next one.
  if (earlier) await endDaemon(earlier);
  // The exec-root stays: with it the new daemon finds containers that are still running. A pidfile whose process is a zombie
  // (init may be one that doesn't reap) counts as alive to dockerd, which would then wait for that containerd.
  for (const path of [AT.pid, AT.socket, join(AT.exec, 'containerd', 'containerd.pid')])
    rmSync(path, { force: true });
  const dataRoot = madeCacheFolder('docker', 'data');
  const log = join(madeCacheFolder('docker'), 'dockerd.log');
  const before = earlier?.before ?? (await hostState());
  const child = launch(dataRoot, log);
  const known = child.pid === undefined ? undefined : identify(child.pid);
  if (!known) throw new Error(`dockerd ended at once: ${log}\n${logTail(log)}`);
  writeFileSync(AT.record, JSON.stringify({ process: known, dataRoot, log, before }, null, 2));
  if (!(await until(async () => !isAlive(known) || (await answers(OUR_HOST)), START_TIMEOUT_MS))) {
    await end(known);
    throw new Error(
      `dockerd did not answer within ${START_TIMEOUT_MS / 1000} s; ${log} ends with:\n${logTail(log)}`,
    );
  }
  if (!isAlive(known)) throw new Error(`dockerd ended while it started; ${log} ends with:\n${logTail(log)}`);
}

/** @returns {Promise<HostState>} */
async function hostState() {
  return { network: await networkState(), absent: MADE_BY_DOCKER.filter((path) => !existsSync(path)) };
}

/**
 * @param {string} dataRoot
 * @param {string} log
 */
function launch(dataRoot, log) {
  writeFileSync(AT.config, '{}');
  const output = openSync(log, 'w', 0o600);
  const folders = ['--data-root', dataRoot, '--exec-root', AT.exec, '--pidfile', AT.pid];
  // An own configuration: the machine's daemon.json may name hosts and folders that collide with these.
  const child = spawn(
    findProgram('dockerd') ?? 'dockerd',
    ['--host', OUR_HOST, '--config-file', AT.config, ...folders],
    {
      detached: true,
      stdio: ['ignore', output, output],
      // Swarm then takes an image that is here without asking a registry.
      env: { ...process.env, DOCKER_SERVICE_PREFER_OFFLINE_IMAGE: '1' },
    },
  );
  // Whether it started is read from its process and its socket; without a listener a failed start would be an exception.
  child.on('error', () => undefined).unref();
  closeSync(output);
  return child;
}

/** @param {string} log */
const logTail = (log) => (existsSync(log) ? tail(readFileSync(log, 'utf8'), 12) : '(no log)');

/** Whether a daemon of our own is there to be stopped, running or killed. @returns {boolean} */
export const hasOurDocker = () => readRecord() !== undefined;

/** @returns {DaemonRecord | undefined} */
function readRecord() {
  return existsSync(AT.record) ? JSON.parse(readFileSync(AT.record, 'utf8')) : undefined;
}

/**
 * Ends the daemon and what an unclean end may have left of it; all are known by the exec-root in their command lines.
 * @param {DaemonRecord} record
 */
async function endDaemon(record) {
  await end(record.process);
  for (const containerd of processesWith('--config', join(AT.exec, 'containerd'))) await end(containerd);
}

/** A shim outlives its daemon, and the container outlives its shim: the container's first process takes the others along. */
async function endShims() {
  for (const shim of processesWith('-address', AT.exec)) {
    for (const first of childrenOf(shim.pid)) process.kill(first, 'SIGKILL');
    await end(shim);
  }
}

/** @param {string} folder */
async function unmountBelow(folder) {
  const mounts = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  const below = mounts.filter((path) => path === folder || path.startsWith(`${folder}/`));
  for (const path of below.reverse()) await run(['umount', '--lazy', path]);
}

/** Stops our own daemon, if there is one, and puts the host's network back; images and Swarm state are kept. */
export async function stopOurDocker() {
  const record = readRecord();
  if (!record) return;
  await endDaemon(record);
  await endShims();
  await unmountBelow(AT.exec);
  await unmountBelow(record.dataRoot);
  await restoreNetwork(record.before.network);
  rmSync(RUN, { recursive: true, force: true });
}

/** Stops our own daemon, if there is one, and removes its images, containers, volumes and Swarm state. */
export async function removeOurDocker() {
  const record = readRecord();
  if (!record) return;
  await stopOurDocker();
  rmSync(record.dataRoot, { recursive: true, force: true });
  rmSync(record.log, { force: true });
  for (const path of record.before.absent.filter((made) => existsSync(made))) {
    // Folders only where they are empty: by now someone may have put a configuration there.
    if (statSync(path).isDirectory()) await run(['find', path, '-depth', '-type', 'd', '-empty', '-delete']);
    else rmSync(path);
  }
}
