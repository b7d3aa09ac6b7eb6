/** A leak scan in a step: paths and values in, sentences in the log and an exit code out. */

import { existsSync } from 'node:fs';
import { EXIT } from '../../lib/errors.js';
import type { Log } from '../../lib/log.js';
import { unmaskable } from '../forms.js';
import { leakScan } from './index.js';
import { maskerFor } from './masker.js';
import type { Sought } from './model.js';
import { reportJson, reportLines } from './report.js';

export async function scanAndSay(
  paths: readonly string[],
  sought: readonly Sought[],
  { log, signal }: { readonly log: Log; readonly signal: AbortSignal },
): Promise<number> {
  const masked = maskerFor(sought);
  for (const sentence of tooShort(sought)) log.warning(sentence);
  // At a job's end a folder may never have been made: the step that makes it was skipped.
  for (const path of paths.filter((entry) => !existsSync(entry)))
    log.warning(`leak-scan: ${masked(path)} is not there: not searched`);
  const scanned = await leakScan(
    paths.filter((entry) => existsSync(entry)),
    sought,
    signal,
  );
  const { findings, gaps, sentence } = reportLines(scanned, masked);
  for (const gap of gaps) log.warning(`leak-scan: ${gap}`);
  for (const finding of findings) log.error(`leak-scan: ${finding}`);
  if (scanned.findings.length === 0) log.info(sentence);
  else
    log.error(
      `${sentence}. Take the value out of what is written there, and replace the secret: docs/secrets.md#leak-scan`,
    );
  return scanned.findings.length === 0 ? EXIT.good : EXIT.verdict;
}

/** The same for a terminal. @returns what to print: lines of text, or one JSON object. */
export async function scanToText(
  paths: readonly string[],
  sought: readonly Sought[],
  isJson: boolean,
  { log, signal }: { readonly log: Log; readonly signal: AbortSignal },
): Promise<{ readonly text: string; readonly exitCode: number }> {
  for (const sentence of tooShort(sought)) log.warning(sentence);
  const scanned = await leakScan(paths, sought, signal);
  const exitCode = scanned.findings.length === 0 ? EXIT.good : EXIT.verdict;
  const masked = maskerFor(sought);
  if (isJson) return { text: `${reportJson(scanned, masked)}\n`, exitCode };
  const { findings, gaps, sentence } = reportLines(scanned, masked);
  for (const gap of gaps) log.warning(`leak-scan: ${gap}`);
  return { text: [...findings, sentence].map((line) => `${line}\n`).join(''), exitCode };
}

/** @returns a sentence for each value that is not looked for. */
function tooShort(sought: readonly Sought[]): readonly string[] {
  return sought.flatMap(({ name, value }) => {
    const why = value.trim() === '' ? 'empty' : unmaskable(value);
    return why === undefined ? [] : [`leak-scan: ${name} is ${why} and is not looked for`];
  });
}
