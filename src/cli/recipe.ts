/** `cc-ci recipe`: the recipe room from a terminal. */

import { type Command, Option } from 'commander';
import { boolean, type InputTable, laterInputs, parseInputs } from '../lib/inputs.js';
import { recipeInputs } from '../recipe/inputs.js';

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
    .description('install, upgrade, back up, restore and check a recipe, and remove it without a trace')
    .argument('[dir]', "the recipe's folder", '.')
    .option('--json', 'print results.json on standard output, and the progress on standard error')
    .option('--plan', 'print what would be done, and do nothing; with --json in every detail')
    .addHelpText('after', '\nExit codes: 0 green, 3 red recipe, 2 yours to fix, 1 environment or cancelled.')
    .action(async (dir: string, flags: Flags) => setCode(await runRecipe(dir, flags, env)));
  const planCommand = recipe
    .command('plan')
    .description('print what a run would do, and do nothing')
    .argument('[dir]', "the recipe's folder", '.')
    .option('--json', 'the whole plan, as JSON')
    .action(async (dir: string, flags: Flags) =>
      setCode(await runRecipe(dir, { ...flags, plan: true }, env)),
    );
  for (const command of [runCommand, planCommand])
    for (const [name, spec] of options) command.addOption(optionOf(name, spec));
  recipe
    .command('init')
    .description('write a commented cc-ci.yml from what is found in the recipe')
    .argument('[dir]', "the recipe's folder", '.')
    .option('--force', 'write over one that is there')
    .option('--dry-run', 'print it, and write nothing')
    .action(async (dir: string, flags: Flags) => {
      const { init } = await import('./recipe-run.js');
      setCode(await init(dir, { isForced: flags.force === true, isDryRun: flags.dryRun === true }, env));
    });
  recipe
    .command('remove')
    .description('remove an app that a run left running (--keep)')
    .argument('<app>', "its domain or its stack's name")
    .option('--docker-context <value>', 'the Docker context of the Swarm manager')
    .action(async (app: string, flags: Flags) => {
      const { remove } = await import('./recipe-run.js');
      const context = typeof flags.dockerContext === 'string' ? flags.dockerContext : '';
      setCode(await remove(app, context, env));
    });
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
  for (const sentence of laterInputs(recipeInputs, (name) => given.get(name)))
    process.stderr.write(`${sentence}\n`);
  // Only now: --help, --version and mistakes should not wait for the rooms to be loaded.
  const { printPlan, test } = await import('./recipe-run.js');
  return flags.plan === true
    ? printPlan(inputs, dir, { isJson: flags.json === true, env })
    : test(inputs, dir, { isJson: flags.json === true, env });
}

/** commander turns `router-address` into `routerAddress`. */
function optionValues(flags: Flags): readonly (readonly [string, string])[] {
  return options.flatMap(([name]): readonly (readonly [string, string])[] => {
    const value = flags[name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())];
    return value === undefined ? [] : [[name, value === true ? 'true' : value]];
  });
}
