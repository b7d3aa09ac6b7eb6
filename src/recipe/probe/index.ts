/** Asks a deployed app for a page: through the router where there is one, else straight at its task. */

import type { Docker } from '../../docker/index.js';
import { sleep } from '../../lib/abort.js';
import { UserError } from '../../lib/errors.js';
import type { Finding } from '../../report/results.js';
import { type Answer, ask } from './ask.js';
import { findingFor, isNoWay, isUntrusted, statusWords } from './finding.js';
import { parseAddress, type Route, type Target, taskAddress } from './route.js';

export { findRoute, parseAddress, type Route } from './route.js';

export type ProbeTarget = {
  readonly stack: string;
  /** Its short name in the compose file: `app`. */
  readonly service: string;
  readonly domain: string;
  /** The port that the app listens on inside its container. */
  readonly port: number;
  /** Begins with `/`. */
  readonly path: string;
  readonly expectStatus: readonly number[];
  /** What the app itself speaks on `port`. A router is always asked over https, unless its address begins with `http://`. */
  readonly scheme: 'http' | 'https';
};

export type ProbeOptions = {
  readonly signal?: AbortSignal;
  readonly timeoutMs: number;
  /** Called on change only. */
  readonly onWaiting?: (what: string) => void;
};

export type Probed =
  | {
      readonly kind: 'ok';
      readonly status: number;
      readonly ms: number;
      /** For the report: `router 127.0.0.1:443` or `task 172.18.0.5:80`. */
      readonly route: string;
    }
  | { readonly kind: 'failed'; readonly finding: Finding };

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;
/** A router may still be picking up the certificate; more patience changes nothing. */
const UNTRUSTED_MS = 5_000;
/** Packets to a task that is up and on this host arrive at once, or are dropped for ever. */
const NO_WAY_MS = 15_000;

/**
 * Asks until the answer is the expected one or `timeoutMs` are over.
 * @throws UserError for a router address that isn't one; the signal's reason.
 */
export async function probe(
  docker: Docker,
  target: ProbeTarget,
  route: Route,
  options: ProbeOptions,
): Promise<Probed> {
  const startedAt = performance.now();
  const elapsedMs = (): number => performance.now() - startedAt;
  const url = `${route.kind === 'router' ? routerTarget(route).scheme : target.scheme}://${target.domain}${target.path}`;
  let said = '';
  let last: Answer | undefined;
  let address: string | undefined;
  let pauseMs = FIRST_PAUSE_MS;
  for (let tries = 1; ; tries += 1) {
    const to = await whereTo(docker, target, route, options.signal);
    if (to !== undefined) {
      address = `${to.host}:${to.port}`;
      const tlsVerify = route.kind === 'router' && route.tlsVerify;
      last = await ask({ target: to, domain: target.domain, path: target.path, tlsVerify }, options.signal);
      if (last.kind === 'answered' && target.expectStatus.includes(last.status))
        return { kind: 'ok', status: last.status, ms: elapsedMs(), route: `${route.kind} ${address}` };
    }
    const limitMs = Math.min(options.timeoutMs, patienceMs(last, route, docker.isLocal));
    if (elapsedMs() + pauseMs >= limitMs) {
      const { service, expectStatus } = target;
      const attempted = { service, url, expectStatus, route, address, isLocal: docker.isLocal, last, tries };
      return { kind: 'failed', finding: findingFor({ ...attempted, elapsedMs: elapsedMs() }) };
    }
    const waiting = `${url}: ${inWords(last, target.expectStatus)}`;
    if (waiting !== said) options.onWaiting?.(waiting);
    said = waiting;
    await sleep(pauseMs, options.signal);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

/** How long it makes sense to go on asking after such an answer. */
function patienceMs(last: Answer | undefined, route: Route, isLocal: boolean): number {
  if (route.kind === 'task' && !isLocal) return 0;
  if (last === undefined || last.kind === 'answered') return Number.POSITIVE_INFINITY;
  if (isUntrusted(last)) return UNTRUSTED_MS;
  return route.kind === 'task' && isNoWay(last) ? NO_WAY_MS : Number.POSITIVE_INFINITY;
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

function routerTarget(route: Route & { readonly kind: 'router' }): Target {
  const parsed = parseAddress(route.address);
  if (parsed === undefined)
    throw new UserError(
      `router-address: ${JSON.stringify(route.address)} is not an address: write HOST, HOST:PORT or http://HOST:PORT`,
    );
  return parsed;
}

function inWords(last: Answer | undefined, expectStatus: readonly number[]): string {
  if (last === undefined) return 'no running container yet';
  return last.kind === 'answered'
    ? `answers ${last.status}, expected ${statusWords(expectStatus)}`
    : last.message;
}
