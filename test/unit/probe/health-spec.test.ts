/** What a manifest's health asks of an app: headers, body, connections, and that it stays so. */
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import type { Docker } from '../../../src/docker/index.js';
import { defaultManifest } from '../../../src/recipe/manifest/model.js';
import type { AppPlan } from '../../../src/recipe/plan/app.js';
import { ask, type Probed, type ProbeTarget, probe, probeTarget } from '../../../src/recipe/probe/index.js';

const local = { isLocal: true } as Docker;
const servers: Server[] = [];
const sockets = new Set<Socket>();
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function probed(
  answer: RequestListener,
  more: Partial<ProbeTarget> = {},
  { timeoutMs = 400, waits = [] as string[] } = {},
): Promise<Probed> {
  const port = await listen(createServer(answer));
  const target = {
    stack: 's',
    service: 'app',
    domain: 'a.test',
    port: 80,
    path: '/health',
    expectStatus: [200],
    scheme: 'http',
    ...more,
  } as const;
  const route = { kind: 'router', address: `http://127.0.0.1:${port}`, tlsVerify: true } as const;
  return probe(local, target, route, { timeoutMs, onWaiting: (what) => waits.push(what) });
}

const message = (result: Probed): string => (result.kind === 'failed' ? result.finding.message : 'ok');

describe('health', () => {
  test('takes an answer that has the headers and the body it names', async () => {
    const answer: RequestListener = (_, response) =>
      response.setHeader('Content-Type', 'application/json; charset=utf-8').end('{"db": "up"}');
    const expected = {
      headers: { 'content-type': 'application/json' },
      body: { json: { path: 'db', equals: 'up' } },
    };
    expect(await probed(answer, expected)).toMatchObject({ kind: 'ok', status: 200 });
  });

  test('says which header is missing or wrong', async () => {
    const answer: RequestListener = (_, response) => response.setHeader('Server', 'nginx').end();
    expect(message(await probed(answer, { headers: { 'X-App': '1' } }))).toMatch(
      /^http:\/\/a\.test\/health answers 200 without the header X-App \(after \d+ tries in /,
    );
    expect(message(await probed(answer, { headers: { server: 'apache' } }))).toContain(
      'answers 200 with server: nginx, expected apache',
    );
  });

  test('says what is wrong with the body, and what to compare', async () => {
    const result = await probed((_, response) => response.end('installing'), { body: { contains: 'ready' } });
    expect(message(result)).toContain('answers 200, and its body does not contain "ready"');
    expect(result).toMatchObject({
      finding: {
        code: 'http-unexpected',
        evidence: expect.arrayContaining(['the page begins: installing']),
        remedy: expect.stringContaining('Compare health in cc-ci.yml'),
      },
    });
  });

  test('does not unpack what it asked for plain', async () => {
    const answer: RequestListener = (_, response) =>
      response.setHeader('Content-Encoding', 'gzip').end(gzipSync('ready'));
    expect(message(await probed(answer, { body: { contains: 'ready' } }))).toContain('packed with gzip');
  });

  test('takes a refusal only where the manifest lists it, and says how to', async () => {
    const refuse: RequestListener = (_, response) => response.writeHead(401).end();
    expect(await probed(refuse, { expectStatus: [200, 401] })).toMatchObject({ kind: 'ok', status: 401 });
    expect(await probed(refuse)).toMatchObject({
      finding: { remedy: expect.stringContaining('health: {status: [401]}') },
    });
  });

  test('has to stay as it is: a relapse begins the time anew', async () => {
    let asked = 0;
    const waits: string[] = [];
    const result = await probed(
      (_, response) => response.writeHead(++asked === 3 ? 500 : 200).end(),
      { stableMs: 300 },
      { timeoutMs: 5_000, waits },
    );
    expect(result).toMatchObject({ kind: 'ok', status: 200 });
    expect(asked).toBeGreaterThan(6);
    expect(waits).toEqual([
      'http://a.test/health: as expected, has to stay so for 300 ms',
      'http://a.test/health: answers 500, expected 200',
      'http://a.test/health: as expected, has to stay so for 300 ms',
    ]);
  });

  test('that was good for a moment is said so', async () => {
    let asked = 0;
    const result = await probed((_, response) => response.writeHead(++asked < 3 ? 200 : 500).end(), {
      stableMs: 10_000,
    });
    expect(message(result)).toMatch(
      /answers 500, expected 200 .*; it had been well for .*, and has to stay so for 10 s\)$/,
    );
  });

  test('an app that takes the connection and says nothing is the recipe’s, also behind a router', async () => {
    const port = await listen(createTcpServer(() => undefined));
    const asked = await ask(
      {
        target: { host: '127.0.0.1', port, scheme: 'http' },
        domain: 'a.test',
        path: '/',
        tlsVerify: false,
        timeoutMs: 200,
      },
      undefined,
    );
    expect(asked).toEqual({
      kind: 'no-answer',
      code: 'SILENT',
      message: 'takes the connection, no answer within 200 ms',
    });
  });
});

describe('one request', () => {
  const question = (port: number, more: object = {}) =>
    ({
      target: { host: '127.0.0.1', port, scheme: 'http' },
      domain: 'a.test',
      path: '/',
      tlsVerify: false,
      timeoutMs: 2_000,
      ...more,
    }) as const;

  test('is ended by a server that switches to a protocol nobody asked for', async () => {
    const port = await listen(
      createTcpServer((socket) =>
        socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
      ),
    );
    expect(await ask(question(port), undefined)).toMatchObject({ kind: 'no-answer' });
  });

  test('reads no more of an endless body than was asked for, in whole characters', async () => {
    const port = await listen(
      createServer((_, response) => {
        const pour = (): void => void (response.write('é'.repeat(10_000)) && setImmediate(pour));
        response.on('drain', pour);
        pour();
      }),
    );
    const answer = await ask(question(port, { keepBytes: 5_001 }), undefined);
    expect(answer).toEqual(expect.objectContaining({ status: 200, body: 'é'.repeat(2_500), bodyEnd: 'cut' }));
  });

  test('has what came until its time was up', async () => {
    const port = await listen(createServer((_, response) => void response.write('half')));
    expect(await ask(question(port, { timeoutMs: 300 }), undefined)).toMatchObject({
      kind: 'answered',
      body: 'half',
      bodyEnd: 'broken-off',
    });
  });

  test('is given up where the headers come drop by drop, or too many of them', async () => {
    const slow = await listen(
      createTcpServer((socket) => {
        socket.write('HTTP/1.1 200 OK\r\nX-A: ');
        const drip = setInterval(() => socket.write('a'), 20);
        socket.on('close', () => clearInterval(drip)).on('error', () => clearInterval(drip));
      }),
    );
    expect(await ask(question(slow, { timeoutMs: 300 }), undefined)).toMatchObject({ code: 'SILENT' });
    const big = await listen(
      createTcpServer((socket) => {
        socket.on('error', () => undefined);
        socket.write(`HTTP/1.1 200 OK\r\nX-A: ${'a'.repeat(100_000)}\r\n\r\n`);
      }),
    );
    expect(await ask(question(big), undefined)).toMatchObject({ code: 'HPE_HEADER_OVERFLOW' });
  });

  test('tells an app that stands alone what its router would tell it', async () => {
    const seen: unknown[] = [];
    const port = await listen(
      createServer(({ headers }, response) => {
        seen.push([headers.host, headers['x-forwarded-proto'], headers['accept-encoding'], headers.accept]);
        response.end();
      }),
    );
    await ask(question(port, { isStraight: true, headers: { accept: 'text/plain' } }), undefined);
    await ask(question(port), undefined);
    expect(seen).toEqual([
      ['a.test', 'https', 'identity', 'text/plain'],
      ['a.test', undefined, 'identity', '*/*'],
    ]);
  });
});

describe('what is asked of an app', () => {
  const app = (http: AppPlan['http']) => ({ stack: 's', domain: 'a.test', http }) as unknown as AppPlan;
  const none = { kind: 'none', reason: 'no labels' } as const;

  test('nothing, where it has neither a page nor a port', () => {
    expect(probeTarget(app(none), defaultManifest.health)).toBeUndefined();
  });

  test('its ports alone, where it has no page', () => {
    const tcp = [{ service: 'app', port: 64738 }];
    expect(probeTarget(app(none), { ...defaultManifest.health, tcp })).toEqual({
      stack: 's',
      tcp,
      stableMs: 0,
    });
  });
});
