/** `cc-ci leak-scan PATH…`: are secrets in these files, logs, archives and repositories? Says where, and never what. */

import type { Command } from 'commander';
import { UserError } from '../lib/errors.js';
import { stepLog } from '../lib/log.js';
import { untilSignalled } from '../lib/signals.js';

type Options = { readonly env?: string; readonly json?: boolean };

export function leakScanCommand(
  program: Command,
  env: NodeJS.ProcessEnv,
  setCode: (code: number) => void,
): void {
  program
    .command('leak-scan')
    .description(
      'look for secrets, their encodings and tokens of known formats in files, archives and repositories',
    )
    .argument('<paths...>', 'files and folders')
    .option('--env <names>', 'environment variables that hold the secrets, separated by commas')
    .option('--json', 'print one JSON object: findings, gaps, counts')
    .addHelpText(
      'after',
      '\nExit code 3: something was found. No value is printed.\nExample: cc-ci leak-scan --env NPM_TOKEN,DEPLOY_KEY dist logs.zip',
    )
    .action(async (paths: string[], options: Options) => {
      setCode(await untilSignalled((signal) => scan(paths, options, env, signal)));
    });
}

async function scan(
  paths: readonly string[],
  options: Options,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<number> {
  const { scanToText } = await import('../secrets/index.js');
  const log = stepLog(env, (text) => process.stderr.write(text));
  const { text, exitCode } = await scanToText(
    paths,
    soughtBy(options.env ?? '', env),
    options.json === true,
    {
      log,
      signal,
    },
  );
  process.stdout.write(text);
  return exitCode;
}

/** @throws UserError for a variable that is not set at all: a misspelt name would make any scan a clean one. */
function soughtBy(names: string, env: NodeJS.ProcessEnv): readonly { name: string; value: string }[] {
  const all = names.split(',').map((name) => name.trim());
  return all
    .filter((name) => name !== '')
    .map((name) => {
      const value = env[name];
      if (value === undefined)
        throw new UserError(
          `leak-scan: --env ${name}: there is no such environment variable. Set it to the secret's value for this command`,
        );
      return { name, value };
    });
}
