/** Which tests may be skipped, and why: where nobody looks at the screen, any other skip is a failure. */
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Allowed
 * @property {string} because what the reason that the test gives has to contain
 * @property {string} where the machines on which that is all right
 *
 * @typedef {Readonly<Record<string, Allowed>>} SkipList by id; an id that ends in `*` stands for all that begin with it
 */

/**
 * @param {string} file
 * @returns {SkipList}
 */
export const readSkips = (file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * Whether a test may be skipped for the reason that it gives.
 * @param {SkipList} list
 * @param {import('./report.mjs').Skipped} skipped
 */
export function isAllowed(list, { id, reason }) {
  return Object.entries(list).some(
    ([allowed, { because }]) =>
      (allowed.endsWith('*') ? id.startsWith(allowed.slice(0, -1)) : id === allowed) &&
      reason.includes(because),
  );
}

/**
 * The line to add to the list.
 * @param {import('./report.mjs').Skipped} skipped
 */
export const lineFor = ({ id, reason }) =>
  `${JSON.stringify(id)}: ${JSON.stringify({ because: reason, where: 'machines on which …' })}`;

/**
 * Turns skips that are not allowed into failures.
 * @param {import('./report.mjs').Outcome} outcome
 * @param {SkipList} list
 * @returns {import('./report.mjs').Outcome}
 */
export function withoutUnlisted(outcome, list) {
  const unlisted = outcome.skipped.filter((skipped) => !isAllowed(list, skipped));
  const failed = unlisted.map((skipped) => ({
    id: skipped.id,
    message: `skipped, and not listed: ${skipped.reason}\nIf that is all right, add to test/skips.json: ${lineFor(skipped)}`,
  }));
  return {
    passed: outcome.passed,
    skipped: outcome.skipped.filter((skipped) => !unlisted.includes(skipped)),
    failed: [...outcome.failed, ...failed],
  };
}
