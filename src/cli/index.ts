/** `cc-ci`: the same rooms from a terminal. */

import { Command, CommanderError } from 'commander';
import { EXIT } from '../lib/errors.js';
import { VERSION } from '../lib/version.js';
import { doctorCommand } from './doctor.js';
import { execCommand } from './exec.js';
import { gitCommand } from './git.js';
import { leakScanCommand } from './leak-scan.js';
import { recipeCommand } from './recipe.js';

export async function main(
  env: NodeJS.ProcessEnv,
  argv: readonly string[] = process.argv.slice(2),
): Promise<number> {
  let code: number = EXIT.good;
  const program = new Command('cc-ci')
    .description('Job hardening and Co-op Cloud recipe tests, as the action runs them')
    .version(VERSION)
    .enablePositionalOptions()
    .exitOverride()
    .configureHelp({ showGlobalOptions: true });
  const setCode = (value: number): void => {
    code = value;
  };
  doctorCommand(program, env, setCode);
  execCommand(program, env, setCode);
  gitCommand(program, env, setCode);
  leakScanCommand(program, env, setCode);
  recipeCommand(program, env, setCode);
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    // commander has printed its sentence; --help and --version end here too.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.good : EXIT.user;
    throw error;
  }
  return code;
}
