/** What a finding shows besides its one sentence: errors, the end of a log, and whether the host was to blame. */

import type { Docker } from '../../docker/index.js';
import type { Finding } from '../../report/results.js';
import { blamedOn, hostShortage } from '../host/index.js';
import { tasksOf } from './failures.js';
import { LOG_LINES, logTail } from './logs.js';
import type { HealthState } from './state.js';

/** What a full disk or no memory makes look like a fault of the recipe's; anything else has a cause of its own. */
const MAY_BE_HOSTS: ReadonlySet<Finding['code']> = new Set([
  'crash-loop',
  'task-unhealthy',
  'task-rejected',
  'not-healthy-in-time',
  'out-of-memory',
  'upgrade-rolled-back',
  'upgrade-paused',
]);

/** The finding with the end of the log, and with the host's name on it where the host is short of something. */
export async function completed(
  docker: Docker,
  state: HealthState,
  failed: { readonly finding: Finding; readonly task?: string },
  signal: AbortSignal | undefined,
): Promise<Finding> {
  const { finding } = failed;
  const mayBeHosts = MAY_BE_HOSTS.has(finding.code) && !isOwnLimit(state, finding);
  const [log, shortage] = await Promise.all([
    logOf(docker, state, failed, signal),
    mayBeHosts ? hostShortage(docker, signal) : undefined,
  ]);
  const whole = { ...finding, evidence: [...finding.evidence, ...log] };
  return shortage === undefined ? whole : blamedOn(shortage, whole);
}

/** A container that reached its own limit would have done so on any host. */
function isOwnLimit(state: HealthState, { code, service }: Finding): boolean {
  return (
    code === 'out-of-memory' && state.services[`${state.plan.stack}_${service}`]?.memoryLimit !== undefined
  );
}

/** Of the task that failed, else of the last of the service that got as far as a container. */
async function logOf(
  docker: Docker,
  state: HealthState,
  { finding, task }: { readonly finding: Finding; readonly task?: string },
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  if (finding.service === undefined) return [];
  const tasks = tasksOf(state, `${state.plan.stack}_${finding.service}`);
  // The newest may have been created only just now; the one that ended has said why.
  const ended = tasks
    .filter(({ container, endedAt }) => container !== undefined && endedAt !== undefined)
    .at(-1);
  const last = task ?? (ended ?? tasks.filter(({ container }) => container !== undefined).at(-1))?.task;
  if (last === undefined) return [];
  const lines = await logTail(docker, `/tasks/${last}`, signal);
  const title = `log of ${finding.service}, the last ${LOG_LINES} lines at most:`;
  return lines.length === 0 ? [`log of ${finding.service}: empty`] : [title, ...lines];
}
