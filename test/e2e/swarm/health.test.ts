/** Health on a real Swarm: what comes up is noticed at once, what never will is called early, and slow is not broken. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Docker } from '../../../src/docker/index.js';
import { type WaitHealthy, waitHealthy } from '../../../src/recipe/health/index.js';
import { hostShortage } from '../../../src/recipe/host/index.js';
import type { Observation } from '../../../src/recipe/observe/index.js';
import { keepRecording, type TestSwarm, useSwarm } from '../../support/swarm.js';
import { refusingRegistry } from './refusing-registry.js';

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
  timeoutMs = 150_000,
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

describe('alone, since the clock counts', { timeout: 180_000 }, () => {
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

  test('a service that was healthy before the watch began is not watched for longer', async (context) => {
    const swarm = swarmFor(context);
    const stack = swarm.stackName();
    await swarm.deploy(stack, `version: "3.8"\nservices:\n${service('app', swarm, passing)}`);
    await waitHealthy(swarm.docker, stack, { timeoutMs: 60_000 });
    const startedAt = Date.now();
    expect((await waitHealthy(swarm.docker, stack, { timeoutMs: 60_000 })).kind).toBe('healthy');
    measured.push(`healthy already, to noticed: ${Date.now() - startedAt} ms`);
    expect(Date.now() - startedAt).toBeLessThanOrEqual(500);
  });
});

/** From the first exit that the watch saw of a service to the verdict. */
function sinceFirstExit({ observations, endedAt }: Watched, suffix: string, from = 0): number {
  const first = observations.find(
    (seen) =>
      seen.kind === 'container' && seen.action === 'die' && seen.service.endsWith(suffix) && seen.at >= from,
  );
  return endedAt - (first?.at ?? 0);
}

describe.concurrent('what fails again and again', { timeout: 240_000 }, () => {
  test('a loop with six seconds between start and exit has its verdict within 30 seconds of the first', async (context) => {
    const swarm = swarmFor(context);
    const watched = await watch(
      swarm,
      'crash-loop-slow',
      service('app', swarm, command('sleep 6; echo no licence; exit 1')),
      90_000,
    );
    expect(findingOf(watched.result)).toMatchObject({ code: 'crash-loop', service: 'app' });
    const ms = sinceFirstExit(watched, '_app');
    measured.push(`crash loop, exit every 6 s, first exit to verdict: ${(ms / 1000).toFixed(1)} s`);
    expect(ms).toBeLessThanOrEqual(30_000);
  });

  test('a loop beside a slow starter is called after that is up, and not before', async (context) => {
    const swarm = swarmFor(context);
    const slow =
      command('sleep 20; exec nginx -g "daemon off;"') +
      '    healthcheck: {test: ["CMD", "curl", "-fsS", "http://localhost/"], interval: 500ms, retries: 120}\n';
    const watched = await watch(
      swarm,
      'crash-loop-beside-slow',
      service('app', swarm, command('exit 4')) + service('slow', swarm, slow),
      90_000,
    );
    expect(findingOf(watched.result)).toMatchObject({ code: 'crash-loop', service: 'app' });
    const up = watched.observations.find(
      (seen) => seen.kind === 'task' && seen.service.endsWith('_slow') && seen.state === 'running',
    );
    expect(up?.at).toBeLessThan(watched.endedAt);
    expect(watched.endedAt - (up?.at ?? 0)).toBeLessThanOrEqual(35_000);
    expect(sinceFirstExit(watched, '_app', up?.at)).toBeLessThanOrEqual(30_000);
  });

  test('one that lives longer than 15 seconds, is never healthy and exits three times alike is a loop too', async (context) => {
    const swarm = swarmFor(context);
    const long =
      command('sleep 16; exit 9') +
      '    healthcheck: {test: ["CMD", "false"], interval: 60s, start_period: 60s}\n' +
      '    deploy: {restart_policy: {delay: 300ms}}\n';
    const { result } = await watch(swarm, 'crash-loop-long', service('app', swarm, long), 90_000);
    expect(findingOf(result).message).toMatch(/^app: crashes in a loop, 3 times in .* s, exit code 9$/);
  });

  test('a service that needs more memory than its limit is named with it', async (context) => {
    const swarm = swarmFor(context);
    const greedy = `${command('exec tail /dev/zero')}    deploy: {resources: {limits: {memory: 32M}}}\n`;
    const { result } = await watch(swarm, 'out-of-memory', service('app', swarm, greedy));
    const finding = findingOf(result);
    expect(finding).toMatchObject({ code: 'out-of-memory', blame: 'recipe', service: 'app' });
    expect(finding.message).toMatch(/want of memory \(its limit is 32 MiB\), 2 times in .*, exit code 137$/);
    expect(finding.remedy).toContain('deploy.resources.limits.memory');
  });

  test('one that ends before its healthcheck has passed was never up, though Swarm may call it running', async (context) => {
    const swarm = swarmFor(context);
    const early =
      command('sleep 2; exit 0') +
      '    healthcheck: {test: ["CMD", "true"], interval: 60s}\n' +
      '    deploy: {restart_policy: {delay: 2s}}\n';
    const { result } = await watch(swarm, 'ends-before-passing', service('app', swarm, early));
    const finding = findingOf(result);
    expect(finding).toMatchObject({ code: 'crash-loop', service: 'app' });
    expect(finding.remedy).toContain('exit code 0');
  });

  test('a port in host mode that another task holds', async (context) => {
    const swarm = swarmFor(context);
    const port = '    ports: [{target: 80, published: 34519, mode: host}]\n';
    const both = service('first', swarm, passing + port) + service('second', swarm, passing + port);
    const { result, elapsedMs } = await watch(swarm, 'port-taken', both);
    expect(findingOf(result).message).toContain('host-mode port already in use');
    expect(elapsedMs).toBeLessThanOrEqual(15_000);
  });
});

describe.concurrent('images that can’t be had are told apart by the registry’s own words', {
  timeout: 90_000,
}, () => {
  test.for([
    ['missing', 404, 'image-missing', 'recipe'],
    ['private', 401, 'registry-refused', 'registry'],
    ['limited', 429, 'registry-rate-limit', 'registry'],
  ] as const)('%s: %i', async ([name, status, code, blame], context) => {
    const swarm = swarmFor(context);
    const registry = await refusingRegistry(status);
    context.onTestFinished(registry.close);
    const image = `  app:\n    image: ${registry.address}/nobody/${name}:1\n`;
    const { result, elapsedMs } = await watch(swarm, `image-${name}`, image);
    expect(findingOf(result)).toMatchObject({ code, blame, service: 'app' });
    expect(elapsedMs).toBeLessThanOrEqual(30_000);
  });
});

describe.concurrent('the Docker host', { timeout: 240_000 }, () => {
  test('is not short here, and says so in no time', async (context) => {
    const { docker } = swarmFor(context);
    const startedAt = Date.now();
    expect(await hostShortage(docker)).toBeUndefined();
    measured.push(`host asked for what it has left: ${Date.now() - startedAt} ms`);
  });

  test('is to blame for a crash loop where its disk is full', async (context) => {
    const swarm = swarmFor(context);
    const folder = mkdtempSync(join(tmpdir(), 'cc-ci-disk-'));
    context.onTestFinished(() => rmdirSync(folder));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'cc-ci-disk', folder], { stdio: 'pipe' });
    } catch {
      context.skip('only root may mount a tmpfs');
    }
    context.onTestFinished(() => void execFileSync('umount', [folder]));
    const stack = swarm.stackName();
    const quick = `${command('echo PANIC; exit 1')}    deploy: {restart_policy: {condition: none}}\n`;
    await swarm.deploy(stack, `version: "3.8"\nservices:\n${service('db', swarm, quick)}`);
    const finding = findingOf(
      await waitHealthy(withRoot(swarm.docker, folder), stack, { timeoutMs: 60_000 }),
    );
    expect(finding).toMatchObject({ code: 'host-short-of-resources', blame: 'host', service: 'db' });
    expect(finding.message).toMatch(
      /short of disk: 8 MiB of 8 MiB free in .*; on it: db: failed, exit code 1/,
    );
    expect(finding.evidence).toContain('PANIC');
  });
});

/** The same daemon with its data on another file system: what a small disk is, without filling this machine's. */
function withRoot(docker: Docker, root: string): Docker {
  return {
    ...docker,
    request: async <T>(...call: Parameters<Docker['request']>): Promise<T> =>
      call[1] === '/info' ? ({ DockerRootDir: root } as T) : docker.request<T>(...call),
  };
}

describe.concurrent('jobs', { timeout: 180_000 }, () => {
  test('a job is waited for until it is done', async (context) => {
    const swarm = swarmFor(context);
    const job = `${command('sleep 8; echo migrated')}    deploy: {mode: replicated-job}\n`;
    const watched = await watch(
      swarm,
      'job',
      service('app', swarm, passing) + service('migrate', swarm, job),
    );
    expect(watched.result).toMatchObject({
      kind: 'healthy',
      tasks: [{ service: expect.stringMatching(/_app$/) }],
    });
    expect(deathsOf('_migrate', watched.observations)).toBe(1);
  });

  test('a job that fails is a failure', async (context) => {
    const swarm = swarmFor(context);
    const job = `${command('echo no such table; exit 2')}    deploy: {mode: replicated-job, restart_policy: {condition: none}}\n`;
    const { result } = await watch(swarm, 'job-failed', service('migrate', swarm, job));
    const finding = findingOf(result);
    expect(finding).toMatchObject({ code: 'crash-loop', service: 'migrate' });
    expect(finding.message).toContain('exit code 2');
    expect(finding.evidence).toContain('no such table');
  });
});

/** Side by side: these wait most of the time, and the clock of one is not upset by the others. */
describe.concurrent('what takes its time', { timeout: 180_000 }, () => {
  test('a crash loop has its verdict within 30 seconds, with exit code and log', async (context) => {
    const swarm = swarmFor(context);
    const watched = await watch(
      swarm,
      'crash-loop',
      service('app', swarm, command('echo no database at db:5432 >&2; exit 7')),
    );
    const finding = findingOf(watched.result);
    const ms = sinceFirstExit(watched, '_app');
    measured.push(`crash loop, first exit to verdict: ${(ms / 1000).toFixed(1)} s`);
    expect(finding).toMatchObject({ code: 'crash-loop', blame: 'recipe', service: 'app' });
    expect(finding.message).toMatch(/^app: crashes in a loop, [345] times in .* s, exit code 7$/);
    expect(finding.evidence).toContain('no database at db:5432');
    expect(ms).toBeLessThanOrEqual(30_000);
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

  test('a service without a healthcheck has to stay up for seven seconds', async (context) => {
    const swarm = swarmFor(context);
    const { result, observations, endedAt } = await watch(swarm, 'no-healthcheck', service('app', swarm, ''));
    expect(result.kind).toBe('healthy');
    const running = observations.find((seen) => seen.kind === 'task' && seen.state === 'running');
    expect(endedAt - (running?.at ?? 0)).toBeGreaterThanOrEqual(7_000);
  });
});

describe.concurrent('what comes up, and what never will', { timeout: 180_000 }, () => {
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
