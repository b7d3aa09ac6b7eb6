/** Runs one suite in a process group of its own, with a time limit, and reads its outcome from what it reported. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, rmSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { duration } from '../setup/progress.mjs';
import { outcomeFrom, outcomeOfChecks, readLines } from './report.mjs';

/**
 * @typedef {import('./suites.mjs').Suite} Suite
 * @typedef {{ root: string, logs: string }} Places the repository, and the folder of this run's logs
 */

const KILL_AFTER_MS = 10_000;
const COUNT_EVERY_MS = 1_000;
/** Niceness of what runs beside the Swarm's suites, whose tests wait for daemons and clocks. */
const YIELDING = 5;
/** The process groups that are running now. @type {Set<number>} */
const groups = new Set();

/** Ends all that runs, with everything it started. */
export function killAll() {
  for (const group of groups) signal(group, 'SIGKILL');
}

/**
 * @param {Suite} suite
 * @param {Places} places
 * @param {number} limitMs
 * @param {(text: string) => void} detail told how far it is
 * @returns {Promise<import('./report.mjs').Outcome>}
 */
export async function runSuite(suite, { root, logs }, limitMs, detail) {
  const log = join(logs, `${suite.name}.log`);
  const report = join(logs, `${suite.name}.json`);
  rmSync(report, { force: true });
  const counting = setInterval(() => detail(countOf(report)), COUNT_EVERY_MS);
  try {
    const isYielding = suite.lane === 'side';
    const ended = await runGroup(argvOf(suite, report), { root, log, report, isYielding }, limitMs);
    if (suite.kind === 'check') return outcomeOfChecks(report, ended);
    return outcomeFrom(suite.name, readLines(report), ended);
  } finally {
    clearInterval(counting);
  }
}

/**
 * @param {Suite} suite
 * @param {string} report
 */
function argvOf({ kind, folder }, report) {
  if (kind === 'check') return ['scripts/check.mjs', '--json', report];
  const reporters = ['--reporter=./test/support/reporter.ts', '--reporter=verbose'];
  return ['node_modules/vitest/vitest.mjs', 'run', folder ?? '', ...reporters];
}

/** @param {string} report */
function countOf(report) {
  if (!report.endsWith('.json')) return '';
  try {
    const tests = readLines(report).filter(({ kind }) => kind === 'test').length;
    return tests === 0 ? '' : `${tests} tests so far`;
  } catch {
    // The checks write theirs at their end, and not in lines: there is nothing to count on the way.
    return '';
  }
}

/**
 * @param {readonly string[]} argv for Node
 * @param {{ root: string, log: string, report: string, isYielding: boolean }} places
 * @param {number} limitMs
 * @returns {Promise<{ code: number | undefined, how: string }>}
 */
function runGroup(argv, { root, log, report, isYielding }, limitMs) {
  const output = openSync(log, 'w');
  const child = spawn(process.execPath, argv, {
    cwd: root,
    detached: true,
    stdio: ['ignore', output, output],
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, CC_CI_TEST_REPORT: report },
  });
  closeSync(output);
  const { pid } = child;
  if (pid !== undefined) groups.add(pid);
  // What it starts later has it too.
  if (pid !== undefined && isYielding) setPriority(pid, YIELDING);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    signal(pid, 'SIGTERM');
    setTimeout(() => signal(pid, 'SIGKILL'), KILL_AFTER_MS).unref();
  }, limitMs);
  return new Promise((resolve) => {
    child.once('error', (error) => settle(undefined, `it could not be started: ${error.message}`));
    child.once('exit', (code, by) => settle(code ?? undefined, by ? `killed by ${by}` : `exit ${code}`));
    /** @param {number | undefined} code @param {string} how */
    const settle = (code, how) => {
      clearTimeout(timer);
      // What its tests started and did not stop goes with it.
      signal(pid, 'SIGKILL');
      if (pid !== undefined) groups.delete(pid);
      resolve({ code, how: isLate ? `ended after its limit of ${duration(limitMs)}` : how });
    };
  });
}

/**
 * @param {number | undefined} group
 * @param {NodeJS.Signals} name
 */
function signal(group, name) {
  if (group === undefined) return;
  try {
    process.kill(-group, name);
  } catch (error) {
    // ESRCH: nobody of it is left, which is what was wanted.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
