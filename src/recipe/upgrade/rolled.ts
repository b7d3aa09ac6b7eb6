/** Deploying the same release again must change nothing: which services roll all the same, and what in them differs. */

import type { Docker } from '../../docker/index.js';
import { isRecord } from '../../lib/record.js';
import type { Finding } from '../../report/results.js';
import { type ServiceSeen, STACK_LABEL, stackLister, type TaskSeen } from '../observe/index.js';
import { type Before, freshUpdate, type ServiceBefore, type UpdatedApp } from './before.js';

/**
 * After the same release was deployed again. Known at once: Swarm replaces tasks where a service's definition differs from the one
 * that they were made from, and nowhere else.
 * @returns which tasks rolled, or are about to, although nothing changed.
 */
export async function rolledTasks(
  docker: Docker,
  app: UpdatedApp,
  before: Before,
  signal: AbortSignal,
): Promise<Finding | undefined> {
  const listed = await stackLister(docker, app.stack, signal)();
  const own = new Set(app.services.map(({ swarmName }) => swarmName));
  const tasks = listed.filter((seen) => seen.kind === 'task');
  const rolled = listed
    .filter((seen) => seen.kind === 'service')
    .filter(({ service }) => own.has(service))
    .flatMap((service) => {
      const then = before.services[service.service];
      return then === undefined ? [] : (rolledOf(service, then, tasks) ?? []);
    });
  const first = rolled[0];
  if (first === undefined) return undefined;
  const names = rolled.map(({ name }) => name.slice(app.stack.length + 1));
  const changed = await changedPaths(docker, app.stack, signal);
  return {
    code: 'reinstall-rolled',
    blame: 'recipe',
    service: first.name.slice(app.stack.length + 1),
    message: `${names.join(', ')}: deploying the same release again replaces ${rolled.map(({ numbers }) => numbers).join(', ')}`,
    evidence: rolled.flatMap(({ name, lines }) => [...lines, ...(changed.get(name) ?? [])]),
    remedy:
      'Something in the compose file is different at every deployment (a date, a random value, a moving tag that is resolved to a digest): every `app deploy` restarts the service for nothing. The evidence has the paths.',
  };
}

type Rolled = { readonly name: string; readonly numbers: string; readonly lines: readonly string[] };

/** Pure. A job runs again with every deployment: that is Swarm's rule, and no roll. */
export function rolledOf(
  service: ServiceSeen,
  before: ServiceBefore,
  tasks: readonly TaskSeen[],
): Rolled | undefined {
  if (service.mode === 'replicated-job' || service.mode === 'global-job') return undefined;
  const isOther = service.template !== before.template || service.endpoint !== before.endpoint;
  const update = freshUpdate(service, before);
  if (!isOther && update === undefined) return undefined;
  const now = tasks.filter(
    (task) =>
      task.service === service.service && !before.tasks.includes(task.task) && task.desired === 'running',
  );
  const short = (task: string): string => task.slice(0, 12);
  return {
    name: service.service,
    numbers: `${Math.max(now.length, before.running.length)} of ${before.running.length} tasks`,
    lines: [
      `${service.service}: before ${before.running.map(short).join(', ') || 'no task'}, now ${now.map(({ task }) => short(task)).join(', ') || 'about to be replaced'}`,
    ],
  };
}

type SpecAnswer = {
  readonly Spec: { readonly Name: string; readonly TaskTemplate: object; readonly EndpointSpec?: object };
  readonly PreviousSpec?: { readonly TaskTemplate: object; readonly EndpointSpec?: object };
};

/** Where each service's definition differs from the one before it: paths without values, which may be secret. */
async function changedPaths(
  docker: Docker,
  stack: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const query = { filters: { label: [`${STACK_LABEL}=${stack}`] } };
  const services = await docker.request<readonly SpecAnswer[]>('GET', '/services', { query, signal });
  return new Map(
    services.map(({ Spec: now, PreviousSpec: then }) => [
      now.Name,
      then === undefined
        ? []
        : [
            ...differences(then.TaskTemplate, now.TaskTemplate, 'TaskTemplate'),
            ...differences(then.EndpointSpec ?? {}, now.EndpointSpec ?? {}, 'EndpointSpec'),
          ].map((path) => `differs: ${path}`),
    ]),
  );
}

/** Pure: the paths at which two JSON values differ; an environment variable by its name. */
export function differences(one: unknown, other: unknown, path: string): readonly string[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  if (isRecord(one) && isRecord(other)) {
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return keys.flatMap((key) => differences(one[key], other[key], `${path}.${key}`));
  }
  if (path.endsWith('.Env') && Array.isArray(one) && Array.isArray(other)) {
    const changed = [...one, ...other]
      .map(String)
      .filter((line) => !(one.includes(line) && other.includes(line)));
    return [...new Set(changed.map((line) => `${path}: ${line.split('=')[0] ?? ''}`))];
  }
  return [path];
}
