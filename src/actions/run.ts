/** actions/run: a script through the adaptive runner. */

import { resolve } from 'node:path';
import { UserError } from '../lib/errors.js';
import { readInputs } from '../lib/inputs.js';
import { jobFrom } from '../lib/job.js';
import { stepLog } from '../lib/log.js';
import { runInputs, settingsOf } from '../memory/inputs.js';

export async function main(env: NodeJS.ProcessEnv): Promise<number> {
  const inputs = await readInputs(runInputs, env);
  if (inputs.run === '')
    throw new UserError('input run: no script is given: write what is to be run under with: run: |');
  // Only now: a mistake in an input should not wait for the room to be loaded.
  const { adaptiveRun, outputsOf, requireFolder, shellFor, summaryTable, wellLine } = await import(
    '../memory/index.js'
  );
  const folder = resolve(env.GITHUB_WORKSPACE || '.', inputs['working-directory']);
  const cwd = requireFolder(folder, 'input working-directory');
  const log = stepLog(env);
  const report = await adaptiveRun(
    { kind: 'script', script: `${inputs.run}\n`, shell: shellFor(inputs.shell, env.PATH) },
    settingsOf(inputs),
    { env: withoutInputs(env), cwd, say: log.info, warn: log.warning },
  );
  const job = jobFrom(env);
  for (const [name, value] of Object.entries(outputsOf(report))) job.setOutput(name, value);
  job.summary(summaryTable(report));
  const line = wellLine(report);
  if (line !== undefined) log.info(line);
  return report.exitCode;
}

/** The script's environment is that of a step of its own: the action's inputs, the script itself among them, are not in it. */
function withoutInputs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('INPUT_')));
}
