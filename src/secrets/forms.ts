/** The forms in which a value turns up in a log or a file: plain, line by line, base64, URL-encoded, JSON-escaped. Pure. */

export type FormKind =
  | 'plain'
  | 'line'
  | 'base64'
  | 'URL-encoded'
  | 'JSON-escaped'
  | 'hexadecimal'
  | 'UTF-16';

/** `text` holds bytes as they would lie in a file, except for UTF-16, which scan/needles.ts makes of the plain form. */
export type Form = { readonly kind: FormKind; readonly text: string };

/** Shorter ones would take ordinary words apart. Shorter pieces of base64 are in any text. */
const MIN_LENGTH = 4;
const MIN_BASE64 = 6;

/** Words that a secret's field may hold and that are everywhere in a log. */
const HARMLESS = new Set(['true', 'false', 'null', 'none', 'undefined', 'yes', 'no', 'on', 'off']);

/** @returns why masking this value would hide more than it protects; undefined where it is masked. */
export function unmaskable(value: string): string | undefined {
  const bare = unquoted(value.trim());
  if (bare.length < MIN_LENGTH) return `shorter than ${MIN_LENGTH} characters`;
  return HARMLESS.has(bare.toLowerCase()) ? 'an ordinary word' : undefined;
}

/** One pair of quotes around a value is the workflow's: `NAME="${{ secrets.NAME }}"`. */
export function unquoted(value: string): string {
  const match = /^(["'])([\s\S]*)\1$/.exec(value);
  return match?.[2] ?? value;
}

/**
 * Every form of a value, longest first, none twice. Runners that stem from act replace masks one after the other, so a longer
 * one has to come before its parts. Empty for a value that `unmaskable` names.
 */
export function formsOf(value: string): readonly Form[] {
  if (unmaskable(value) !== undefined) return [];
  const forms = new Map<string, Form>();
  for (const spelling of spellingsOf(wellFormed(value))) {
    for (const form of formsOfSpelling(spelling)) if (!forms.has(form.text)) forms.set(form.text, form);
  }
  return [...forms.values()].sort((one, other) => other.text.length - one.text.length);
}

/** What the runner is told: one line each. A value of several lines is printed line by line. */
export function masksOf(value: string): readonly string[] {
  const forms = formsOf(value).filter(({ kind, text }) => kind !== 'hexadecimal' && !text.includes('\n'));
  return forms.map(({ text }) => text);
}

/** As it is, without the white space around it, without quotes, with line feeds alone. */
function spellingsOf(value: string): ReadonlySet<string> {
  const trimmed = value.trim();
  const spellings = [
    value,
    trimmed,
    unquoted(trimmed),
    unquoted(trimmed).trim(),
    trimmed.replace(/\r\n?/g, '\n'),
    // A key in one line, for a program that makes line feeds of `\n` before it uses it, and prints it then.
    ...(/^["']?-----BEGIN /.test(trimmed) ? [unquoted(trimmed).replaceAll('\\n', '\n')] : []),
  ];
  return new Set(spellings.filter((spelling) => unmaskable(spelling) === undefined));
}

function formsOfSpelling(value: string): readonly Form[] {
  const lines = value.includes('\n') || value.includes('\r') ? linesOf(value) : [];
  return [
    { kind: 'plain', text: value },
    ...lines.map((text): Form => ({ kind: 'line', text })),
    ...base64Forms(value).map((text): Form => ({ kind: 'base64', text })),
    // Not of each line: a key of 50 lines would be 300 masks more, and every line of the log is searched for every mask.
    ...escapes(value),
    { kind: 'hexadecimal', text: Buffer.from(value).toString('hex') },
    { kind: 'hexadecimal', text: Buffer.from(value).toString('hex').toUpperCase() },
  ];
}

/** `clusters:`, `"users": [`, `- context:`: YAML's and JSON's lines that hold a key alone. */
const KEY_ALONE = /^(?:- )*["']?[\w.-]+["']?\s*:\s*[[{|>-]*$/;
const SECTION = /^\[[^\]]*\]$/;

/** A PEM file's first and last lines are no secret, nor are the keys of a kubeconfig. */
function linesOf(value: string): readonly string[] {
  const isTelling = (line: string): boolean =>
    unmaskable(line) === undefined &&
    /[\p{L}\p{N}]/u.test(line) &&
    !/^-----(BEGIN|END) [^-]*-----$/.test(line.trim()) &&
    !KEY_ALONE.test(line.trim());
  const lines = value.split(/\r\n|\r|\n/);
  return lines.flatMap((line) => [line, line.trim()]).filter(isTelling);
}

/**
 * Base64 as a whole, with and without padding, in both alphabets; the part of it that stands in any longer text that was
 * encoded (`user:TOKEN`), at each of the three alignments; and the lines that `base64` (76) and PEM (64) wrap it into.
 */
function base64Forms(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const whole = bytes.toString('base64');
  const parts = [0, 1, 2]
    .map((offset) => alignedBase64(bytes, offset))
    .filter(({ length }) => length >= MIN_BASE64);
  const wrapped = [76, 64].flatMap((width) => (whole.length > width ? chunks(whole, width) : []));
  const unwrapped = [whole, whole.replace(/=+$/, ''), ...parts];
  const urlSafe = unwrapped.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  return [...unwrapped, ...urlSafe, ...wrapped];
}

/** The characters that depend on `bytes` alone when `offset` bytes (modulo 3) stand before them. */
export function alignedBase64(bytes: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
}

function chunks(text: string, width: number): readonly string[] {
  const count = Math.ceil(text.length / width);
  const all = Array.from({ length: count }, (_, index) => text.slice(index * width, (index + 1) * width));
  // The rest of the last line can be anything from one character on.
  return all.filter(({ length }) => length >= 16);
}

function escapes(value: string): readonly Form[] {
  const url = urlForms(value).map((text): Form => ({ kind: 'URL-encoded', text }));
  return [...url, ...jsonForms(value).map((text): Form => ({ kind: 'JSON-escaped', text }))];
}

/** JavaScript's, the strict one of RFC 3986, a form's (`+`), and the one that leaves `/` alone; either case of the digits. */
function urlForms(value: string): readonly string[] {
  const component = encodeURIComponent(value);
  const strict = component.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const forms = [
    component,
    strict,
    new URLSearchParams([['', value]]).toString().slice(1),
    strict.replaceAll('%2F', '/'),
  ];
  return forms.flatMap((form) => [form, form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())]);
}

/** JavaScript's; PHP's, which escapes `/`; Go's, which escapes `<`, `>` and `&`; Python's, which escapes all but ASCII. */
function jsonForms(value: string): readonly string[] {
  const plain = JSON.stringify(value).slice(1, -1);
  const unicode = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const ascii = plain.replace(/[\u007f-\uffff]/g, unicode);
  return [plain, plain.replaceAll('/', '\\/'), plain.replace(/[<>&\u2028\u2029]/g, unicode), ascii];
}

/** Half of a surrogate pair can't be encoded; in an environment variable there is none. */
function wellFormed(value: string): string {
  return Buffer.from(value).toString();
}

/**
 * Is a line of a longer value enough to know the value by, wherever it turns up? Of a kubeconfig `kind: Config` is not, nor
 * is `[default]` of a credentials file: any other file has them too. They are masked, and no scan looks for them.
 */
export function isTellingAlone(line: string): boolean {
  const bare = line.trim();
  if (SECTION.test(bare) || KEY_ALONE.test(bare)) return false;
  const [, sign, rest] = /^(?:- )*["']?[\w.-]+["']?\s*([:=])\s*([^=].*)$/.exec(bare) ?? [];
  const value = unquoted((rest ?? bare).replace(/,$/, ''));
  return value.length >= 8 && (sign !== ':' || /\d/.test(value) || value.length >= 20);
}
