/** Recipe versions, `x.y.z+<app version>`, in the order that abra's tagcmp gives them. */

/**
 * @param {string} version
 * @returns {readonly [readonly number[], readonly number[]] | undefined} recipe and app version; undefined for other tags
 */
function parse(version) {
  const found = /^(\d+)\.(\d+)\.(\d+)(?:\+(.+))?$/.exec(version);
  if (!found) return undefined;
  const app = (found[4] ?? '').match(/\d+/g) ?? [];
  return [found.slice(1, 4).map(Number), app.map(Number)];
}

/** @param {string} tag */
export const isVersion = (tag) => parse(tag) !== undefined;

/**
 * @param {string} left
 * @param {string} right
 * @returns {number} negative where left is older
 */
export function compareVersions(left, right) {
  const [a, b] = [parse(left), parse(right)];
  if (!a || !b) return 0;
  return compareNumbers(a[0], b[0]) || compareNumbers(a[1], b[1]);
}

/**
 * @param {readonly number[]} left
 * @param {readonly number[]} right
 */
function compareNumbers(left, right) {
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
