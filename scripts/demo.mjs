#!/usr/bin/env node
/** `npm run demo`: a fresh machine deploys a recipe to a real Docker Swarm and removes it again. `-- --down` undoes all of it. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { takeDown } from './demo/down.mjs';
import { serveGit } from './demo/git-server.mjs';
import { preflight } from './demo/preflight.mjs';
import { makeRepository } from './demo/recipe.mjs';
import { findAct, runUnderAct } from './demo/run-act.mjs';
import { runEntries } from './demo/run-entries.mjs';
import { ensurePackages } from './setup/apt.mjs';
import { ensureDocker } from './setup/dockerd.mjs';
import { ensureHelloImage, ensureToolboxImage } from './setup/image.mjs';
import { noteMade } from './setup/made.mjs';
import { progressOn } from './setup/progress.mjs';
import { RunError } from './setup/run.mjs';
import { ensureSwarm } from './setup/swarm.mjs';
import { Unavailable } from './setup/unavailable.mjs';

const ACTION = dirname(dirname(fileURLToPath(import.meta.url)));
const HELP = `npm run demo             deploy the hello recipe to a Docker Swarm on this machine, check it, remove it
npm run demo -- --down   remove all that the demo (and the tests) made here
`;

const KILLED =
  '\nStopping: act kills its steps, so the app is left; the next run (npm run demo) finds and removes it.';
/** What a runner keeps for itself while a job runs; the repository, the report and the log stay. */
const RUNNERS_OWN = ['act', 'act-cache', 'act-config', 'action', 'temp', 'workspace'];

const progress = progressOn(process.stdout);
/** @param {string} [text] */
const say = (text = '') => process.stdout.write(`${text}\n`);

/** @returns {Promise<number>} the exit code */
async function up() {
  say('A recipe through its life on a real Docker Swarm. First, what that needs:\n');
  const missing = await preflight();
  await ensurePackages(
    missing.map((need) => need.package),
    { why: 'for the demo', progress },
  );
  const docker = await ensureDocker({ progress });
  await ensureSwarm(docker.host, { progress });
  progress.note(`✓ A Swarm to deploy to: ${docker.host}`);
  const { nginx } = await ensureHelloImage(docker.host, { progress });
  const { image: toolbox } = await ensureToolboxImage(docker.host, { progress });
  const act = await findAct(progress);

  const work = mkdtempSync(join(tmpdir(), 'cc-ci-demo-'));
  await noteMade('folders', [work]);
  const report = join(work, 'report');
  mkdirSync(report);
  const setting = { reportFolder: report, toolbox };
  const repository = await makeRepository(work, nginx, setting);
  say(`✓ The hello recipe, as a repository: ${repository.folder}`);
  showWorkflow(repository.workflow);

  say(act ? '\nThe same, run by act:\n' : '\nThe same, step by step as a runner would (for want of act):\n');
  const isGreen = await runWorkflow(act, work, setting, repository, docker.host);
  say();
  return conclude(isGreen, report, docker.host);
}

/**
 * @param {string | undefined} act
 * @param {string} work
 * @param {import('./demo/recipe.mjs').Setting} setting
 * @param {{ folder: string, sha: string }} repository
 * @param {string} dockerHost
 */
async function runWorkflow(act, work, setting, repository, dockerHost) {
  const server = await serveGit(work);
  const stop = new AbortController();
  // On a terminal Ctrl-C reaches the run itself: this waits for its end instead of leaving. A step of ours takes its app down
  // first, but act kills its steps.
  const onInterrupt = () => say(act ? KILLED : '\nStopping: the app is taken down first.');
  const onTerminate = () => {
    onInterrupt();
    stop.abort();
  };
  process.on('SIGINT', onInterrupt).on('SIGTERM', onTerminate);
  try {
    const { folder, sha } = repository;
    const plan = {
      action: ACTION,
      folder,
      sha,
      serverUrl: server.url,
      dockerHost,
      work,
      setting,
      signal: stop.signal,
      print: say,
    };
    return await (act ? runUnderAct(act, plan) : runEntries(plan));
  } finally {
    process.off('SIGINT', onInterrupt).off('SIGTERM', onTerminate);
    await server.close();
    for (const part of RUNNERS_OWN) rmSync(join(work, part), { recursive: true, force: true });
  }
}

/** @param {string} path */
function showWorkflow(path) {
  say(`\nIts workflow, ${path.slice(path.indexOf('.github'))}:\n`);
  for (const line of readFileSync(path, 'utf8').trimEnd().split('\n')) say(`    ${line}`);
}

/**
 * @param {boolean} isGreen
 * @param {string} report
 * @param {string} dockerHost
 * @returns {number}
 */
function conclude(isGreen, report, dockerHost) {
  const results = join(report, 'results.json');
  const verdict = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')).verdict : undefined;
  const summary = join(report, 'summary.md');
  const rows = [
    ['Results', existsSync(results) ? results : 'none were written: see above'],
    ...(existsSync(summary) ? [['Summary', summary]] : []),
    ['Look around', `DOCKER_HOST=${dockerHost} docker service ls`],
    ['Once more', 'npm run demo'],
    ['Remove it all', 'npm run demo -- --down'],
  ];
  for (const [name = '', value] of rows) say(`${name.padEnd(14)} ${value}`);
  if (isGreen && verdict === 'pass') return 0;
  return verdict === 'fail' ? 3 : 1;
}

/** @returns {Promise<number>} */
async function main() {
  const args = process.argv.slice(2);
  if (args.length === 0) return up();
  if (args.length === 1 && args[0] === '--down') return takeDown(progress).then(() => 0);
  process.stderr.write(HELP);
  return args[0] === '--help' ? 0 : 2;
}

try {
  process.exitCode = await main();
} catch (error) {
  // What a person can act on is a message; what is a defect keeps its stack.
  if (!(error instanceof Unavailable || error instanceof RunError)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = error instanceof Unavailable ? 2 : 1;
}
