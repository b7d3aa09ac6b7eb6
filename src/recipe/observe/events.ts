/** The daemon's events about a stack's containers and services. Tasks have none: these say when to list them again. */

import { STACK_LABEL } from './list.js';
import type { ContainerSeen, Observation } from './observation.js';

/**
 * For `GET /events`. Not filtered by the stack's label: service events carry no labels, and would never come.
 * `health_status` without its value matches all of them (moby's filter takes the prefix).
 */
export const EVENT_FILTERS = {
  type: ['container', 'service'],
  event: ['create', 'start', 'die', 'oom', 'health_status', 'destroy', 'update', 'remove'],
};

type EventAnswer = {
  readonly Type: string;
  readonly Action: string;
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> };
};

/** True when the event is about this stack, so that something may have changed. */
export function isAbout(stack: string, event: unknown): event is EventAnswer {
  if (!isEvent(event)) return false;
  const { Attributes: attributes } = event.Actor;
  return event.Type === 'service'
    ? (attributes.name ?? '').startsWith(`${stack}_`)
    : attributes[STACK_LABEL] === stack;
}

/** What a container's event says by itself; undefined for one that only says that it is time to look. */
export function containerSeen(event: EventAnswer, at: number): Observation | undefined {
  if (event.Type !== 'container') return undefined;
  const { Attributes: attributes, ID: container } = event.Actor;
  const service = attributes['com.docker.swarm.service.name'];
  const task = attributes['com.docker.swarm.task.id'];
  const happened = actionOf(event);
  if (service === undefined || task === undefined || happened === undefined) return undefined;
  return { kind: 'container', at, service, task, container, ...happened };
}

function actionOf(event: EventAnswer): Pick<ContainerSeen, 'action' | 'exitCode' | 'health'> | undefined {
  const health = /^health_status: (starting|healthy|unhealthy)$/.exec(event.Action)?.[1];
  if (health !== undefined)
    return { action: 'health', health: health as 'starting' | 'healthy' | 'unhealthy' };
  if (event.Action === 'die') return { action: 'die', exitCode: Number(event.Actor.Attributes.exitCode) };
  if (event.Action === 'start' || event.Action === 'oom') return { action: event.Action };
  return undefined;
}

function isEvent(value: unknown): value is EventAnswer {
  return (
    typeof value === 'object' &&
    value !== null &&
    'Type' in value &&
    'Action' in value &&
    typeof value.Action === 'string' &&
    'Actor' in value &&
    typeof value.Actor === 'object' &&
    value.Actor !== null &&
    'Attributes' in value.Actor
  );
}
