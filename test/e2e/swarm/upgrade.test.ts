/** Updates on a real Swarm: what rolled, what was rolled back, what only looks as if, and how soon each is known. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { whyRefused } from '../../../src/recipe/engine/deploy-errors.js';
import { waitHealthy } from '../../../src/recipe/health/index.js';
import type { Observation } from '../../../src/recipe/observe/index.js';
import { lookBefore, rolledTasks, type Upgraded, waitUpgraded } from '../../../src/recipe/upgrade/index.js';
import { keepRecording, type TestSwarm, useSwarm } from '../../support/swarm.js';

const swarmFor = useSwarm();

/** What was measured, for the end of the log. */
const measured: string[] = [];
afterAll(() => {
  for (const line of measured) process.stdout.write(`measured: ${line}\n`);
});

type Definition = Readonly<Record<string, string>>;

/** Services by name, each with the label of the commit, as every deployment of a recipe has it. */
function compose(swarm: TestSwarm, stack: string, commit: string, services: Definition): string {
  const each = Object.entries(services).map(
    ([name, more]) =>
      `  ${name}:\n    image: ${swarm.image}\n    stop_grace_period: 1s\n${more.replace('LABEL', `coop-cloud.${stack}.chaos-version=${commit}`)}`,
  );
  return `version: "3.8"\nservices:\n${each.join('')}`;
}

const deploy = (more = ''): string => `    deploy: {labels: ["LABEL"]${more === '' ? '' : `, ${more}`}}\n`;
const command = (script: string): string => `    command: ${JSON.stringify(['sh', '-c', script])}\n`;
const passing =
  '    healthcheck: {test: ["CMD", "curl", "-fsS", "http://localhost/"], interval: 300ms, retries: 60}\n';
const release = (version: number): string => `    environment: {RELEASE: "${version}"}\n`;
const crash = command('echo column email does not exist >&2; exit 3');

type Updated = {
  readonly stack: string;
  readonly result: Upgraded;
  readonly ms: number;
  readonly endedAt: number;
  readonly observations: readonly Observation[];
};

/** Installs `old` as commit aaaaaaaa, deploys `head` as bbbbbbbb over it and waits. */
async function update(
  swarm: TestSwarm,
  name: string,
  old: Definition,
  head: Definition,
  timeoutMs = 120_000,
): Promise<Updated> {
  const stack = swarm.stackName();
  await swarm.deploy(stack, compose(swarm, stack, 'aaaaaaaa', old));
  expect(await waitHealthy(swarm.docker, stack, { timeoutMs: 120_000 })).toMatchObject({ kind: 'healthy' });
  return redeploy(swarm, stack, { name, commit: 'bbbbbbbb', expected: 'bbbbbbbb', head, timeoutMs });
}

async function redeploy(
  swarm: TestSwarm,
  stack: string,
  of: {
    readonly name: string;
    readonly commit: string;
    readonly expected: string;
    readonly head: Definition;
    readonly timeoutMs: number;
  },
): Promise<Updated> {
  const { docker } = swarm;
  const before = await lookBefore(docker, stack, new AbortController().signal);
  await swarm.deploy(stack, compose(swarm, stack, of.commit, of.head));
  const observations: Observation[] = [];
  const startedAt = Date.now();
  const services = Object.keys(of.head).map((service) => ({ swarmName: `${stack}_${service}` }));
  const app = { stack, services, chaosVersion: of.expected };
  const result = await waitUpgraded(docker, app, before, {
    timeoutMs: of.timeoutMs,
    onObservation: (seen) => observations.push(seen),
  });
  const endedAt = Date.now();
  keepRecording(of.name, stack, docker, observations, { room: 'upgrade', before });
  return { stack, result, ms: endedAt - startedAt, endedAt, observations };
}

function findingOf(result: Upgraded): Extract<Upgraded, { kind: 'failed' }>['finding'] {
  if (result.kind !== 'failed') throw new Error(`expected a failure, got ${JSON.stringify(result)}`);
  return result.finding;
}

/** From when the observation was first seen to the verdict. */
function sinceUpdate({ observations, endedAt }: Updated, state: string): number {
  const seen = observations.find((one) => one.kind === 'service' && one.update?.state === state);
  if (seen === undefined) throw new Error(`no update was seen to be ${state}`);
  return endedAt - seen.at;
}

describe('alone, since the clock counts', { timeout: 120_000 }, () => {
  test('a rollback is called within two seconds of its beginning, with the failed task’s log, though it will look healthy', async (context) => {
    const swarm = swarmFor(context);
    const policy = deploy('update_config: {order: start-first, failure_action: rollback, monitor: 2s}');
    const updated = await update(
      swarm,
      'rolled-back',
      { app: passing + release(1) + policy },
      { app: passing + release(2) + crash + policy },
    );
    const finding = findingOf(updated.result);
    expect(finding).toMatchObject({ code: 'upgrade-rolled-back', blame: 'recipe', service: 'app' });
    expect(finding.message).toContain('non-zero exit (3)');
    expect(finding.message).toContain('the old release (aaaaaaaa)');
    expect(finding.evidence).toContain('column email does not exist');
    const ms = sinceUpdate(updated, 'rollback_started');
    measured.push(`rollback started to verdict: ${ms} ms`);
    expect(ms).toBeLessThanOrEqual(2_000);
    // What it looks like afterwards: healthy. Who comes late is told so all the same.
    expect((await waitHealthy(swarm.docker, updated.stack, { timeoutMs: 30_000 })).kind).toBe('healthy');
  });

  test('deploying the same again is over at once, and nothing has rolled', async (context) => {
    const swarm = swarmFor(context);
    const head = { app: passing + release(1) + deploy(), side: release(1) + deploy() };
    const { stack } = await update(swarm, 'label-only', head, head);
    const again = { name: 'no-op', commit: 'bbbbbbbb', expected: 'bbbbbbbb', head, timeoutMs: 20_000 };
    const before = await lookBefore(swarm.docker, stack, new AbortController().signal);
    const { result, ms } = await redeploy(swarm, stack, again);
    expect(result).toMatchObject({ kind: 'upgraded', leftOver: [] });
    measured.push(`no-op to verdict: ${ms} ms`);
    expect(ms).toBeLessThanOrEqual(1_000);
    const app = {
      stack,
      services: ['app', 'side'].map((name) => ({ swarmName: `${stack}_${name}` })),
      chaosVersion: null,
    };
    const looked = await rolledTasks(swarm.docker, app, before, new AbortController().signal);
    expect(looked).toBeUndefined();
  });
});

describe.concurrent('updates', { timeout: 240_000 }, () => {
  test.for(['start-first', 'stop-first'])('a clean one, %s', async (order, context) => {
    const swarm = swarmFor(context);
    const policy = deploy(`update_config: {order: ${order}, monitor: 2s}`);
    const updated = await update(
      swarm,
      order,
      { app: passing + release(1) + policy },
      { app: passing + release(2) + policy },
    );
    expect(updated.result).toMatchObject({ kind: 'upgraded', leftOver: [] });
    measured.push(`${order}: completed to verdict ${sinceUpdate(updated, 'completed')} ms`);
    expect(sinceUpdate(updated, 'completed')).toBeLessThanOrEqual(500);
  });

  test('one that Swarm pauses', async (context) => {
    const swarm = swarmFor(context);
    const updated = await update(
      swarm,
      'paused',
      { app: passing + release(1) + deploy() },
      { app: passing + release(2) + crash + deploy() },
    );
    const finding = findingOf(updated.result);
    expect(finding).toMatchObject({ code: 'upgrade-paused', blame: 'recipe', service: 'app' });
    expect(finding.evidence).toContain('column email does not exist');
    measured.push(`paused to verdict: ${sinceUpdate(updated, 'paused')} ms, others beside it`);
    expect(sinceUpdate(updated, 'paused')).toBeLessThanOrEqual(10_000);
  });

  test('an older paused is nothing to a later update that works', async (context) => {
    const swarm = swarmFor(context);
    const { stack } = await update(
      swarm,
      'paused-before',
      { app: passing + release(1) + deploy() },
      { app: passing + release(2) + crash + deploy() },
    );
    const head = { app: passing + release(3) + deploy() };
    const of = { name: 'after-paused', commit: 'cccccccc', expected: 'cccccccc', head, timeoutMs: 120_000 };
    expect((await redeploy(swarm, stack, of)).result).toMatchObject({ kind: 'upgraded' });
  });

  test('one that crash-loops although its update is to go on', async (context) => {
    const swarm = swarmFor(context);
    const policy = deploy('update_config: {failure_action: continue}');
    const updated = await update(
      swarm,
      'crash-loop',
      { app: passing + release(1) + policy },
      { app: passing + release(2) + crash + policy },
    );
    const finding = findingOf(updated.result);
    expect(finding).toMatchObject({ code: 'crash-loop', blame: 'recipe', service: 'app' });
    expect(finding.evidence).toContain('column email does not exist');
    measured.push(`crash loop in an update, deployment to verdict: ${(updated.ms / 1000).toFixed(1)} s`);
  });

  test('one whose new task is never healthy is late, with what it waited for', async (context) => {
    const swarm = swarmFor(context);
    const never = '    healthcheck: {test: ["CMD", "false"], interval: 60s, start_period: 60s}\n';
    const updated = await update(
      swarm,
      'late',
      { app: passing + release(1) + deploy() },
      { app: never + release(2) + deploy() },
      15_000,
    );
    const finding = findingOf(updated.result);
    expect(finding).toMatchObject({ code: 'not-healthy-in-time', service: 'app' });
    expect(finding.message).toMatch(/^the update was not over within 15 s: app: 0 of 1 running, starting/);
  });

  test('a one-shot that Swarm pauses for its orderly end has done what it was to do', async (context) => {
    const swarm = swarmFor(context);
    const once = command('sleep 1; echo migrated');
    const policy = deploy('restart_policy: {condition: on-failure}');
    const updated = await update(
      swarm,
      'one-shot',
      { app: passing + release(1) + deploy(), migrate: once + release(1) + policy },
      { app: passing + release(2) + deploy(), migrate: once + release(2) + policy },
    );
    expect(updated.result.kind).toBe('upgraded');
  });

  test('a job runs again, and is waited for', async (context) => {
    const swarm = swarmFor(context);
    const job = command('sleep 3; echo migrated') + deploy('mode: replicated-job');
    const updated = await update(
      swarm,
      'job',
      { app: passing + release(1) + deploy(), migrate: job },
      { app: passing + release(1) + deploy(), migrate: job },
    );
    expect(updated.result.kind).toBe('upgraded');
    expect(updated.ms).toBeGreaterThanOrEqual(2_500);
  });

  test('a service that is new in the head is waited for, and one that it no longer has is left over', async (context) => {
    const swarm = swarmFor(context);
    const { result, stack } = await update(
      swarm,
      'services',
      { app: passing + release(1) + deploy(), old: release(1) + deploy() },
      { app: passing + release(1) + deploy(), cache: passing + deploy() },
    );
    expect(result).toMatchObject({ kind: 'upgraded', leftOver: [`${stack}_old`] });
    expect(result).toMatchObject({
      tasks: [{ service: `${stack}_app` }, { service: `${stack}_cache` }],
    });
  });

  test('a stack that is healthy with another commit’s label does not run the head', async (context) => {
    const swarm = swarmFor(context);
    const { stack } = await update(
      swarm,
      'ports',
      { app: passing + release(1) + deploy() },
      { app: `${passing}${release(1)}    ports: [{target: 80, published: 34521, mode: host}]\n${deploy()}` },
    );
    const head = { app: passing + release(2) + deploy() };
    const of = { name: 'not-running', commit: 'aaaaaaaa', expected: 'dddddddd', head, timeoutMs: 120_000 };
    const finding = findingOf((await redeploy(swarm, stack, of)).result);
    expect(finding).toMatchObject({ code: 'upgrade-not-running', blame: 'recipe', service: 'app' });
    expect(finding.message).toContain('aaaaaaaa');
  });

  test('a definition that differs at every deployment rolls its tasks, and is said where', async (context) => {
    const swarm = swarmFor(context);
    const stack = swarm.stackName();
    const signal = new AbortController().signal;
    const at = (moment: number): string =>
      compose(swarm, stack, 'aaaaaaaa', {
        app: `${passing}    environment: {BUILT: "${moment}"}\n${deploy()}`,
      });
    await swarm.deploy(stack, at(1));
    await waitHealthy(swarm.docker, stack, { timeoutMs: 120_000 });
    const before = await lookBefore(swarm.docker, stack, signal);
    await swarm.deploy(stack, at(2));
    const app = { stack, services: [{ swarmName: `${stack}_app` }], chaosVersion: null };
    const finding = await rolledTasks(swarm.docker, app, before, signal);
    expect(finding).toMatchObject({ code: 'reinstall-rolled', blame: 'recipe', service: 'app' });
    expect(finding?.message).toContain('replaces 1 of 1 tasks');
    expect(finding?.evidence).toContain('differs: TaskTemplate.ContainerSpec.Env: BUILT');
  });

  test('a config whose content changed under its name is refused, and named', async (context) => {
    const swarm = swarmFor(context);
    const stack = swarm.stackName();
    const folder = await mkdtemp(join(tmpdir(), 'cc-ci-config-'));
    context.onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'site.conf');
    const config = `configs: {site: {name: ${stack}_site_v1, file: ${file}}}\n`;
    const app = `${passing}    configs: [{source: site, target: /site.conf}]\n${deploy()}`;
    const text = compose(swarm, stack, 'aaaaaaaa', { app }) + config;
    await writeFile(file, 'one');
    await swarm.deploy(stack, text);
    await writeFile(file, 'two');
    const { stderr, outcome } = await swarm.docker.cli(
      ['stack', 'deploy', '--resolve-image', 'never', '--compose-file', '-', stack],
      { input: text, timeoutMs: 60_000 },
    );
    expect(outcome).toEqual({ kind: 'exited', code: 1 });
    expect(whyRefused(stderr, 'exit code 1')).toMatchObject({
      finding: {
        code: 'config-changed',
        message: expect.stringContaining(`the config ${stack}_site_v1 has another content`),
      },
    });
  });
});
