/** Requests to an app and http checks, against servers that warm up, refuse, and misbehave. */
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Docker } from '../../../src/docker/index.js';
import { EnvironmentError, UserError } from '../../../src/lib/errors.js';
import { type AskContext, askApp, type Checked, runChecks } from '../../../src/recipe/checks/index.js';
import type { AppContext } from '../../../src/recipe/context.js';
import type { CheckSpec } from '../../../src/recipe/manifest/model.js';
import { appContext } from '../../support/app-context.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The app as its router shows it; a router is asked without Docker's help. */
function contextFor(routerAddress: string, httpMs = 3_000): AppContext {
  const context = appContext({ domain: 'shop.ci.test', docker: { isLocal: true } as Docker, routerAddress });
  return { ...context, app: { ...context.app, timeouts: { healthMs: 1, teardownMs: 1, httpMs } } };
}
const contextOf = async (answer: RequestListener, httpMs?: number): Promise<AppContext> =>
  contextFor(await listen(createServer(answer)), httpMs);

const get = { method: 'GET', path: '/x', headers: {}, statuses: [200] } as const;

describe('a request to the app', () => {
  test('sends what is stated, by the domain, and has the whole answer', async () => {
    const context = await contextOf((request, response) => {
      request.setEncoding('utf8');
      request.on('data', (body) =>
        response
          .writeHead(201, { 'X-Id': ['1', '2'] })
          .end(`${request.method} ${request.headers.host} ${request.headers['x-key']} ${body}`),
      );
    });
    const request = { ...get, method: 'POST', headers: { 'X-Key': 'k' }, body: 'ü' };
    expect(await askApp(context, request)).toEqual({
      status: 201,
      headers: expect.objectContaining({ 'x-id': '1, 2' }),
      body: 'POST shop.ci.test k ü',
      bodyEnd: 'whole',
      route: expect.stringMatching(/^router 127\.0\.0\.1:\d+$/),
    });
  });

  test.each([502, 503, 504])('is made again while %i says that the app is not up yet', async (status) => {
    let asked = 0;
    const context = await contextOf((_, response) => response.writeHead(++asked < 3 ? status : 200).end());
    expect(await askApp(context, get)).toMatchObject({ status: 200 });
    expect(asked).toBe(3);
  });

  test('is made once where 503 is what is expected, and where the answer is another', async () => {
    for (const [status, statuses] of [
      [503, [503]],
      [500, [200]],
      [404, [200]],
      [302, [200]],
    ] as const) {
      let asked = 0;
      const context = await contextOf((_, response) => {
        asked += 1;
        response.writeHead(status, { Location: '/x' }).end();
      });
      expect(await askApp(context, { ...get, statuses })).toMatchObject({ status });
      expect(asked).toBe(1);
    }
  });

  test('has the last answer when the app is not up in time', async () => {
    const context = await contextOf((_, response) => response.writeHead(503).end('starting'), 500);
    expect(await askApp(context, get)).toMatchObject({ status: 503, body: 'starting' });
  });

  test('that may have arrived is not made again where it would do its work twice', async () => {
    let connections = 0;
    const cut = createTcpServer((socket) => {
      connections += 1;
      socket.once('data', () => socket.destroy());
    });
    const context = contextFor(await listen(cut), 1_000);
    await expect(askApp(context, { ...get, method: 'POST' })).rejects.toThrow(EnvironmentError);
    expect(connections).toBe(1);
    await expect(askApp(context, get)).rejects.toThrow(/^GET http:\/\/shop\.ci\.test\/x can't be reached at/);
    expect(connections).toBeGreaterThan(2);
  });

  test('to an app that has no page is the author’s to correct', async () => {
    const context = contextFor('http://127.0.0.1:9');
    const http = { kind: 'none', reason: 'no service has traefik labels' } as const;
    const pageless: AskContext = { ...context, app: { ...context.app, http } };
    await expect(askApp(pageless, get)).rejects.toThrow(UserError);
  });

  test('ends when somebody wants to stop', async () => {
    const stop = new AbortController();
    const context = {
      ...(await contextOf(() => stop.abort(new Error('asked to stop')))),
      signal: stop.signal,
    };
    await expect(askApp(context, get)).rejects.toThrow('asked to stop');
  });
});

describe('an http check', () => {
  const check = (more: object = {}): CheckSpec =>
    ({ ...get, kind: 'http', name: 'status page', ...more }) as CheckSpec;
  const one = async (answer: RequestListener, more: object = {}): Promise<Checked> => {
    const context = await contextOf(answer, 600);
    const [row] = await runChecks(context, [check(more)], { artifactFolder: '/none', testsFolder: '/none' });
    if (row === undefined) throw new Error('no row');
    return row;
  };

  test('is green when status and body are as stated', async () => {
    const row = await one((_, response) => response.end('{"db":"up"}'), {
      body: { json: { path: 'db', equals: 'up' } },
    });
    expect(row).toEqual({ name: 'status page', durationMs: expect.any(Number), artifacts: [] });
  });

  test('says its name, what was asked and what came, with the beginning of the page', async () => {
    const page = `${Array.from({ length: 30 }, (_, line) => `line ${line}\u001b[31m`).join('\n')}`;
    const { finding } = await one(
      (_, response) => response.setHeader('Content-Type', 'text/plain').end(page),
      {
        body: { contains: 'ready' },
      },
    );
    expect(finding).toMatchObject({
      code: 'check-failed',
      blame: 'recipe',
      service: 'app',
      message:
        'check "status page": GET http://shop.ci.test/x answers 200, and its body does not contain "ready"',
    });
    expect(finding?.evidence.slice(0, 3)).toEqual([
      expect.stringMatching(/^router 127\.0\.0\.1:\d+ answered HTTP 200$/),
      'content-type: text/plain',
      'line 0 [31m',
    ]);
    expect(finding?.evidence).toHaveLength(2 + 20 + 1);
  });

  test('does not follow redirections, and says where they lead', async () => {
    const { finding } = await one((_, response) => response.writeHead(302, { Location: '/login' }).end());
    expect(finding?.message).toContain('answers 302, expected 200');
    expect(finding?.evidence).toContain('location: /login');
    expect(finding?.remedy).toContain('not followed');
  });

  test('sends its body, and is green with the status that it states', async () => {
    const echo: RequestListener = (request, response) => void request.pipe(response.writeHead(401));
    const row = await one(echo, {
      method: 'POST',
      send: 'hello',
      statuses: [401],
      body: { contains: 'hello' },
    });
    expect(row.finding).toBeUndefined();
  });

  test('of an app whose router is gone is the host’s fault, and the next one is made all the same', async () => {
    const gone = createTcpServer();
    const context = contextFor(await listen(gone), 300);
    gone.close();
    const options = { artifactFolder: '/none', testsFolder: '/none' };
    const rows = await runChecks(context, [check(), check({ name: 'second' })], options);
    expect(rows.map(({ finding }) => [finding?.code, finding?.blame])).toEqual([
      ['http-unreachable', 'host'],
      ['http-unreachable', 'host'],
    ]);
    expect(rows[1]?.finding?.message).toMatch(
      /^check "second": GET http:\/\/shop\.ci\.test\/x can't be reached/,
    );
  });
});
