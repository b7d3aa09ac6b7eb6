/**
 * Tokens that give themselves away by their form: an anchor that is looked for everywhere, and what has to stand around it.
 * A format without a prefix of its own (AWS secret keys, Heroku, …) is left out: it would be found in any checksum.
 */

export type Format = {
  readonly name: string;
  /** Where a match begins: four bytes at least, so that the search can leap. One of them has to be there. */
  readonly anchors: readonly string[];
  /** Sticky, matched at the anchor. A group named `token` is what has to look random; the whole match where there is none. */
  readonly shape: RegExp;
  /** Shannon's, in bits per character: below it the token is an example (`ghp_xxxxxxxx…`). */
  readonly minEntropy: number;
  /** Who says so. */
  readonly source: string;
};

const END = '(?![A-Za-z0-9_-])';
const ALNUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export const FORMATS: readonly Format[] = [
  {
    name: 'GitHub token',
    anchors: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
    shape: new RegExp(`gh[pousr]_(?<token>[A-Za-z0-9]{36,251})${END}`, 'y'),
    minEntropy: 3.5,
    source: 'GitHub: authentication token formats (2021)',
  },
  {
    name: 'GitHub fine-grained token',
    anchors: ['github_pat_'],
    shape: new RegExp(`github_pat_(?<token>[A-Za-z0-9]{22}_[A-Za-z0-9]{59})${END}`, 'y'),
    minEntropy: 4,
    source: 'GitHub: authentication token formats (2021)',
  },
  {
    name: 'Gitea or Forgejo token',
    anchors: ['gitea', 'GITEA', 'Gitea', 'forgejo', 'FORGEJO', 'Forgejo'],
    shape:
      /(?:gitea|forgejo)[\w-]{0,30}(?:token|pat|password)["']?\s{0,3}(?:[:=]|=>)\s{0,3}["']?(?<token>[0-9a-f]{40})(?![0-9a-zA-Z])/iy,
    minEntropy: 3,
    source: 'Gitea and Forgejo: models/auth/access_token.go, 20 random bytes in hexadecimal',
  },
  {
    name: 'Gitea or Forgejo token in a header',
    anchors: ['uthorization: token ', 'UTHORIZATION: token '],
    shape: /uthorization: token (?<token>[0-9a-f]{40})(?![0-9a-zA-Z])/iy,
    minEntropy: 3,
    source: 'Gitea: API usage, Authorization: token …',
  },
  {
    name: 'GitLab token',
    anchors: ['glpat-', 'gldt-', 'glrt-', 'glcbt-'],
    shape: new RegExp(`gl(?:pat|dt|rt|cbt)-(?<token>[A-Za-z0-9_-]{20,300})${END}`, 'y'),
    minEntropy: 3.5,
    source: 'GitLab: token overview, prefixes',
  },
  {
    name: 'npm token',
    anchors: ['npm_'],
    shape: new RegExp(`npm_(?<token>[A-Za-z0-9]{36})${END}`, 'y'),
    minEntropy: 3.5,
    source: 'GitHub: npm access token format (2021)',
  },
  {
    name: 'crates.io token',
    // Three letters are in many words: with one more the search can leap.
    anchors: [...ALNUM].map((char) => `cio${char}`),
    shape: new RegExp(`cio(?<token>[A-Za-z0-9]{32})${END}`, 'y'),
    minEntropy: 3.7,
    source: 'rust-lang/crates.io: util/token.rs',
  },
  {
    name: 'PyPI token',
    anchors: ['pypi-AgE'],
    shape: new RegExp(`pypi-AgE(?<token>[A-Za-z0-9_-]{50,1000})${END}`, 'y'),
    minEntropy: 3.5,
    source: 'PyPI: API tokens (macaroons)',
  },
  {
    name: 'AWS access key id',
    anchors: ['AKIA', 'ASIA'],
    shape: /A[KS]IA(?<token>(?![A-Z0-9]*EXAMPLE)[A-Z2-7]{16})(?![A-Za-z0-9_/+=])/y,
    minEntropy: 3,
    source: 'AWS: IAM identifiers, unique id prefixes',
  },
  {
    name: 'Slack token',
    anchors: ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-'],
    shape: new RegExp(`xox[abprs]-(?<token>[0-9]{8,14}-[A-Za-z0-9-]{16,250})${END}`, 'y'),
    minEntropy: 3,
    source: 'Slack: token types',
  },
  {
    name: 'Slack webhook',
    anchors: ['hooks.slack.com/services/T'],
    shape:
      /hooks\.slack\.com\/services\/T[A-Z0-9]{6,12}\/B[A-Z0-9]{6,12}\/(?<token>[A-Za-z0-9]{24})(?![A-Za-z0-9])/y,
    minEntropy: 3.3,
    source: 'Slack: incoming webhooks',
  },
  {
    name: 'Stripe key',
    anchors: ['sk_live_', 'rk_live_'],
    shape: new RegExp(`[sr]k_live_(?<token>[A-Za-z0-9]{24,250})${END}`, 'y'),
    minEntropy: 3.5,
    source: 'Stripe: API keys',
  },
  {
    name: 'Google API key',
    anchors: ['AIza'],
    shape: new RegExp(`AIza(?<token>[A-Za-z0-9_-]{35})${END}`, 'y'),
    minEntropy: 3.5,
    source: 'Google Cloud: API keys',
  },
  {
    name: 'Docker Hub token',
    anchors: ['dckr_pat_', 'dckr_oat_'],
    shape: new RegExp(`dckr_[po]at_(?<token>[A-Za-z0-9_-]{27,40})${END}`, 'y'),
    minEntropy: 3.5,
    source: 'Docker: personal and organization access tokens',
  },
  {
    name: 'SonarQube token',
    anchors: ['squ_', 'sqp_', 'sqa_'],
    shape: /sq[upa]_(?<token>[0-9a-f]{40})(?![0-9a-zA-Z])/y,
    minEntropy: 3,
    source: 'SonarQube: token types (squ_, sqp_, sqa_)',
  },
  {
    name: 'Vault token',
    anchors: ['hvs.', 'hvb.'],
    shape: new RegExp(`hv[sb]\\.(?<token>[A-Za-z0-9_-]{24,300})${END}`, 'y'),
    minEntropy: 3.7,
    source: 'HashiCorp Vault: tokens, prefixes since 1.10',
  },
  {
    name: 'age secret key',
    anchors: ['AGE-SECRET-KEY-1'],
    shape: /AGE-SECRET-KEY-1(?<token>[0-9A-Z]{58})(?![0-9A-Z])/y,
    minEntropy: 3.5,
    source: 'C2SP: age, X25519 identities (Bech32)',
  },
  {
    name: 'JSON Web Token',
    // {"alg", {"typ", {"kid", {"enc", {"cty, {"x5t, {"jku, {"zip"
    anchors: ['eyJhbGci', 'eyJ0eXAi', 'eyJraWQi', 'eyJlbmMi', 'eyJjdHki', 'eyJ4NXQi', 'eyJqa3Ui', 'eyJ6aXAi'],
    shape: new RegExp(
      `eyJ[A-Za-z0-9_-]{10,600}\\.eyJ[A-Za-z0-9_-]{10,}\\.(?<token>[A-Za-z0-9_-]{20,})${END}`,
      'y',
    ),
    minEntropy: 3.5,
    source: 'RFC 7519, RFC 7515',
  },
  {
    name: 'private key',
    anchors: ['-----BEGIN '],
    // A line feed may be escaped, as in JSON; headers of an encrypted key may come first.
    shape:
      /-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\r|\\n|[A-Z][A-Za-z-]{3,20}: [^\n]{1,80}\n){1,12}(?<token>[A-Za-z0-9+/]{40,})/y,
    minEntropy: 3,
    source: 'RFC 7468; RFC 4880 for PGP',
  },
];

/** What stands before a match: a token is no part of a longer word. */
export const BEFORE = /[A-Za-z0-9_-]$/;

/** Shannon's entropy, in bits per character. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/**
 * @param text a stretch of the file, a character per byte. @param at where an anchor of the format was found in it.
 * @returns how long the token is; undefined where it is none.
 */
export function matchFormat(format: Format, text: string, at: number): number | undefined {
  const { shape } = format;
  shape.lastIndex = at;
  const match = shape.exec(text);
  if (match === null) return undefined;
  const isOfWord = /^[A-Za-z0-9]/.test(match[0]) && BEFORE.test(text.slice(Math.max(0, at - 1), at));
  if (isOfWord && !match[0].startsWith('uthor')) return undefined;
  return entropyOf(match.groups?.token ?? match[0]) >= format.minEntropy ? match[0].length : undefined;
}
