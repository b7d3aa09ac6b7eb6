/** Whether an update did what it was to do: judged by Swarm's UpdateStatus, by the label of the head, and by which tasks run. */

import type { Docker } from '../../docker/index.js';
import { formatDuration } from '../../lib/units.js';
import type { Finding } from '../../report/results.js';
import {
  completed,
  type HealthyTask,
  initialHealth,
  toHealthyTask,
  tooLate,
  type WatchOptions,
  watch,
} from '../health/index.js';
import type { Before, UpdatedApp, UpgradePlan } from './before.js';
import { upgradeVerdict } from './judge.js';

export { type Before, lookBefore, type UpdatedApp } from './before.js';
export { rolledTasks } from './rolled.js';

export type Upgraded =
  | {
      readonly kind: 'upgraded';
      readonly tasks: readonly HealthyTask[];
      /** Services that the head no longer has and that are still there, by their full names: a deployment removes none. */
      readonly leftOver: readonly string[];
    }
  | { readonly kind: 'failed'; readonly finding: Finding };

/**
 * Waits until the update of every service has ended and the stack is healthy: completed, and the spec's label chaos-version is
 * the head's; or, of a head that was deployed by its version, the label `version` and the images. Rolled back, paused, or healthy
 * with the old label is a failure, as early as it is known.
 * @param app the head, deployed already. @param before of `lookBefore`, before that deployment.
 * @throws the signal's reason; EnvironmentError when the daemon can't be reached any more.
 */
export async function waitUpgraded(
  docker: Docker,
  app: UpdatedApp,
  before: Before,
  options: WatchOptions,
): Promise<Upgraded> {
  const services = app.services.map(({ swarmName }) => swarmName);
  const plan: UpgradePlan = {
    ...{ before, services, chaosVersion: app.chaosVersion, startedAtMs: Date.now() },
    ...(app.version === undefined ? {} : { version: app.version, images: imagesOf(app) }),
  };
  const initial = initialHealth({ stack: app.stack, services });
  const watched = await watch(docker, initial, (state, nowMs) => upgradeVerdict(state, plan, nowMs), options);
  const { state, verdict } = watched;
  if (verdict.kind === 'healthy') {
    const leftOver = Object.keys(state.services).filter((name) => !services.includes(name));
    return { kind: 'upgraded', tasks: verdict.tasks.map(toHealthyTask), leftOver };
  }
  const failed =
    verdict.kind === 'failed'
      ? verdict
      : { finding: late(tooLate(state, verdict, options.timeoutMs), options) };
  return { kind: 'failed', finding: await completed(docker, state, failed, options.signal) };
}

function imagesOf({ services }: UpdatedApp): Readonly<Record<string, string>> {
  return Object.fromEntries(
    services.flatMap(({ swarmName, image }) => (image === undefined ? [] : [[swarmName, image]])),
  );
}

function late(finding: Finding, { timeoutMs }: WatchOptions): Finding {
  const { message } = finding;
  return {
    ...finding,
    message: `the update was not over within ${formatDuration(timeoutMs)}: ${message.slice(message.indexOf(': ') + 2)}`,
  };
}
