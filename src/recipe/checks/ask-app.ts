/** One request to the app, as its users or a manifest's author would make it, with patience for an app that warms up. */

import { sleep } from '../../lib/abort.js';
import { EnvironmentError, UserError } from '../../lib/errors.js';
import type { Finding } from '../../report/results.js';
import type { AppContext } from '../context.js';
import { serviceName } from '../format/names.js';
import type { HttpRequestSpec } from '../manifest/model.js';
import type { AppPlan } from '../plan/app.js';
import {
  type Answer,
  type Answered,
  ask,
  findingFor,
  findRoute,
  patienceMs,
  type Route,
  routerTarget,
  type Target,
  taskAddress,
} from '../probe/index.js';

/** What of an AppContext is needed here. */
export type AskContext = Pick<AppContext, 'docker' | 'route' | 'signal'> & {
  readonly app: Pick<AppPlan, 'stack' | 'domain' | 'http' | 'timeouts'>;
};

/** `service` and `port` where another than the page's is meant: asked at its task, no router has a way there. */
export type AppRequest = HttpRequestSpec & { readonly service?: string; readonly port?: number };

/** One answer of the app. `body` is cut after 1 MiB. */
export type HttpAnswer = Omit<Answered, 'kind'> & {
  /** For the report: `router 127.0.0.1:443` or `task 172.18.0.5:80`. */
  readonly route: string;
};

export type Asked =
  | { readonly kind: 'answered'; readonly url: string; readonly answer: HttpAnswer }
  | { readonly kind: 'unreachable'; readonly finding: Finding };

const KEEP_BODY = 1024 * 1024;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;
const ONE_TRY_MS = 30_000;
/** What a router and an app's own front say while what is behind them starts. */
const NOT_YET: readonly number[] = [502, 503, 504];
/** Methods that may be sent again without knowing whether the first one arrived (RFC 9110, 9.2.2). */
const IDEMPOTENT: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'];

/**
 * @returns the answer, whatever its status; 502, 503 and 504 are asked again for `timeouts.httpMs`, unless they are expected.
 * @throws EnvironmentError when nothing answers for that long; UserError where the app has no page; the signal's reason.
 */
export async function askApp(context: AskContext, request: AppRequest): Promise<HttpAnswer> {
  const asked = await tryApp(context, request);
  if (asked.kind === 'answered') return asked.answer;
  throw new EnvironmentError(`${request.method} ${asked.finding.message}`);
}

/** As askApp, with what to say where nothing answers. */
export async function tryApp(context: AskContext, request: AppRequest): Promise<Asked> {
  const { docker, app, signal } = context;
  const way = await findWay(context, request);
  const startedAt = performance.now();
  const elapsedMs = (): number => performance.now() - startedAt;
  for (
    let tries = 1, pauseMs = FIRST_PAUSE_MS;
    ;
    tries += 1, pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)
  ) {
    const to = await whereTo(context, way);
    const timeoutMs = Math.max(1_000, Math.min(ONE_TRY_MS, app.timeouts.httpMs - elapsedMs()));
    const last =
      to === undefined ? undefined : await ask(questionOf(request, way, to, app.domain, timeoutMs), signal);
    const address = to === undefined ? undefined : `${to.host}:${to.port}`;
    const limitMs = Math.min(app.timeouts.httpMs, patienceMs(last, way.route, docker.isLocal));
    if (elapsedMs() + pauseMs >= limitMs || !mayAskAgain(last, request)) {
      if (last?.kind === 'answered') {
        const { kind: _kind, ...answer } = last;
        return {
          kind: 'answered',
          url: way.url,
          answer: { ...answer, route: `${way.route.kind} ${address}` },
        };
      }
      const { service, url, route } = way;
      const what = { service, url, route, address, last, expectStatus: request.statuses };
      const finding = findingFor({ ...what, isLocal: docker.isLocal, tries, elapsedMs: elapsedMs() });
      return { kind: 'unreachable', finding };
    }
    await sleep(pauseMs, signal);
  }
}

function mayAskAgain(last: Answer | undefined, { method, statuses }: AppRequest): boolean {
  if (last === undefined) return true;
  if (last.kind === 'answered') return NOT_YET.includes(last.status) && !statuses.includes(last.status);
  return IDEMPOTENT.includes(method.toUpperCase()) || last.code === 'ECONNREFUSED';
}

type Way = {
  readonly url: string;
  readonly route: Route;
  readonly service: string;
  readonly port: number;
  readonly scheme: 'http' | 'https';
};

async function findWay({ docker, app, route: given, signal }: AskContext, request: AppRequest): Promise<Way> {
  const { http } = app;
  const { service = http.kind === 'ask' ? http.service : undefined } = request;
  if (service === undefined)
    throw new UserError(
      `${request.path} can't be asked for, ${http.kind === 'none' ? http.reason : ''}: say service and port in cc-ci.yml`,
    );
  const isPage = http.kind === 'ask' && http.service === service;
  const port = request.port ?? (isPage ? http.port : 80);
  if (!isPage || http.port !== port) {
    const scheme = port === 443 ? 'https' : 'http';
    return {
      url: `${scheme}://${service}:${port}${request.path}`,
      route: { kind: 'task' },
      service,
      port,
      scheme,
    };
  }
  const { routerAddress, tlsVerify } = given;
  const route = await findRoute(docker, {
    tlsVerify,
    signal,
    ...(routerAddress === '' ? {} : { routerAddress }),
  });
  const scheme = route.kind === 'router' ? routerTarget(route).scheme : http.scheme;
  return { url: `${scheme}://${app.domain}${request.path}`, route, service, port, scheme: http.scheme };
}

async function whereTo({ docker, app, signal }: AskContext, way: Way): Promise<Target | undefined> {
  if (way.route.kind === 'router') return routerTarget(way.route);
  const host = await taskAddress(docker, serviceName(app.stack, way.service), { signal });
  return host === undefined ? undefined : { host, port: way.port, scheme: way.scheme };
}

function questionOf(
  { method, path, headers, body }: AppRequest,
  { route }: Way,
  target: Target,
  domain: string,
  timeoutMs: number,
): Parameters<typeof ask>[0] {
  const tlsVerify = route.kind === 'router' && route.tlsVerify;
  const common = { target, domain, path, method, headers, tlsVerify, isStraight: route.kind === 'task' };
  return { ...common, timeoutMs, keepBytes: KEEP_BODY, ...(body === undefined ? {} : { body }) };
}
