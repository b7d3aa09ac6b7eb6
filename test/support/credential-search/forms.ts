/** The forms in which a token may lie around: as it is, base64 at every alignment, URL-encoded. */

export interface Needle {
  readonly form: string;
  readonly bytes: string;
}

/**
 * What to look for.
 * @param token the planted secret, at least eight characters of ASCII; with characters that URLs and base64 care about
 *   (`+`, `/`, `=`) the forms differ and each is really tested
 */
export function needlesFor(token: string): readonly Needle[] {
  const pair = `x-access-token:${token}`;
  const needles = [
    { form: 'raw', bytes: token },
    ...[0, 1, 2].map((offset) => ({ form: `base64 at offset ${offset}`, bytes: base64Core(token, offset) })),
    { form: 'base64 of x-access-token:TOKEN', bytes: Buffer.from(pair).toString('base64') },
    { form: 'URL-encoded', bytes: encodeURIComponent(token) },
    { form: 'URL-encoded, every byte', bytes: Buffer.from(token).toString('hex').replace(/../g, '%$&') },
    { form: 'hexadecimal', bytes: Buffer.from(token).toString('hex') },
  ];
  return unique(needles.flatMap(spellings));
}

/**
 * The characters of base64 that depend on the token alone when `offset` (modulo 3) bytes stand before it: those that share
 * bits with a neighbour are left out.
 */
function base64Core(token: string, offset: number): string {
  const encoded = Buffer.from('\0'.repeat(offset) + token).toString('base64');
  const total = offset + token.length;
  const firstOwn = Math.ceil((offset * 8) / 6);
  const endOfOwn = Math.floor((total * 8) / 6);
  return encoded.slice(firstOwn, endOfOwn);
}

/** base64url instead of base64, lower-case escapes instead of upper-case, base64 that was URL-encoded after. */
function spellings({ form, bytes }: Needle): readonly Needle[] {
  const urlSafe = bytes.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  const lowerEscapes = bytes.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
  const base64 = [
    { form: `${form}, URL-safe`, bytes: urlSafe },
    { form: `${form}, URL-encoded`, bytes: encodeURIComponent(bytes) },
  ];
  if (form.startsWith('base64')) return [{ form, bytes }, ...base64];
  return [
    { form, bytes },
    { form: `${form}, lower case`, bytes: lowerEscapes },
  ];
}

/** A form that looks like an earlier one adds nothing. */
function unique(needles: readonly Needle[]): readonly Needle[] {
  const seen = new Set<string>();
  return needles.filter(({ bytes }) => !seen.has(bytes) && seen.add(bytes));
}

/** The forms in which the token occurs in a piece of text or bytes. */
export function formsIn(haystack: string | Buffer, needles: readonly Needle[]): readonly string[] {
  return needles.filter(({ bytes }) => haystack.includes(bytes)).map(({ form }) => form);
}
