/** The health of containers that were there before the watch began, or whose event has not come: asked of the daemon, once each. */

import type { Docker } from '../../docker/index.js';
import type { Listed } from './list.js';
import type { Observation } from './observation.js';

type ContainerAnswer = {
  readonly State?: { readonly Health?: { readonly Status?: string }; readonly OOMKilled?: boolean };
};

/**
 * Without this a service that was healthy before the watch began would have to prove itself again by staying up, and one that
 * Swarm calls running before its healthcheck has passed (seen on 20.10) would be believed. Every later change is an event.
 */
export function healthAsker(
  docker: Docker,
  signal: AbortSignal,
): (told: readonly Observation[], listed: readonly Listed[]) => Promise<readonly Observation[]> {
  const known = new Set<string>();
  return async (told, listed) => {
    for (const seen of told) if (seen.kind === 'container' && seen.action === 'health') known.add(seen.task);
    const checked = new Set(
      listed.flatMap((seen) => (seen.kind === 'service' && seen.hasHealthcheck === true ? seen.service : [])),
    );
    const fresh: Observation[] = [];
    for (const seen of listed) {
      if (seen.kind !== 'task' || seen.state !== 'running' || seen.container === undefined) continue;
      if (known.has(seen.task) || !checked.has(seen.service)) continue;
      known.add(seen.task);
      const health = await healthOf(docker, seen.container, signal);
      const { service, task, container } = seen;
      if (health !== undefined)
        fresh.push({ kind: 'container', at: seen.at, service, task, container, action: 'health', health });
    }
    return fresh;
  };
}

/** Undefined where the container is on another node, or gone. */
async function healthOf(
  docker: Docker,
  container: string,
  signal: AbortSignal,
): Promise<'starting' | 'healthy' | 'unhealthy' | undefined> {
  const answer = await inspect(docker, container, signal);
  const status = answer?.State?.Health?.Status;
  return status === 'starting' || status === 'healthy' || status === 'unhealthy' ? status : undefined;
}

/** Whether the kernel killed something in this container for want of memory; false where it can't be asked. */
export async function wasOutOfMemory(
  docker: Docker,
  container: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  return (await inspect(docker, container, signal))?.State?.OOMKilled === true;
}

function inspect(
  docker: Docker,
  container: string,
  signal: AbortSignal | undefined,
): Promise<ContainerAnswer | undefined> {
  return docker.request<ContainerAnswer | undefined>('GET', `/containers/${container}/json`, {
    expect: [404],
    ...(signal === undefined ? {} : { signal }),
  });
}
