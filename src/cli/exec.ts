/** `cc-ci exec -- CMD`: a command through the adaptive runner. Everything of ours goes to standard error. */

import { type Command, Option } from 'commander';
import type { InputTable } from '../lib/inputs.js';
import { parseInputs } from '../lib/inputs.js';
import { jobFrom } from '../lib/job.js';
import { execInputs, settingsOf } from '../memory/inputs.js';

type Flags = Readonly<Record<string, string | undefined>>;

/** @param setCode takes the exit code that the program is to end with; errors are thrown and become one in src/main.ts. */
export function execCommand(program: Command, env: NodeJS.ProcessEnv, setCode: (code: number) => void): void {
  const command = program
    .command('exec')
    .description('run a command; where memory runs out, again with fewer parallel jobs')
    .argument('<command...>', 'the command and its arguments, after --')
    .option('--as <name>', 'the program that the command stands for, where its path doesn’t say (for shims)')
    .passThroughOptions()
    .addHelpText(
      'after',
      '\nExit codes: the command’s own; 137 out of memory at the last try; 124 timeout; 128 + the signal for a cancel;\n2 for a command that is not there. Example: cc-ci exec --attempts 3 -- cargo test',
    )
    .action(async (argv: string[], flags: Flags) => setCode(await exec(argv, flags, env)));
  for (const [name, { description, default: standard }] of Object.entries(execInputs as InputTable))
    command.addOption(
      new Option(
        `--${name} <${name}>`,
        standard === '' ? description : `${description} (default: ${standard})`,
      ),
    );
}

async function exec(
  argv: readonly string[],
  { as, ...flags }: Flags,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const inputs = await parseInputs(execInputs, given(flags));
  // Only now: a mistake in an option should not wait for the room to be loaded.
  const { adaptiveRun, GUARD, passThrough, programPath, toolOf, RUNS_DIR, summaryTable, withSignals } =
    await import('../memory/index.js');
  const [name = '', ...args] = argv;
  const path = programPath(name, process.cwd(), env.PATH);
  if ((env[GUARD] ?? '') !== '')
    return withSignals((signals) => passThrough([path, ...args], { env, cwd: process.cwd(), signals }));
  const say = (sentence: string): void =>
    void process.stderr.write(sentence.replace(/^\n?/, (start) => `${start}cc-ci: `).concat('\n'));
  const report = await adaptiveRun(
    { kind: 'argv', argv: [path, ...args], tool: toolOf([as ?? name, ...args]) },
    settingsOf(inputs),
    { env, cwd: process.cwd(), say, warn: say },
  );
  // Otherwise the root action's post step tells of all of them together.
  if (report.attempts.length > 1 && (env[RUNS_DIR] ?? '') === '') jobFrom(env).summary(summaryTable(report));
  return report.exitCode;
}

/** Options by their input's name: commander gives them back in camel case. */
function given(flags: Flags): ReadonlyMap<string, string> {
  const names = new Map(
    Object.keys(execInputs).map((name) => [
      name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
      name,
    ]),
  );
  return new Map(
    Object.entries(flags).flatMap(([flag, value]) => {
      const name = names.get(flag);
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    }),
  );
}
