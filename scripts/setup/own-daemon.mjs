/** A Docker daemon of our own: started, found again by a later process, stopped, and removed with all that it made. */
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
import { join } from 'node:path';
import { madeCacheFolder } from './cache.mjs';
import { answers } from './docker-ping.mjs';
import { withLock } from './lock.mjs';
import { unmountBelow } from './mounts.mjs';
import { networkState, restoreNetwork } from './network.mjs';
import { childrenOf, end, identify, isAlive, processesWith, until } from './pid.mjs';
import { findProgram, run, tail } from './run.mjs';

/**
 * @typedef {object} DaemonRecord
 * @property {import('./pid.mjs').ProcessId} process
 * @property {string} dataRoot
 * @property {string} log
 * @property {HostState} before
 *
 * @typedef {object} HostState what was there before the daemon
 * @property {import('./network.mjs').NetworkState} network
 * @property {readonly string[]} absent those of `MADE_BY_DOCKER` that were not
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
/** Where every containerd's shims have their sockets. */
const SHIMS = '/run/containerd';
/** What dockerd and its containerd make in fixed places, whatever folders they are given. */
const MADE_BY_DOCKER = ['/etc/docker/key.json', '/etc/docker', '/opt/containerd', '/run/docker', SHIMS];
export const OUR_HOST = `unix://${AT.socket}`;
const START_TIMEOUT_MS = 60_000;

/**
 * The process of our own daemon, where it answers and still has its data (a cache folder may be deleted under it).
 * @returns {Promise<number | undefined>}
 */
export async function ourDaemonPid() {
  const record = readRecord();
  if (!record || !existsSync(record.dataRoot)) return undefined;
  return (await answers(OUR_HOST)) ? record.process.pid : undefined;
}

/**
 * Starts our own daemon unless another process has just done so.
 * @returns {Promise<number>} its process
 */
export function startOurDaemon() {
  mkdirSync(RUN, { recursive: true, mode: 0o711 });
  return withLock(
    AT.lock,
    { timeoutMs: 2 * START_TIMEOUT_MS },
    async () => (await ourDaemonPid()) ?? (await start()),
  );
}

/** @returns {Promise<number>} */
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
  return known.pid;
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
export const hasOurDaemon = () => readRecord() !== undefined;

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

/** Stops our own daemon, if there is one, and puts the host's network back; images and Swarm state are kept. */
export async function stopOurDaemon() {
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
export async function removeOurDaemon() {
  const record = readRecord();
  if (!record) return;
  await stopOurDaemon();
  rmSync(record.dataRoot, { recursive: true, force: true });
  rmSync(record.log, { force: true });
  for (const path of record.before.absent.filter((made) => existsSync(made))) await removeMade(path);
}

/**
 * Folders go only where nothing is in them but shims' sockets: by now someone may have put a configuration there.
 * @param {string} path
 */
async function removeMade(path) {
  if (!statSync(path).isDirectory()) return rmSync(path);
  const sockets = ['-type', 's', '-path', join(SHIMS, 's', '*')];
  await run(['find', path, '-depth', '(', ...sockets, '-o', '-type', 'd', '-empty', ')', '-delete']);
}
