/** Backup and restore by backup-bot-two's labels, into a restic repository of the run's own. */

import type { AppContext } from '../context.js';
import type { BackedUp, Restored, Snapshot } from '../engine/engine.js';
import type { AppPlan } from '../plan/app.js';

/** What the labels of a release say will be backed up. */
export type BackupPlan =
  | { readonly kind: 'none'; readonly reason: string }
  | {
      readonly kind: 'backup';
      /** `paths` relative to the volume's root; undefined: all of it. */
      readonly volumes: readonly { readonly volume: string; readonly paths?: readonly string[] }[];
      /** v1 label `backupbot.backup.path`: paths in a service's container. */
      readonly containerPaths: readonly { readonly service: string; readonly path: string }[];
      /** Shell commands of the labels, run in the service's container. */
      readonly hooks: Readonly<
        Record<'backupPre' | 'backupPost' | 'restorePre' | 'restorePost', readonly { readonly service: string; readonly command: string }[]>
      >;
    };

/** Pure. @throws UserError for labels that can't be read. */
export function planBackup(_app: AppPlan): BackupPlan {
  throw new Error('not written yet');
}

export function backUp(_context: AppContext): Promise<BackedUp> {
  throw new Error('not written yet');
}

export function restore(_context: AppContext, _snapshot: Snapshot): Promise<Restored> {
  throw new Error('not written yet');
}
