/** `cc-ci recipe run DIR`: the recipe room from a terminal. */

import type { Command } from 'commander';

/**
 * @param setCode takes the exit code that the program is to end with; errors are thrown and become one in src/main.ts.
 */
export function recipeCommand(program: Command, env: NodeJS.ProcessEnv, setCode: (code: number) => void): void {
  program.command('recipe').description('test a Co-op Cloud recipe on a real Docker Swarm');
  void env;
  void setCode;
}
