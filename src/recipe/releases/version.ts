/** Versions of recipes, `1.2.3+4.5`: the recipe's own by semantic versioning, then the app's. Pure. */

/**
 * `own` are the three numbers before the plus. `app` is what follows it: whatever the app calls its version, so `1.0.6-social-amd64`
 * and `v2.3` are good ones.
 */
export type Version = { readonly own: readonly [number, number, number]; readonly app: string };

/** @returns undefined for what is no version of a recipe: `latest`, `v1.2.3+4`, `1.2.3`, `1.2+4`. */
export function parseVersion(text: string): Version | undefined {
  const match = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\+([0-9A-Za-z][\w.+-]*)$/.exec(text);
  if (match === null) return undefined;
  return { own: [Number(match[1]), Number(match[2]), Number(match[3])], app: match[4] ?? '' };
}

/**
 * Negative when `a` is older. Semantic versioning leaves what follows the plus out of the order; two releases of a recipe that differ
 * only there (the same recipe for another version of the app) still come one after the other, so the app's version decides then.
 */
export function compareVersions(a: Version, b: Version): number {
  for (const part of [0, 1, 2] as const) if (a.own[part] !== b.own[part]) return a.own[part] - b.own[part];
  return compareApps(a.app, b.app);
}

/**
 * Numbers as numbers, words as words; a version before the same one with a word such as `rc` at its end, and `1.2` before `1.2.1`.
 * A `v` in front says nothing.
 */
function compareApps(a: string, b: string): number {
  const [left, right] = [pieces(a), pieces(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const order = comparePieces(left[at], right[at]);
    if (order !== 0) return order;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

function pieces(app: string): readonly string[] {
  return app.replace(/^v(?=\d)/, '').match(/\d+|[A-Za-z]+/g) ?? [];
}

/** Words that a version has before it is out. Any other (`alpine`, `fpm`, `amd64`) names a flavour. */
const BEFORE_RELEASE = /^(dev|nightly|alpha|beta|pre|preview|rc)$/i;

function comparePieces(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return present(a) - present(b);
  const [isNumberA, isNumberB] = [/^\d/.test(a), /^\d/.test(b)];
  if (isNumberA && isNumberB) return compareNumbers(a, b);
  // 1.2.1 comes after 1.2-rc and after 1.2-alpine.
  if (isNumberA !== isNumberB) return isNumberA ? 1 : -1;
  return a === b ? 0 : a < b ? -1 : 1;
}

/** -1 for a word of what isn't out yet, 0 for nothing, 1 for anything else. */
function present(piece: string | undefined): number {
  if (piece === undefined) return 0;
  return BEFORE_RELEASE.test(piece) ? -1 : 1;
}

/** Digits of any length: a date with a time has more of them than a number holds. */
function compareNumbers(a: string, b: string): number {
  const [left, right] = [BigInt(a), BigInt(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
