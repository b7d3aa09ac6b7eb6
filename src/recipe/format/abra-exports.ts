/**
 * Reads the `export NAME=value` lines of `abra.sh`, which carry the versions of a recipe's configs. The file is shell, and it
 * is never executed: a value that only a shell could compute is remembered as such, and is an error once something needs it.
 */

import { type Place, userErrorAt } from './place.js';

export type AbraExports = {
  readonly values: ReadonlyMap<string, string>;
  readonly places: ReadonlyMap<string, Place>;
  /** Exports whose value would have to be executed, with the place. */
  readonly computed: ReadonlyMap<string, Place>;
};

export const noExports: AbraExports = { values: new Map(), places: new Map(), computed: new Map() };

const WORD = /([A-Za-z_][A-Za-z0-9_]*)=((?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"';&|<>()#\\]|#)*)/y;

/** @param file how messages name it. Lines that aren't an export at the line's start (abra's own rule) are passed over. */
export function parseAbraExports(text: string, file: string): AbraExports {
  const values = new Map<string, string>();
  const places = new Map<string, Place>();
  const computed = new Map<string, Place>();
  for (const [index, line] of text.split('\n').entries()) {
    const start = /^export[ \t]+/.exec(line);
    if (start === null) continue;
    const place = { file, line: index + 1 };
    for (const { name, raw } of assignmentsOf(line, start[0].length)) {
      const value = plainValue(raw, values);
      places.set(name, place);
      values.delete(name);
      computed.delete(name);
      if (value === undefined) computed.set(name, place);
      else values.set(name, value);
    }
  }
  return { values, places, computed };
}

/** @throws UserError with file and line when `name` is exported there with a value that would have to be executed. */
export function refuseComputed(exports: AbraExports, name: string, neededBy: string): void {
  const place = exports.computed.get(name);
  if (place === undefined) return;
  throw userErrorAt(
    place,
    `${name} is computed by the shell, and abra.sh is read, never executed; ${neededBy} needs it: export a plain value`,
  );
}

function* assignmentsOf(line: string, from: number): Generator<{ name: string; raw: string }> {
  let position = from;
  while (position < line.length) {
    WORD.lastIndex = position;
    const match = WORD.exec(line);
    if (match?.[1] === undefined) return;
    position = WORD.lastIndex;
    // What the word pattern stops at in mid-value ($( and the like) belongs to the value: it is computed.
    const rest = /^[^\s;#]*/.exec(line.slice(position))?.[0] ?? '';
    yield { name: match[1], raw: `${match[2] ?? ''}${rest}` };
    position += rest.length;
    position += /^[ \t]*/.exec(line.slice(position))?.[0].length ?? 0;
  }
}

/** The value behind its quotes, earlier exports put in; undefined when a shell would have to compute it. */
function plainValue(raw: string, earlier: ReadonlyMap<string, string>): string | undefined {
  let value = '';
  for (const [piece] of raw.matchAll(/"(?:[^"\\]|\\.)*"|'[^']*'|[^"']+|["']/g)) {
    if (piece.startsWith("'")) {
      if (piece.length < 2) return undefined;
      value += piece.slice(1, -1);
      continue;
    }
    if (piece === '"' || /`|\$[^A-Za-z_{]|[&|<>()]/.test(piece.replace(/\\./g, ''))) return undefined;
    const plain = piece.startsWith('"') ? piece.slice(1, -1) : piece;
    const expanded = expand(plain, earlier);
    if (expanded === undefined) return undefined;
    value += expanded;
  }
  return value;
}

function expand(text: string, earlier: ReadonlyMap<string, string>): string | undefined {
  let isKnown = true;
  const expanded = text.replace(
    /\\(.)|\$(?:\{([^}]*)\}|([A-Za-z_][A-Za-z0-9_]*))/g,
    (_, escaped, braced, bare) => {
      if (typeof escaped === 'string') return escaped;
      const value = earlier.get(String(braced ?? bare));
      if (value === undefined) isKnown = false;
      return value ?? '';
    },
  );
  return isKnown ? expanded : undefined;
}
