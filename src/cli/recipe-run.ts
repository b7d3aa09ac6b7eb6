/** What `cc-ci recipe` does, apart from its options: loaded when there is something to do. */

import { resolve } from 'node:path';
import { EXIT } from '../lib/errors.js';
import { run } from '../lib/process.js';
import { untilSignalled } from '../lib/signals.js';
import {
  initManifest,
  planRecipe,
  planText,
  type RecipeInputs,
  removeApp,
  testRecipe,
} from '../recipe/index.js';
import { type OnProgress, type Reporter, terminalReporter, writeResults } from '../report/index.js';

/** @returns the exit code. */
export async function test(
  inputs: RecipeInputs,
  dir: string,
  { isJson, env }: { readonly isJson: boolean; readonly env: NodeJS.ProcessEnv },
): Promise<number> {
  const reporter = reporterOn(isJson ? process.stderr : process.stdout, env);
  const reportFolder = resolve(inputs['report-dir']);
  const context = {
    folder: dir,
    env,
    run,
    onProgress: butTheEnd(reporter),
    note: noteOn(reporter),
    artifactFolder: reportFolder,
  };
  const { results, exitCode } = await untilSignalled(
    (signal) => testRecipe(inputs, { ...context, signal }),
    () => process.stderr.write('stopped before the app was removed: the next run on this Swarm removes it\n'),
  ).finally(() => reporter.close());
  try {
    const [path = ''] = await writeResults(results, reportFolder);
    reporter({ kind: 'note', level: 'info', message: `report: ${path}` });
  } finally {
    reporter({ kind: 'run-ended', results });
  }
  if (isJson) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
  return exitCode;
}

/** The end is told when the report is written: the last line is then the one to search for. */
function butTheEnd(reporter: Reporter): OnProgress {
  return (progress) => {
    if (progress.kind !== 'run-ended') reporter(progress);
  };
}

function noteOn(reporter: Reporter): (level: 'info' | 'warning', message: string) => void {
  return (level, message) => reporter({ kind: 'note', level, message });
}

/** Prints what a run would do, and does nothing. */
export async function printPlan(
  inputs: RecipeInputs,
  dir: string,
  { isJson, env }: { readonly isJson: boolean; readonly env: NodeJS.ProcessEnv },
): Promise<number> {
  const note = (_level: string, message: string): void => void process.stderr.write(`${message}\n`);
  const plan = await untilSignalled((signal) => planRecipe(inputs, { folder: dir, env, run, signal, note }));
  if (!isJson) {
    process.stdout.write(planText(plan));
    return EXIT.good;
  }
  process.stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
  return EXIT.good;
}

/** Writes cc-ci.yml, or prints it. */
export async function init(
  dir: string,
  { isForced, isDryRun }: { readonly isForced: boolean; readonly isDryRun: boolean },
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const { path, text, isWritten } = await untilSignalled((signal) =>
    initManifest({ folder: dir, force: isForced, dryRun: isDryRun, run, env, signal }),
  );
  process.stdout.write(isWritten ? `${path}: written; what it leads to: cc-ci recipe plan ${dir}\n` : text);
  return EXIT.good;
}

function reporterOn(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Reporter {
  return terminalReporter({
    write: (text) => stream.write(text),
    isTty: stream.isTTY === true,
    columns: () => stream.columns,
    env,
  });
}

/** @param app its domain or its stack's name. @param dockerContext empty: the current one. */
export async function remove(app: string, dockerContext: string, env: NodeJS.ProcessEnv): Promise<number> {
  const onNote = (message: string): void => void process.stderr.write(`${message}\n`);
  const { removed, residue } = await untilSignalled((signal) =>
    removeApp(app, { dockerContext, env, signal, onNote }),
  );
  process.stdout.write(`${app}: ${removed.length} objects removed, ${residue.length} still there\n`);
  for (const { kind, name } of residue) process.stdout.write(`  still there: ${kind} ${name}\n`);
  return residue.length === 0 ? EXIT.good : EXIT.environment;
}
