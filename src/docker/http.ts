/** HTTP to the daemon over an agent: JSON both ways, streams of JSON lines, and errors that say what the daemon said. */

import { type Agent, type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { reasonOf, throwIfAborted } from '../lib/abort.js';
import { EnvironmentError, hasCode } from '../lib/errors.js';
import { formatBytes } from '../lib/units.js';
import type { Agents } from './connection.js';
import { DockerApiError, OutputLimitError } from './errors.js';
import type { JsonStream, Method, OpenOptions, Query, RequestOptions, StreamOptions } from './types.js';

export type Wire = {
  readonly agents: Agents;
  /** What the docker program last said on stderr, for an error that names the cause. */
  readonly said: () => string;
};

/** What a command in a container may write: it is kept in memory. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
/** The longest calls are removals of containers that are slow to die. */
const CALL_TIMEOUT_MS = 120_000;

/** One call; see `Docker.request`. */
export async function callApi(
  wire: Wire,
  method: Method,
  path: string,
  options: RequestOptions,
): Promise<unknown> {
  const response = await send(wire, method, path, options);
  const body = await readAll(response, options.signal);
  const status = response.statusCode ?? 0;
  if (options.expect?.includes(status)) return undefined;
  if (status >= 300) throw apiError(method, path, status, body.toString('utf8'));
  const text = body.toString('utf8');
  const isJson = (response.headers['content-type'] ?? '').startsWith('application/json');
  return isJson && text !== '' ? JSON.parse(text) : text;
}

/** A GET whose answer is raw bytes. */
export async function readBytes(wire: Wire, path: string, options: StreamOptions): Promise<Buffer> {
  const response = await send(wire, 'GET', path, options);
  const body = await readAll(response, options.signal);
  if ((response.statusCode ?? 0) >= 300)
    throw apiError('GET', path, response.statusCode ?? 0, body.toString('utf8'));
  return body;
}

/** A POST whose answer is raw bytes, for as long as they come: the output of a command. @throws OutputLimitError after 64 MiB. */
export async function postBytes(wire: Wire, path: string, options: RequestOptions): Promise<Buffer> {
  const response = await send(wire, 'POST', path, options, wire.agents.streams);
  const body = await readAll(response, options.signal, MAX_OUTPUT_BYTES);
  if ((response.statusCode ?? 0) >= 300)
    throw apiError('POST', path, response.statusCode ?? 0, body.toString('utf8'));
  return body;
}

/** Sends raw bytes: a tar archive into a container. */
export async function putBytes(
  wire: Wire,
  path: string,
  bytes: Buffer,
  options: StreamOptions,
): Promise<void> {
  const response = await send(wire, 'PUT', path, { ...options, bytes });
  const body = await readAll(response, options.signal);
  if ((response.statusCode ?? 0) >= 300)
    throw apiError('PUT', path, response.statusCode ?? 0, body.toString('utf8'));
}

/** A GET or POST whose answer goes on, one JSON value per line. */
export function openStream(wire: Wire, path: string, options: OpenOptions): JsonStream {
  const response = openOk(wire, path, options);
  // Whoever reads the stream gets the failure; without a reader it must not count as unhandled.
  response.catch(() => undefined);
  const opened = response.then(() => undefined);
  opened.catch(() => undefined);
  return { opened, [Symbol.asyncIterator]: () => jsonLines(response, options.signal) };
}

async function openOk(wire: Wire, path: string, options: OpenOptions): Promise<IncomingMessage> {
  const method = options.method ?? 'GET';
  const response = await send(wire, method, path, options, wire.agents.streams);
  if ((response.statusCode ?? 0) < 300) return response;
  const body = await readAll(response, options.signal);
  throw apiError(method, path, response.statusCode ?? 0, body.toString('utf8'));
}

async function* jsonLines(
  opening: Promise<IncomingMessage>,
  signal: AbortSignal | undefined,
): AsyncGenerator<unknown> {
  const response = await opening;
  let rest = '';
  try {
    response.setEncoding('utf8');
    for await (const chunk of response) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.trim() !== '') yield JSON.parse(line);
    }
    throwIfAborted(signal);
  } catch (error) {
    throwIfAborted(signal);
    throw error;
  } finally {
    response.destroy();
  }
}

function send(
  wire: Wire,
  method: Method,
  path: string,
  options: RequestOptions & OpenOptions & { readonly bytes?: Buffer },
  agent: Agent = wire.agents.calls,
): Promise<IncomingMessage> {
  const { signal } = options;
  throwIfAborted(signal);
  const { body, type } = payloadOf(options);
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      agent,
      method,
      host: 'docker',
      path: path + queryString(options.query),
      headers: {
        ...options.headers,
        ...(body === undefined ? {} : { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }),
      },
    });
    const limit = agent === wire.agents.calls ? CALL_TIMEOUT_MS : undefined;
    const release = stopOn(request, signal, limit);
    request.once('response', (response) => {
      response.once('close', release);
      resolve(response);
    });
    request.once('error', (cause) => {
      release();
      reject(signal?.aborted ? reasonOf(signal) : unreachable(wire, method, path, cause));
    });
    request.end(body);
  });
}

function payloadOf({ body, bytes }: RequestOptions & { readonly bytes?: Buffer }): {
  readonly body: string | Buffer | undefined;
  readonly type: string;
} {
  if (bytes !== undefined) return { body: bytes, type: 'application/x-tar' };
  return { body: body === undefined ? undefined : JSON.stringify(body), type: 'application/json' };
}

/** Ends the request, and with it the answer, when the signal fires or the time is up. */
function stopOn(
  request: ClientRequest,
  signal: AbortSignal | undefined,
  timeoutMs: number | undefined,
): () => void {
  const onAbort = (): void => void request.destroy();
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => request.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs);
  signal?.addEventListener('abort', onAbort, { once: true });
  return () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  };
}

async function readAll(
  response: IncomingMessage,
  signal: AbortSignal | undefined,
  maxBytes = Number.POSITIVE_INFINITY,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      if (bytes > maxBytes)
        throw new OutputLimitError(`more than ${formatBytes(maxBytes)} of output: the connection was cut`);
    }
  } catch (cause) {
    throwIfAborted(signal);
    if (cause instanceof OutputLimitError) throw cause;
    throw new EnvironmentError('the Docker daemon ended the connection in the middle of an answer', {
      cause,
    });
  }
  return Buffer.concat(chunks);
}

function unreachable(wire: Wire, method: Method, path: string, cause: Error): Error {
  if (hasCode(cause, 'ENOENT'))
    return new EnvironmentError('no docker program on PATH: install Docker (apt-get install docker.io)', {
      cause,
    });
  const said = wire.said().trim();
  const why = said === '' ? cause.message : said;
  return new EnvironmentError(`the Docker daemon can't be reached (${method} ${path}): ${why}`, { cause });
}

function apiError(method: Method, path: string, status: number, body: string): DockerApiError {
  let message = body.trim();
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null && 'message' in parsed)
      message = String(parsed.message);
  } catch {
    // Not JSON: a proxy's page, or nothing; the text itself is what there is to say.
  }
  return new DockerApiError(status, message === '' ? `${method} ${path}: HTTP ${status}` : message);
}

function queryString(query: Query | undefined): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined) continue;
    parameters.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
