/** The moments that people wait for: from a container's health to the harness knowing, from a first crash to the verdict. */

import { randomBytes } from 'node:crypto';
import type { Docker } from '../../src/docker/index.js';
import { waitHealthy } from '../../src/recipe/health/index.js';
import type { Observation } from '../../src/recipe/observe/index.js';
import { teardown } from '../../src/recipe/teardown/index.js';

const LIMIT_MS = 120_000;

/** @returns per run the milliseconds from the event `healthy` to the end of the wait. */
export async function healthyToNoticed(
  docker: Docker,
  image: string,
  runs: number,
): Promise<readonly number[]> {
  const all: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const { observations, endedAt } = await watch(
      docker,
      `    image: ${image}\n    healthcheck: {test: ["CMD", "true"], interval: 1s}\n`,
    );
    const healthy = observations.find((seen) => seen.kind === 'container' && seen.health === 'healthy');
    if (healthy === undefined) throw new Error('no event said healthy');
    all.push(endedAt - healthy.at);
  }
  return all;
}

/** @returns milliseconds from the first exit of an app that exits at once to the verdict. */
export async function crashLoopToVerdict(docker: Docker, image: string): Promise<number> {
  const { observations, endedAt } = await watch(
    docker,
    `    image: ${image}\n    command: ["sh", "-c", "exit 1"]\n`,
  );
  const died = observations.find((seen) => seen.kind === 'container' && seen.action === 'die');
  if (died === undefined) throw new Error('no event said die');
  return endedAt - died.at;
}

async function watch(
  docker: Docker,
  app: string,
): Promise<{ readonly observations: readonly Observation[]; readonly endedAt: number }> {
  const stack = `moment-${randomBytes(3).toString('hex')}_bench_test`;
  const observations: Observation[] = [];
  try {
    const finished = await docker.cli(
      ['stack', 'deploy', '--resolve-image', 'never', '--compose-file', '-', stack],
      {
        input: `version: "3.8"\nservices:\n  app:\n${app}`,
      },
    );
    if (finished.outcome.kind !== 'exited' || finished.outcome.code !== 0) throw new Error(finished.stderr);
    await waitHealthy(docker, stack, {
      timeoutMs: LIMIT_MS,
      onObservation: (seen) => void observations.push(seen),
    });
    return { observations, endedAt: Date.now() };
  } finally {
    await teardown(docker, stack);
  }
}
