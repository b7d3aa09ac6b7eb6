/**
 * A real git smart-HTTP server for tests: `git http-backend` behind node:http on a loopback port, with the manners of a
 * forge (sub-path, token, LFS) and switches that make it misbehave.
 */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { bodyStream } from './body.js';
import { type Backend, readHead, startBackend } from './cgi.js';
import { type Fault, FaultBoard, type RequestKind } from './faults.js';
import { lfsBatch, lfsObject, type PlainAnswer } from './lfs.js';
import { type Route, routeOf } from './route.js';

export type { Fault, RequestKind } from './faults.js';
export { lfsObjectPath } from './lfs.js';

export interface GitServerOptions {
  /** Folder of bare repositories, `ROOT/owner/name.git`. */
  readonly root: string;
  /** Where the forge lives on its host, as `/forge`; at the top when left out. */
  readonly subPath?: string;
  /** When set, every request needs Basic auth with this token as password or as user name, as forges have it. */
  readonly token?: string;
}

/** One request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query, sub-path included. */
  readonly path: string;
  readonly kind: RequestKind;
  /** `owner/name`, without `.git`; empty outside the sub-path. */
  readonly repository: string;
  /** The raw Authorization header. */
  readonly authorization: string | undefined;
  /** The Git-Protocol header, as `version=2`. */
  readonly protocol: string | undefined;
  /** 0 until it has been answered. */
  status: number;
  /** Bytes of body sent so far. */
  bytesSent: number;
  readonly fault: Fault['kind'] | undefined;
}

export interface GitServer {
  /** Address of the forge, with the sub-path, without a slash at its end: what GITHUB_SERVER_URL would hold. */
  readonly url: string;
  readonly origin: string;
  readonly port: number;
  readonly root: string;
  /** Every request since the start or the last `reset`, in order. */
  readonly requests: readonly SeenRequest[];
  /** Sets a switch. */
  fault(fault: Fault): void;
  /** Forgets all switches and requests. */
  reset(): void;
  /** Ends every connection and process; resolves when they are gone. */
  stop(): Promise<void>;
}

/** Starts a server on a free loopback port. */
export async function startGitServer(options: GitServerOptions): Promise<GitServer> {
  const state = new ServerState(options);
  const server = createServer((request, response) => {
    state.handle(request, response).catch((error: unknown) => {
      // A client that went away, or a backend that a switch or stop() ended: the connection is all there is to close.
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  server.keepAliveTimeout = 1000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  state.origin = `http://127.0.0.1:${port}`;
  return {
    url: state.origin + state.subPath,
    origin: state.origin,
    port,
    root: options.root,
    requests: state.requests,
    fault: (fault) => state.faults.add(fault),
    reset: () => state.reset(),
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await Promise.all([closed, state.endBackends()]);
    },
  };
}

class ServerState {
  readonly faults = new FaultBoard();
  readonly requests: SeenRequest[] = [];
  readonly subPath: string;
  origin = '';
  readonly #root: string;
  readonly #token: string | undefined;
  readonly #backends = new Set<Backend>();

  constructor(options: GitServerOptions) {
    this.#root = options.root;
    this.#token = options.token;
    this.subPath = options.subPath ?? '';
  }

  reset(): void {
    this.faults.clear();
    this.requests.length = 0;
  }

  async endBackends(): Promise<void> {
    await Promise.all([...this.#backends].map(endBackend));
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // The body of a push can be large, but a test's never is; with it in memory the request can be named.
    const body = await readBody(request);
    const route = routeOf(this.#root, this.subPath, request, body);
    const fault = this.faults.take(route.kind, route.repository);
    const seen = this.#note(request, route, fault);
    if (fault?.kind === 'stall') return;
    if (fault?.kind === 'status') return answer(response, seen, { ...fault, body: Buffer.from('spoilt\n') });
    if (fault?.kind === 'redirect') {
      const headers = { Location: fault.toOrigin + (request.url ?? '') };
      return answer(response, seen, { status: 302, headers, body: Buffer.alloc(0) });
    }
    if (route.kind === 'outside') return answer(response, seen, notFound());
    if (!this.#admits(request)) return answer(response, seen, unauthorized());
    if (route.kind === 'lfs-batch' || route.kind === 'lfs-object') {
      return answerPlain(response, seen, await this.#lfs(request, route, body), fault);
    }
    await this.#git(request, response, route, body, seen, fault);
  }

  #note(request: IncomingMessage, route: Route, fault: Fault | undefined): SeenRequest {
    const protocol = request.headers['git-protocol'];
    const seen: SeenRequest = {
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      kind: route.kind,
      repository: route.repository,
      authorization: request.headers.authorization,
      protocol: Array.isArray(protocol) ? protocol[0] : protocol,
      status: 0,
      bytesSent: 0,
      fault: fault?.kind,
    };
    this.requests.push(seen);
    return seen;
  }

  #admits(request: IncomingMessage): boolean {
    if (this.#token === undefined) return true;
    const [scheme, value] = (request.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'basic' || value === undefined) return false;
    const decoded = Buffer.from(value, 'base64').toString('utf8');
    const colon = decoded.indexOf(':');
    return decoded.slice(0, colon) === this.#token || decoded.slice(colon + 1) === this.#token;
  }

  async #lfs(request: IncomingMessage, route: Route, body: Buffer): Promise<PlainAnswer> {
    const [owner, folder] = route.pathInfo.slice(1).split('/');
    const bare = join(this.#root, owner ?? '', folder ?? '');
    if (route.kind === 'lfs-batch') {
      return lfsBatch(bare, `${this.origin}${this.subPath}/${owner}/${folder}/info/lfs/objects`, body);
    }
    return lfsObject(bare, request.method ?? 'GET', route.rest.split('/').at(-1) ?? '', body);
  }

  async #git(
    request: IncomingMessage,
    response: ServerResponse,
    route: Route,
    body: Buffer,
    seen: SeenRequest,
    fault: Fault | undefined,
  ): Promise<void> {
    const backend = startBackend(this.#root, route.pathInfo, route.query, request);
    this.#backends.add(backend);
    backend.once('close', () => this.#backends.delete(backend));
    backend.stderr.resume();
    // A backend that refuses the request closes its input early; its answer says why.
    backend.stdin.on('error', () => undefined);
    backend.stdin.end(body);
    response.once('close', () => void endBackend(backend));
    const head = await readHead(backend.stdout);
    seen.status = head.status;
    response.writeHead(head.status, head.headers.flat());
    const spoilt = bodyStream(fault, () => response.destroy());
    spoilt.on('data', (chunk: Buffer) => {
      seen.bytesSent += chunk.length;
    });
    response.once('close', () => spoilt.destroy());
    spoilt.pipe(response);
    spoilt.write(head.rest.length > 0 ? head.rest : Buffer.alloc(0));
    backend.stdout.pipe(spoilt);
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

interface FixedAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

function answer(
  response: ServerResponse,
  seen: SeenRequest,
  { status, headers = {}, body }: FixedAnswer,
): void {
  seen.status = status;
  seen.bytesSent = body.length;
  response.writeHead(status, { 'Content-Type': 'text/plain', 'Content-Length': body.length, ...headers });
  response.end(body);
}

function answerPlain(
  response: ServerResponse,
  seen: SeenRequest,
  { status, type, body }: PlainAnswer,
  fault: Fault | undefined,
): void {
  seen.status = status;
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': body.length });
  const spoilt = bodyStream(fault, () => response.destroy());
  spoilt.on('data', (chunk: Buffer) => {
    seen.bytesSent += chunk.length;
  });
  spoilt.pipe(response);
  spoilt.end(body);
}

const notFound = (): FixedAnswer => ({ status: 404, body: Buffer.from('not found\n') });

function unauthorized(): FixedAnswer {
  const headers = { 'WWW-Authenticate': 'Basic realm="test forge"' };
  return { status: 401, headers, body: Buffer.from('Unauthorized\n') };
}

/** Kills the backend's whole process group and waits until it is gone. */
async function endBackend(backend: Backend): Promise<void> {
  if (backend.exitCode !== null || backend.signalCode !== null || backend.pid === undefined) return;
  const gone = once(backend, 'exit');
  try {
    process.kill(-backend.pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: it ended between the check and the signal.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
  await gone;
}
