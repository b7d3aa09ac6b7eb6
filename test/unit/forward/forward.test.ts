/** The forwarder in front of a real server, which stands for a router. */
import { X509Certificate } from 'node:crypto';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { selfSigned } from '../../../src/recipe/forward/certificate.js';
import { type ForwardContext, openForwarder } from '../../../src/recipe/forward/index.js';

const DOMAIN = 'app.forward.test';
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

type Handler = (incoming: IncomingMessage, answer: ServerResponse) => void;

async function serve(handler: Handler): Promise<{ server: Server; address: string }> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Only what the forwarder reads: a router's address needs no Docker. */
function contextFor(routerAddress: string, signal = new AbortController().signal): ForwardContext {
  const app = { domain: DOMAIN, stack: 'app', recipe: { name: 'hello' }, http: { kind: 'ask' } };
  return { app, docker: {}, route: { routerAddress, tlsVerify: false }, signal } as unknown as ForwardContext;
}

async function forwarded(handler: Handler): Promise<Awaited<ReturnType<typeof openForwarder>>> {
  const forwarder = await openForwarder(contextFor((await serve(handler)).address));
  closers.push(() => forwarder.close());
  return forwarder;
}

const echo: Handler = (incoming, answer) => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    answer.setHeader('content-type', 'application/json');
    answer.end(
      JSON.stringify({
        method: incoming.method,
        url: incoming.url,
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString(),
      }),
    );
  });
};

describe('the forwarder', () => {
  test('asks the app by its domain, with method, path, body and headers as they came', async () => {
    const { baseUrl } = await forwarded(echo);
    const answer = await fetch(`${baseUrl}/a?b=c`, {
      method: 'POST',
      body: 'x'.repeat(200_000),
      headers: { 'x-own': '1', origin: baseUrl, referer: `${baseUrl}/form` },
    });
    const seen = (await answer.json()) as { headers: Record<string, string>; body: string };
    expect(seen).toMatchObject({ method: 'POST', url: '/a?b=c' });
    expect(seen.body).toHaveLength(200_000);
    expect(seen.headers).toMatchObject({ host: DOMAIN, 'x-own': '1' });
    expect(seen.headers.origin).toBe(`http://${DOMAIN}`);
    expect(seen.headers.referer).toBe(`http://${DOMAIN}/form`);
  });

  test('redirections and cookies of the domain work for a client on this machine', async () => {
    const { baseUrl } = await forwarded((incoming, answer) => {
      if (incoming.url === '/in') return answer.end(`cookie ${incoming.headers.cookie ?? 'none'}`);
      answer.writeHead(302, {
        location: `https://${DOMAIN}/in?x=1`,
        'set-cookie': ['a=b; Secure; Domain=app.forward.test; Path=/; HttpOnly', 'c=d'],
      });
      return answer.end();
    });
    const answer = await fetch(`${baseUrl}/`, { redirect: 'manual' });
    expect(answer.headers.get('location')).toBe(`${baseUrl}/in?x=1`);
    expect(answer.headers.getSetCookie()).toEqual(['a=b; Path=/; HttpOnly', 'c=d']);
  });

  test("another site's address in a redirection stays", async () => {
    const { baseUrl } = await forwarded((_, answer) => {
      answer.writeHead(302, { location: 'https://sso.example.org/login' });
      answer.end();
    });
    const answer = await fetch(baseUrl, { redirect: 'manual' });
    expect(answer.headers.get('location')).toBe('https://sso.example.org/login');
  });

  test('speaks https on the same port, and then changes nothing that comes back', async () => {
    const { port } = await forwarded((incoming, answer) => {
      answer.writeHead(302, { location: `https://${DOMAIN}/x`, 'x-host': incoming.headers.host ?? '' });
      answer.end();
    });
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const headers = { host: `sub.${DOMAIN}` };
      const options = { host: '127.0.0.1', port, servername: DOMAIN, rejectUnauthorized: false, headers };
      httpsRequest(options, resolve).once('error', reject).end();
    });
    answer.resume();
    expect(answer.headers).toMatchObject({ location: `https://${DOMAIN}/x`, 'x-host': `sub.${DOMAIN}` });
  });

  test('passes WebSockets in both directions', async () => {
    const { server, address } = await serve(echo);
    server.on('upgrade', (incoming, socket) => {
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX-Host: ${incoming.headers.host}\r\n\r\n`,
      );
      socket.on('data', (chunk: Buffer) => socket.write(`you said ${chunk}`));
    });
    const forwarder = await openForwarder(contextFor(address));
    closers.push(() => forwarder.close());
    const said = await new Promise<string>((resolve, reject) => {
      const asked = request(`${forwarder.baseUrl}/ws`, {
        headers: { connection: 'Upgrade', upgrade: 'websocket' },
      });
      asked.once('error', reject);
      asked.once('upgrade', (message, socket) => {
        socket.write('hello');
        socket.once('data', (chunk: Buffer) => {
          socket.destroy();
          resolve(`${message.headers['x-host']}: ${chunk}`);
        });
      });
      asked.end();
    });
    expect(said).toBe(`${DOMAIN}: you said hello`);
  });

  test('an upgrade that the app refuses comes back as its answer', async () => {
    const { baseUrl } = await forwarded((_, answer) => {
      answer.writeHead(403);
      answer.end('no');
    });
    const status = await new Promise((resolve, reject) => {
      const asked = request(baseUrl, { headers: { connection: 'Upgrade', upgrade: 'websocket' } });
      asked.once('error', reject).once('response', (message) => {
        message.resume();
        resolve(message.statusCode);
      });
      asked.end();
    });
    expect(status).toBe(403);
  });

  test('an app that is not there is a 502 that says so, and a body that breaks off stays broken', async () => {
    const gone = await openForwarder(contextFor('http://127.0.0.1:1'));
    closers.push(() => gone.close());
    const answer = await fetch(gone.baseUrl);
    expect(answer.status).toBe(502);
    expect(await answer.text()).toMatch(/app\.forward\.test can't be reached: connect ECONNREFUSED/);
    const { baseUrl } = await forwarded((_, cut) => {
      cut.writeHead(200, { 'content-length': '100' });
      cut.write('begins');
      setImmediate(() => cut.destroy());
    });
    await expect(fetch(baseUrl).then((broken) => broken.text())).rejects.toThrow();
  });

  test('closes, with every open connection, when the signal fires', async () => {
    const controller = new AbortController();
    const arrived = new Promise<void>((resolve) => {
      void serve(() => resolve()).then(async ({ address }) => {
        const forwarder = await openForwarder(contextFor(address, controller.signal));
        pending = fetch(forwarder.baseUrl);
        pending.catch(() => undefined);
        baseUrl = forwarder.baseUrl;
      });
    });
    let pending: Promise<unknown> | undefined;
    let baseUrl = '';
    await arrived;
    controller.abort();
    await expect(pending).rejects.toThrow();
    await expect(fetch(baseUrl)).rejects.toThrow();
  });
});

test('the certificate names the domain and what is below it, and is signed by its own key', () => {
  const { cert } = selfSigned(DOMAIN);
  const parsed = new X509Certificate(cert);
  expect(parsed.subjectAltName).toBe(`DNS:${DOMAIN}, DNS:*.${DOMAIN}`);
  expect(parsed.checkHost(`sub.${DOMAIN}`)).toBe(`*.${DOMAIN}`);
  expect(parsed.verify(parsed.publicKey)).toBe(true);
  expect(Date.parse(parsed.validTo)).toBeGreaterThan(Date.now());
});
