/** The way to an app: through the host's router as its users come, or straight to the task where there is no router. */

import type { Docker } from '../../docker/index.js';
import { UserError } from '../../lib/errors.js';

export type Route =
  | {
      readonly kind: 'router';
      /** `HOST`, `HOST:PORT`, or `http://HOST:PORT`. */
      readonly address: string;
      readonly tlsVerify: boolean;
    }
  | { readonly kind: 'task' };

export type Target = { readonly host: string; readonly port: number; readonly scheme: 'http' | 'https' };

type NetworkAnswer = {
  readonly Id: string;
  readonly Containers?: Readonly<Record<string, { readonly IPv4Address?: string }>> | null;
};
type ServiceAnswer = {
  readonly Spec: { readonly TaskTemplate: { readonly Networks?: readonly { readonly Target: string }[] } };
  readonly Endpoint?: {
    readonly Ports?: readonly { readonly PublishedPort?: number; readonly TargetPort: number }[];
  };
};

/** The overlay network that routers of Co-op Cloud share with the apps behind them. */
const PROXY_NETWORK = 'proxy';
const HTTPS_PORT = 443;
/** Joins a node's containers of overlay networks to the node itself; every task has an address there. */
const GATEWAY_NETWORK = 'docker_gwbridge';

type Options = { readonly signal?: AbortSignal };

/** @returns the given router; else a service on the network `proxy` that publishes 443; else the task itself. */
export async function findRoute(
  docker: Docker,
  options: { readonly routerAddress?: string; readonly tlsVerify: boolean; readonly signal?: AbortSignal },
): Promise<Route> {
  const { routerAddress, tlsVerify } = options;
  if (routerAddress !== undefined && routerAddress !== '')
    return { kind: 'router', address: routerAddress, tlsVerify };
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  if (!(await hasRouter(docker, signal))) return { kind: 'task' };
  const host = docker.isLocal ? '127.0.0.1' : docker.info.swarm.nodeAddress;
  return { kind: 'router', address: `${host}:${HTTPS_PORT}`, tlsVerify };
}

async function hasRouter(docker: Docker, options: Options): Promise<boolean> {
  const network = await docker.request<NetworkAnswer | undefined>('GET', `/networks/${PROXY_NETWORK}`, {
    expect: [404],
    ...options,
  });
  if (network === undefined) return false;
  const services = await docker.request<readonly ServiceAnswer[]>('GET', '/services', options);
  return services.some(
    (service) =>
      (service.Spec.TaskTemplate.Networks ?? []).some(
        ({ Target: id }) => id === network.Id || id === PROXY_NETWORK,
      ) && (service.Endpoint?.Ports ?? []).some((port) => port.PublishedPort === HTTPS_PORT),
  );
}

/** @throws UserError for an address that isn't one. */
export function routerTarget(route: Route & { readonly kind: 'router' }): Target {
  const parsed = parseAddress(route.address);
  if (parsed === undefined)
    throw new UserError(
      `router-address: ${JSON.stringify(route.address)} is not an address: write HOST, HOST:PORT or http://HOST:PORT`,
    );
  return parsed;
}

/** @param address as a route names it. @returns undefined when it isn't one. */
export function parseAddress(address: string): Target | undefined {
  const match = /^(?:(https?):\/\/)?(\[[0-9a-f:.]+\]|[^\s:/]+)(?::(\d{1,5}))?\/?$/i.exec(address);
  const host = match?.[2]?.replace(/^\[|\]$/g, '');
  if (host === undefined) return undefined;
  const scheme = match?.[1]?.toLowerCase() === 'http' ? 'http' : 'https';
  const port = match?.[3] === undefined ? (scheme === 'http' ? 80 : HTTPS_PORT) : Number(match[3]);
  return port >= 1 && port <= 65_535 ? { host, port, scheme } : undefined;
}

/**
 * The address of one of the service's running tasks on this node's gateway network.
 * @param service its full name, `STACK_app`.
 * @returns undefined while there is none: no container yet, or one on another node.
 */
export async function taskAddress(
  docker: Docker,
  service: string,
  options: Options,
): Promise<string | undefined> {
  const containers = await docker.request<readonly { readonly Id: string }[]>('GET', '/containers/json', {
    query: { filters: { label: [`com.docker.swarm.service.name=${service}`], status: ['running'] } },
    ...options,
  });
  if (containers.length === 0) return undefined;
  const gateway = await docker.request<NetworkAnswer | undefined>('GET', `/networks/${GATEWAY_NETWORK}`, {
    expect: [404],
    ...options,
  });
  for (const { Id: id } of containers) {
    const address = gateway?.Containers?.[id]?.IPv4Address ?? (await bridgeAddress(docker, id, options));
    if (address) return address.split('/')[0];
  }
  return undefined;
}

/** A service on no overlay network (host or bridge networks only) has its address in its own networks. */
async function bridgeAddress(
  docker: Docker,
  container: string,
  options: Options,
): Promise<string | undefined> {
  type Answer = {
    readonly NetworkSettings: {
      readonly Networks: Readonly<Record<string, { readonly IPAddress?: string }>>;
    };
  };
  const answer = await docker.request<Answer | undefined>('GET', `/containers/${container}/json`, {
    expect: [404],
    ...options,
  });
  const networks = answer?.NetworkSettings.Networks ?? {};
  return networks.bridge?.IPAddress || (networks.host === undefined ? undefined : '127.0.0.1');
}
