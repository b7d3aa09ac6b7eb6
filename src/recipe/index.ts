/** The recipe room: a Co-op Cloud recipe through its life on a real Docker Swarm. */

import { hostname, userInfo } from 'node:os';
import { connectDocker, type Docker } from '../docker/index.js';
import type { RunProcess } from '../lib/process.js';
import type { OnProgress } from '../report/results.js';
import { swarmEngine } from './engine/swarm.js';
import { checkNamedFiles } from './format/files.js';
import { parseDomain, runId, stackNameOf } from './format/names.js';
import { loadRecipe } from './format/recipe.js';
import { checkSecretValues } from './format/secrets.js';
import { checkRecipeInputs, type RecipeInputs } from './inputs.js';
import { type Plan, planRun } from './plan.js';
import { type Removed, removeApp as removeStack } from './remove.js';
import { type Run, runPlan } from './run.js';

export { type RecipeInputs, recipeInputs } from './inputs.js';
export type { Plan } from './plan.js';
export type { Removed } from './remove.js';
export type { Run } from './run.js';

export type RecipeContext = {
  /** Absolute, or relative to the working directory. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly run: RunProcess;
  readonly signal: AbortSignal;
};

/**
 * Everything a run would do, without a Swarm.
 * @throws UserError for everything that is wrong with the inputs or the recipe, with the place and the remedy.
 */
export async function planRecipe(inputs: RecipeInputs, context: RecipeContext): Promise<Plan> {
  return (await prepare(inputs, context)).plan;
}

/**
 * Runs the stages and tells of them on the way.
 * @returns the results and the exit code: 0 all green, 3 a red recipe, 2 the user's to fix, 1 the environment's fault or cancelled.
 * @throws UserError and EnvironmentError for what is found before the first object is made.
 */
export async function testRecipe(
  inputs: RecipeInputs,
  context: RecipeContext & { readonly onProgress: OnProgress },
): Promise<Run> {
  const { env, signal, onProgress } = context;
  const { plan, checkSecrets } = await prepare(inputs, context);
  checkSecrets();
  return withDocker(inputs['docker-context'], env, signal, (docker) =>
    runPlan(plan, {
      docker,
      engine: swarmEngine,
      env,
      route: { routerAddress: inputs['router-address'], tlsVerify: inputs['tls-verify'] },
      zone: inputs.zone,
      owner: ownerOf(env),
      keep: inputs.keep,
      dockerContext: inputs['docker-context'],
      signal,
      onProgress,
    }),
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

async function prepare(
  inputs: RecipeInputs,
  context: RecipeContext,
): Promise<{ readonly plan: Plan; readonly checkSecrets: () => void }> {
  checkRecipeInputs(inputs);
  const recipe = await loadRecipe(context.folder, context.run, context.env, context.signal);
  const { plan, compose } = planRun(recipe, {
    zone: inputs.zone,
    domain: inputs.domain,
    stages: inputs.stages,
    timeLimitMs: inputs['time-limit'],
    id: runId(),
  });
  checkNamedFiles(recipe.folder, compose);
  return { plan, checkSecrets: () => checkSecretValues(plan.secrets, recipe.envFile, context.env) };
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
