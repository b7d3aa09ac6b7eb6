/**
 * `NAME=value` lines, in the forms that docs/secrets.md shows. Pure. Nothing in here may repeat a value: a line that can't be
 * read is called by its number, and by the name of the entry before it.
 */

export type Entry = {
  readonly name: string;
  /** As it was written, white space and all; undefined for a bare name, whose value the environment has. */
  readonly value: string | undefined;
  /** From 1. */
  readonly line: number;
  /** An empty line comes after it: the author's, or a line feed at the end of the value. */
  readonly isBeforeEmptyLine: boolean;
};

export type Parsed = { readonly entries: readonly Entry[]; readonly mistakes: readonly string[] };

/**
 * As forges store secrets. Small letters are refused so that a stray line of a key or a certificate is never taken for a bare
 * name: names are printed, and that line would be.
 */
const NAME = /^[A-Z_][A-Z0-9_]{0,99}$/;
// On a trimmed line: white space is in one place alone, so that no long run of it takes a square of its length.
const HERE_DOCUMENT = /^([^=<]*)<<(\S+)$/;
const PEM_BEGIN = /^\s*["']?-----BEGIN [^\n]*/;

/** What one entry took: the entry or what is wrong with it, and the index of the first line that is not its own. */
type Step = { readonly next: number } & ({ readonly entry: Entry } | { readonly mistake: string });

/** Reads all entries of `text`; mistakes are whole sentences that begin with the line's number. */
export function parseEntries(text: string): Parsed {
  const lines = text.split('\n');
  const entries: Entry[] = [];
  const mistakes: string[] = [];
  let index = 0;
  while (index < lines.length) {
    if ((lines[index] ?? '').trim() === '') {
      index += 1;
      continue;
    }
    const step = entryAt(lines, index, entries.at(-1));
    if ('entry' in step) entries.push(step.entry);
    else mistakes.push(`line ${index + 1}: ${step.mistake}`);
    index = step.next;
  }
  return { entries, mistakes };
}

function entryAt(lines: readonly string[], index: number, before: Entry | undefined): Step {
  const line = lines[index] ?? '';
  const hereDocument = HERE_DOCUMENT.exec(line.trim());
  if (hereDocument?.[1] !== undefined && hereDocument[2] !== undefined)
    return hereDocumentAt(lines, index, hereDocument[1], hereDocument[2]);
  const equals = line.indexOf('=');
  if (equals < 0) return bareNameAt(lines, index, before);
  const name = line.slice(0, equals).trimStart();
  const mistake = nameMistake(name, before);
  if (mistake !== undefined) return { next: index + 1, mistake };
  const value = line.slice(equals + 1);
  return PEM_BEGIN.test(value)
    ? pemAt(lines, index, name, value)
    : { next: index + 1, entry: entry(lines, index, index + 1, name, value) };
}

function hereDocumentAt(lines: readonly string[], index: number, rawName: string, delimiter: string): Step {
  const name = rawName.trimStart();
  const end = lines.findIndex((line, at) => at > index && line.trim() === delimiter);
  const next = end < 0 ? lines.length : end + 1;
  const mistake = nameMistake(name, undefined);
  if (mistake !== undefined) return { next, mistake };
  if (end < 0) {
    return {
      next,
      mistake: `${name} has no line that ends it: write the word after << once more, alone on a line`,
    };
  }
  return {
    next,
    entry: { name, value: lines.slice(index + 1, end).join('\n'), line: index + 1, isBeforeEmptyLine: false },
  };
}

function bareNameAt(lines: readonly string[], index: number, before: Entry | undefined): Step {
  const name = (lines[index] ?? '').trim();
  if (!NAME.test(name)) return { next: index + 1, mistake: noName(before) };
  return { next: index + 1, entry: { name, value: undefined, line: index + 1, isBeforeEmptyLine: false } };
}

/** A PEM file, pasted by an expression: all of its blocks, to the last END. */
function pemAt(lines: readonly string[], index: number, name: string, first: string): Step {
  let at = index;
  let line = first;
  for (;;) {
    while (!line.includes('-----END ')) {
      at += 1;
      if (at >= lines.length)
        return { next: index + 1, mistake: `${name} begins with -----BEGIN and has no -----END line` };
      line = lines[at] ?? '';
    }
    // A chain of certificates, or a key with its certificate.
    let ahead = at + 1;
    while (ahead < lines.length && (lines[ahead] ?? '').trim() === '') ahead += 1;
    if (!PEM_BEGIN.test(lines[ahead] ?? '')) break;
    at = ahead;
    line = lines[at] ?? '';
  }
  const value = [first, ...lines.slice(index + 1, at + 1)].join('\n');
  return { next: at + 1, entry: { name, value, line: index + 1, isBeforeEmptyLine: false } };
}

function entry(lines: readonly string[], index: number, next: number, name: string, value: string): Entry {
  // The last line feed of a block scalar makes one empty piece at the end, which is no empty line.
  const isBeforeEmptyLine =
    value.trim() !== '' && next < lines.length - 1 && (lines[next] ?? '').trim() === '';
  return { name, value, line: index + 1, isBeforeEmptyLine };
}

function nameMistake(name: string, before: Entry | undefined): string | undefined {
  if (NAME.test(name)) return undefined;
  if (name === '') return 'there is no name before the =';
  if (NAME.test(name.trimEnd())) return `take out the space between ${name.trimEnd()} and the =`;
  return noName(before);
}

function noName(before: Entry | undefined): string {
  const rule = 'it has no name: A to Z, 0 to 9 and _, such as NPM_TOKEN=value';
  if (before?.value === undefined) return rule;
  return `${rule}. If it belongs to the value of ${before.name} (line ${before.line}), write that as ${before.name}<<EOF, the value, and EOF, each on lines of their own (docs/secrets.md#how-values-are-written)`;
}
