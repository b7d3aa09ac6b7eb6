/** The probe against servers that answer, refuse, lie and stay silent, as a router in front of an app does. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import type { Docker } from '../../../src/docker/index.js';
import { UserError } from '../../../src/lib/errors.js';
import { findingFor, statusWords } from '../../../src/recipe/probe/finding.js';
import {
  type Probed,
  type ProbeTarget,
  parseAddress,
  probe,
  type Route,
} from '../../../src/recipe/probe/index.js';
import { CERTIFICATE, KEY } from './certificate.js';

/** A router is asked without Docker's help. */
const local = { isLocal: true } as Docker;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const target: ProbeTarget = {
  stack: 's',
  service: 'app',
  domain: 'hello.probe.test',
  port: 80,
  path: '/health',
  expectStatus: [200],
  scheme: 'http',
};

function ask(
  route: Route,
  timeoutMs = 2_000,
  more: Partial<ProbeTarget> = {},
  waits?: string[],
): Promise<Probed> {
  return probe(local, { ...target, ...more }, route, { timeoutMs, onWaiting: (what) => waits?.push(what) });
}

const plain = (address: string): Route => ({ kind: 'router', address: `http://${address}`, tlsVerify: true });

function findingIn(probed: Probed): Extract<Probed, { kind: 'failed' }>['finding'] {
  if (probed.kind !== 'failed') throw new Error(`expected a failure, got ${JSON.stringify(probed)}`);
  return probed.finding;
}

describe('a router', () => {
  test('is asked over TLS, by the domain in SNI and Host, whatever its own address', async () => {
    const asked: { readonly servername: unknown; readonly host: unknown; readonly path: unknown }[] = [];
    const answer = (request: IncomingMessage, response: ServerResponse): void => {
      const { servername } = request.socket as TLSSocket & { readonly servername: string };
      asked.push({ servername, host: request.headers.host, path: request.url });
      response.end('hello');
    };
    const address = await listen(createTlsServer({ key: KEY, cert: CERTIFICATE }, answer));
    const probed = await ask({ kind: 'router', address, tlsVerify: false });
    expect(probed).toMatchObject({ kind: 'ok', status: 200, route: `router ${address}` });
    expect(asked).toEqual([{ servername: 'hello.probe.test', host: 'hello.probe.test', path: '/health' }]);
  });

  test('whose certificate nobody vouches for is the host’s fault, and said with the ways out', async () => {
    const address = await listen(
      createTlsServer({ key: KEY, cert: CERTIFICATE }, (_, response) => response.end()),
    );
    const finding = findingIn(await ask({ kind: 'router', address, tlsVerify: true }, 500));
    expect(finding).toMatchObject({ code: 'tls-not-trusted', blame: 'host' });
    expect(finding.remedy).toContain('tls-verify: false');
  });

  test('is asked again until the app behind it is there', async () => {
    let asked = 0;
    const address = await listen(
      createServer((_, response) => response.writeHead(++asked < 4 ? 503 : 200).end()),
    );
    const waits: string[] = [];
    expect(await ask(plain(address), 5_000, {}, waits)).toMatchObject({ kind: 'ok', status: 200 });
    expect(asked).toBe(4);
    expect(waits).toEqual(['http://hello.probe.test/health: answers 503, expected 200']);
  });

  test('that has no way to the domain is said with its answer and the labels to look at', async () => {
    const address = await listen(
      createServer((_, response) => response.writeHead(404).end('404 page not found')),
    );
    const finding = findingIn(await ask(plain(address), 300));
    expect(finding).toMatchObject({ code: 'http-unexpected', blame: 'recipe', service: 'app' });
    expect(finding.message).toMatch(
      /^http:\/\/hello\.probe\.test\/health answers 404, expected 200 \(after \d+ tries in /,
    );
    expect(finding.evidence).toContain('the page begins: 404 page not found');
    expect(finding.remedy).toContain('traefik labels');
  });

  test('that does not answer is the host’s fault', async () => {
    const server = createTcpServer();
    const address = await listen(server);
    server.close();
    const finding = findingIn(await ask(plain(address), 300));
    expect(finding).toMatchObject({ code: 'http-unreachable', blame: 'host' });
    expect(finding.message).toContain('ECONNREFUSED');
    expect(finding.remedy).toContain('router-address');
  });

  test('that breaks off in the middle of a page has answered', async () => {
    const address = await listen(
      createServer((_, response) => {
        response.writeHead(200, { 'Content-Length': '100' });
        response.write('half', () => response.destroy());
      }),
    );
    expect(await ask(plain(address))).toMatchObject({ kind: 'ok', status: 200 });
  });

  test('is not followed to where it redirects', async () => {
    const address = await listen(
      createServer((_, response) => response.writeHead(302, { Location: '/login' }).end()),
    );
    expect(await ask(plain(address), 300, { expectStatus: [302] })).toMatchObject({
      kind: 'ok',
      status: 302,
    });
  });

  test('whose address is none is the user’s to correct', async () => {
    await expect(ask({ kind: 'router', address: 'not an address', tlsVerify: true })).rejects.toThrow(
      UserError,
    );
  });

  test('is no longer asked once somebody wants to stop', async () => {
    const address = await listen(createServer(() => undefined));
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('asked to stop')), 50);
    const asking = probe(local, target, plain(address), { timeoutMs: 10_000, signal: stop.signal });
    await expect(asking).rejects.toThrow('asked to stop');
  });
});

describe('the address of a router', () => {
  test.each([
    ['ci.example.org', { host: 'ci.example.org', port: 443, scheme: 'https' }],
    ['192.0.2.1:8443', { host: '192.0.2.1', port: 8443, scheme: 'https' }],
    ['[2001:db8::1]:8443', { host: '2001:db8::1', port: 8443, scheme: 'https' }],
    ['http://127.0.0.1', { host: '127.0.0.1', port: 80, scheme: 'http' }],
    ['https://ci.example.org/', { host: 'ci.example.org', port: 443, scheme: 'https' }],
    ['ci.example.org:0', undefined],
    ['ci.example.org:70000', undefined],
    ['ci.example.org/path', undefined],
    ['two words', undefined],
    ['', undefined],
  ])('%s', (address, expected) => {
    expect(parseAddress(address)).toEqual(expected);
  });
});

test.each([
  [[200], '200'],
  [[401, 200], '200 or 401'],
  [[200, 201, 202, 301], '200 to 202 or 301'],
] as const)('%o in words: %s', (statuses, words) => {
  expect(statusWords(statuses)).toBe(words);
});

describe('a task that packets do not get to', () => {
  const attempted = {
    service: 'app',
    url: 'http://a.test/',
    expectStatus: [200],
    route: { kind: 'task' },
    address: '172.18.0.5:80',
    last: { kind: 'no-answer', code: 'ETIMEDOUT', message: 'no answer within 5 s' },
    tries: 2,
    elapsedMs: 10_000,
  } as const;

  test('from inside a container: says to use the host’s network or its router', () => {
    expect(findingFor({ ...attempted, isLocal: true })).toMatchObject({
      code: 'http-unreachable',
      blame: 'host',
      remedy: expect.stringContaining('run the job on the host’s network, or set router-address'),
    });
  });

  test('of a remote Docker host: says to set router-address', () => {
    expect(findingFor({ ...attempted, isLocal: false })).toMatchObject({
      blame: 'host',
      remedy: expect.stringContaining('remote Docker host'),
    });
  });
});
