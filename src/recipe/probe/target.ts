/** What is asked of an app, and what is expected. */

import type { BodySpec, HealthSpec } from '../manifest/model.js';
import type { AppPlan } from '../plan/app.js';

/** Connections alone: an app without a page. */
export type PortsTarget = {
  readonly stack: string;
  /** Connections to tasks that have to be accepted; services by their short names. */
  readonly tcp: readonly { readonly service: string; readonly port: number }[];
  /** How long everything has to stay as expected; not at all where left out. */
  readonly stableMs?: number;
};

export type ProbeTarget = Partial<PortsTarget> & {
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
  /** Each value has to be part of the answer's header of that name. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodySpec;
};

/**
 * What the manifest's health says, for this app.
 * @returns undefined where there is neither a page nor a port to ask.
 */
export function probeTarget(
  { stack, domain, http }: Pick<AppPlan, 'stack' | 'domain' | 'http'>,
  health: HealthSpec,
): ProbeTarget | PortsTarget | undefined {
  const { tcp, stableMs, statuses: expectStatus, headers, body } = health;
  if (http.kind === 'none') return tcp.length === 0 ? undefined : { stack, tcp, stableMs };
  const { service, port, scheme, path } = http;
  const page = { stack, domain, service, port, scheme, path, expectStatus, headers, tcp, stableMs };
  return body === undefined ? page : { ...page, body };
}
