/** Checks of a real app: nginx in a task, asked straight at its address, and commands in its container. */
import { expect, test } from 'vitest';
import { findContainer } from '../../../src/recipe/app-container.js';
import { askApp, type Checked, runChecks } from '../../../src/recipe/checks/index.js';
import type { AppContext } from '../../../src/recipe/context.js';
import { waitHealthy } from '../../../src/recipe/health/index.js';
import type { CheckSpec } from '../../../src/recipe/manifest/model.js';
import { probe } from '../../../src/recipe/probe/index.js';
import { appContext } from '../../support/app-context.js';
import { type TestSwarm, useSwarm } from '../../support/swarm.js';

const swarmFor = useSwarm();
const SLOW_MS = 240_000;

// `return` of nginx takes the place of an application; $$ is docker's way to write $.
const server = (port: number, rest: string): string =>
  `server { listen ${port}; default_type text/plain; ${rest} }`;
const site = [
  server(80, "location / { return 200 'scheme \\$$http_x_forwarded_proto'; }"),
  server(8080, 'location / { return 200 \'{\\"db\\": {\\"state\\": \\"up\\"}}\'; }'),
].join(' ');

async function app(swarm: TestSwarm): Promise<AppContext> {
  const stack = swarm.stackName();
  const script = `echo "${site}" > /etc/nginx/sites-enabled/default; exec nginx -g "daemon off;"`;
  await swarm.deploy(
    stack,
    `version: "3.8"
services:
  app:
    image: ${swarm.image}
    command: ${JSON.stringify(['sh', '-c', script])}
    healthcheck: {test: ["CMD", "true"], interval: 200ms}
    deploy: {restart_policy: {delay: 0s}}
    networks: [proxy]
networks: {proxy: {external: true}}
`,
  );
  expect((await waitHealthy(swarm.docker, stack, { timeoutMs: 120_000 })).kind).toBe('healthy');
  const context = appContext({ domain: 'shop.swarm-e2e.test', docker: swarm.docker, stack, stageMs: 60_000 });
  return { ...context, app: { ...context.app, timeouts: { healthMs: 1, httpMs: 20_000, teardownMs: 1 } } };
}

const http = (name: string, more: object = {}): CheckSpec =>
  ({ kind: 'http', name, method: 'GET', path: '/', headers: {}, statuses: [200], ...more }) as CheckSpec;
const exec = (name: string, script: string, more: object = {}): CheckSpec =>
  ({ kind: 'exec', name, service: 'app', command: ['sh', '-c', script], exitCode: 0, ...more }) as CheckSpec;

async function run(context: AppContext, ...checks: CheckSpec[]): Promise<readonly Checked[]> {
  return runChecks(context, checks, { artifactFolder: '/none', testsFolder: '/none' });
}

test(
  'pages of a real app are asked for at its task, as its router would, and another port where one is stated',
  async (test) => {
    const context = await app(swarmFor(test));
    const rows = await run(
      context,
      http('front', { body: { matches: '^scheme https$' } }),
      http('status', { port: 8080, body: { json: { path: 'db.state', equals: 'up' } } }),
      http('wrong', { port: 8080, body: { json: { path: 'db.state', equals: 'down' } } }),
    );
    expect(rows.map(({ finding }) => finding?.message)).toEqual([
      undefined,
      undefined,
      'check "wrong": GET http://app:8080/ answers 200, and its body has "up" at db.state, expected "down"',
    ]);
    const { route } = await askApp(context, { method: 'GET', path: '/', headers: {}, statuses: [200] });
    expect(route).toMatch(/^task [\d.]+:80$/);
  },
  SLOW_MS,
);

test(
  'commands in a container are judged by exit code and output',
  async (test) => {
    const context = await app(swarmFor(test));
    const rows = await run(
      context,
      exec('good', 'echo ready; echo note >&2', { output: { contains: 'note' } }),
      exec('json', 'echo note >&2; echo \'{"n": 3}\'', { output: { json: { path: 'n', equals: 3 } } }),
      exec('stated code', 'exit 4', { exitCode: 4 }),
      exec('bad code', 'echo broken; exit 3'),
      exec('bad output', 'echo wrong', { output: { contains: 'right' } }),
      { kind: 'exec', name: 'no program', service: 'app', command: ['no-such-program'], exitCode: 0 },
      exec('endless', 'cat /dev/zero'),
    );
    expect(rows.map(({ name, finding }) => (finding === undefined ? name : finding.message))).toEqual([
      'good',
      'json',
      'stated code',
      'check "bad code": `sh -c echo broken; exit 3` in app ended with 3, expected 0',
      'check "bad output": `sh -c echo wrong` in app ended with 0, and its output does not contain "right"',
      expect.stringMatching(/^check "no program": `no-such-program` in app ended with 12[67], expected 0$/),
      'check "endless": `sh -c cat /dev/zero` in app: more than 67.1 MB of output: the connection was cut',
    ]);
    expect(rows[3]?.finding).toMatchObject({ code: 'check-failed', service: 'app', evidence: ['broken'] });
    expect(rows[5]?.finding?.remedy).toContain('no such program');
  },
  SLOW_MS,
);

test(
  'a command waits for the next container where Swarm is just replacing the one that was there',
  async (test) => {
    const swarm = swarmFor(test);
    const context = await app(swarm);
    const before = await findContainer(context, 'app');
    await swarm.docker.request('POST', `/containers/${before}/kill`);
    const [row] = await run(context, exec('after the kill', 'true'));
    expect(row?.finding).toBeUndefined();
    expect(await findContainer(context, 'app')).not.toBe(before);
  },
  SLOW_MS,
);

test(
  'a command in a service that does not run, or that does not end, is the recipe’s',
  async (test) => {
    const context = await app(swarmFor(test));
    const hasty = { ...context, manifest: { ...context.manifest, timeouts: { stageMs: 2_000 } } };
    const rows = await run(
      hasty,
      { ...exec('no service', 'true'), service: 'other' } as CheckSpec,
      exec('no end', 'sleep 600'),
    );
    expect(rows.map(({ finding }) => [finding?.code, finding?.message])).toEqual([
      [
        'check-failed',
        expect.stringMatching(/^check "no service": (other has no running container|.*not done after 2 s)/),
      ],
      ['check-failed', 'check "no end": `sh -c sleep 600` in app: not done after 2 s'],
    ]);
  },
  SLOW_MS,
);

test(
  'health asks for connections besides the page, and for them alone where there is no page',
  async (test) => {
    const { docker, app: plan } = await app(swarmFor(test));
    const page = {
      stack: plan.stack,
      service: 'app',
      domain: plan.domain,
      port: 80,
      path: '/',
      expectStatus: [200],
      scheme: 'http',
    } as const;
    const tcp = (port: number) => [{ service: 'app', port }];
    const route = { kind: 'task' } as const;
    const ask = (target: Parameters<typeof probe>[1]) => probe(docker, target, route, { timeoutMs: 2_000 });
    expect(await ask({ ...page, tcp: tcp(8080), stableMs: 300 })).toMatchObject({ kind: 'ok', status: 200 });
    expect(await ask({ stack: plan.stack, tcp: tcp(8080) })).toMatchObject({
      kind: 'ok',
      status: undefined,
      route: expect.stringMatching(/^task [\d.]+:8080$/),
    });
    expect(await ask({ ...page, tcp: tcp(81) })).toMatchObject({
      kind: 'failed',
      finding: {
        code: 'http-unreachable',
        blame: 'recipe',
        message: expect.stringMatching(/^tcp:\/\/app:81 can't be reached at/),
      },
    });
  },
  SLOW_MS,
);
