/** One request, or one WebSocket, from a client of the forwarder to the app and back. */

import { once } from 'node:events';
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { messageOf } from '../../lib/errors.js';
import { type Headers, type Names, responseHeaders } from './headers.js';
import { requestTo, type Upstream } from './upstream.js';

export type Way = { readonly upstream: Upstream; readonly names: Names };

/** Nothing is thrown: what goes wrong before the app has answered is a 502 that says so, afterwards a cut connection. */
export async function passRequest(
  incoming: IncomingMessage,
  answer: ServerResponse,
  way: Way,
): Promise<void> {
  try {
    const request = await begin({ incoming, isUpgrade: false }, way);
    answer.once('close', () => request.destroy());
    incoming.pipe(request);
    const [message] = (await once(request, 'response')) as [IncomingMessage];
    // Once there is a response it is the one that breaks; the request repeats it.
    request.on('error', () => undefined);
    answer.writeHead(message.statusCode ?? 502, message.statusMessage, backHeaders(incoming, message, way));
    await pipeline(message, answer);
  } catch (error) {
    way.upstream.forget();
    if (answer.headersSent || answer.destroyed) answer.destroy();
    else {
      answer.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' });
      answer.end(refusal(way, error));
    }
  }
}

/** The same for a request that asks for another protocol. @param head what the client has sent of that already. */
export async function passUpgrade(
  incoming: IncomingMessage,
  client: Duplex,
  head: Buffer,
  way: Way,
): Promise<void> {
  client.on('error', () => client.destroy());
  try {
    const request = await begin({ incoming, isUpgrade: true }, way);
    client.once('close', () => request.destroy());
    request.end();
    const { message, app, first } = await answerTo(request);
    request.on('error', () => undefined);
    const headers = backHeaders(incoming, message, way);
    if (app === undefined) {
      client.write(statusLines(message, { ...headers, connection: 'close' }));
      return await pipeline(message, client);
    }
    const upgraded = { ...headers, connection: 'Upgrade', upgrade: message.headers.upgrade ?? '' };
    client.write(Buffer.concat([Buffer.from(statusLines(message, upgraded)), first]));
    app.write(head);
    await Promise.all([pipeline(client, app), pipeline(app, client)]);
  } catch (error) {
    way.upstream.forget();
    if (!client.destroyed && client.writable) client.end(badGateway(refusal(way, error)));
  }
}

async function begin(
  forwarded: { readonly incoming: IncomingMessage; readonly isUpgrade: boolean },
  { upstream, names }: Way,
): Promise<ClientRequest> {
  return requestTo(await upstream.target(), forwarded, names, upstream.route);
}

type Answered = { readonly message: IncomingMessage; readonly app?: Duplex; readonly first: Buffer };

function answerTo(request: ClientRequest): Promise<Answered> {
  return new Promise((resolve, reject) => {
    request.once('error', reject);
    request.once('response', (message: IncomingMessage) => resolve({ message, first: Buffer.alloc(0) }));
    request.once('upgrade', (message: IncomingMessage, app: Duplex, first: Buffer) =>
      resolve({ message, app, first }),
    );
  });
}

function backHeaders(incoming: IncomingMessage, message: IncomingMessage, { names }: Way): Headers {
  return responseHeaders(message.headers, names, incoming.headers.host ?? '');
}

function statusLines(message: IncomingMessage, headers: Headers): string {
  const fields = Object.entries(headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => `${name}: ${one}`),
  );
  return [`HTTP/1.1 ${message.statusCode} ${message.statusMessage}`, ...fields, '', ''].join('\r\n');
}

function badGateway(text: string): string {
  const head = ['HTTP/1.1 502 Bad Gateway', 'connection: close', 'content-type: text/plain; charset=utf-8'];
  return [...head, `content-length: ${Buffer.byteLength(text)}`, '', text].join('\r\n');
}

function refusal({ names }: Way, error: unknown): string {
  return `cc-ci: ${names.domain} can't be reached: ${messageOf(error)}\n`;
}
