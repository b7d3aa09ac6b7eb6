/** A registry on this machine that gives no image out, in the words that real ones use for each status. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Error codes of the distribution specification; 429 in Docker Hub's words. */
const ERRORS = {
  401: { code: 'UNAUTHORIZED', message: 'authentication required' },
  404: { code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' },
  429: {
    code: 'TOOMANYREQUESTS',
    message: 'You have reached your unauthenticated pull rate limit.',
  },
} as const;

export type RefusingRegistry = { readonly address: string; readonly close: () => Promise<void> };

/** Docker speaks plain HTTP with registries on 127.0.0.0/8. */
export async function refusingRegistry(status: keyof typeof ERRORS): Promise<RefusingRegistry> {
  const server = createServer((request, response) => {
    const isBase = request.url === '/v2/';
    const headers = {
      'Content-Type': 'application/json',
      ...(status === 401 ? { 'WWW-Authenticate': 'Basic realm="registry"' } : {}),
    };
    response.writeHead(isBase && status !== 401 ? 200 : status, headers);
    response.end(JSON.stringify(isBase ? {} : { errors: [ERRORS[status]] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { address: `127.0.0.1:${port}`, close };
}
