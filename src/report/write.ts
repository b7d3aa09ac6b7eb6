/** Results on disk: results.json for programs, summary.md for people; both are there whole or not at all. */

import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { EnvironmentError, messageOf } from '../lib/errors.js';
import { Results } from './results.js';
import { summaryMarkdown } from './summary.js';

/**
 * Writes results.json and summary.md into `folder`, which is made if need be.
 * @returns the paths, results.json first.
 * @throws Error for results that don't fit the published schema (a fault of ours); EnvironmentError when they can't be written.
 */
export async function writeResults(results: Results, folder: string): Promise<readonly string[]> {
  const checked = v.safeParse(Results, results);
  if (!checked.success) throw new Error(`results don't fit their schema: ${issuesOf(checked.issues)}`);
  const files = [
    [join(folder, 'results.json'), resultsJson(checked.output)],
    [join(folder, 'summary.md'), summaryMarkdown(checked.output)],
  ] as const;
  try {
    await mkdir(folder, { recursive: true });
    for (const [path, content] of files) await writeWhole(path, content);
  } catch (cause) {
    throw new EnvironmentError(
      `the report can't be written into ${folder}: ${messageOf(cause)}; name another folder with report-dir`,
      { cause },
    );
  }
  return files.map(([path]) => path);
}

/** @returns the text of results.json: no character that a terminal would act on when somebody prints it. */
export function resultsJson(results: Results): string {
  const text = JSON.stringify(results, null, 2);
  return `${text.replace(/[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, escaped)}\n`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Under another name first: a reader, or a run killed in between, never sees half a file. */
async function writeWhole(path: string, content: string): Promise<void> {
  const unfinished = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(unfinished, content);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

function issuesOf(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues.map((issue) => `${v.getDotPath(issue) ?? '(whole)'}: ${issue.message}`).join('; ');
}
