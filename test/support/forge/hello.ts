/** The hello recipe as a repository, and a Swarm to deploy it to: what a runner on a test host has. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect } from 'vitest';
import { setUpHello } from '../../../examples/recipes/hello/set-up.mjs';
import { ensureDocker } from '../../../scripts/setup/dockerd.mjs';
import { ensureHelloImage, ensureToolboxImage } from '../../../scripts/setup/image.mjs';
import { ensureSwarm } from '../../../scripts/setup/swarm.mjs';
import type { Results } from '../../../src/report/results.js';

export interface SwarmHost {
  /** The value for DOCKER_HOST. */
  readonly host: string;
  /** The version of nginx in the image that is there. */
  readonly nginx: string;
  /** For the input toolbox-image. */
  readonly toolbox: string;
}

const SET_UP_TIMEOUT_MS = 25 * 60_000;

/** How long a whole run may take here: it takes seconds, or minutes while something is built beside it. */
export const RECIPE_TIMEOUT_MS = 4 * 60_000;

/**
 * Sees to a Docker daemon with a Swarm and the hello recipe's image before the tests of a file.
 * @returns a promise of it; it fails with Unavailable on a machine that can't have one
 */
export function useSwarmHost(): () => Promise<SwarmHost> {
  let ready: Promise<SwarmHost> | undefined;
  beforeAll(async () => {
    ready = swarmHost();
    // Each test decides what a failure means to it.
    await ready.catch(() => undefined);
  }, SET_UP_TIMEOUT_MS);
  return () => ready ?? Promise.reject(new Error('the Swarm is only there inside tests'));
}

async function swarmHost(): Promise<SwarmHost> {
  const { host } = await ensureDocker();
  await ensureSwarm(host);
  const { nginx } = await ensureHelloImage(host);
  const { image: toolbox } = await ensureToolboxImage(host);
  return { host, nginx, toolbox };
}

/** A caller's text with the image that is on this Swarm: no registry is asked. */
export function onHost(text: string, { toolbox }: SwarmHost): string {
  const zone = '          zone: ci.test\n';
  if (!text.includes(zone)) throw new Error(`the caller has no line ${zone}`);
  return text.replace(zone, `${zone}          toolbox-image: ${toolbox}\n`);
}

/** Makes the recipe's repository, with its two releases as tags. */
export function helloRepository(folder: string, { nginx }: SwarmHost): string {
  return setUpHello(folder, { nginx }).folder;
}

/**
 * Asserts on what a job of the caller examples/callers/hello-recipe.yml has left in its folder, and on the Swarm after it.
 * @returns the summary in the report. What the runner got of it can't be seen: it empties that file before the next step.
 */
export function expectGreenRecipe(jobFolder: string, sha: string, { host }: SwarmHost): string {
  const report = join(jobFolder, 'hostexecutor', '.cc-ci', 'report');
  const results = JSON.parse(readFileSync(join(report, 'results.json'), 'utf8')) as Results;
  expect(results).toMatchObject({ schema: 1, verdict: 'pass', engine: 'swarm', residue: [] });
  expect(results.recipe).toMatchObject({ sha, isDirty: false });
  expect(results.stages.map(({ stage, status }) => `${stage}: ${status}`)).toEqual([
    'lint: pass',
    'policy: pass',
    'install: pass',
    'health: pass',
    'http: pass',
    'checks: not-applicable',
    'upgrade: pass',
    'backup: pass',
    'restore: pass',
    'reinstall: pass',
    'local: not-applicable',
    'teardown: pass',
    'verify-clean: pass',
  ]);
  expect(results.app.domain).toMatch(/^[a-z0-9-]+\.ci\.test$/);
  const summary = readFileSync(join(report, 'summary.md'), 'utf8');
  for (const { stage } of results.stages) expect(summary).toContain(stage);
  expect(summary).toContain(results.app.domain);
  expect(objectsOf(results.app.stack, host)).toEqual([]);
  return summary;
}

/** Everything in the Swarm whose name says that it belongs to a stack. */
function objectsOf(stack: string, host: string): readonly string[] {
  const list = (kind: string, format: string): readonly string[] =>
    execFileSync('docker', [kind, 'ls', '--format', format], {
      encoding: 'utf8',
      env: { ...process.env, DOCKER_HOST: host },
      timeout: 30_000,
    })
      .split('\n')
      .filter((name) => name.includes(stack))
      .map((name) => `${kind} ${name}`);
  const named = ['service', 'volume', 'network', 'config', 'secret'];
  return [...named.flatMap((kind) => list(kind, '{{.Name}}')), ...list('container', '{{.Names}}')];
}
