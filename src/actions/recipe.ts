/** actions/recipe: a recipe's life on a real Docker Swarm. */

import { resolve } from 'node:path';
import { givenIn, laterInputs, readInputs } from '../lib/inputs.js';
import { jobFrom } from '../lib/job.js';
import { stepLog } from '../lib/log.js';
import { insideOf } from '../lib/paths.js';
import { run } from '../lib/process.js';
import { untilSignalled } from '../lib/signals.js';
import { recipeInputs } from '../recipe/inputs.js';

export async function main(env: NodeJS.ProcessEnv): Promise<number> {
  const job = jobFrom(env);
  const log = stepLog(env);
  const inputs = await readInputs(recipeInputs, env);
  for (const sentence of laterInputs(recipeInputs, givenIn(env))) log.warning(sentence);
  const workspace = resolve(env.GITHUB_WORKSPACE || '.');
  const folder = insideOf(workspace, inputs.recipe, 'input recipe');
  const reportFolder = reportFolderOf(workspace, inputs['report-dir']);
  // Only now: a mistake in an input should not wait for the room to be loaded.
  const { stepReporter, summaryMarkdown, writeResults } = await import('../report/index.js');
  const { testRecipe } = await import('../recipe/index.js');
  const onProgress = stepReporter({ write: (text) => process.stdout.write(text), env });
  const note = (level: 'info' | 'warning', message: string): void =>
    onProgress({ kind: 'note', level, message });
  const { results, exitCode } = await untilSignalled(
    (signal) =>
      testRecipe(inputs, { folder, env, run, signal, onProgress, note, artifactFolder: reportFolder }),
    () => log.warning('stopped before the app was removed: the next run on this Swarm removes it'),
  );
  const [path = ''] = await writeResults(results, reportFolder);
  job.setOutput('verdict', results.verdict);
  job.setOutput('level', String(results.level));
  job.setOutput('results', path);
  job.setOutput('domain', results.app.domain);
  job.setOutput('stack', results.app.stack);
  job.summary(summaryMarkdown(results));
  return exitCode;
}

/** An absolute path is meant as it stands (a folder that jobs share); a relative one stays inside the workspace. */
function reportFolderOf(workspace: string, path: string): string {
  return path.startsWith('/') ? path : insideOf(workspace, path, 'input report-dir');
}
