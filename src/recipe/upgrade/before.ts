/** What the services of a stack were before an update, and how a later look at one compares with it. */

import type { Docker } from '../../docker/index.js';
import { type ServiceSeen, stackLister, type TaskSeen } from '../observe/index.js';

/** What of an app's plan an update is judged by. */
export type UpdatedApp = {
  readonly stack: string;
  readonly services: readonly { readonly swarmName: string; readonly image?: string }[];
  /** What the label chaos-version says of this release; null where it has no commit. */
  readonly chaosVersion: string | null;
  /** Deployed by its version, which the label `version` then says; no label has the commit. */
  readonly version?: string;
};

export type ServiceBefore = {
  /** The index of the service object: any deployment that touches the service raises it. */
  readonly version: number;
  /** When its last update began; every update has another moment. */
  readonly updateStartedAt?: string;
  readonly template: string;
  readonly endpoint: string;
  /** All of them, ended ones too: any other task is of the update. */
  readonly tasks: readonly string[];
  /** Those of them that ran. */
  readonly running: readonly string[];
};

/** What the services of a stack were before an update: versions, UpdateStatus, task ids. Plain data, by full names. */
export type Before = { readonly services: Readonly<Record<string, ServiceBefore>> };

/** What the head should be once it runs. */
export type UpgradePlan = {
  readonly before: Before;
  /** Full names of the head's services. What else is in the stack was left over, and is not judged. */
  readonly services: readonly string[];
  /** What the label chaos-version says of the head; null where it has no commit. */
  readonly chaosVersion: string | null;
  /** What the label `version` says of the head, where it names it in place of chaos-version. */
  readonly version?: string;
  /** The head's images, by full names of services, where a version alone would have to vouch for the commit. */
  readonly images?: Readonly<Record<string, string>>;
  /** When the watch began, the deployment being over. */
  readonly startedAtMs: number;
};

export async function lookBefore(docker: Docker, stack: string, signal: AbortSignal): Promise<Before> {
  const listed = await stackLister(docker, stack, signal)();
  const tasks = listed.filter((seen) => seen.kind === 'task');
  const services = listed.filter((seen) => seen.kind === 'service');
  return {
    services: Object.fromEntries(
      services.map((service) => [
        service.service,
        serviceBefore(
          service,
          tasks.filter((task) => task.service === service.service),
        ),
      ]),
    ),
  };
}

function serviceBefore(service: ServiceSeen, tasks: readonly TaskSeen[]): ServiceBefore {
  const { version, template, endpoint, update } = service;
  return {
    version,
    ...(update?.startedAt === undefined ? {} : { updateStartedAt: update.startedAt }),
    template,
    endpoint,
    tasks: tasks.map(({ task }) => task),
    running: tasks.filter(({ state }) => state === 'running').map(({ task }) => task),
  };
}

/**
 * The update since then, if there was one. Swarm empties UpdateStatus at every deployment and fills it when the first task
 * rolls; nothing rolls where nothing changed. A `paused` of an earlier update stays until then (measured on 20.10).
 */
export function freshUpdate(
  service: ServiceSeen,
  before: ServiceBefore | undefined,
): ServiceSeen['update'] | undefined {
  const { update } = service;
  return update === undefined || update.startedAt === before?.updateStartedAt ? undefined : update;
}
