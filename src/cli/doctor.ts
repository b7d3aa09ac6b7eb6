/** `cc-ci doctor`: what this machine will do to jobs, section by section. It looks, and changes nothing. */

import type { Command } from 'commander';
import { EXIT } from '../lib/errors.js';
import { run } from '../lib/process.js';
import { untilSignalled } from '../lib/signals.js';

/** One part of the page. The next ones (the forge, the caches) go beside it. */
type Section = {
  readonly name: string;
  /** For --json. */
  readonly data: unknown;
  readonly lines: readonly string[];
  readonly needsAction: boolean;
};

export function doctorCommand(
  program: Command,
  env: NodeJS.ProcessEnv,
  setCode: (code: number) => void,
): void {
  program
    .command('doctor')
    .description('say what will get builds or the runner killed on this machine, with the lines that mend it')
    .option('--json', 'print what was found as JSON')
    .addHelpText(
      'after',
      '\nRun it in a job, and on the machine that the runner runs on: each sees what the other can’t.\nThe runner’s settings are found by its command line, or by CC_CI_RUNNER_CONFIG=FILE.\nExit codes: 0 nothing that has to be done, 3 something has.',
    )
    .action(async (flags: { readonly json?: true }) => {
      setCode(await untilSignalled((signal) => doctor(env, flags.json === true, signal)));
    });
}

async function doctor(env: NodeJS.ProcessEnv, isJson: boolean, signal: AbortSignal): Promise<number> {
  const sections = [await memorySection(env, signal)];
  process.stdout.write(
    isJson
      ? `${JSON.stringify(Object.fromEntries(sections.map(({ name, data }) => [name, data])), undefined, 2)}\n`
      : `${sections.flatMap(({ lines }) => lines).join('\n')}\n`,
  );
  return sections.some(({ needsAction }) => needsAction) ? EXIT.verdict : EXIT.good;
}

async function memorySection(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Section> {
  // Only now: --help and mistakes should not wait for the room to be loaded.
  const [{ diagnose, systemAt }, { memoryPage }, { styleOf }] = await Promise.all([
    import('../memory/doctor/index.js'),
    import('./doctor-page.js'),
    import('./page.js'),
  ]);
  const data = await diagnose(systemAt(), { run, env, signal });
  return {
    name: 'memory',
    data,
    lines: memoryPage(data, styleOf(env, process.stdout)),
    needsAction: data.advice.some(({ level }) => level === 'act'),
  };
}
