/** Runs one visit in a process of its own, and sees to it that nothing of it is left: no process, no file. */

import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reasonOf, sleep } from '../../../lib/abort.js';
import { EnvironmentError, hasCode } from '../../../lib/errors.js';
import { describe, type Finished, type RunProcess } from '../../../lib/process.js';
import type { VisitProblem, VisitReport, VisitTask } from './task.js';

/** Beside this module in the sources, beside the chunk that holds it in the bundle (scripts/build/visit.mjs). */
const PROGRAM = join(dirname(fileURLToPath(import.meta.url)), 'visit', 'main.mjs');
/** After the visit's own deadline, for the last screenshot and the trace. */
const LAST_LOOK_MS = 40_000;
const GONE_MS = 5_000;
const GONE_PAUSE_MS = 20;
const KEEP_OUTPUT = 64 * 1024;
const OUTPUT_LINES = 20;

export type VisitOptions = {
  readonly run: RunProcess;
  /** The whole environment of the process. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
};

/** @returns what was seen; a visit that broke off is a report with a problem. @throws the signal's reason. */
export async function visit(task: VisitTask, options: VisitOptions): Promise<VisitReport> {
  // Chromium's profile, downloads and crash reports go below it.
  const folder = await mkdtemp(join(tmpdir(), `cc-ci-browser-${randomBytes(4).toString('hex')}-`));
  try {
    await mkdir(join(folder, 'home'));
    await writeFile(join(folder, 'task.json'), JSON.stringify(task));
    const reportFile = join(folder, 'report.json');
    const finished = await options.run(process.execPath, [PROGRAM, join(folder, 'task.json'), reportFile], {
      cwd: task.script === null ? folder : dirname(task.script),
      env: { ...options.env, TMPDIR: folder, HOME: join(folder, 'home') },
      signal: options.signal,
      timeoutMs: task.timeoutMs + LAST_LOOK_MS,
      keepBytes: KEEP_OUTPUT,
    });
    if (finished.outcome.kind === 'cancelled') throw reasonOf(options.signal);
    return await reportIn(reportFile, task, finished);
  } finally {
    await killUsersOf(folder);
    // Chromium may write a last file while it goes.
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
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

/**
 * Chromium has a process group of its own, so a visit that had to be killed may leave it, and so may a script what it started.
 * All of them have the folder as their TMPDIR.
 */
async function killUsersOf(folder: string): Promise<void> {
  const giveUpAt = performance.now() + GONE_MS;
  for (;;) {
    const pids = await usersOf(folder);
    if (pids.length === 0) return;
    for (const pid of pids) kill(pid);
    if (performance.now() > giveUpAt)
      throw new EnvironmentError(`processes of a browser can't be killed: ${pids.join(', ')}`);
    // Nothing tells of the end of a process that isn't a child.
    await sleep(GONE_PAUSE_MS);
  }
}

async function usersOf(folder: string): Promise<readonly number[]> {
  const entries = await readdir('/proc').catch(() => []);
  const pids = entries.filter((name) => /^\d+$/.test(name)).map(Number);
  const isUser = await Promise.all(
    // Gone in the meantime, or somebody else's: none of ours.
    pids.map((pid) =>
      readFile(`/proc/${pid}/environ`, 'utf8').then(
        (env) => env.includes(folder),
        () => false,
      ),
    ),
  );
  return pids.filter((pid, at) => isUser[at] === true && pid !== process.pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!hasCode(error, 'ESRCH')) throw error;
  }
}
