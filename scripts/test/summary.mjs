/** What is said at the end: what failed and was skipped once more, so that nobody has to scroll, and the counts. */

/**
 * @typedef {import('./report.mjs').Outcome} Outcome
 * @typedef {{ name: string, outcome: Outcome }} SuiteOutcome
 */

/** Enough to see what it was; all of it is in the log. */
const MESSAGE_LINES = 12;

/**
 * @param {Outcome} outcome
 * @returns {string} `12 passed`, `12 passed, 1 failed`, `12 passed, 2 skipped`
 */
export function shortCount({ passed, failed, skipped }) {
  const parts = [`${passed} passed`];
  if (failed.length > 0) parts.push(`${failed.length} failed`);
  if (skipped.length > 0) parts.push(`${skipped.length} skipped`);
  return parts.join(', ');
}

/**
 * The last line of a run.
 * @param {readonly Outcome[]} outcomes
 * @returns {string} `N passed, N failed`, and `, N skipped` where there are any
 */
export function countLine(outcomes) {
  const sum = (/** @type {(outcome: Outcome) => number} */ of) =>
    outcomes.reduce((all, each) => all + of(each), 0);
  const skipped = sum((outcome) => outcome.skipped.length);
  const counts = `${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed.length)} failed`;
  return skipped > 0 ? `${counts}, ${skipped} skipped` : counts;
}

/**
 * @param {readonly SuiteOutcome[]} suites
 * @param {string} logs
 * @returns {readonly string[]}
 */
export function summaryLines(suites, logs) {
  const failed = suites.flatMap(({ name, outcome }) =>
    outcome.failed.flatMap(({ id, message }) => [
      `  ${id}`,
      ...shortened(message).map((line) => `      ${line}`),
      `      log: ${logs}/${name === 'npm test' ? '' : `${name}.log`}`,
    ]),
  );
  return [
    ...(failed.length > 0 ? ['', 'Failed:', ...failed] : []),
    ...skippedLines(suites.flatMap(({ outcome }) => outcome.skipped)),
  ];
}

/**
 * Tests by the reason that they share.
 * @param {readonly import('./report.mjs').Skipped[]} skipped
 * @returns {readonly string[]}
 */
function skippedLines(skipped) {
  const reasons = [...new Set(skipped.map(({ reason }) => reason))];
  if (reasons.length === 0) return [];
  const groups = reasons.flatMap((reason) => [
    `  ${reason}`,
    ...skipped.filter((each) => each.reason === reason).map(({ id }) => `      ${id}`),
  ]);
  return ['', 'Skipped:', ...groups];
}

/** @param {string} message */
function shortened(message) {
  const lines = message.trimEnd().split('\n');
  if (lines.length <= MESSAGE_LINES) return lines;
  const half = MESSAGE_LINES / 2;
  return [...lines.slice(0, half), `… ${lines.length - MESSAGE_LINES} lines more …`, ...lines.slice(-half)];
}
