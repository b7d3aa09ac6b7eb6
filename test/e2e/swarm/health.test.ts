/** Health on a real Swarm: what comes up is noticed at once, what never will is called early, and slow is not broken. */
import { afterAll, describe, expect, test } from 'vitest';
import { type WaitHealthy, waitHealthy } from '../../../src/recipe/health/index.js';
import type { Observation } from '../../../src/recipe/observe/index.js';
import { keepRecording, type TestSwarm, useSwarm } from '../../support/swarm.js';

const swarmFor = useSwarm();

type Watched = {
  readonly result: WaitHealthy;
  readonly elapsedMs: number;
  readonly endedAt: number;
  readonly observations: readonly Observation[];
  readonly waitedFor: readonly string[];
};

/** What was measured, for the end of the log. */
const measured: string[] = [];
afterAll(() => {
  for (const line of measured) process.stdout.write(`measured: ${line}\n`);
});

async function watch(
  swarm: TestSwarm,
  name: string,
  services: string,
  timeoutMs = 60_000,
  signal?: AbortSignal,
): Promise<Watched> {
  const stack = swarm.stackName();
  const observations: Observation[] = [];
  const waitedFor: string[] = [];
  const startedAt = Date.now();
  await swarm.deploy(stack, `version: "3.8"\nservices:\n${services}`);
  const result = await waitHealthy(swarm.docker, stack, {
    timeoutMs,
    onObservation: (seen) => observations.push(seen),
    onWaiting: (what) => waitedFor.push(what),
    ...(signal === undefined ? {} : { signal }),
  });
  const endedAt = Date.now();
  keepRecording(name, stack, swarm.docker, observations);
  return { result, elapsedMs: endedAt - startedAt, endedAt, observations, waitedFor };
}

function service(name: string, swarm: TestSwarm, more: string): string {
  return `  ${name}:\n    image: ${swarm.image}\n    stop_grace_period: 1s\n${more}`;
}

const command = (script: string): string => `    command: ${JSON.stringify(['sh', '-c', script])}\n`;
const passing =
  '    healthcheck: {test: ["CMD", "curl", "-fsS", "http://localhost/"], interval: 500ms, retries: 60}\n';

/** The database is up as soon as the app has died `deaths` times; they tell each other by a volume. */
function appAndDatabase(swarm: TestSwarm, deaths: number, databaseCheck: string): string {
  const shared = '    volumes: ["shared:/shared"]\n';
  const app =
    command('echo . >> /shared/deaths; curl -sf http://tasks.db/ || exit 1; exec nginx -g "daemon off;"') +
    '    deploy: {restart_policy: {condition: any, delay: 300ms}}\n';
  const enough = `[ -e /shared/deaths ] && [ $(wc -l < /shared/deaths) -gt ${deaths} ]`;
  const db = command(
    `until ${enough}; do sleep 0.1; done; exec nginx -g "daemon off;"`.replaceAll('$', '$$$$'),
  );
  return `${service('app', swarm, app + passing + shared)}${service('db', swarm, db + databaseCheck + shared)}volumes: {shared: {}}\n`;
}

function deathsOf(suffix: string, observations: readonly Observation[]): number {
  return observations.filter(
    (seen) => seen.kind === 'container' && seen.action === 'die' && seen.service.endsWith(suffix),
  ).length;
}

function findingOf(result: WaitHealthy): Extract<WaitHealthy, { kind: 'failed' }>['finding'] {
  if (result.kind !== 'failed') throw new Error(`expected a failure, got ${JSON.stringify(result)}`);
  return result.finding;
}

describe('alone, since the clock counts', { timeout: 90_000 }, () => {
  test('a service with a healthcheck is noticed within half a second of passing it', async (context) => {
    const swarm = swarmFor(context);
    const { result, endedAt, observations } = await watch(swarm, 'healthy', service('app', swarm, passing));
    expect(result.kind).toBe('healthy');
    const passed = observations.find((seen) => seen.kind === 'container' && seen.health === 'healthy');
    const noticedMs = endedAt - (passed?.at ?? 0);
    measured.push(`healthy to noticed: ${noticedMs} ms`);
    expect(noticedMs).toBeLessThanOrEqual(500);
  });

  test('an app that dies until its database without a healthcheck is there is slow, not broken', async (context) => {
    const swarm = swarmFor(context);
    const { result, observations } = await watch(swarm, 'slow-start-blind', appAndDatabase(swarm, 5, ''));
    expect(result.kind).toBe('healthy');
    expect(deathsOf('_app', observations)).toBeGreaterThanOrEqual(5);
  });
});

/** Side by side: these wait most of the time, and the clock of one is not upset by the others. */
describe.concurrent('what takes its time', { timeout: 90_000 }, () => {
  test('a crash loop has its verdict within 30 seconds, with exit code and log', async (context) => {
    const swarm = swarmFor(context);
    const { result, elapsedMs } = await watch(
      swarm,
      'crash-loop',
      service('app', swarm, command('echo no database at db:5432 >&2; exit 7')),
    );
    const finding = findingOf(result);
    measured.push(`crash loop to verdict: ${(elapsedMs / 1000).toFixed(1)} s, deployment included`);
    expect(finding).toMatchObject({ code: 'crash-loop', blame: 'recipe', service: 'app' });
    expect(finding.message).toMatch(/^app: crashes in a loop, [45] times in .* s, exit code 7$/);
    expect(finding.evidence).toContain('no database at db:5432');
    expect(elapsedMs).toBeLessThanOrEqual(30_000);
  });

  test('a constraint that no node meets', async (context) => {
    const swarm = swarmFor(context);
    const nowhere = '    deploy: {placement: {constraints: ["node.labels.no-such-label == 1"]}}\n';
    const { result } = await watch(swarm, 'no-suitable-node', service('app', swarm, nowhere));
    expect(findingOf(result)).toMatchObject({ code: 'no-suitable-node', blame: 'host', service: 'app' });
  });

  test('what only takes too long is said to be late, with what it was waiting for', async (context) => {
    const swarm = swarmFor(context);
    const late =
      command('echo still at it; sleep 600') +
      '    healthcheck: {test: ["CMD", "false"], interval: 60s, start_period: 60s}\n';
    const { result } = await watch(swarm, 'late', service('app', swarm, late), 6_000);
    const finding = findingOf(result);
    expect(finding).toMatchObject({ code: 'not-healthy-in-time', service: 'app' });
    expect(finding.message).toContain('starting (health check pending)');
    expect(finding.evidence).toContain('still at it');
  });

  test('a wait that is cancelled ends at once, with the reason', async (context) => {
    const swarm = swarmFor(context);
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('somebody pressed Ctrl-C')), 3_000);
    const waiting = watch(swarm, 'cancelled', service('app', swarm, ''), 60_000, controller.signal);
    await expect(waiting).rejects.toThrow('somebody pressed Ctrl-C');
  });

  test('a service without a healthcheck has to stay up for five seconds', async (context) => {
    const swarm = swarmFor(context);
    const { result, observations, endedAt } = await watch(swarm, 'no-healthcheck', service('app', swarm, ''));
    expect(result.kind).toBe('healthy');
    const running = observations.find((seen) => seen.kind === 'task' && seen.state === 'running');
    expect(endedAt - (running?.at ?? 0)).toBeGreaterThanOrEqual(5_000);
  });
});

describe.concurrent('what comes up, and what never will', { timeout: 90_000 }, () => {
  test('a one-shot that ends with 0 is done, and nothing is waited for', async (context) => {
    const swarm = swarmFor(context);
    const oneShot = `${command('sleep 1; echo migrated')}    deploy: {restart_policy: {condition: on-failure}}\n`;
    const { result } = await watch(
      swarm,
      'one-shot',
      service('app', swarm, passing) + service('migrate', swarm, oneShot),
    );
    expect(result).toMatchObject({ kind: 'healthy', tasks: [{ service: expect.stringMatching(/_app$/) }] });
  });

  test('an app that dies until its database is healthy is slow, not broken', async (context) => {
    const swarm = swarmFor(context);
    const { result, observations } = await watch(swarm, 'slow-start', appAndDatabase(swarm, 6, passing));
    expect(result.kind).toBe('healthy');
    // Otherwise it has not shown what it is to show: four alike are a crash loop.
    expect(deathsOf('_app', observations)).toBeGreaterThanOrEqual(6);
  });

  test('a service scaled to none is not waited for', async (context) => {
    const swarm = swarmFor(context);
    const none = `${command('exit 1')}    deploy: {replicas: 0}\n`;
    const { result } = await watch(
      swarm,
      'replicas-none',
      service('app', swarm, passing) + service('spare', swarm, none),
    );
    expect(result.kind).toBe('healthy');
  });

  test('an image that is not there', async (context) => {
    const swarm = swarmFor(context);
    const { result, elapsedMs } = await watch(
      swarm,
      'missing-image',
      '  app:\n    image: cc-ci/does-not-exist:1\n',
    );
    expect(findingOf(result)).toMatchObject({ code: 'image-missing', service: 'app' });
    expect(elapsedMs).toBeLessThanOrEqual(30_000);
  });

  test('a command that does not exist', async (context) => {
    const swarm = swarmFor(context);
    const { result } = await watch(
      swarm,
      'no-such-command',
      service('app', swarm, '    command: ["/no/such/program"]\n'),
    );
    const finding = findingOf(result);
    expect(finding).toMatchObject({ code: 'task-rejected', service: 'app' });
    expect(finding.evidence.join('\n')).toContain('/no/such/program');
  });

  test('a healthcheck that fails', async (context) => {
    const swarm = swarmFor(context);
    const failing =
      '    healthcheck: {test: ["CMD", "false"], interval: 200ms, retries: 2}\n' +
      '    deploy: {restart_policy: {delay: 500ms}}\n';
    const { result } = await watch(swarm, 'unhealthy', service('app', swarm, failing));
    expect(findingOf(result)).toMatchObject({ code: 'task-unhealthy', blame: 'recipe', service: 'app' });
  });

  test('a service that has used up its restarts fails at once', async (context) => {
    const swarm = swarmFor(context);
    const once =
      command('exit 3') +
      '    deploy: {restart_policy: {condition: on-failure, max_attempts: 1, delay: 300ms}}\n';
    const { result } = await watch(swarm, 'restarts-used-up', service('app', swarm, once));
    const finding = findingOf(result);
    expect(finding.message).toContain('Swarm will not start it again (1 restarts at most)');
    expect(finding.message).toContain('exit code 3');
  });
});
