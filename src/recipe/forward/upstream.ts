/** Where requests go: the router that stands before the app, or one of the app's own tasks. */

import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { sleep } from '../../lib/abort.js';
import { EnvironmentError, UserError } from '../../lib/errors.js';
import type { AppContext } from '../context.js';
import { findRoute, parseAddress, type Route, type Target, taskAddress } from '../probe/route.js';
import { appHost, type Names, requestHeaders } from './headers.js';

export type ForwardContext = Pick<AppContext, 'app' | 'docker' | 'route' | 'signal'>;

export type Upstream = {
  readonly route: Route;
  /** How the app's users reach it, and so do browsers: https, unless the router is one for http. */
  readonly scheme: 'http' | 'https';
  /** @throws EnvironmentError while there is nothing to connect to. */
  target(): Promise<Target>;
  /** The next request asks the Swarm anew: the task may have been replaced. */
  forget(): void;
};

/**
 * @throws UserError where the app has no service for http, or router-address is no address;
 * EnvironmentError where no task of it can be reached from here.
 */
export async function findUpstream(context: ForwardContext): Promise<Upstream> {
  const { app, docker, signal } = context;
  if (app.http.kind === 'none') throw new UserError(`${app.recipe.name}: ${app.http.reason}`);
  const route = await findRoute(docker, { ...context.route, signal });
  if (route.kind === 'router') {
    const target = routerTarget(route.address);
    return { route, scheme: target.scheme, target: () => Promise.resolve(target), forget: () => undefined };
  }
  let found: Promise<Target> | undefined;
  const upstream: Upstream = {
    route,
    scheme: 'https',
    target: () => {
      found ??= taskTarget(context).catch((error: unknown) => {
        found = undefined;
        throw error;
      });
      return found;
    },
    forget: () => {
      found = undefined;
    },
  };
  await upstream.target();
  return upstream;
}

function routerTarget(address: string): Target {
  const target = parseAddress(address);
  if (target !== undefined) return target;
  throw new UserError(
    `router-address: ${JSON.stringify(address)} is not an address: write HOST, HOST:PORT or http://HOST:PORT`,
  );
}

/** Between two containers of a service, a task that is replaced has no address. */
const APPEARS_MS = 15_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

async function taskTarget({ app, docker, signal }: ForwardContext): Promise<Target> {
  if (app.http.kind === 'none') throw new UserError(app.http.reason);
  const { service, port, scheme } = app.http;
  if (!docker.isLocal)
    throw new EnvironmentError(
      `${service} of ${app.domain} runs on a remote Docker host, whose tasks can't be reached from here: set router-address to its router`,
    );
  const endsAt = performance.now() + APPEARS_MS;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    const host = await taskAddress(docker, `${app.stack}_${service}`, { signal });
    if (host !== undefined) return { host, port, scheme };
    if (performance.now() + pauseMs > endsAt)
      throw new EnvironmentError(
        `${service} of ${app.domain} had no running container on this node for ${APPEARS_MS / 1000} s; if it runs on another one, set router-address`,
      );
    await sleep(pauseMs, signal);
  }
}

export type Forwarded = { readonly incoming: IncomingMessage; readonly isUpgrade: boolean };

/** Begins the request to the app that an incoming one asks for; its body is the caller's to write. */
export function requestTo(
  target: Target,
  { incoming, isUpgrade }: Forwarded,
  names: Names,
  route: Route,
): ClientRequest {
  const options = {
    host: target.host,
    port: target.port,
    method: incoming.method ?? 'GET',
    path: incoming.url ?? '/',
    // No agent: a connection of its own each time, so that a replaced task is never asked over an old one.
    agent: false,
    headers: requestHeaders(incoming.headers, names, { standsForRouter: route.kind === 'task', isUpgrade }),
    setHost: false,
  } as const;
  if (target.scheme === 'http') return httpRequest(options);
  const servername = appHost(incoming.headers.host ?? '', names);
  const rejectUnauthorized = route.kind === 'router' && route.tlsVerify;
  return httpsRequest({ ...options, servername, rejectUnauthorized });
}
