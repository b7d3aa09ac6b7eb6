/** Whether what is about to be backed up is what it should be: a dump that was cut short is restored without a word, and ruins the app. */

import type { Finding } from '../../report/results.js';
import type { Target } from './targets.js';

/** What is said of a file of a target, or of a target that isn't there. */
export type Inspected =
  | { readonly kind: 'missing'; readonly target: number }
  | {
      readonly kind: 'file';
      readonly target: number;
      readonly path: string;
      readonly bytes: number;
      /** gzip's own check of what it holds; plain where it isn't compressed. */
      readonly archive: 'plain' | 'whole' | 'broken';
      /** The first and the last two kilobytes, uncompressed. */
      readonly head: string;
      readonly tail: string;
    };

/**
 * For `sh -c SCRIPT sh TARGET…`, in dash and busybox alike: a line for each target that is missing or a file, and for the SQL
 * dumps in those that are folders, where WITH_DUMPS is set. What may hold anything is in base64.
 */
export const INSPECT_SCRIPT = `
b64() { base64 | tr -d '\\n'; }
describe() {
  kind=plain
  case $2 in *.gz) if gzip -t "$2" 2>/dev/null; then kind=whole; else kind=broken; fi;; esac
  if [ "$kind" = plain ]; then head=$(head -c 2048 "$2" | b64); tail=$(tail -c 2048 "$2" | b64)
  else head=$(gzip -dc "$2" 2>/dev/null | head -c 2048 | b64); tail=$(gzip -dc "$2" 2>/dev/null | tail -c 2048 | b64); fi
  printf '%s\\t%s\\t%s\\t%s\\t%s\\t%s\\n' "$1" "$kind" "$(($(wc -c <"$2")))" "$(printf %s "$2" | b64)" "$head" "$tail"
}
number=0
for target in "$@"; do
  if [ ! -e "$target" ] && [ ! -L "$target" ]; then printf '%s\\tmissing\\n' "$number"
  elif [ -f "$target" ]; then describe "$number" "$target"
  elif [ -d "$target" ] && [ -n "$WITH_DUMPS" ]; then
    find "$target" -maxdepth 3 -type f '(' -name '*.sql' -o -name '*.sql.gz' ')' | head -n 20 |
      while IFS= read -r file; do if [ -f "$file" ]; then describe "$number" "$file"; fi; done
  fi
  number=$((number + 1))
done
`;

/** Reads what the script printed. */
export function readInspected(output: string): readonly Inspected[] {
  const text = (base64 = ''): string => Buffer.from(base64, 'base64').toString('utf8');
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Inspected => {
      const [target, kind, bytes, path, head, tail] = line.split('\t');
      if (kind === 'missing') return { kind, target: Number(target) };
      const archive = kind === 'whole' || kind === 'broken' ? kind : 'plain';
      return {
        kind: 'file',
        target: Number(target),
        path: text(path),
        bytes: Number(bytes),
        archive,
        head: text(head),
        tail: text(tail),
      };
    });
}

type DumpFormat = { readonly program: string; readonly begins: RegExp; readonly ends: RegExp };

/** How programs begin their dumps, and the last thing that they write when all went well. The first that fits. */
const FORMATS: readonly DumpFormat[] = [
  {
    program: 'pg_dumpall',
    begins: /^-- PostgreSQL database cluster dump\s*$/m,
    ends: /^-- PostgreSQL database cluster dump complete\s*$/m,
  },
  {
    program: 'pg_dump',
    begins: /^-- PostgreSQL database dump\s*$/m,
    ends: /^-- PostgreSQL database dump complete\s*$/m,
  },
  { program: 'mysqldump', begins: /^-- (MySQL|MariaDB) dump /m, ends: /^-- Dump completed/m },
  {
    program: 'sqlite3 .dump',
    begins: /^PRAGMA foreign_keys=OFF;\s+BEGIN TRANSACTION;/,
    ends: /^COMMIT;\s*$/m,
  },
];

/** @returns the program whose dump this is, where it was cut short. */
export function truncatedDump({
  head,
  tail,
}: {
  readonly head: string;
  readonly tail: string;
}): string | undefined {
  const format = FORMATS.find(({ begins }) => begins.test(head));
  return format === undefined || format.ends.test(tail) ? undefined : format.program;
}

/** The first thing that is wrong with what is to be backed up. Pure. */
export function judgeTargets(
  targets: readonly Target[],
  inspected: readonly Inspected[],
  hasPreHooks: boolean,
): Finding | undefined {
  for (const found of inspected) {
    const target = targets[found.target];
    if (target === undefined) continue;
    const finding = judge(target, found, hasPreHooks);
    if (finding !== undefined) return finding;
  }
  return undefined;
}

function judge(target: Target, found: Inspected, hasPreHooks: boolean): Finding | undefined {
  const byHook = hasPreHooks ? ', after its pre-hooks have ended without an error' : '';
  if (found.kind === 'missing')
    return target.isNamed
      ? empty(`${target.name}, which a label names, is not there${byHook}`, [])
      : undefined;
  const name = `${target.name}${found.path.slice(target.at.length)}`;
  if (found.bytes === 0 && target.isNamed && hasPreHooks) return empty(`${name} has 0 bytes${byHook}`, []);
  if (found.archive === 'broken')
    return empty(
      `${name} is truncated: gzip can't read it to its end (${found.bytes} bytes)`,
      lastOf(found.tail),
    );
  const program = truncatedDump(found);
  if (program === undefined) return undefined;
  return empty(
    `${name} is truncated: it begins as a dump of ${program} and has no end (${found.bytes} bytes)`,
    lastOf(found.tail),
  );
}

const lastOf = (tail: string): readonly string[] => tail.trimEnd().split('\n').slice(-3);

function empty(what: string, lastLines: readonly string[]): Finding {
  return {
    code: 'backup-empty',
    blame: 'recipe',
    message: what,
    evidence: lastLines.map((line) => `its end: ${line}`),
    remedy:
      'Run the pre-hook’s command by hand in the container. A pipe hides its first command’s failure: use set -o pipefail, or write to a file and test it.',
  };
}
