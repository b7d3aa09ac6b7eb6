/** abra's own lint, of a pristine clone: overlays and other files of a run, and a private origin, are none of the recipe's. */

import { throwIfAborted } from '../../../lib/abort.js';
import { messageOf } from '../../../lib/errors.js';
import { succeeded } from '../../../lib/process.js';
import type { Linted } from '../engine.js';
import { allLinesOf, type Call, callAbra, fatalIn, linesOf } from './call.js';
import { readLintTable } from './lint-table.js';

/** 0.7 s were observed. */
const LINT_MS = 60_000;

/** @param call with a home of its own. Never throws but for the signal: whether abra could look is a part of what is known. */
export async function lint(call: Call): Promise<Linted> {
  const args = ['recipe', 'lint', call.home.recipe, '-C', '-o', '-n'];
  try {
    const finished = await callAbra(call, args, { timeoutMs: LINT_MS, onTerminal: true });
    const fatal = fatalIn(finished);
    // It ends with 0 whatever the rules say, and has one word for recipes that can't be looked at.
    if (!succeeded(finished))
      return /unable to validate recipe/i.test(fatal)
        ? { kind: 'invalid', message: fatal, evidence: linesOf(finished) }
        : { kind: 'unknown', reason: `abra recipe lint: ${fatal}` };
    const read = readLintTable(allLinesOf(finished));
    if ('rows' in read) return { kind: 'linted', rows: read.rows };
    return {
      kind: 'unknown',
      reason: `the table of abra recipe lint (${call.abra.version}) is not understood: ${read.unread}`,
    };
  } catch (error) {
    throwIfAborted(call.context.signal);
    return { kind: 'unknown', reason: messageOf(error) };
  }
}
