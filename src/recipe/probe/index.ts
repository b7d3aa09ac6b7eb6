/** Asks a deployed app for a page: through the router where there is one, else straight at its task. */

import type { Docker } from '../../docker/index.js';
import type { Finding } from '../../report/results.js';

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

export type Route =
  | {
      readonly kind: 'router';
      /** `HOST`, `HOST:PORT`, or `http://HOST:PORT`. */
      readonly address: string;
      readonly tlsVerify: boolean;
    }
  | { readonly kind: 'task' };

export type ProbeOptions = {
  readonly signal?: AbortSignal;
  readonly timeoutMs: number;
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

/** Asks until the answer is the expected one or `timeoutMs` are over. @throws the signal's reason. */
export async function probe(
  _docker: Docker,
  _target: ProbeTarget,
  _route: Route,
  _options: ProbeOptions,
): Promise<Probed> {
  throw new Error('not yet');
}

/** @returns the given router; else a service on the network `proxy` that publishes 443; else the task itself. */
export async function findRoute(
  _docker: Docker,
  _options: { readonly routerAddress?: string; readonly tlsVerify: boolean; readonly signal?: AbortSignal },
): Promise<Route> {
  throw new Error('not yet');
}
