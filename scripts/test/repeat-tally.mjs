/** What many lives of each recipe came to. */

/** @typedef {{ isGood: boolean, words: string }} Tally */

/**
 * @param {readonly import('./report.mjs').Line[]} lines of tests that are called `RECIPE (3 of 10)`
 * @returns {readonly Tally[]} one a recipe, in the order of their first lives
 */
export function tallyOf(lines) {
  /** @type {Map<string, import('./report.mjs').TestLine[]>} */
  const lives = new Map();
  for (const line of lines) {
    if (line.kind !== 'test') continue;
    const name = line.name.replace(/ \(\d+ of \d+\)$/, '');
    lives.set(name, [...(lives.get(name) ?? []), line]);
  }
  return [...lives].map(([name, all]) => ({
    isGood: all.every(({ state }) => state !== 'failed'),
    words: `${countOf(all)}  ${name}`,
  }));
}

/** @param {readonly import('./report.mjs').TestLine[]} all */
function countOf(all) {
  const lived = all.filter(({ state }) => state !== 'skipped');
  if (lived.length === 0) return 'skipped';
  const good = lived.filter(({ state }) => state === 'passed').length;
  const seconds = lived.map(({ ms }) => ms / 1000).sort((one, other) => one - other);
  const [least = 0, most = 0] = [seconds[0], seconds.at(-1)];
  return `${good} of ${lived.length}, ${least.toFixed(1)} to ${most.toFixed(1)} s`;
}
