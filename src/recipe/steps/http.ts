/** http: asks the app for its first page by its domain, through the router where there is one. */

import { findRoute, probe } from '../probe/index.js';
import { judged, type Report } from './outcome.js';
import type { StepContext } from './step.js';

export async function http(context: StepContext): Promise<Report> {
  const { app, docker, route, signal, waiting, manifest } = context;
  if (app.http.kind === 'none') return { status: 'not-applicable', reason: app.http.reason };
  const { service, port, scheme } = app.http;
  const way = await context.phase('route', () =>
    findRoute(docker, {
      tlsVerify: route.tlsVerify,
      signal,
      ...(route.routerAddress === '' ? {} : { routerAddress: route.routerAddress }),
    }),
  );
  const target = { stack: app.stack, service, domain: app.domain, port, scheme, health: manifest.health };
  const probed = await context.phase('probe', () =>
    probe(docker, target, way, { signal, timeoutMs: app.timeouts.httpMs, onWaiting: waiting }),
  );
  if (probed.kind === 'ok') return { status: 'pass', route: probed.route };
  const asked = way.kind === 'router' ? `router ${way.address}` : `task of ${service}, port ${port}`;
  return { ...judged(probed.finding), route: asked };
}
