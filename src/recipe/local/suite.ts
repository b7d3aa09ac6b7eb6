/** Runs one suite of a recipe's tests, and keeps all that it printed. */

import { closeSync, existsSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { reasonOf } from '../../lib/abort.js';
import { EnvironmentError, messageOf } from '../../lib/errors.js';
import { findOnPath } from '../../lib/on-path.js';
import type { Finished, RunProcess } from '../../lib/process.js';
import { formatBytes } from '../../lib/units.js';
import type { Mask } from '../mask.js';
import type { SuiteRun } from './judge.js';
import { readJunit, type TestCase } from './junit.js';
import { REMEDIES, type Suite } from './runners.js';

export type SuiteOptions = {
  readonly run: RunProcess;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** Absolute: where its output is kept, and where its JUnit report is looked for. */
  readonly output: string;
  readonly junit: string;
  readonly mask: Pick<Mask, 'stream'>;
};

const LINES = 50;
const LINE_LENGTH = 500;
/** A test that prints without end must not fill the disk. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
const MAX_REPORT_BYTES = 32 * 1024 * 1024;
const KEEP = 256 * 1024;

/** @returns how it went; a program that can't be started is a result too. @throws the signal's reason. */
export async function runSuite(suite: Suite, options: SuiteOptions): Promise<SuiteRun> {
  const started = await startAndWait(suite, options);
  if ('why' in started) {
    const outcome = { kind: 'not-started', why: started.why } as const;
    return { name: suite.name, outcome, cases: null, lastLines: [], ...missingFor(suite, options) };
  }
  const { finished, lastLines } = started;
  if (finished.outcome.kind === 'cancelled') throw reasonOf(options.signal);
  const lacksPytest =
    suite.name === 'pytest' && /No module named '?pytest/.test(finished.stderr) && !existsSync(options.junit);
  const report = await readReport(suite, options.junit);
  const missing = lacksPytest ? { missing: suite.name } : {};
  return { name: suite.name, outcome: finished.outcome, lastLines, ...missing, ...report };
}

/** What a program that could not be started was to be, where that is something to install. */
function missingFor(
  { name, invocation: { file } }: Suite,
  { cwd, env }: SuiteOptions,
): { readonly missing?: string } {
  if (name in REMEDIES) return { missing: name };
  const isPath = file.includes('/');
  if (!isPath) return findOnPath(file, env.PATH) === undefined ? { missing: file } : {};
  const interpreter = interpreterOf(resolve(cwd, file));
  return interpreter !== undefined && !existsSync(interpreter) ? { missing: interpreter } : {};
}

/** What the first line of a script says that runs it: `/usr/bin/bats`. */
function interpreterOf(script: string): string | undefined {
  if (!existsSync(script) || statSync(script).isDirectory()) return undefined;
  const file = openSync(script, 'r');
  try {
    const begin = Buffer.alloc(256);
    const length = readSync(file, begin);
    return /^#!\s*(\/\S+)/.exec(begin.toString('utf8', 0, length))?.[1];
  } finally {
    closeSync(file);
  }
}

type Started =
  | { readonly finished: Finished; readonly lastLines: readonly string[] }
  | { readonly why: string };

async function startAndWait({ invocation }: Suite, options: SuiteOptions): Promise<Started> {
  const { run, cwd, signal, timeoutMs, junit } = options;
  const output = keepOutput(options.output, options.mask);
  try {
    const finished = await run(invocation.file, invocation.args, {
      cwd,
      // Python's compiled files would stay in the recipe's folder.
      env: { ...options.env, CCCI_JUNIT: junit, PYTHONDONTWRITEBYTECODE: '1', NO_COLOR: '1' },
      signal,
      timeoutMs,
      keepBytes: KEEP,
      onStdout: output.stdout,
      onStderr: output.stderr,
    });
    output.flush();
    return { finished, lastLines: output.lastLines() };
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return { why: startProblem(error) };
  } finally {
    output.close();
  }
}

function startProblem(error: EnvironmentError): string {
  const why = messageOf(error);
  if (/ENOEXEC/.test(why)) return `${why}; its first line has to say what runs it, such as #!/bin/sh`;
  return why;
}

async function readReport(
  suite: Suite,
  junit: string,
): Promise<{ readonly cases: readonly TestCase[] | null; readonly reportProblem?: string }> {
  if (!existsSync(junit))
    return suite.report === 'always' ? { cases: null, reportProblem: 'it wrote no report' } : { cases: null };
  const { size } = statSync(junit);
  if (size > MAX_REPORT_BYTES) return { cases: null, reportProblem: `its report has ${formatBytes(size)}` };
  try {
    const cases = await readJunit(await readFile(junit, 'utf8'));
    // node --test counts a file that holds no test as one that passed.
    return { cases: cases.filter(({ name, outcome }) => outcome === 'failed' || !isFile(suite, name)) };
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return { cases: null, reportProblem: messageOf(error) };
  }
}

function isFile({ countsFiles }: Suite, name: string): boolean {
  return countsFiles.some((file) => name === file || name.endsWith(file.slice(1)));
}

/** All of it goes to the file, in the order in which it came and without secrets; the last lines stay at hand. */
function keepOutput(
  path: string,
  mask: Pick<Mask, 'stream'>,
): {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Writes what was held back because it could have been the beginning of a secret. */
  readonly flush: () => void;
  readonly lastLines: () => readonly string[];
  readonly close: () => void;
} {
  const file = openSync(path, 'w', 0o600);
  let written = 0;
  let end = '';
  const write = (text: string): void => {
    end = (end + text).slice(-KEEP);
    if (written > MAX_OUTPUT_BYTES) return;
    written += writeSync(file, text);
    if (written > MAX_OUTPUT_BYTES) writeSync(file, `\n[cut after ${formatBytes(MAX_OUTPUT_BYTES)}]\n`);
  };
  const streams = { stdout: mask.stream(), stderr: mask.stream() };
  return {
    stdout: (text) => write(streams.stdout.write(text)),
    stderr: (text) => write(streams.stderr.write(text)),
    flush: () => Object.values(streams).forEach((stream) => void write(stream.end())),
    lastLines: () =>
      end
        .split('\n')
        .map((line) => line.replace(/\p{Cc}+/gu, ' ').trimEnd())
        .filter((line) => line !== '')
        .slice(-LINES)
        .map((line) => (line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)} …` : line)),
    close: () => closeSync(file),
  };
}
