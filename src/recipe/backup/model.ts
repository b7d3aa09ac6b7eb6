/** What the labels of a release say will be backed up, as plain data. */

export type Hook = { readonly service: string; readonly command: string };

export type HookTime = 'backupPre' | 'backupPost' | 'restorePre' | 'restorePost';

/** `paths` relative to the volume's root; undefined: all of it. */
export type VolumeBackup = { readonly volume: string; readonly paths?: readonly string[] };

export type BackupPlan =
  | { readonly kind: 'none'; readonly reason: string }
  | {
      readonly kind: 'backup';
      readonly volumes: readonly VolumeBackup[];
      /** v1 label `backupbot.backup.path`, outside of volumes: absolute paths in a service's container. */
      readonly containerPaths: readonly { readonly service: string; readonly path: string }[];
      /** Shell commands of the labels, run in the service's container. */
      readonly hooks: Readonly<Record<HookTime, readonly Hook[]>>;
      /** Labels that don't do what their author may think. */
      readonly notes: readonly string[];
    };
