/** A way to the app for programs that can't be told where it is: a port of this machine's own, which speaks http and https. */

import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { throwIfAborted } from '../../lib/abort.js';
import type { Route } from '../probe/route.js';
import { selfSigned } from './certificate.js';
import type { Names } from './headers.js';
import { passRequest, passUpgrade } from './pass.js';
import { type ForwardContext, findUpstream } from './upstream.js';

export type { ForwardContext } from './upstream.js';

export type Forwarder = {
  readonly port: number;
  /** `http://127.0.0.1:PORT`: asked there, the app is asked by its domain, and its redirections and cookies come back for this address. */
  readonly baseUrl: string;
  /** How the app's users reach it. */
  readonly scheme: 'http' | 'https';
  readonly route: Route;
  /** Connections that are open are cut. Done by itself when the context's signal fires. */
  close(): Promise<void>;
};

/** The first byte of a TLS handshake (RFC 8446, 5.1). */
const TLS_HANDSHAKE = 22;

/**
 * Listens on 127.0.0.1 only. http and https on the same port, the latter with a certificate that nobody has signed.
 * @throws UserError where the app has no service for http; EnvironmentError where none of its tasks can be reached from here.
 */
export async function openForwarder(context: ForwardContext): Promise<Forwarder> {
  throwIfAborted(context.signal);
  const upstream = await findUpstream(context);
  const sockets = new Set<Socket>();
  const names = (): Names => ({
    domain: context.app.domain,
    scheme: upstream.scheme,
    loopback: `127.0.0.1:${(front.address() as AddressInfo).port}`,
  });
  const onRequest: RequestListener = (incoming, answer) =>
    void passRequest(incoming, answer, { upstream, names: names() });
  const servers = [
    createHttpServer(onRequest),
    createHttpsServer(selfSigned(context.app.domain), onRequest),
  ] as const;
  for (const server of servers)
    server.on(
      'upgrade',
      (incoming, socket, head) => void passUpgrade(incoming, socket, head, { upstream, names: names() }),
    );
  const front = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    tellApart(socket, ...servers);
  });
  const { port } = await listening(front);
  const close = async (): Promise<void> => {
    context.signal.removeEventListener('abort', onAbort);
    const closed = new Promise<void>((resolve) => front.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  const onAbort = (): void => void close();
  context.signal.addEventListener('abort', onAbort, { once: true });
  return { port, baseUrl: `http://127.0.0.1:${port}`, scheme: upstream.scheme, route: upstream.route, close };
}

/** One port for both: a browser that is told to find a domain here comes with http:// and https:// addresses. */
function tellApart(socket: Socket, http: Server, https: Server): void {
  // A client that goes away before it has said anything is no news.
  socket.on('error', () => socket.destroy());
  socket.once('readable', () => {
    const first = socket.read() as Buffer | null;
    if (first === null) return;
    socket.unshift(first);
    (first[0] === TLS_HANDSHAKE ? https : http).emit('connection', socket);
  });
}

function listening(server: Server): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server.address() as AddressInfo));
  });
}
