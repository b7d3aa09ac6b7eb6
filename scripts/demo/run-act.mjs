/** Runs the demo's workflow under act: the runner of a forge on this machine, without the forge. */
import { appendFileSync, cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureAct } from '../setup/go-tools.mjs';
import { findProgram, outcomeOf, RunError } from '../setup/run.mjs';
import { Unavailable } from '../setup/unavailable.mjs';
import { NAME, OWNER } from './recipe.mjs';

/**
 * @typedef {object} RunPlan
 * @property {string} action the repository of this action
 * @property {string} folder of the recipe's repository
 * @property {string} sha
 * @property {string} serverUrl where the repository can be cloned from, as SERVER/demo/hello
 * @property {string} dockerHost
 * @property {string} work a folder for the runner's own files
 * @property {import('./recipe.mjs').Setting} setting
 * @property {AbortSignal} signal
 * @property {(line: string) => void} print
 */

const RUN_TIMEOUT_MS = 65 * 60_000;

/**
 * An act that knows `--local-repository`: the one on PATH, else one that is built.
 * @param {import('../setup/progress.mjs').Progress} progress
 * @returns {Promise<string | undefined>} undefined where there is none and Go is missing
 */
export async function findAct(progress) {
  const own = findProgram('act');
  if (own && (await outcomeOf([own, '--help'])).stdout.includes('--local-repository')) return own;
  try {
    return (await ensureAct({ progress })).binary;
  } catch (error) {
    // No Go here, or no way to the module proxy. Any other error is a defect, and not hidden by going on without act.
    if (!(error instanceof Unavailable || error instanceof RunError)) throw error;
    progress.note(`· Without act: ${error.message}`);
    return undefined;
  }
}

/**
 * @param {string} act
 * @param {RunPlan} plan
 * @returns {Promise<boolean>} whether the job succeeded
 */
export async function runUnderAct(act, plan) {
  const variables = {
    // What a forge's runner sets; act itself would name github.com.
    GITHUB_SERVER_URL: plan.serverUrl,
    GITHUB_REPOSITORY: `${OWNER}/${NAME}`,
    DOCKER_HOST: plan.dockerHost,
  };
  const log = join(plan.work, 'act.log');
  const view = actView();
  const argv = [
    ...[act, 'push', '--platform', 'ubuntu-latest=-self-hosted', '--no-cache-server'],
    ...['--local-repository', `cc-ci/cc-ci-action@v1=${committedPart(plan)}`],
    ...['--action-cache-path', join(plan.work, 'act')],
    ...Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
  ];
  const outcome = await outcomeOf(argv, {
    cwd: plan.folder,
    env: {
      DOCKER_HOST: plan.dockerHost,
      // act's settings and tool cache: the demo's own, so that nothing stays in the home folder.
      XDG_CACHE_HOME: join(plan.work, 'act-cache'),
      XDG_CONFIG_HOME: join(plan.work, 'act-config'),
      // The actions run on the Node that runs this, whatever else PATH may hold.
      PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
    },
    onLine: (line) => {
      appendFileSync(log, `${line}\n`);
      const text = view(line);
      if (text !== undefined) plan.print(text);
    },
    signal: plan.signal,
    timeoutMs: RUN_TIMEOUT_MS,
  });
  if (outcome.startError) throw outcome.startError;
  if (outcome.code !== 0) plan.print(`\nAll that act said: ${log}`);
  return outcome.code === 0;
}

/**
 * act copies the action's folder for each step: what a forge would fetch of it, without node_modules.
 * @param {RunPlan} plan
 */
function committedPart({ action, work }) {
  const copy = join(work, 'action');
  for (const part of ['action.yml', 'actions', 'dist']) {
    cpSync(join(action, part), join(copy, part), { recursive: true });
  }
  return copy;
}

/** What act says of its own work, not of the job's; the groups, whose lines are shown; and its copy of the step summary. */
const ASIDES =
  /^(LocalRepositoryCache|time="|⚙|❓ {2}::(end)?group::|⭐ Run (Set up|Complete) job|✅ {2}Success - |exit status |Cleaning up|🏁|Error: Job )/u;

/**
 * Lines of act's, for people: `[recipe/recipe]   | text` is what a step printed, and the job's name before it says nothing here.
 * @returns {(line: string) => string | undefined} for each line what is shown of it; undefined: nothing
 */
export function actView() {
  let isAside = false;
  return (line) => {
    const text = line.replace(/^\[[^\]]*\] {0,3}/, '');
    // A line without the job's name continues the one before it.
    if (text === line && isAside) return undefined;
    isAside = ASIDES.test(text);
    if (isAside) return undefined;
    if (text.startsWith('| ')) return `  ${text.slice(2)}`;
    return text.replace(/^⭐ Run Main /u, 'Run ').replace(/^❗ {2}::error::/u, '  ');
  };
}
