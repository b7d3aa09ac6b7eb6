/** Runs the demo's workflow without act: each step's dist entry with the variables that a runner would give it. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outcomeOf } from '../setup/run.mjs';
import { runnerView } from './commands.mjs';
import { NAME, OWNER, recipeInputs } from './recipe.mjs';

const STEP_TIMEOUT_MS = 65 * 60_000;

/**
 * @param {import('./run-act.mjs').RunPlan} plan
 * @returns {Promise<boolean>} whether both steps succeeded
 */
export async function runEntries(plan) {
  const steps = /** @type {const} */ ([
    ['clone', {}],
    ['recipe', recipeInputs(plan.setting)],
  ]);
  const view = runnerView();
  /** @param {string} line */
  const onLine = (line) => {
    const shown = view(line);
    if (shown !== undefined) plan.print(`  ${shown}`);
  };
  for (const [action, inputs] of steps) {
    plan.print(`Run cc-ci/cc-ci-action/actions/${action}`);
    if (!(await runStep(plan, action, inputs, onLine))) return false;
  }
  return true;
}

/**
 * @param {import('./run-act.mjs').RunPlan} plan
 * @param {string} action
 * @param {Readonly<Record<string, string>>} inputs
 * @param {(line: string) => void} onLine
 */
async function runStep(plan, action, inputs, onLine) {
  const entry = join(plan.action, 'dist', `${action}.js`);
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const outcome = await outcomeOf([process.execPath, entry], {
    cwd: folder(plan.work, 'workspace'),
    env: { ...runnerVariables(plan), ...exported(join(plan.work, 'env')), ...Object.fromEntries(given) },
    onLine,
    signal: plan.signal,
    timeoutMs: STEP_TIMEOUT_MS,
  });
  if (outcome.startError) throw outcome.startError;
  return outcome.code === 0;
}

/**
 * What earlier steps exported, in the form that this project writes: NAME<<DELIMITER, value, DELIMITER.
 * @param {string} file
 * @returns {NodeJS.ProcessEnv}
 */
function exported(file) {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const entries = text.matchAll(/^([^\n<]+)<<(.+)\n([\s\S]*?)\n?^\2$/gm);
  return Object.fromEntries([...entries].map(([, name, , value]) => [name, value]));
}

/**
 * @param {import('./run-act.mjs').RunPlan} plan
 * @returns {NodeJS.ProcessEnv}
 */
function runnerVariables(plan) {
  const files = { OUTPUT: 'output', ENV: 'env', PATH: 'path', STATE: 'state', STEP_SUMMARY: 'summary.md' };
  const paths = Object.entries(files).map(([name, file]) => [
    `GITHUB_${name}`,
    emptyFile(join(plan.work, file)),
  ]);
  const event = join(plan.work, 'event.json');
  writeFileSync(event, '{}');
  return {
    ...Object.fromEntries(paths),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_EVENT_PATH: event,
    GITHUB_JOB: 'recipe',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REPOSITORY: `${OWNER}/${NAME}`,
    GITHUB_RUN_ID: '1',
    GITHUB_SERVER_URL: plan.serverUrl,
    GITHUB_SHA: plan.sha,
    GITHUB_WORKSPACE: folder(plan.work, 'workspace'),
    RUNNER_TEMP: folder(plan.work, 'temp'),
    DOCKER_HOST: plan.dockerHost,
  };
}

/** @param {...string} parts */
function folder(...parts) {
  const path = join(...parts);
  mkdirSync(path, { recursive: true });
  return path;
}

/** A runner makes its files before the step. @param {string} path */
function emptyFile(path) {
  appendFileSync(path, '');
  return path;
}
