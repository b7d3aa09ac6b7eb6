/** Which browser, and what it is told, so that the page's own address is the app's domain. */

import { findOnPath } from '../../../lib/on-path.js';
import type { Finding } from '../../../report/results.js';
import { parseAddress, type Route } from '../../probe/route.js';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** @returns its path: the one that CC_CI_CHROMIUM names, else the first of the usual names on PATH; or why there is none. */
export function findChromium(
  env: NodeJS.ProcessEnv,
): { readonly path: string } | { readonly finding: Finding } {
  const named = env.CC_CI_CHROMIUM ?? '';
  for (const name of named === '' ? NAMES : [named]) {
    const path = findOnPath(name, env.PATH);
    if (path !== undefined) return { path };
  }
  const message =
    named === ''
      ? `browser checks need Chromium, and there is none on PATH (${NAMES.join(', ')})`
      : `CC_CI_CHROMIUM is ${JSON.stringify(named)}, and that is no program that can be executed`;
  return {
    finding: {
      code: 'missing-program',
      blame: 'host',
      message,
      evidence: [],
      remedy:
        'Install it in the job’s image or on the runner (Debian: apt-get install --no-install-recommends chromium), or name it with CC_CI_CHROMIUM.',
    },
  };
}

/**
 * Pure. Chromium resolves the domain, and all below it, to the forwarder; behind a router with TLS, port 443 goes to the router
 * itself, whose certificate is the one to be judged.
 */
export function chromiumArgs(domain: string, route: Route, forwarderPort: number): readonly string[] {
  const hosts = [domain, `*.${domain}`];
  const router = route.kind === 'router' ? parseAddress(route.address) : undefined;
  const direct = router?.scheme === 'https' ? `${bracketed(router.host)}:${router.port}` : undefined;
  // The first rule that fits is taken.
  const rules = [
    ...(direct === undefined ? [] : hosts.map((host) => `MAP ${host}:443 ${direct}`)),
    ...hosts.map((host) => `MAP ${host} 127.0.0.1:${forwarderPort}`),
  ];
  return [
    `--host-resolver-rules=${rules.join(', ')}`,
    // A container's /dev/shm has 64 MB, and Chromium crashes when it is full.
    '--disable-dev-shm-usage',
    '--disable-gpu',
    '--disable-quic',
  ];
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
