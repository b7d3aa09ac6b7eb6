/** abra's wait after a deployment: every service at its replicas for as long as the update is monitored, or the time is up. */
import { setTimeout as sleep } from 'node:timers/promises';
import { dockerLines, servicesOf } from './docker.mjs';

/** Without a TIMEOUT label; recalled. */
export const DEFAULT_TIMEOUT_S = 50;
const DEFAULT_MONITOR_MS = 5_000;
const POLL_MS = 500;

/** @typedef {import('./docker.mjs').Service} Service */

/**
 * A one-shot service never has a running task in the end, so it is waited for until the time is up: as in abra.
 * @param {string} server
 * @param {string} stack
 * @param {number} timeoutMs
 * @returns {Promise<'converged' | 'failed' | 'timed-out'>}
 */
export async function converge(server, stack, timeoutMs) {
  const until = Date.now() + timeoutMs;
  /** @type {Map<string, number>} since when a service has been up */
  const upSince = new Map();
  while (Date.now() < until) {
    const services = await servicesOf(server, stack);
    const running = await runningTasks(server, stack);
    if (services.some(isRolledBack)) return 'failed';
    for (const service of services) noteUp(upSince, service, running);
    if (services.every((service) => isStable(service, upSince))) return 'converged';
    await sleep(POLL_MS);
  }
  return 'timed-out';
}

/**
 * @param {string} server
 * @param {string} stack
 * @returns {Promise<ReadonlyMap<string, number>>} by the service's name in the Swarm
 */
async function runningTasks(server, stack) {
  const format = '{{.Name}} {{.CurrentState}}';
  const lines = await dockerLines(server, [
    'stack',
    'ps',
    stack,
    '--format',
    format,
    '--filter',
    'desired-state=running',
  ]);
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const line of lines) {
    const [task = '', state] = line.split(' ');
    const service = task.slice(0, task.lastIndexOf('.'));
    if (state === 'Running') counts.set(service, (counts.get(service) ?? 0) + 1);
  }
  return counts;
}

/**
 * @param {Map<string, number>} upSince
 * @param {Service} service
 * @param {ReadonlyMap<string, number>} running
 */
function noteUp(upSince, { ID, Spec }, running) {
  const isUp = (running.get(Spec.Name) ?? 0) >= (Spec.Mode.Replicated?.Replicas ?? 1);
  if (!isUp) upSince.delete(ID);
  else if (!upSince.has(ID)) upSince.set(ID, Date.now());
}

/**
 * @param {Service} service
 * @param {ReadonlyMap<string, number>} upSince
 */
function isStable({ ID, Spec, UpdateStatus }, upSince) {
  const since = upSince.get(ID);
  const monitorMs = (Spec.UpdateConfig?.Monitor ?? DEFAULT_MONITOR_MS * 1e6) / 1e6;
  const isUpdating = UpdateStatus?.State === 'updating' || UpdateStatus?.State === 'rollback_started';
  return since !== undefined && Date.now() - since >= monitorMs && !isUpdating;
}

/** @param {Service} service */
const isRolledBack = ({ UpdateStatus }) => UpdateStatus?.State?.startsWith('rollback_') ?? false;
