/**
 * The forms of values in cc-ci.yml. Each says what it expects in words that complete "health.timeout is 60, and has to be …".
 * What can be said as a regular expression is, so that the JSON Schema says it too.
 */

import { closest, distance } from 'fastest-levenshtein';
import * as v from 'valibot';
import { parseDurationMs } from '../../lib/units.js';
import { parseJsonPath } from '../probe/body.js';

const DAY_MS = 24 * 3_600_000;
const SIZE_BYTES = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 } as const;
const SIZE = /^(\d{1,12}(?:\.\d{1,6})?) ?(B|kB|MB|GB|KiB|MiB|GiB)$/;

/** @returns bytes for `512MiB`, `1.5 GB`; undefined for anything else. */
export function parseBytes(text: string): number | undefined {
  const match = SIZE.exec(text);
  if (match?.[1] === undefined) return undefined;
  return Math.round(Number(match[1]) * SIZE_BYTES[match[2] as keyof typeof SIZE_BYTES]);
}

/** The value with its sentence for docs/manifest.md and the JSON Schema. */
export function said<const Schema extends v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>>(
  description: string,
  schema: Schema,
) {
  return v.pipe(schema, v.description(description));
}

/** A list is an object to JavaScript, and so to valibot; nobody who writes one means a mapping with the keys 0 and 1. */
export function noList<const Schema extends v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>>(
  schema: Schema,
): Schema {
  return {
    ...schema,
    '~run'(dataset, config) {
      if (!Array.isArray(dataset.value)) return schema['~run'](dataset, config);
      v._addIssue(schema, 'type', dataset, config);
      return dataset as ReturnType<Schema['~run']>;
    },
  };
}

/** Text that holds to a regular expression. */
function formed(pattern: RegExp, expected: string, title: string) {
  return v.pipe(v.string(expected), v.regex(pattern, expected), v.title(title));
}

function duration(isGood: (ms: number) => boolean, expected: string) {
  const pattern = /^\d{1,12}(?:\.\d{1,6})? ?(?:ms|s|m|h)$/;
  return v.pipe(
    formed(pattern, expected, 'length of time'),
    v.check((text) => isGood(parseDurationMs(text) ?? -1), expected),
  );
}

/** `30s`, `5m`. */
export const length = duration(
  (ms) => ms > 0 && ms <= DAY_MS,
  'a length of time such as 30s, 5m or 1h, 24h at most',
);
export const lengthOrZero = duration(
  (ms) => ms >= 0 && ms <= DAY_MS,
  'a length of time such as 0s, 5s or 1m, 24h at most',
);

const sizeExpected = 'a size such as 512MiB or 2GB, 1MiB to 1024GiB';
export const size = v.pipe(
  formed(SIZE, sizeExpected, 'size'),
  v.check((text) => {
    const bytes = parseBytes(text) ?? 0;
    return bytes >= 1024 ** 2 && bytes <= 1024 ** 4;
  }, sizeExpected),
);

/** One line. */
export const line = v.pipe(
  v.string(({ input }) => withQuotes('text in one line', input)),
  v.check(isOneLine, 'text in one line, without control characters'),
  v.title('text'),
);
/** One line that says something. */
export const sentence = v.pipe(
  formed(/\S/, 'a sentence that says why', 'sentence'),
  v.check(isOneLine, 'a sentence in one line'),
);
export const label = v.pipe(
  formed(/\S/, 'a name', 'name'),
  v.maxLength(100, 'a name of 100 characters at most'),
  v.check(isOneLine, 'a name in one line'),
);

/** `1.10` is a number to YAML, and `yes` is text. */
function withQuotes(expected: string, input: unknown): string {
  return typeof input === 'number' || typeof input === 'boolean' ? `${expected}: put it in quotes` : expected;
}

function isOneLine(text: string): boolean {
  return !/\p{Cc}/u.test(text);
}

export const service = formed(/^[A-Za-z0-9][\w.-]*$/, 'the name of a service in the compose file', 'service');
export const volume = formed(/^[A-Za-z0-9][\w.-]*$/, 'the key of a volume in the compose file', 'volume');
export const port = v.pipe(
  v.number('a port, 1 to 65535'),
  v.integer('a port, 1 to 65535'),
  v.minValue(1, 'a port, 1 to 65535'),
  v.maxValue(65_535, 'a port, 1 to 65535'),
  v.title('port'),
);

/** `//host` and a backslash lead to another host when a URL is made of them. */
export const urlPath = formed(
  /^\/(?![/\\])[!-[\]-~]*$/,
  'a path on the app such as /healthz, without blanks and backslashes, everything beyond ASCII percent-encoded',
  'path on the app',
);

const fileExpected = 'a path inside the folder such as tests/login.mjs, without ..';
export const filePath = v.pipe(
  v.string(fileExpected),
  v.check((path) => isInside(path) && !path.endsWith('/'), fileExpected),
  v.title('path'),
);
const folderExpected = 'a folder inside the recipe such as tests, without ..';
export const folder = v.pipe(v.string(folderExpected), v.check(isInside, folderExpected), v.title('folder'));

/** Links are looked at where the path is opened. */
function isInside(path: string): boolean {
  const parts = path.replace(/\/$/, '').split('/');
  return isOneLine(path) && !path.includes('\\') && parts.every((part) => !['', '.', '..'].includes(part));
}

export const containerPath = formed(
  /^\/(?!(?:.*\/)?\.\.(?:\/|$))[^\r\n]+$/,
  'the path of a file in the container such as /run/secrets/db_password',
  'path in the container',
);

const commandExpected =
  'a list of words such as [pg_isready, -U, app]: no shell reads it ([sh, -c, "…"] is one)';
export const command = v.pipe(
  v.array(
    v.string(({ input }) => withQuotes('text', input)),
    commandExpected,
  ),
  v.minLength(1, commandExpected),
  v.check((words) => words[0] !== '' && words.every((word) => !word.includes('\0')), commandExpected),
  v.title('list of words'),
);

const statusExpected = 'an HTTP status, 100 to 599, or a list of them';
const status = v.pipe(
  v.number(statusExpected),
  v.integer(statusExpected),
  v.minValue(100, statusExpected),
  v.maxValue(599, statusExpected),
);
/** One or several. */
export const statuses = v.pipe(
  v.union([status, v.pipe(v.array(status, statusExpected), v.minLength(1, statusExpected))], statusExpected),
  v.title('status, or a list'),
);

export const headers = noList(
  v.record(
    formed(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, "a header's name", 'name'),
    formed(/^[ -~]*$/, 'the value of a header: text in printable ASCII', 'text'),
    'a mapping of headers',
  ),
);

/** Control characters would end the line in an .env file. */
export const environment = noList(
  v.record(
    formed(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of a variable such as LOG_LEVEL', 'name'),
    line,
    'a mapping such as {LOG_LEVEL: debug}',
  ),
);

export const expression = v.pipe(
  v.string('a regular expression'),
  v.maxLength(1000, 'a regular expression of 1000 characters at most'),
  v.check(
    (source) => whyNoExpression(source) === undefined,
    ({ input }) => `a JavaScript regular expression (${whyNoExpression(input)})`,
  ),
  v.title('regular expression'),
);

function whyNoExpression(source: string): string | undefined {
  try {
    new RegExp(source);
    return undefined;
  } catch (error) {
    // V8 repeats the whole expression in front of the reason.
    return error instanceof Error ? (error.message.split(/\/: /).at(-1) ?? error.message) : String(error);
  }
}

const jsonExpected = 'a path into the JSON such as status.db or items[0].name';
export const jsonPath = v.pipe(
  v.string(jsonExpected),
  v.check((path) => parseJsonPath(path) !== undefined, jsonExpected),
  v.title('path in the JSON'),
);

/** One word of several. */
export function choice<const Words extends readonly string[]>(words: Words) {
  return v.picklist(words, ({ input }) => {
    const near = typeof input === 'string' ? nearest(input, words) : undefined;
    return near === undefined
      ? `one of ${words.join(', ')}`
      : `one of ${words.join(', ')}: did you mean ${near}?`;
  });
}

/** @returns the word that was probably meant. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  if (words.length === 0 || word.length > 100) return undefined;
  const found = closest(word.toLowerCase(), [...words]);
  return distance(word.toLowerCase(), found.toLowerCase()) <= Math.max(1, Math.min(3, found.length / 3))
    ? found
    : undefined;
}

export const tag = formed(
  /^v?\d[\w.+-]*$/,
  'a release such as 1.2.0+4.5; a number has to be in quotes',
  'release',
);

const versions = ['previous', 'latest'];
export const release = v.pipe(
  v.string(releaseExpected),
  v.check((text) => versions.includes(text) || /^v?\d[\w.+-]*$/.test(text), releaseExpected),
  v.title('release'),
);

function releaseExpected({ input }: { readonly input: unknown }): string {
  const near = typeof input === 'string' ? nearest(input, versions) : undefined;
  const hint = near === undefined ? '' : `: did you mean ${near}?`;
  return withQuotes(`previous, latest or a release such as 1.2.0+4.5${hint}`, input);
}

const urlExpected = 'a git URL such as https://git.example.org/recipes/app.git, without a password in it';
export const gitUrl = v.pipe(v.string(urlExpected), v.check(isGitUrl, urlExpected), v.title('git URL'));

/** With a scheme, or `git@host:path`. A password in a file that everybody reads is none; a user's name is ssh's. */
export function isGitUrl(text: string): boolean {
  if (/[\s\p{Cc}]/u.test(text)) return false;
  if (/^(?:https?|git|file):\/\//.test(text))
    return !/^[a-z]+:\/\/[^/]*@/.test(text) && text.length > 'https://'.length;
  return (
    /^ssh:\/\/(?:\w[\w.-]*@)?[\w[][\w.[\]:-]*\/.+$/.test(text) ||
    /^(?:\w[\w.-]*@)?\w[\w.-]+:(?!\/\/|:|-).+$/.test(text)
  );
}

const recipeExpected = 'the recipe to deploy: a git URL, or a folder such as ../keycloak';
export const recipe = v.pipe(
  v.string(recipeExpected),
  v.check((text) => isGitUrl(text) || isFolder(text), recipeExpected),
  v.title('git URL or folder'),
);

/** May lead out of this recipe: another one lies beside it. An absolute path is one machine's. */
function isFolder(text: string): boolean {
  return /^[A-Za-z0-9_.]/.test(text) && isOneLine(text) && !/[\\:]/.test(text);
}

export const need = v.pipe(
  formed(/^[a-z][a-z0-9-]*$/, 'a name such as sso: small letters, digits and -', 'name'),
  v.maxLength(20, 'a name of 20 characters at most'),
);
export const rule = formed(/^[a-z][a-z0-9-]*$/, 'the name of a policy rule such as bind-mount', 'rule');
export const domain = formed(
  /^(?=.{4,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/,
  'a domain in small letters such as sso.example.org',
  'domain',
);
