/** The recipe room: a Co-op Cloud recipe through its life on a real Docker Swarm. */

import { hostname, userInfo } from 'node:os';
import {
  connectDocker,
  type Docker,
  parseRegistryCredentials,
  sweepRegistryConfigs,
} from '../docker/index.js';
import { UserError } from '../lib/errors.js';
import type { RunProcess } from '../lib/process.js';
import type { OnProgress } from '../report/results.js';
import { findAbra } from './engine/abra/index.js';
import type { Engine } from './engine/engine.js';
import { swarmEngine } from './engine/swarm.js';
import { parseDomain, stackNameOf } from './format/names.js';
import { checkSecretValues } from './format/secrets.js';
import { checkRecipeInputs, type RecipeInputs } from './inputs.js';
import { aboutNeed } from './needs/plan.js';
import type { RunPlan } from './plan/run-plan.js';
import { type PrepareContext, prepare } from './prepare.js';
import { type Removed, removeApp as removeStack } from './remove.js';
import { type Run, runPlan } from './run.js';

export { type RecipeInputs, recipeInputs } from './inputs.js';
export { initManifest } from './manifest/init.js';
export type { RunPlan } from './plan/run-plan.js';
export { planText } from './plan/text.js';
export type { Removed } from './remove.js';
export type { Run } from './run.js';

export type RecipeContext = {
  /** Absolute, or relative to the working directory. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly run: RunProcess;
  readonly signal: AbortSignal;
  readonly note: PrepareContext['note'];
};

/**
 * Everything a run would do, without a Swarm.
 * @throws UserError for everything that is wrong with the inputs or the recipe, with the place and the remedy.
 */
export async function planRecipe(inputs: RecipeInputs, context: RecipeContext): Promise<RunPlan> {
  checkRecipeInputs(inputs);
  const engine = await findEngine(inputs, context);
  try {
    const { plan, release } = await prepare(inputs, {
      ...context,
      restoresElsewhere: engine.restoresElsewhere,
    });
    await release();
    return plan;
  } finally {
    await engine.close();
  }
}

/**
 * Runs the stages and tells of them on the way.
 * @param context.artifactFolder absolute: screenshots, traces and test reports are kept there.
 * @returns the results and the exit code: 0 all green, 3 a red recipe, 2 the user's to fix, 1 the environment's fault or cancelled.
 * @throws UserError and EnvironmentError for what is found before the first object is made.
 */
export async function testRecipe(
  inputs: RecipeInputs,
  context: RecipeContext & { readonly onProgress: OnProgress; readonly artifactFolder: string },
): Promise<Run> {
  const { env, signal } = context;
  checkRecipeInputs(inputs);
  const registries = parseRegistryCredentials(inputs['registry-credentials']);
  await sweepRegistryConfigs();
  const engine = await findEngine(inputs, context);
  const prepared = await prepare(inputs, { ...context, restoresElsewhere: engine.restoresElsewhere });
  try {
    const { plan, head } = prepared;
    checkSecretValues(plan.apps.fresh.secrets, head.envFile, env);
    for (const need of prepared.needs)
      aboutNeed(need.spec, () => checkSecretValues(need.secrets, need.recipe.envFile, env));
    return await withDocker(inputs['docker-context'], env, signal, (docker) =>
      runPlan(plan, {
        ...context,
        env: withChromium(env, inputs['chromium-path']),
        docker,
        engine,
        registries,
        route: { routerAddress: inputs['router-address'], tlsVerify: inputs['tls-verify'] },
        toolboxImage: inputs['toolbox-image'],
        zone: inputs.zone,
        owner: ownerOf(env),
        keep: inputs.keep,
        dockerContext: inputs['docker-context'],
      }),
    );
  } finally {
    await engine.close();
    await prepared.release();
  }
}

function withChromium(env: NodeJS.ProcessEnv, path: string): NodeJS.ProcessEnv {
  return path === '' ? env : { ...env, CC_CI_CHROMIUM: path };
}

/** @throws UserError where abra is asked for and isn't there. */
async function findEngine(inputs: RecipeInputs, { env, run, signal }: RecipeContext): Promise<Engine> {
  if (inputs.engine === 'swarm') return swarmEngine;
  const abra = await findAbra(inputs['abra-path'], {
    env,
    run,
    signal,
    dockerContext: inputs['docker-context'],
  });
  if (abra !== undefined) return abra;
  if (inputs.engine === 'auto') return swarmEngine;
  throw new UserError(
    'input engine: there is no abra on PATH; install it, name it with abra-path, or use engine swarm, which reads the same recipes',
  );
}

/** Removes an app that a run left behind (input keep), and its lease. @param name its domain or its stack's name. */
export async function removeApp(
  name: string,
  options: {
    readonly dockerContext: string;
    readonly env: NodeJS.ProcessEnv;
    readonly signal: AbortSignal;
    readonly onNote: (message: string) => void;
  },
): Promise<Removed> {
  const isStack = /^[a-z0-9-]+(_[a-z0-9-]+)+$/.test(name);
  const stack = isStack ? name : stackNameOf(parseDomain(name, 'cc-ci recipe remove'));
  return withDocker(options.dockerContext, options.env, options.signal, (docker) =>
    removeStack(docker, stack, options),
  );
}

async function withDocker<T>(
  dockerContext: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
  work: (docker: Docker) => Promise<T>,
): Promise<T> {
  const docker = await connectDocker({
    env: dockerEnvironment(env),
    signal,
    ...(dockerContext === '' ? {} : { context: dockerContext }),
  });
  try {
    return await work(docker);
  } finally {
    await docker.close();
  }
}

/** What docker's program needs to find its daemon. Nothing else of a job's environment can reach a service this way. */
function dockerEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const needed = /^(PATH|HOME|DOCKER_.*|SSH_AUTH_SOCK|XDG_RUNTIME_DIR|(https?|no|all)_proxy)$/i;
  return Object.fromEntries(Object.entries(env).filter(([name]) => needed.test(name)));
}

/** For people who meet the lease: the run's page, or who started it where. */
function ownerOf(env: NodeJS.ProcessEnv): string {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = env;
  if (server && repository && id) return `${server.replace(/\/$/, '')}/${repository}/actions/runs/${id}`;
  return `${userName()}@${hostname()}`;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user need not be in its password file.
    return String(process.getuid?.() ?? 'somebody');
  }
}
