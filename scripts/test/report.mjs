/** Reads what a suite reported: every test's outcome, and what went wrong around the tests. */
import { existsSync, readFileSync } from 'node:fs';

/**
 * @typedef {object} TestLine
 * @property {'test'} kind
 * @property {string} file from the repository's root
 * @property {string} name with the groups it is in
 * @property {'passed' | 'failed' | 'skipped'} state
 * @property {number} ms
 * @property {string} [reason] why it was skipped
 * @property {string} [message] why it failed
 *
 * @typedef {{ kind: 'failure', file: string, name: string, message: string }} FailureLine outside a test
 * @typedef {TestLine | FailureLine | { kind: 'end' }} Line what test/support/reporter.ts writes
 *
 * @typedef {{ id: string, message: string }} Failed
 * @typedef {{ id: string, reason: string }} Skipped
 *
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {readonly Failed[]} failed
 * @property {readonly Skipped[]} skipped
 */

/** What stands for a test that was not run since the hooks of its file or group had failed. */
const NOT_RUN = 'not run: what its file sets up had failed';

/**
 * @param {string} file
 * @returns {readonly Line[]}
 */
export function readLines(file) {
  if (!existsSync(file)) return [];
  // A run that was killed may have left half a line.
  const whole = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return whole.map((line) => JSON.parse(line));
}

/**
 * The outcome of a suite. It is never good by accident: a run that did not come to its end, that exited with an error that
 * no test shows, or that had no test to run, has failed.
 * @param {string} suite
 * @param {readonly Line[]} lines
 * @param {{ code: number | undefined, how: string }} ended the exit code of the runner, and how it ended in words
 * @returns {Outcome}
 */
export function outcomeFrom(suite, lines, { code, how }) {
  const tests = lines.flatMap((line) => (line.kind === 'test' ? [line] : []));
  const around = lines.flatMap((line) => (line.kind === 'failure' ? [line] : []));
  const isNotRun = (/** @type {TestLine} */ test) =>
    test.state === 'skipped' && !test.reason && around.some((line) => holds(line, test));
  const failed = [
    ...around.map((line) => ({ id: idOf(line), message: line.message })),
    ...tests
      .filter((test) => test.state === 'failed' || isNotRun(test))
      .map((test) => ({ id: idOf(test), message: test.message ?? NOT_RUN })),
  ];
  const skipped = tests
    .filter((test) => test.state === 'skipped' && !isNotRun(test))
    .map((test) => ({ id: idOf(test), reason: test.reason || 'no reason is given' }));
  const passed = tests.filter(({ state }) => state === 'passed').length;
  const wrong = wrongWithRun(lines, { code, how }, failed.length > 0);
  return { passed, skipped, failed: wrong ? [{ id: suite, message: wrong }, ...failed] : failed };
}

/**
 * @param {readonly Line[]} lines
 * @param {{ code: number | undefined, how: string }} ended
 * @param {boolean} hasFailures
 * @returns {string | undefined}
 */
function wrongWithRun(lines, { code, how }, hasFailures) {
  if (!lines.some(({ kind }) => kind === 'end')) return `the suite did not come to its end: ${how}`;
  if (!lines.some(({ kind }) => kind === 'test')) return 'the suite ran no test';
  if (code !== 0 && !hasFailures) return `no test failed, but the run did: ${how}`;
  return undefined;
}

/**
 * Whether a test is in the file or group that a failure is about.
 * @param {FailureLine} failure
 * @param {TestLine} test
 */
function holds(failure, test) {
  return failure.file === test.file && (failure.name === '' || test.name.startsWith(`${failure.name} > `));
}

/** @param {{ file: string, name: string }} line */
const idOf = ({ file, name }) => [file, name].filter(Boolean).join(' > ');

/**
 * The outcome of the checks, one for each, from what scripts/check.mjs wrote.
 * @param {string} file JSON: `[{ name, ok, ms, output }]`
 * @param {{ code: number | undefined, how: string }} ended
 * @returns {Outcome}
 */
export function outcomeOfChecks(file, { code, how }) {
  /** @type {readonly { name: string, ok: boolean, output: string }[]} */
  const checks = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  const failed = checks
    .filter(({ ok }) => !ok)
    .map(({ name, output }) => ({ id: `check ${name}`, message: output }));
  const passed = checks.length - failed.length;
  if (checks.length === 0)
    failed.push({ id: 'check', message: `the checks did not come to their end: ${how}` });
  else if (code !== 0 && failed.length === 0)
    failed.push({ id: 'check', message: `no check failed, but the run did: ${how}` });
  return { passed, failed, skipped: [] };
}
