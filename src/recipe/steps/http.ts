/** http: asks the app for its first page by its domain, through the router where there is one, as the manifest says. */

import { findRoute, probe, probeTarget } from '../probe/index.js';
import { judged, type Report } from './outcome.js';
import type { StepContext } from './step.js';

export async function http(context: StepContext): Promise<Report> {
  const { app, docker, route, signal, waiting, manifest } = context;
  const target = probeTarget(app, manifest.health);
  if (target === undefined)
    return { status: 'not-applicable', reason: 'there is no page and no port to ask' };
  const way = await context.phase('route', () =>
    findRoute(docker, {
      tlsVerify: route.tlsVerify,
      signal,
      ...(route.routerAddress === '' ? {} : { routerAddress: route.routerAddress }),
    }),
  );
  const probed = await context.phase('probe', () =>
    probe(docker, target, way, { signal, timeoutMs: app.timeouts.httpMs, onWaiting: waiting }),
  );
  if (probed.kind === 'ok') return { status: 'pass', route: probed.route };
  return { ...judged(probed.finding), route: way.kind === 'router' ? `router ${way.address}` : 'task' };
}
