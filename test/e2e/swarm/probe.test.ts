/** The probe without a router: straight to the task on the node's own gateway network. */
import { describe, expect, test } from 'vitest';
import { waitHealthy } from '../../../src/recipe/health/index.js';
import { findRoute, type ProbeTarget, probe } from '../../../src/recipe/probe/index.js';
import { type TestSwarm, useSwarm } from '../../support/swarm.js';

const swarmFor = useSwarm();

const target = (stack: string, more: Partial<ProbeTarget> = {}): ProbeTarget => ({
  stack,
  service: 'app',
  domain: 'hello.swarm-e2e.test',
  port: 80,
  path: '/',
  expectStatus: [200],
  scheme: 'http',
  ...more,
});

async function deployed(swarm: TestSwarm, more = ''): Promise<string> {
  const stack = swarm.stackName();
  await swarm.deploy(
    stack,
    `version: "3.8"
services:
  app:
    image: ${swarm.image}
    healthcheck: {test: ["CMD", "true"], interval: 200ms}
    networks: [proxy]
${more}networks: {proxy: {external: true}}
`,
  );
  expect((await waitHealthy(swarm.docker, stack, { timeoutMs: 30_000 })).kind).toBe('healthy');
  return stack;
}

describe('a task asked directly', () => {
  test('answers, by the domain it is asked for', async (context) => {
    const swarm = swarmFor(context);
    // nginx says which Host it was asked for, and knows no other way to answer.
    const script =
      'echo "server { listen 80; location / { return 200; add_header X-Host \\$$host; } location /by-name { if (\\$$host = hello.swarm-e2e.test) { return 204; } return 421; } }" > /etc/nginx/sites-enabled/default; exec nginx -g "daemon off;"';
    const stack = await deployed(swarm, `    command: ${JSON.stringify(['sh', '-c', script])}\n`);
    const route = await findRoute(swarm.docker, { tlsVerify: true });
    expect(route).toEqual({ kind: 'task' });
    const ok = await probe(swarm.docker, target(stack, { path: '/by-name', expectStatus: [204] }), route, {
      timeoutMs: 10_000,
    });
    expect(ok).toMatchObject({ kind: 'ok', status: 204, route: expect.stringMatching(/^task [\d.]+:80$/) });
  });

  test('an unexpected status, a closed port and a service that is not there are told apart', async (context) => {
    const swarm = swarmFor(context);
    const stack = await deployed(swarm);
    const ask = (more: Partial<ProbeTarget>): Promise<unknown> =>
      probe(swarm.docker, target(stack, more), { kind: 'task' }, { timeoutMs: 700 });
    expect(await ask({ path: '/no-such-page' })).toMatchObject({
      kind: 'failed',
      finding: {
        code: 'http-unexpected',
        blame: 'recipe',
        message: expect.stringContaining('answers 404, expected 200'),
      },
    });
    expect(await ask({ port: 81 })).toMatchObject({
      kind: 'failed',
      finding: {
        code: 'http-unreachable',
        blame: 'recipe',
        message: expect.stringContaining('ECONNREFUSED'),
      },
    });
    expect(await ask({ service: 'other' })).toMatchObject({
      kind: 'failed',
      finding: {
        code: 'http-unreachable',
        message: expect.stringContaining('other has no running container'),
      },
    });
  });
});

describe('the route', () => {
  test('a given router is taken as it is', async (context) => {
    const { docker } = swarmFor(context);
    expect(await findRoute(docker, { routerAddress: '192.0.2.1:8443', tlsVerify: false })).toEqual({
      kind: 'router',
      address: '192.0.2.1:8443',
      tlsVerify: false,
    });
  });

  test('a service on the network proxy that publishes 443 is the router', async (context) => {
    const swarm = swarmFor(context);
    const stack = swarm.stackName();
    await swarm.deploy(
      stack,
      `version: "3.8"
services:
  router:
    image: ${swarm.image}
    networks: [proxy]
    ports: [{target: 443, published: 443, mode: host}]
    deploy: {replicas: 0}
networks: {proxy: {external: true}}
`,
    );
    expect(await findRoute(swarm.docker, { tlsVerify: true })).toEqual({
      kind: 'router',
      address: '127.0.0.1:443',
      tlsVerify: true,
    });
  });
});
