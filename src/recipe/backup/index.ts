/** Backup and restore by backup-bot-two's labels, into a restic repository of the run's own. */

import type { AppContext } from '../context.js';
import { toolboxOf } from '../toolbox/index.js';

export { backUp } from './back-up.js';
export { type Looked, lookAtLeft } from './look.js';
export type { BackupPlan, Hook, HookTime, VolumeBackup } from './model.js';
export { excludedVolumes, planBackup } from './plan.js';
export { restore } from './restore.js';

/**
 * Starts what a backup needs, beside whatever else goes on; to be called as soon as the app's volumes are there. What fails
 * here is tried again, and told, by the first call that needs it.
 */
export function warmUp(context: AppContext): void {
  toolboxOf(context).catch(() => undefined);
}
