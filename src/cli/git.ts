/** `cc-ci git -- push …`: a git command that talks to the forge, with the job's credential in its environment alone. */

import type { Command } from 'commander';
import { credentialedGit } from '../clone/later.js';
import { run } from '../lib/process.js';
import { untilSignalled } from '../lib/signals.js';

export function gitCommand(program: Command, env: NodeJS.ProcessEnv, setCode: (code: number) => void): void {
  program
    .command('git')
    .description(
      'run a git command that talks to the forge (fetch, pull, push, ls-remote, submodule, lfs) with the job’s token',
    )
    .argument('<args...>', 'git’s own arguments, after --')
    .passThroughOptions()
    .addHelpText(
      'after',
      '\nThe token comes from CC_CI_TOKEN, GITHUB_TOKEN, GITEA_TOKEN or FORGEJO_TOKEN; it never touches the disk.\nExample: cc-ci git -- push origin main',
    )
    .action(async (args: string[]) => {
      setCode(
        await untilSignalled((signal) => credentialedGit(args, { run, env, cwd: process.cwd(), signal })),
      );
    });
}
