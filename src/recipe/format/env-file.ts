/**
 * Reads `.env.sample`: `KEY=value` lines with quotes, comments and `$EARLIER` expansion, as abra's godotenv reads them.
 * Nothing in it is ever executed.
 */

import { type Place, userErrorAt } from './place.js';

type Part = { readonly literal: string } | { readonly variable: string };

export type Assignment = {
  readonly key: string;
  readonly parts: readonly Part[];
  /** What stands behind the `#` of the same line: abra keeps a secret's modifiers there. */
  readonly comment: string;
  readonly line: number;
};

export type EnvFile = {
  readonly file: string;
  readonly assignments: readonly Assignment[];
  /** Keys that stand there only commented out (`#EXTRA_DOMAINS=…`): the recipe knows them and leaves them empty. */
  readonly optional: ReadonlySet<string>;
  /** False where the last line has none: what is appended to a copy of the file then lands on that line. */
  readonly endsWithNewline: boolean;
};

const NAME = '[A-Za-z_][A-Za-z0-9_]*';
const ASSIGNMENT = new RegExp(`^[ \\t]*(?:export[ \\t]+)?(${NAME})[ \\t]*=`);
const OPTIONAL = new RegExp(`^[ \\t]*#[ \\t]*(?:export[ \\t]+)?(${NAME})=`);
const EXPANSION = new RegExp(`\\$(?:\\{(${NAME})\\}|(${NAME}))`, 'y');
/** In double quotes; an escape that isn't one of these keeps its backslash. */
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\',
  $: '$',
};

/**
 * @param text the whole file; a missing newline at its end is fine.
 * @param file how messages name it.
 * @throws UserError with file and line for a line that is no assignment, an open quote and text behind a closing quote.
 */
export function parseEnvFile(text: string, file: string): EnvFile {
  const { source, assignments, optional } = scan(text, file);
  for (const { key } of assignments) optional.delete(key);
  return { file, assignments, optional, endsWithNewline: source === '' || source.endsWith('\n') };
}

export type EnvPiece = {
  /** Undefined for a comment and an empty line. */
  readonly key: string | undefined;
  /** As it stands in the file, comments included, without its last newline; several lines where a quoted value has them. */
  readonly text: string;
};

/**
 * For who writes such a file anew: joined with newlines, the pieces are the file again, without the newline at its end.
 * @throws UserError as parseEnvFile does.
 */
export function envPieces(text: string, file: string): readonly EnvPiece[] {
  return scan(text, file).pieces;
}

/** @returns a line that is read back as that value, by this parser and by abra's. */
export function envLine(key: string, value: string): string {
  if (/^[A-Za-z0-9._:/@,+-]*$/.test(value)) return `${key}=${value}`;
  // Nothing is special in single quotes, and nothing can be escaped.
  if (!/['\r\n]/.test(value)) return `${key}='${value}'`;
  const escaped = value
    .replace(/[\\"$]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
  return `${key}="${escaped}"`;
}

type Scanned = {
  /** Without what Windows editors add. */
  readonly source: string;
  readonly assignments: readonly Assignment[];
  readonly optional: Set<string>;
  readonly pieces: readonly EnvPiece[];
};

function scan(text: string, file: string): Scanned {
  const source = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const assignments: Assignment[] = [];
  const optional = new Set<string>();
  const pieces: EnvPiece[] = [];
  let position = 0;
  let line = 1;
  while (position < source.length) {
    const content = restOfLine(source, position);
    const place = { file, line };
    const isAssignment = ASSIGNMENT.test(content);
    const end = isAssignment
      ? readAssignment(source, position, place, assignments)
      : skipLine(content, position, place, optional);
    const key = isAssignment ? assignments.at(-1)?.key : undefined;
    pieces.push({ key, text: source.slice(position, end) });
    line += countNewlines(source, position, end) + 1;
    position = end + 1;
  }
  return { source, assignments, optional, pieces };
}

/**
 * The values in the order of the file, each line seeing the ones above it.
 * @param given wins over the file's own line for the same key, and is seen by the lines below it.
 */
export function resolveEnv(
  envFile: EnvFile,
  given: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, string> {
  const values = new Map(Object.entries(given));
  for (const { key, parts } of envFile.assignments) {
    if (Object.hasOwn(given, key)) continue;
    // godotenv puts nothing for a key that isn't there; a recipe's own first `$COMPOSE_FILE` counts on it.
    values.set(
      key,
      parts.map((part) => ('literal' in part ? part.literal : (values.get(part.variable) ?? ''))).join(''),
    );
  }
  return values;
}

/** @returns the place of the last line that sets `key`. */
export function placeOfKey(envFile: EnvFile, key: string): Place | undefined {
  const found = envFile.assignments.filter((assignment) => assignment.key === key).at(-1);
  return found === undefined ? undefined : { file: envFile.file, line: found.line };
}

function skipLine(content: string, position: number, place: Place, optional: Set<string>): number {
  const trimmed = content.trim();
  const key = OPTIONAL.exec(content)?.[1];
  if (key !== undefined) optional.add(key);
  if (trimmed !== '' && !trimmed.startsWith('#'))
    throw userErrorAt(place, `expected KEY=value or a comment, found ${JSON.stringify(shorten(trimmed))}`);
  return position + content.length;
}

/** @returns the position of the newline (or end) that closes the assignment. */
function readAssignment(source: string, position: number, place: Place, into: Assignment[]): number {
  const match = ASSIGNMENT.exec(restOfLine(source, position));
  const key = match?.[1] ?? '';
  let start = position + (match?.[0].length ?? 0);
  while (source[start] === ' ' || source[start] === '\t') start += 1;
  const quote = source[start];
  if (quote !== '"' && quote !== "'") {
    const { raw, comment, end } = unquoted(source, start);
    into.push({ key, parts: expand(raw, false, place), comment, line: place.line });
    return end;
  }
  const close = closingQuote(source, start);
  if (close === undefined) throw userErrorAt(place, `the ${quote} after ${key}= is never closed`);
  const inner = source.slice(start + 1, close);
  const parts: readonly Part[] = quote === "'" ? [{ literal: inner }] : expand(inner, true, place);
  const behind = restOfLine(source, close + 1);
  const comment = /^[ \t]*(?:#(.*))?$/.exec(behind);
  if (comment === null)
    throw userErrorAt(
      place,
      `text behind the closing ${quote} of ${key}: ${JSON.stringify(shorten(behind))}`,
    );
  into.push({ key, parts, comment: (comment[1] ?? '').trim(), line: place.line });
  return close + 1 + behind.length;
}

/** Ends at a `#` that stands behind a blank, or at the line's end. */
function unquoted(source: string, start: number): { raw: string; comment: string; end: number } {
  const content = restOfLine(source, start);
  // Blanks behind the = are already skipped, so a # in front is behind one, or is the value's own first character.
  const isComment = content.startsWith('#') && /[ \t]/.test(source[start - 1] ?? '');
  const hash = isComment ? 0 : content.search(/[ \t]#/);
  const raw = hash === -1 ? content : content.slice(0, hash);
  const comment = hash === -1 ? '' : content.slice(hash).replace(/^[ \t]*#/, '');
  return { raw: raw.trim(), comment: comment.trim(), end: start + content.length };
}

function closingQuote(source: string, open: number): number | undefined {
  const quote = source[open];
  for (let index = open + 1; index < source.length; index += 1) {
    if (source[index] === '\\' && quote === '"') index += 1;
    else if (source[index] === quote) return index;
  }
  return undefined;
}

function expand(raw: string, isQuoted: boolean, place: Place): readonly Part[] {
  const parts: Part[] = [];
  let literal = '';
  for (let index = 0; index < raw.length; index += 1) {
    const char = raw[index] ?? '';
    const next = raw[index + 1] ?? '';
    EXPANSION.lastIndex = index;
    const match = char === '$' ? EXPANSION.exec(raw) : null;
    if (match !== null) {
      parts.push({ literal }, { variable: match[1] ?? match[2] ?? '' });
      literal = '';
      index += match[0].length - 1;
    } else if (char === '$' && next === '{') {
      throw userErrorAt(place, `${shorten(raw.slice(index))} isn't understood here: $KEY and \${KEY} are`);
    } else if (char === '\\' && (isQuoted ? next in ESCAPES : next === '$')) {
      literal += ESCAPES[next] ?? '';
      index += 1;
    } else literal += char;
  }
  parts.push({ literal });
  return parts;
}

function restOfLine(source: string, position: number): string {
  const end = source.indexOf('\n', position);
  return source.slice(position, end === -1 ? source.length : end);
}

function countNewlines(source: string, from: number, to: number): number {
  return source.slice(from, to).split('\n').length - 1;
}

function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}
