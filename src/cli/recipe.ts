/** `cc-ci recipe`: the recipe room from a terminal. */

import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { EXIT } from '../lib/errors.js';
import { boolean, type InputTable, parseInputs } from '../lib/inputs.js';
import { run } from '../lib/process.js';
import { untilSignalled } from '../lib/signals.js';
import {
  laterInputs,
  planRecipe,
  type RecipeInputs,
  recipeInputs,
  removeApp,
  testRecipe,
} from '../recipe/index.js';
import { type OnProgress, type Reporter, terminalReporter, writeResults } from '../report/index.js';

type Flags = Readonly<Record<string, string | true | undefined>>;

/** The inputs that are options here; `recipe` is the argument, and a secret has no place on a command line. */
const options = Object.entries(recipeInputs as InputTable).filter(
  ([name, spec]) => name !== 'recipe' && spec.secret !== true,
);

/** @param setCode takes the exit code that the program is to end with; errors are thrown and become one in src/main.ts. */
export function recipeCommand(
  program: Command,
  env: NodeJS.ProcessEnv,
  setCode: (code: number) => void,
): void {
  const recipe = program.command('recipe').description('test a Co-op Cloud recipe on a real Docker Swarm');
  const runCommand = recipe
    .command('run')
    .description('deploy a recipe, check it, and remove it without a trace')
    .argument('[dir]', "the recipe's folder", '.')
    .option('--json', 'print results.json on standard output, and the progress on standard error')
    .option('--plan', 'print what would be done, as JSON, and do nothing')
    .addHelpText('after', '\nExit codes: 0 green, 3 red recipe, 2 yours to fix, 1 environment or cancelled.')
    .action(async (dir: string, flags: Flags) => setCode(await runRecipe(dir, flags, env)));
  for (const [name, spec] of options) runCommand.addOption(optionOf(name, spec));
  recipe
    .command('remove')
    .description('remove an app that a run left running (--keep)')
    .argument('<app>', "its domain or its stack's name")
    .option('--docker-context <value>', 'the Docker context of the Swarm manager')
    .action(async (app: string, flags: Flags) => setCode(await remove(app, flags, env)));
}

function optionOf(name: string, spec: InputTable[string]): Option {
  const value = spec.parse === boolean ? '[true|false]' : '<value>';
  const later = spec.later === undefined ? '' : ' Not in this version.';
  const standard = spec.default === '' ? '' : ` Default: ${spec.default}.`;
  return new Option(`--${name} ${value}`, `${spec.description}${standard}${later}`);
}

async function runRecipe(dir: string, flags: Flags, env: NodeJS.ProcessEnv): Promise<number> {
  const given = new Map([['recipe', dir], ...optionValues(flags)]);
  const inputs = await parseInputs(recipeInputs, given);
  for (const sentence of laterInputs(Object.fromEntries(given))) process.stderr.write(`${sentence}\n`);
  if (flags.plan === true) return printPlan(inputs, dir, env);
  const isJson = flags.json === true;
  const reporter = reporterOn(isJson ? process.stderr : process.stdout, env);
  const { results, exitCode } = await untilSignalled(
    (signal) => testRecipe(inputs, { folder: dir, env, run, signal, onProgress: butTheEnd(reporter) }),
    () => process.stderr.write('stopped before the app was removed: the next run on this Swarm removes it\n'),
  ).finally(() => reporter.close());
  try {
    const [path = ''] = await writeResults(results, resolve(inputs['report-dir']));
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

/** commander turns `router-address` into `routerAddress`. */
function optionValues(flags: Flags): readonly (readonly [string, string])[] {
  return options.flatMap(([name]): readonly (readonly [string, string])[] => {
    const value = flags[name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())];
    return value === undefined ? [] : [[name, value === true ? 'true' : value]];
  });
}

async function printPlan(inputs: RecipeInputs, dir: string, env: NodeJS.ProcessEnv): Promise<number> {
  const plan = await untilSignalled((signal) => planRecipe(inputs, { folder: dir, env, run, signal }));
  process.stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
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

async function remove(app: string, flags: Flags, env: NodeJS.ProcessEnv): Promise<number> {
  const dockerContext = typeof flags.dockerContext === 'string' ? flags.dockerContext : '';
  const onNote = (message: string): void => void process.stderr.write(`${message}\n`);
  const { removed, residue } = await untilSignalled((signal) =>
    removeApp(app, { dockerContext, env, signal, onNote }),
  );
  process.stdout.write(`${app}: ${removed.length} objects removed, ${residue.length} still there\n`);
  for (const { kind, name } of residue) process.stdout.write(`  still there: ${kind} ${name}\n`);
  return residue.length === 0 ? EXIT.good : EXIT.environment;
}
