/** An app on the test Swarm with everything that a step is given: planned from a compose file as a run plans it. */
import { onTestFinished } from 'vitest';
import { ensureToolboxImage } from '../../scripts/setup/image.mjs';
import { run } from '../../src/lib/process.js';
import { runningContainer } from '../../src/recipe/app-container.js';
import type { AppContext } from '../../src/recipe/context.js';
import { noExports } from '../../src/recipe/format/abra-exports.js';
import { parseEnvFile } from '../../src/recipe/format/env-file.js';
import { parseDomain, stackNameOf } from '../../src/recipe/format/names.js';
import { waitHealthy } from '../../src/recipe/health/index.js';
import { defaultManifest, type Manifest } from '../../src/recipe/manifest/model.js';
import { makeMask } from '../../src/recipe/mask.js';
import { planApp } from '../../src/recipe/plan/app.js';
import { teardown } from '../../src/recipe/teardown/index.js';
import type { TestSwarm } from './swarm.js';

export type TestApp = {
  readonly context: AppContext;
  readonly stack: string;
  /** What was said with `note`. */
  readonly notes: readonly string[];
  /** What was timed with `phase`, such as `snapshot: 0.4 s`. */
  readonly phases: readonly string[];
  readonly secrets: readonly string[];
  /** In the service's container, as its own user. @returns what it wrote. @throws unless it ends with 0. */
  sh(service: string, script: string): Promise<string>;
};

/** Plans `compose`, deploys it, and waits until it is healthy. Its stack is removed after the test. */
export async function deployApp(
  swarm: TestSwarm,
  compose: string,
  more: { readonly manifest?: Partial<Manifest>; readonly context?: Partial<AppContext> } = {},
): Promise<TestApp> {
  const app = await plannedApp(swarm, compose, more);
  await swarm.deploy(app.stack, compose);
  const health = await waitHealthy(swarm.docker, app.stack, { timeoutMs: 60_000 });
  if (health.kind !== 'healthy') throw new Error(`${app.stack} is not healthy: ${JSON.stringify(health)}`);
  return app;
}

/** The same without a deployment. */
export async function plannedApp(
  swarm: TestSwarm,
  compose: string,
  more: { readonly manifest?: Partial<Manifest>; readonly context?: Partial<AppContext> } = {},
): Promise<TestApp> {
  const { image: toolboxImage } = await ensureToolboxImage(swarm.host);
  const domain = parseDomain(swarm.stackName('backup-e2e.test').replaceAll('_', '.'), 'domain');
  const stack = stackNameOf(domain);
  swarm.willRemove(stack);
  // At once, and not with the file: dozens of apps that idle slow the machine down for all.
  onTestFinished(async () => void (await teardown(swarm.docker, stack)));
  const manifest = { ...defaultManifest, ...more.manifest };
  const recipe = {
    ...{ folder: '/nowhere', name: 'kept', sha: null, isDirty: false, exports: noExports },
    envFile: parseEnvFile('TYPE=kept\n', '.env.sample'),
    composeFiles: [{ file: 'compose.yml', text: compose }],
  };
  const { app } = planApp(recipe, { role: 'fresh', release: 'head', domain, stack, manifest });
  const notes: string[] = [];
  const phases: string[] = [];
  const secrets: string[] = [];
  const context: AppContext = {
    ...{ app, manifest, docker: swarm.docker, run, env: {}, registries: [], toolboxImage },
    route: { routerAddress: '', tlsVerify: true },
    signal: new AbortController().signal,
    phase: async (name, work) => {
      const startedAt = performance.now();
      try {
        return await work();
      } finally {
        phases.push(`${name}: ${((performance.now() - startedAt) / 1000).toFixed(2)} s`);
      }
    },
    waiting: () => undefined,
    note: (_, message) => void notes.push(message),
    onSecret: (value) => void secrets.push(value),
    mask: makeMask(),
    secretValue: () => {
      throw new Error('no secrets in these apps');
    },
    ...more.context,
  };
  const sh = async (service: string, script: string): Promise<string> => {
    const container = await runningContainer(context, service);
    const { exitCode, stdout, output } = await swarm.docker.exec(container, ['sh', '-c', script]);
    if (exitCode !== 0) throw new Error(`${script}: exit code ${exitCode}: ${output}`);
    return stdout;
  };
  return { context, stack, notes, phases, secrets, sh };
}
