/** Runs one visit in a process of its own, and sees to it that nothing of it is left: no process, no file. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reasonOf } from '../../../lib/abort.js';
import { hasCode } from '../../../lib/errors.js';
import { describe, type Finished, type RunProcess } from '../../../lib/process.js';
import { withPrivateFolder } from '../../private-folder.js';
import type { VisitProblem, VisitReport, VisitTask } from './task.js';

/** Beside this module in the sources, beside the chunk that holds it in the bundle (scripts/build/visit.mjs). */
const PROGRAM = join(dirname(fileURLToPath(import.meta.url)), 'visit', 'main.mjs');
/** After the visit's own deadline, for the last screenshot and the trace. */
const LAST_LOOK_MS = 40_000;
const KEEP_OUTPUT = 64 * 1024;
const OUTPUT_LINES = 20;

export type VisitOptions = {
  readonly run: RunProcess;
  /** The whole environment of the process. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** What no picture may show. It goes to the process's standard input: on no command line, in no file. */
  readonly hidden: readonly string[];
};

/** @returns what was seen; a visit that broke off is a report with a problem. @throws the signal's reason. */
export async function visit(task: VisitTask, options: VisitOptions): Promise<VisitReport> {
  // Chromium's profile, downloads and crash reports go below it.
  return withPrivateFolder('browser', async (folder) => {
    await mkdir(join(folder, 'home'));
    await writeFile(join(folder, 'task.json'), JSON.stringify(task));
    const reportFile = join(folder, 'report.json');
    const finished = await options.run(process.execPath, [PROGRAM, join(folder, 'task.json'), reportFile], {
      cwd: task.script === null ? folder : dirname(task.script),
      env: { ...options.env, TMPDIR: folder, HOME: join(folder, 'home') },
      signal: options.signal,
      timeoutMs: task.timeoutMs + LAST_LOOK_MS,
      keepBytes: KEEP_OUTPUT,
      input: JSON.stringify(options.hidden),
    });
    if (finished.outcome.kind === 'cancelled') throw reasonOf(options.signal);
    return reportIn(reportFile, task, finished);
  });
}

async function reportIn(file: string, task: VisitTask, finished: Finished): Promise<VisitReport> {
  const output = lastLines(`${finished.stdout}\n${finished.stderr}`);
  try {
    const report = JSON.parse(await readFile(file, 'utf8')) as VisitReport;
    if (report.problem === null) return report;
    return { ...report, problem: { ...report.problem, stack: [...report.problem.stack, ...output] } };
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    return { ...nothingSeen, problem: brokenOff(task, finished, output) };
  }
}

/** The process is gone without a report: it hung, it was killed, or the script ended it. */
function brokenOff(task: VisitTask, { outcome }: Finished, stack: readonly string[]): VisitProblem {
  if (outcome.kind === 'timed-out') return { kind: 'deadline', message: 'out of time', stack };
  const kind = task.script === null ? 'chromium' : 'script';
  return { kind, message: `the browser's process ended before the visit did: ${describe(outcome)}`, stack };
}

const nothingSeen: VisitReport = {
  chromium: '',
  url: '',
  title: '',
  status: null,
  consoleErrors: [],
  failedRequests: [],
  notes: [],
  networkChanges: 0,
  hasScreenshot: false,
  hasTrace: false,
  problem: null,
};

function lastLines(output: string): readonly string[] {
  return output
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-OUTPUT_LINES)
    .map((line) => `output: ${line}`);
}
