#!/usr/bin/env node
/** `npm test`: sets up what the tests need, runs them all, and counts what really ran. Plain Node: nothing is installed yet. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { duration } from './setup/progress.mjs';
import { RunError } from './setup/run.mjs';
import { runInLanes } from './test/lanes.mjs';
import { logFolder } from './test/logs.mjs';
import { installModules, prepare } from './test/prepare.mjs';
import { killAll, runSuite } from './test/run-suite.mjs';
import { screenOn } from './test/screen.mjs';
import { isAllowed, lineFor, readSkips, withoutUnlisted } from './test/skips.mjs';
import { HELP, suitesFor, TOTAL_MS } from './test/suites.mjs';
import { countLine, shortCount, summaryLines } from './test/summary.mjs';

/**
 * @typedef {import('./test/suites.mjs').Suite} Suite
 * @typedef {import('./test/report.mjs').Outcome} Outcome
 */

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** vitest 4.1 and its bundler. */
const LEAST_NODE = 20;

const screen = screenOn(process.stdout);
const isCi = Boolean(process.env.CI);
const skips = readSkips(join(ROOT, 'test', 'skips.json'));

/**
 * @param {Suite} suite
 * @param {ReturnType<typeof prepare>} provided
 * @param {string} logs
 * @param {number} deadline
 * @returns {Promise<Outcome>}
 */
async function runWhenReady(suite, provided, logs, deadline) {
  const activity = screen.begin(suite.name);
  const startedAt = Date.now();
  try {
    activity.detail(`waiting for ${suite.needs.join(', ')}`);
    const ready = await before(deadline, Promise.all(suite.needs.map(provided)));
    const broken = ready?.find(({ state }) => state === 'failed');
    if (!ready) return notRun(suite, `what it needs (${suite.needs.join(', ')}) was not ready in time`);
    if (broken && 'message' in broken)
      return notRun(suite, `not run, since set-up failed: ${broken.message}`);
    activity.detail('');
    const runsFrom = Date.now();
    const limitMs = Math.max(1_000, Math.min(suite.limitMs, deadline - runsFrom));
    const outcome = await runSuite(suite, { root: ROOT, logs }, limitMs, activity.detail);
    const judged = isCi ? withoutUnlisted(outcome, skips) : outcome;
    activity.end(lineOf(suite, judged, Date.now() - runsFrom));
    return judged;
  } finally {
    activity.end();
  }

  /** @param {Suite} which @param {string} message @returns {Outcome} */
  function notRun(which, message) {
    const outcome = { passed: 0, skipped: [], failed: [{ id: which.name, message }] };
    activity.end(lineOf(which, outcome, Date.now() - startedAt));
    return outcome;
  }
}

/**
 * @param {Suite} suite
 * @param {Outcome} outcome
 * @param {number} ms
 */
function lineOf({ name }, outcome, ms) {
  const isGood = outcome.failed.length === 0;
  const mark = !isGood ? screen.bad('✗') : outcome.passed > 0 ? screen.good('✓') : '–';
  return `${mark} ${name.padEnd(12)} ${shortCount(outcome).padEnd(34)} ${screen.faint(duration(ms))}`;
}

/**
 * @template T
 * @param {number} deadline
 * @param {Promise<T>} work
 * @returns {Promise<T | undefined>} undefined where the time is over
 */
function before(deadline, work) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve(undefined), Math.max(0, deadline - Date.now()));
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/**
 * @param {readonly Suite[]} suites
 * @returns {Promise<readonly { name: string, outcome: Outcome }[]>}
 */
async function runAll(suites) {
  const deadline = Date.now() + TOTAL_MS;
  const logs = logFolder('test');
  screen.line(`All output: ${logs}`);
  await installModules(ROOT, screen.progress);
  const provided = prepare(new Set(suites.flatMap(({ needs }) => needs)), screen.progress);
  const outcomes = [
    ...(await runInLanes(suites, async (suite) => ({
      name: suite.name,
      outcome: await runWhenReady(suite, provided, logs, deadline),
    }))),
  ];
  if (outcomes.every(({ outcome }) => outcome.passed === 0 && outcome.failed.length === 0)) {
    const message = 'every test was skipped: nothing has been tested';
    outcomes.push({
      name: 'npm test',
      outcome: { passed: 0, skipped: [], failed: [{ id: 'npm test', message }] },
    });
  }
  for (const line of summaryLines(outcomes, logs)) screen.line(line);
  return outcomes;
}

/** What the list of skips lacks, for whoever sees it before CI does. @param {readonly Outcome[]} outcomes */
function sayUnlisted(outcomes) {
  const unlisted = outcomes.flatMap(({ skipped }) => skipped).filter((skipped) => !isAllowed(skips, skipped));
  if (unlisted.length === 0) return;
  screen.line(
    '\nWith CI=true these skips would fail the run. Where they are all right, add to test/skips.json:',
  );
  for (const skipped of unlisted) screen.line(`  ${lineFor(skipped)}`);
}

/** @throws {Error} */
function refuseOldNode() {
  if (Number.parseInt(process.versions.node, 10) >= LEAST_NODE) return;
  const error = new Error(`the tests need Node ${LEAST_NODE} or newer; this is ${process.versions.node}`);
  delete error.stack;
  throw error;
}

/** What a program said says more than where we called it. @param {unknown} error */
function wordsOf(error) {
  if (!(error instanceof Error)) return String(error);
  return error instanceof RunError ? error.message : (error.stack ?? error.message);
}

/** @returns {Promise<number>} the exit code */
async function main() {
  const suites = suitesFor(process.argv.slice(2));
  if (!suites) {
    process.stderr.write(HELP);
    return process.argv[2] === '--help' ? 0 : 2;
  }
  const startedAt = Date.now();
  /** @type {readonly Outcome[]} */
  let outcomes;
  try {
    refuseOldNode();
    outcomes = (await runAll(suites)).map(({ outcome }) => outcome);
  } catch (error) {
    // Whatever it is, the run has failed, and says so in the form that its readers expect. Nothing goes on beside that.
    killAll();
    const message = wordsOf(error);
    screen.line(`\nFailed:\n  ${message}`);
    outcomes = [{ passed: 0, skipped: [], failed: [{ id: 'npm test', message }] }];
  }
  sayUnlisted(outcomes);
  const isGood = outcomes.every(({ failed }) => failed.length === 0);
  screen.line(`\n${screen.faint(`In ${duration(Date.now() - startedAt)}.`)}`);
  screen.close();
  process.stdout.write(`${countLine(outcomes)}\n`);
  return isGood ? 0 : 1;
}

for (const [name, code] of /** @type {const} */ ([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])) {
  process.once(name, () => {
    killAll();
    screen.close();
    process.exit(code);
  });
}
const code = await main();
// Builds that went on in the background must not hold a run that is over.
process.stdout.write('', () => process.exit(code));
