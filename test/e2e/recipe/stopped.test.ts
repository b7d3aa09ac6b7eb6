/** Runs that are stopped in the middle: by a person, by a runner, by the clock, by a fault of our own. Nothing may be left. */
import { describe, expect, it } from 'vitest';
import { connectDocker, type Docker } from '../../../src/docker/index.js';
import { parseInputs } from '../../../src/lib/inputs.js';
import { run } from '../../../src/lib/process.js';
import type { Engine } from '../../../src/recipe/engine/engine.js';
import { swarmEngine } from '../../../src/recipe/engine/swarm.js';
import { recipeInputs } from '../../../src/recipe/inputs.js';
import type { RunPlan } from '../../../src/recipe/plan/run-plan.js';
import { prepare } from '../../../src/recipe/prepare.js';
import { type Run, runPlan } from '../../../src/recipe/run.js';
import type { Progress } from '../../../src/report/results.js';
import { createWorld, disposeWorld, type World } from '../../support/world.js';
import {
  docker,
  helloRecipe,
  inWorldsOfTheirOwn,
  listSwarm,
  oneService,
  readResults,
  runRecipe,
  type Swarm,
  signalWhenSaid,
  writeRecipe,
  ZONE,
} from './swarm-world.js';

let swarm: Swarm;
let world: World;
let before: readonly string[];
inWorldsOfTheirOwn((own) => {
  ({ swarm, world, before } = own);
});

const neverHealthy =
  '    healthcheck: {test: ["CMD", "false"], interval: 60s, timeout: 2s, retries: 3, start_period: 60s}\n';

describe('a run that is asked to stop tears down first', () => {
  it.each([
    ['SIGINT while it waits for health', 'SIGINT', /stage health/, 'health'],
    ['SIGTERM while it deploys', 'SIGTERM', /waiting: deploying/, 'install'],
    ['SIGTERM while it looks for images', 'SIGTERM', /waiting: image/, 'install'],
  ] as const)('%s', async (_, signal, said, stage) => {
    writeRecipe(world, oneService(swarm, neverHealthy));
    const step = await runRecipe(
      swarm,
      world,
      { recipe: 'recipe' },
      { onSpawn: signalWhenSaid(said, signal) },
    );
    expect({ code: step.exitCode, signal: step.signal }).toEqual({ code: 1, signal: null });
    const results = readResults(world);
    expect(results.verdict).toBe('cancelled');
    const stopped = results.stages.find(({ status }) => status === 'error');
    expect(stopped).toMatchObject({
      stage,
      finding: { code: 'cancelled', message: `cancelled by ${signal}, during ${stage}` },
    });
    expect(results.stages.slice(-2).map(({ status }) => status)).toEqual(['pass', 'pass']);
    expect(step.outputs.verdict).toBe('cancelled');
  });

  it('the time limit', async () => {
    writeRecipe(world, oneService(swarm, neverHealthy));
    const step = await runRecipe(swarm, world, { recipe: 'recipe', 'time-limit': '3s' });
    expect(step.exitCode).toBe(1);
    const results = readResults(world);
    expect(results.verdict).toBe('error');
    expect(results.stages[1]?.finding).toMatchObject({
      code: 'time-limit',
      message: "the run's time limit of 3 s is over, during health",
    });
  });
});

it('what a killed run left is removed by the next one, which says so', async () => {
  writeRecipe(world, oneService(swarm, neverHealthy));
  const killed = await runRecipe(
    swarm,
    world,
    { recipe: 'recipe' },
    { onSpawn: signalWhenSaid(/stage health/, 'SIGKILL') },
  );
  expect(killed.signal).toBe('SIGKILL');
  const left = listSwarm(swarm).filter((entry) => !before.includes(entry));
  expect(left.map((entry) => entry.split(' ')[0])).toEqual(expect.arrayContaining(['config', 'service']));
  const next = await runRecipe(swarm, world, { recipe: 'recipe', stages: 'install' });
  expect(next.exitCode).toBe(0);
  expect(next.log).toMatch(
    /removed what an earlier run left of demo-[0-9a-f]{6}_e2e\d+_test \(its run ended without/,
  );
});

/** A run in this process, where a test can put a fault in its way. */
async function inProcess(
  folder: string,
  engine: Engine,
  more: {
    readonly change?: (plan: RunPlan) => RunPlan;
    readonly onProgress?: (progress: Progress, plan: RunPlan, connection: Docker) => void;
  } = {},
): Promise<Run & { readonly plan: RunPlan }> {
  const env = { ...process.env, DOCKER_HOST: swarm.host };
  const { signal } = new AbortController();
  const note = (): void => undefined;
  const given = new Map([
    ['zone', ZONE],
    ['time-limit', '60s'],
    ['stages', 'install,health,http'],
  ]);
  const inputs = await parseInputs(recipeInputs, given);
  const context = { folder, run, env, signal, note, restoresElsewhere: true };
  const prepared = await prepare(inputs, context);
  const plan = more.change?.(prepared.plan) ?? prepared.plan;
  const connection = await connectDocker({ env });
  try {
    const done = await runPlan(plan, {
      docker: connection,
      engine,
      run,
      env,
      registries: [],
      toolboxImage: swarm.image,
      artifactFolder: world.workspace,
      route: { routerAddress: '', tlsVerify: true },
      zone: ZONE,
      owner: 'a test',
      keep: false,
      dockerContext: '',
      signal,
      onProgress: (progress) => more.onProgress?.(progress, plan, connection),
    });
    return { ...done, plan };
  } finally {
    await connection.close();
    await prepared.release();
  }
}

describe('a fault of our own', () => {
  it('an exception in the middle of a stage ends in a verified teardown', async () => {
    const folder = helloRecipe(world, swarm);
    let deployed: readonly string[] = [];
    const faulty: Engine = {
      ...swarmEngine,
      deploy: async (context) => {
        await swarmEngine.deploy(context);
        deployed = listSwarm(swarm).filter((entry) => entry.includes(context.app.stack));
        throw new TypeError('planted fault');
      },
    };
    const { results, exitCode } = await inProcess(folder, faulty);
    expect(deployed.map((entry) => entry.split(' ')[0])).toEqual(
      expect.arrayContaining(['service', 'config', 'secret']),
    );
    expect(exitCode).toBe(1);
    expect(results.verdict).toBe('error');
    expect(results.stages.map(({ stage, status }) => `${stage} ${status}`)).toEqual([
      'install error',
      'health skip',
      'http skip',
      'teardown pass',
      'verify-clean pass',
    ]);
    expect(results.stages[0]).toMatchObject({
      finding: { code: 'internal', blame: 'harness', message: 'planted fault' },
    });
  });
});

describe('residue', () => {
  it('makes the run red and is listed', async () => {
    const folder = helloRecipe(world, swarm);
    // Somebody else's container uses the app's volume: teardown can't remove it.
    const holder = `holder-${process.pid}`;
    try {
      const { results, exitCode, plan } = await inProcess(folder, swarmEngine, {
        change: (planned) => {
          const { fresh } = planned.apps;
          return {
            ...planned,
            apps: { fresh: { ...fresh, timeouts: { ...fresh.timeouts, teardownMs: 1500 } } },
          };
        },
        onProgress: (progress, { apps: { fresh } }) => {
          const { stack } = fresh;
          if (progress.kind === 'stage-started' && progress.stage === 'http')
            docker(swarm, 'create', '--name', holder, '--volume', `${stack}_content:/x`, swarm.image);
        },
      });
      expect({ exitCode, verdict: results.verdict }).toEqual({ exitCode: 3, verdict: 'fail' });
      expect(results.residue).toEqual([{ kind: 'volume', name: `${plan.apps.fresh.stack}_content` }]);
      expect(results.stages.at(-1)).toMatchObject({
        stage: 'verify-clean',
        status: 'fail',
        finding: { code: 'residue', evidence: [`volume ${plan.apps.fresh.stack}_content`] },
      });
      docker(swarm, 'rm', '--force', holder);
      docker(swarm, 'volume', 'rm', `${plan.apps.fresh.stack}_content`);
      docker(swarm, 'config', 'rm', `cc-ci-lease.${plan.apps.fresh.stack}`);
    } finally {
      if (docker(swarm, 'ps', '--all', '--quiet', '--filter', `name=${holder}`) !== '')
        docker(swarm, 'rm', '--force', holder);
    }
  });
});

it('a second run of the same domain is refused while the first one lives', async () => {
  writeRecipe(world, oneService(swarm, neverHealthy));
  const domain = `twice.${ZONE}`;
  const other = createWorld();
  writeRecipe(other, oneService(swarm, neverHealthy));
  const inputs = { recipe: 'recipe', zone: 'cc-ci.test', domain };
  let second: Promise<unknown> | undefined;
  const first = runRecipe(swarm, world, inputs, {
    onSpawn: (child) => {
      const stop = (): void => void child.kill('SIGINT');
      let text = '';
      child.stdout?.on('data', (chunk: string) => {
        text += chunk;
        if (!/stage health/.test(text) || second !== undefined) return;
        second = runRecipe(swarm, other, inputs).finally(stop);
      });
    },
  });
  expect((await first).exitCode).toBe(1);
  const refused = (await second) as { exitCode: number; log: string };
  await disposeWorld(other);
  expect(refused.exitCode).toBe(2);
  expect(refused.log).toMatch(
    /the domain twice\.e2e\d+\.test is taken: .* has it; wait for it to end, or leave input domain out/,
  );
});
