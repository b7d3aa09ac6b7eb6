/** Lets git work in later steps though the folder belongs to another user, as a job container's workspace does. */

import { existsSync, statSync } from 'node:fs';
import type { Job } from '../lib/job.js';
import { withSettings } from './credential.js';

/**
 * Exports `safe.directory` for all later steps through GIT_CONFIG_COUNT, which git reads whatever HOME they have.
 * A file would have to lie in each user's HOME.
 * @param mode auto: where the owner is another user, or in a container (whose later steps may run as another user).
 */
export function settleSafeDirectory(
  job: Job,
  env: NodeJS.ProcessEnv,
  folder: string,
  mode: 'auto' | 'true' | 'false',
): void {
  if (mode === 'false' || (mode === 'auto' && !isNeeded(folder))) return;
  const before = Number(env.GIT_CONFIG_COUNT ?? 0);
  const extended = withSettings(env, [['safe.directory', folder]]);
  for (const name of ['GIT_CONFIG_COUNT', `GIT_CONFIG_KEY_${before}`, `GIT_CONFIG_VALUE_${before}`]) {
    job.exportVariable(name, extended[name] ?? '');
  }
}

function isNeeded(folder: string): boolean {
  return (
    statSync(folder).uid !== process.getuid?.() ||
    existsSync('/.dockerenv') ||
    existsSync('/run/.containerenv')
  );
}
