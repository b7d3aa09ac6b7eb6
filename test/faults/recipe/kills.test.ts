/**
 * `cc-ci recipe run`, killed at twenty random points: the next run removes whatever was left, and leaves nothing itself.
 * CC_CI_TEST_SEED repeats the points.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, type TestContext, test } from 'vitest';
import { setUpHello } from '../../../examples/recipes/hello/set-up.mjs';
import { ensureToolboxImage } from '../../../scripts/setup/image.mjs';
import { listLeases } from '../../../src/recipe/lease/configs.js';
import { listObjects, stackOf } from '../../../src/recipe/teardown/index.js';
import type { Results } from '../../../src/report/results.js';
import { randomFrom, testSeed } from '../../support/seed.js';
import { type TestSwarm, useSwarm } from '../../support/swarm.js';
import { createWorld, disposeWorld, processesOf, WORLD_VARIABLE, type World } from '../../support/world.js';

const KILLS = 20;
/** What is killed is a whole life, with two apps, a toolbox each and a backup; what comes after only has to look and remove. */
const WHOLE = 'install,health,http,upgrade,backup,restore,reinstall';
const FIRST = 'install,health,http';
/** Of this process alone: another run of these tests, on the same Swarm, must not be counted. */
const ZONE = `kills-${process.pid}.test`;
const SUFFIX = `_kills-${process.pid}_test`;
const PROGRAM = join(import.meta.dirname, '../../../dist/cc-ci.js');

const swarmFor = useSwarm();
let world: World;
beforeAll(() => {
  world = createWorld();
});
afterAll(() => disposeWorld(world));

type Ended = { readonly code: number | null; readonly output: string; readonly durationMs: number };

/** @param killAfterMs SIGKILL to the program itself; what it has started is left to itself, as it would be. */
async function runHello(
  swarm: TestSwarm,
  folder: string,
  stages: string,
  killAfterMs?: number,
): Promise<Ended> {
  const { image: toolbox } = await ensureToolboxImage(swarm.host);
  const startedAt = performance.now();
  const options = ['--zone', ZONE, '--report-dir', join(world.root, 'report'), '--toolbox-image', toolbox];
  const args = [PROGRAM, 'recipe', 'run', folder, ...options, '--stages', stages];
  const env = { ...process.env, DOCKER_HOST: swarm.host, TMPDIR: world.tmp, [WORLD_VARIABLE]: world.root };
  const child = spawn(process.execPath, args, {
    cwd: world.workspace,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve({ code, output, durationMs: performance.now() - startedAt });
    });
  });
}

/** All that is there and isn't plainly another stack's: other tests may be using the same Swarm. */
async function list(swarm: TestSwarm): Promise<readonly string[]> {
  const objects = (await listObjects(swarm.docker, undefined)).filter((object) => {
    const owner = stackOf(object);
    const isUnlabelled = owner === undefined && !/_kills-\d+_test(_|$)/.test(object.name);
    return isUnlabelled || owner?.endsWith(SUFFIX) === true || object.name.includes(`${SUFFIX}_`);
  });
  const leases = (await listLeases(swarm.docker, {})).filter(({ record }) => record.stack.endsWith(SUFFIX));
  return [
    ...objects.map(({ kind, name }) => `${kind} ${name}`),
    ...leases.map(({ record }) => `lease ${record.stack}`),
  ].sort();
}

const without = (all: readonly string[], known: readonly string[]): readonly string[] =>
  all.filter((entry) => !known.includes(entry));

/** A run that nobody kills: green, and what it says of the earlier one. */
async function completeRun(
  swarm: TestSwarm,
  folder: string,
  stages = FIRST,
): Promise<{ results: Results; durationMs: number }> {
  const { code, output, durationMs } = await runHello(swarm, folder, stages);
  expect(code, output).toBe(0);
  const results = JSON.parse(readFileSync(join(world.root, 'report/results.json'), 'utf8')) as Results;
  return { results, durationMs };
}

/** Another run on the same Swarm may have been first to reap what we killed, and be at it still. */
async function untilNobodyReaps(swarm: TestSwarm): Promise<void> {
  const endsAt = Date.now() + 15_000;
  const isReaping = async (): Promise<boolean> =>
    (await listLeases(swarm.docker, {})).some(
      ({ record }) => record.stack.endsWith(SUFFIX) && record.owner === 'reaper',
    );
  while (Date.now() < endsAt && (await isReaping())) await new Promise((resolve) => setTimeout(resolve, 100));
}

async function killAndRunAgain(
  swarm: TestSwarm,
  folder: string,
  before: readonly string[],
  killAfterMs: number,
): Promise<{
  readonly left: readonly string[];
  readonly afterwards: readonly string[];
  readonly isReaped: boolean;
}> {
  await runHello(swarm, folder, WHOLE, killAfterMs);
  const left = without(await list(swarm), before);
  const { results } = await completeRun(swarm, folder);
  await untilNobodyReaps(swarm);
  const leased = left
    .filter((entry) => entry.startsWith('lease '))
    .map((entry) => entry.slice('lease '.length));
  const reaped = results.reaped.map(({ stack }) => stack);
  return {
    left,
    afterwards: without(await list(swarm), before),
    isReaped: leased.every((stack) => reaped.includes(stack)),
  };
}

test('killed at twenty random points, the next run leaves nothing', {
  timeout: 420_000,
}, async (context: TestContext) => {
  const swarm = swarmFor(context);
  mkdirSync(join(world.root, 'report'), { recursive: true });
  const { folder } = setUpHello(join(world.workspace, 'hello'), { nginx: swarm.nginx });
  // Takes away what an earlier run of this test may have left, and says how long a run is.
  const { durationMs } = await completeRun(swarm, folder, WHOLE);
  const before = await list(swarm);
  const seed = testSeed();
  const random = randomFrom(seed);
  process.stdout.write(`kills: CC_CI_TEST_SEED=${seed}, points within ${Math.round(durationMs)} ms\n`);
  const outcomes: { left: readonly string[]; afterwards: readonly string[]; isReaped: boolean }[] = [];
  for (let kill = 1; kill <= KILLS; kill += 1) {
    // Not in the first tenth: Node itself starts then, and nothing can be left.
    const point = Math.round((0.1 + 0.9 * random()) * durationMs);
    const outcome = await killAndRunAgain(swarm, folder, before, point);
    outcomes.push(outcome);
    const kinds = outcome.left.map((entry) => entry.split(' ')[0]).join(', ');
    process.stdout.write(`kills: ${kill} of ${KILLS} at ${point} ms left ${kinds || 'nothing'}\n`);
  }
  expect(outcomes.map(({ afterwards }) => afterwards)).toEqual(outcomes.map(() => []));
  // Otherwise the points were too kind to prove anything.
  const hard = outcomes.filter(({ left }) => left.some((entry) => !entry.startsWith('lease ')));
  const reaped = hard.filter(({ isReaped }) => isReaped);
  process.stdout.write(
    `kills: ${hard.length} of ${KILLS} left objects, ${reaped.length} reaped by the next run\n`,
  );
  expect(hard.length).toBeGreaterThanOrEqual(KILLS / 2);
  expect(reaped.length).toBeGreaterThanOrEqual(KILLS / 2);
  expect(processesOf(world)).toEqual([]);
});
