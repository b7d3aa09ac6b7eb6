/** Why an app could not be reached, from the last answer that there was. Pure. */

import { formatDuration } from '../../lib/units.js';
import type { Finding } from '../../report/results.js';
import { type Answer, SILENT } from './ask.js';
import { statusWords } from './expect.js';
import type { Route } from './route.js';

export { statusWords } from './expect.js';

export type Attempted = {
  readonly service: string;
  readonly url: string;
  readonly expectStatus: readonly number[];
  /** What is wrong with the last answer, where it isn't the status: `answers 200 without the header etag`. */
  readonly problem?: string;
  /** It had been as expected for `forMs` and has to be for `stableMs`. */
  readonly wasWell?: { readonly forMs: number; readonly stableMs: number };
  readonly route: Route;
  /** Of the app or the router, `HOST:PORT`; undefined when not even an address was found. */
  readonly address: string | undefined;
  readonly isLocal: boolean;
  readonly last: Answer | undefined;
  readonly tries: number;
  readonly elapsedMs: number;
};

const KEEP_BODY = 200;
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS/;
const NO_WAY = new Set(['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);

/** True for an answer that says that TLS works, and the certificate is not believed. */
export function isUntrusted(answer: Answer): boolean {
  return answer.kind === 'no-answer' && CERTIFICATE.test(answer.code);
}

/** True where packets get nowhere, rather than to nobody at home. */
export function isNoWay(answer: Answer): boolean {
  return answer.kind === 'no-answer' && NO_WAY.has(answer.code);
}

export function findingFor(attempted: Attempted): Finding {
  const { last, url, elapsedMs, service } = attempted;
  const { wasWell } = attempted;
  const relapse =
    wasWell === undefined
      ? ''
      : `; it had been well for ${formatDuration(wasWell.forMs)}, and has to stay so for ${formatDuration(wasWell.stableMs)}`;
  const after = `after ${attempted.tries} ${attempted.tries === 1 ? 'try' : 'tries'} in ${formatDuration(elapsedMs)}${relapse}`;
  if (last === undefined) return noAddress(attempted, after);
  const evidence = [
    `asked ${attempted.address ?? 'nobody'} for ${url}`,
    ...(last.kind === 'no-answer' ? [`${last.code}: ${last.message}`] : bodyLines(last.body)),
  ];
  if (last.kind === 'answered')
    return {
      code: 'http-unexpected',
      blame: 'recipe',
      service,
      message: `${url} ${attempted.problem ?? `answers ${last.status}, expected ${statusWords(attempted.expectStatus)}`} (${after})`,
      evidence,
      remedy: attempted.expectStatus.includes(last.status)
        ? 'Compare health in cc-ci.yml with what the app answers when it is well, and read the log of the app.'
        : remedyForStatus(last.status, attempted.route),
    };
  if (isUntrusted(last)) return untrusted(attempted, last.message, evidence);
  return unreachable(attempted, last.code, last.message, after, evidence);
}

function remedyForStatus(status: number, route: Route): string {
  if (route.kind === 'router' && (status === 404 || status === 502 || status === 504))
    return 'A router answers so for a domain it has no way to: compare the traefik labels (rule, port, network proxy) with the app.';
  if (status >= 500) return 'Read the log of the app.';
  if (status === 401 || status === 403)
    return `If strangers are to be refused here, say so in cc-ci.yml: health: {status: [${status}]}; else name a path that is open to all.`;
  return 'Name the path and the status that the app answers with when it is well in cc-ci.yml: health: {path: …, status: […]}.';
}

function untrusted(attempted: Attempted, message: string, evidence: string[]): Finding {
  return {
    code: 'tls-not-trusted',
    blame: 'host',
    service: attempted.service,
    message: `${attempted.url}: the certificate is not trusted: ${message}`,
    evidence,
    remedy:
      'Give the router a certificate for the zone that this machine trusts (NODE_EXTRA_CA_CERTS for one of your own), or set tls-verify: false.',
  };
}

function unreachable(
  attempted: Attempted,
  code: string,
  why: string,
  after: string,
  evidence: string[],
): Finding {
  const isHost = NO_WAY.has(code) || (attempted.route.kind === 'router' && code !== SILENT);
  return {
    code: 'http-unreachable',
    blame: isHost ? 'host' : 'recipe',
    service: attempted.service,
    message: `${attempted.url} can't be reached at ${attempted.address ?? 'any address'}: ${why} (${after})`,
    evidence,
    remedy: isHost
      ? remedyForNoWay(attempted)
      : code === SILENT
        ? 'It takes the connection and says nothing: read its log.'
        : 'See that the app listens on this port, on all addresses and not on 127.0.0.1 alone.',
  };
}

function noAddress(attempted: Attempted, after: string): Finding {
  return {
    code: 'http-unreachable',
    blame: attempted.isLocal ? 'recipe' : 'host',
    service: attempted.service,
    message: `${attempted.url} can't be asked for: ${attempted.service} has no running container on this Docker host (${after})`,
    evidence: [],
    remedy: attempted.isLocal
      ? 'If it runs on another node of the Swarm, set router-address; else read its log.'
      : remedyForNoWay(attempted),
  };
}

function remedyForNoWay({ route, isLocal }: Attempted): string {
  if (route.kind === 'router')
    return 'See that the router runs and router-address is its address as seen from here.';
  return isLocal
    ? 'From inside a container the tasks’ addresses can’t be reached: run the job on the host’s network, or set router-address to the host’s router.'
    : 'The tasks of a remote Docker host can’t be reached from here: set router-address to the router of that host.';
}

function bodyLines(body: string): string[] {
  const text = body.slice(0, KEEP_BODY).trim().replace(/\s+/g, ' ');
  return text === '' ? [] : [`the page begins: ${text}`];
}
