/** Whole lives of recipes on the real Swarm, by each engine. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDocker } from '../../../scripts/setup/dockerd.mjs';
import { ensureHelloImage, ensureToolboxImage } from '../../../scripts/setup/image.mjs';
import { ensureSwarm } from '../../../scripts/setup/swarm.mjs';
import type { Results } from '../../../src/report/results.js';
import { runStep, type StepOptions, type StepResult } from '../../support/step.js';
import type { World } from '../../support/world.js';
import { ZONE } from '../recipe/swarm-world.js';

export type LifeWorld = {
  readonly host: string;
  /** nginx, curl and a shell. */
  readonly image: string;
  readonly nginx: string;
  /** restic and a shell. */
  readonly toolbox: string;
};

export async function useLifeWorld(): Promise<LifeWorld> {
  const { host } = await ensureDocker();
  await ensureSwarm(host);
  const { image, nginx } = await ensureHelloImage(host);
  const { image: toolbox } = await ensureToolboxImage(host);
  return { host, image, nginx, toolbox };
}

export type Life = { readonly step: StepResult; readonly results: Results };

/** Runs actions/recipe as a runner does. @throws when it left no results: with its log. */
export async function live(
  life: LifeWorld,
  world: World,
  inputs: Readonly<Record<string, string>>,
  more: Partial<StepOptions> = {},
): Promise<Life> {
  const step = await runStep('recipe.js', {
    world,
    timeoutMs: 180_000,
    ...more,
    inputs: { zone: ZONE, 'toolbox-image': life.toolbox, ...inputs },
    env: { DOCKER_HOST: life.host, ...more.env },
  });
  const path = join(world.workspace, '.cc-ci/report/results.json');
  try {
    return { step, results: JSON.parse(readFileSync(path, 'utf8')) as Results };
  } catch (cause) {
    throw new Error(`no results, exit code ${step.exitCode}:\n${step.log}`, { cause });
  }
}

/** `install pass`, a line a stage. */
export function statusesOf({ stages }: Results): readonly string[] {
  return stages.map(({ stage, status }) => `${stage} ${status}`);
}
