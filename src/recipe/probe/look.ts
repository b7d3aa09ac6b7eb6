/** One look at an app: its page, and the connections that have to be accepted besides. */

import type { Docker } from '../../docker/index.js';
import { type Answer, ask } from './ask.js';
import { connect } from './connect.js';
import { answerProblem } from './expect.js';
import { type Route, routerTarget, type Target, taskAddress } from './route.js';
import type { PortsTarget, ProbeTarget } from './target.js';

export type Seen =
  | {
      readonly kind: 'well';
      readonly url: string;
      /** Undefined where no page was asked for. */
      readonly status: number | undefined;
      /** For the report: `router 127.0.0.1:443` or `task 172.18.0.5:80`. */
      readonly route: string;
    }
  | {
      readonly kind: 'unwell';
      readonly service: string;
      readonly url: string;
      readonly route: Route;
      readonly address: string | undefined;
      /** Undefined when there was nobody to ask. */
      readonly last: Answer | undefined;
      readonly problem?: string;
      /** For the live line. */
      readonly words: string;
    };

type Options = { readonly tryMs: number; readonly signal: AbortSignal | undefined };

/** A body that is to be looked at is read this far. */
const KEEP_BODY = 1024 * 1024;

/** @throws UserError for a router address that isn't one; the signal's reason. */
export async function look(
  docker: Docker,
  target: ProbeTarget | PortsTarget,
  route: Route,
  options: Options,
): Promise<Seen> {
  const page = 'path' in target ? await lookAtPage(docker, target, route, options) : undefined;
  if (page?.kind === 'unwell') return page;
  const ports = await Promise.all(
    (target.tcp ?? []).map((port) => lookAtPort(docker, target.stack, port, options.signal)),
  );
  const well = page ?? ports[0];
  if (well === undefined) throw new Error('a probe looks at a page or at a port');
  return ports.find(({ kind }) => kind === 'unwell') ?? well;
}

async function lookAtPage(
  docker: Docker,
  target: ProbeTarget,
  route: Route,
  { tryMs, signal }: Options,
): Promise<Seen> {
  const { service, domain, path, expectStatus, headers, body } = target;
  const url = `${route.kind === 'router' ? routerTarget(route).scheme : target.scheme}://${domain}${path}`;
  const unwell = { kind: 'unwell', service, url, route } as const;
  const to = await whereTo(docker, target, route, signal);
  if (to === undefined)
    return { ...unwell, address: undefined, last: undefined, words: 'no running container yet' };
  const address = `${to.host}:${to.port}`;
  const last = await ask(
    {
      target: to,
      domain,
      path,
      tlsVerify: route.kind === 'router' && route.tlsVerify,
      isStraight: route.kind === 'task',
      timeoutMs: tryMs,
      ...(body === undefined ? {} : { keepBytes: KEEP_BODY }),
    },
    signal,
  );
  if (last.kind === 'no-answer') return { ...unwell, address, last, words: last.message };
  const expected = { statuses: expectStatus, ...(headers && { headers }), ...(body && { body }) };
  const problem = answerProblem(last, expected);
  if (problem !== undefined) return { ...unwell, address, last, problem, words: problem };
  return { kind: 'well', url, status: last.status, route: `${route.kind} ${address}` };
}

async function whereTo(
  docker: Docker,
  target: ProbeTarget,
  route: Route,
  signal: AbortSignal | undefined,
): Promise<Target | undefined> {
  if (route.kind === 'router') return routerTarget(route);
  const service = `${target.stack}_${target.service}`;
  const host = await taskAddress(docker, service, signal === undefined ? {} : { signal });
  return host === undefined ? undefined : { host, port: target.port, scheme: target.scheme };
}

/** A router has no way to these: they are tried at the task. */
async function lookAtPort(
  docker: Docker,
  stack: string,
  { service, port }: { readonly service: string; readonly port: number },
  signal: AbortSignal | undefined,
): Promise<Seen> {
  const host = await taskAddress(docker, `${stack}_${service}`, signal === undefined ? {} : { signal });
  const unwell = {
    kind: 'unwell',
    service,
    url: `tcp://${service}:${port}`,
    route: { kind: 'task' },
  } as const;
  if (host === undefined)
    return { ...unwell, address: undefined, last: undefined, words: 'no running container yet' };
  const connected = await connect({ host, port }, signal);
  if (connected.kind === 'accepted')
    return { kind: 'well', url: unwell.url, status: undefined, route: `task ${host}:${port}` };
  const { code, message } = connected;
  return {
    ...unwell,
    address: `${host}:${port}`,
    last: { kind: 'no-answer', code, message },
    words: message,
  };
}
