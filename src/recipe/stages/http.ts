/** http: asks the app for its first page by its domain, through the router where there is one. */

import { findRoute, probe } from '../probe/index.js';
import { judged, type Report } from './outcome.js';
import type { StageContext } from './stage.js';

/** A page, or the way to one: a login page is answered with a redirection by many apps. */
const EXPECTED = [200, 204, 301, 302, 303, 307, 308];

export async function http(context: StageContext): Promise<Report> {
  const { plan, docker, route, signal, waiting } = context;
  if (plan.http.kind === 'none') return { status: 'not-applicable', reason: plan.http.reason };
  const { service, port, scheme, path } = plan.http;
  const way = await context.phase('route', () =>
    findRoute(docker, {
      tlsVerify: route.tlsVerify,
      signal,
      ...(route.routerAddress === '' ? {} : { routerAddress: route.routerAddress }),
    }),
  );
  const target = {
    stack: plan.stack,
    service,
    domain: plan.domain,
    port,
    path,
    expectStatus: EXPECTED,
    scheme,
  };
  const probed = await context.phase('probe', () =>
    probe(docker, target, way, { signal, timeoutMs: plan.timeouts.httpMs, onWaiting: waiting }),
  );
  if (probed.kind === 'ok') return { status: 'pass', route: probed.route };
  const asked = way.kind === 'router' ? `router ${way.address}` : `task of ${service}, port ${port}`;
  return { ...judged(probed.finding), route: asked };
}
