/** Values that live behind requests, at a server that keeps notes. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Docker } from '../../../src/docker/index.js';
import { type Marker, readData, spoilData, writeData } from '../../../src/recipe/data/index.js';
import { markerOf } from '../../../src/recipe/data/marker.js';
import type { HttpRequestSpec, MarkerSpec } from '../../../src/recipe/manifest/model.js';
import { appContext } from '../../support/app-context.js';

const values = { kept: 'kept-3fa9c1', lost: 'lost-77b0e2' };
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** PUT, GET and DELETE of /notes/NAME; POST and GET of /notes. */
async function notes() {
  const kept = new Map<string, string>();
  const server = createServer((request, response) => {
    const name = request.url ?? '';
    let body = '';
    request.setEncoding('utf8').on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      if (request.method === 'DELETE') response.writeHead(kept.delete(name) ? 204 : 404).end();
      else if (request.method === 'GET') {
        const found = name === '/notes' ? [...kept.values()].join('\n') : kept.get(name);
        response.writeHead(found === undefined ? 404 : 200).end(found);
      } else {
        kept.set(request.method === 'POST' ? `/notes/${body}` : name, body);
        response.writeHead(200).end();
      }
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const routerAddress = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const bare = appContext({ domain: 'shop.ci.test', docker: { isLocal: true } as Docker, routerAddress });
  const context = { ...bare, app: { ...bare.app, timeouts: { healthMs: 1, httpMs: 300, teardownMs: 1 } } };
  return { kept, context };
}

const request = (method: string, path: string, body?: string): HttpRequestSpec => ({
  method,
  path,
  headers: {},
  statuses: [200, 204],
  ...(body === undefined ? {} : { body }),
});
const marker = (spec: Omit<MarkerSpec & { kind: 'http' }, 'kind'>): Marker =>
  markerOf({ kind: 'http', ...spec }, true);

const byName = marker({
  write: request('PUT', '/notes/{name}', '{marker}'),
  read: request('GET', '/notes/{name}'),
  remove: request('DELETE', '/notes/{name}'),
});
const byValue = marker({
  write: request('POST', '/notes', '{marker}'),
  read: request('GET', '/notes/{marker}'),
  remove: request('DELETE', '/notes/{marker}'),
});
const single = marker({
  write: request('PUT', '/notes/one', '{marker}'),
  read: request('GET', '/notes/one'),
});
const inList = marker({ write: request('POST', '/notes', '{marker}'), read: request('GET', '/notes') });

describe('values behind requests', () => {
  test.each([
    ['under their names', byName, 2],
    ['each at its own address', byValue, 2],
    ['one at a place that is written over', single, 1],
  ])('%s are written, survive, are spoiled and come back', async (_, place, count) => {
    const { kept, context } = await notes();
    expect(await writeData(context, [place], values)).toBeUndefined();
    expect(kept.size).toBe(count);
    const snapshot = [...kept];
    expect(await readData(context, [place], values, 'the upgrade')).toBeUndefined();
    expect(await spoilData(context, [place], values)).toBeUndefined();
    expect(await readData(context, [place], values, 'the restore')).toMatchObject({
      code: 'data-lost',
      message: expect.stringContaining('kept should be "kept-3fa9c1", found HTTP'),
    });
    kept.clear();
    for (const [name, value] of snapshot) kept.set(name, value);
    expect(await readData(context, [place], values, 'the restore')).toBeUndefined();
  });

  test('that cannot be spoiled are said so, since their restore would prove nothing', async () => {
    const { context } = await notes();
    expect(await writeData(context, [inList], values)).toBeUndefined();
    expect(await spoilData(context, [inList], values)).toMatchObject({
      code: 'data-not-written',
      blame: 'recipe',
      message:
        'data could not be changed and deleted before the restore, which would prove nothing: POST /notes: kept is unchanged',
    });
  });

  test('that the app does not take are said with its answer', async () => {
    const { context } = await notes();
    const refused = marker({ write: request('DELETE', '/notes/{marker}'), read: request('GET', '/notes') });
    expect(await writeData(context, [refused], values)).toMatchObject({
      code: 'data-not-written',
      message: expect.stringContaining('DELETE /notes/kept-3fa9c1 answers 404, expected 200 or 204'),
    });
  });

  test('of several places the first is told whole, and all in the evidence', async () => {
    const { kept, context } = await notes();
    await writeData(context, [byName, byValue, single], values);
    kept.delete('/notes/cc-ci-lost');
    kept.delete('/notes/one');
    const finding = await readData(context, [byName, byValue, single], values, 'the upgrade');
    expect(finding).toMatchObject({
      code: 'data-lost',
      blame: 'recipe',
      message:
        'after the upgrade, data is not what was written before at 2 of 3 places: PUT /notes/{name}: lost should be "lost-77b0e2", found HTTP 404 (and PUT /notes/one)',
      evidence: [expect.stringContaining('PUT /notes/{name}: '), expect.stringContaining('PUT /notes/one: ')],
    });
  });

  test('have to be plain, and none may be part of another', async () => {
    const { context } = await notes();
    for (const kept of ["it's", 'lost-77b0e2-more', 'spoiled', 'a b', '']) {
      await expect(writeData(context, [single], { ...values, kept })).rejects.toThrow(
        'no values for markers',
      );
    }
  });
});
