/** What a restore that succeeds would say nothing of: volumes that are in no backup. Pure. */

import { type BackupPlan, excludedVolumes } from '../backup/index.js';
import type { AppPlan, PlannedService } from '../plan/app.js';
import { databaseOf } from './database.js';
import type { Gap } from './marker.js';

type Backup = BackupPlan & { readonly kind: 'backup' };

/**
 * One for each volume of the app's own that a service which runs writes to, and that neither a label nor a dump puts into the
 * backup. A database's holds the stage back: data of the app would be lost, and the markers of other volumes would come back all
 * the same. What a label leaves out is its author's decision.
 */
export function backupGaps(app: Pick<AppPlan, 'services' | 'volumes'>, backup: BackupPlan): readonly Gap[] {
  if (backup.kind === 'none') return [];
  const excluded = excludedVolumes(app.services);
  return app.volumes.flatMap(({ key, isExternal }): readonly Gap[] => {
    const writers = app.services.filter((service) => service.replicas > 0 && writes(service, key));
    const isIn = backup.volumes.some(({ volume }) => volume === key);
    if (isExternal || isIn || writers.length === 0) return [];
    if (excluded.has(key)) return [told(`the volume ${key} is left out of the backup by its label`)];
    const names = writers.map(({ name }) => name).join(', ');
    const database = writers.find((service) => databaseOf(service)?.volumes.includes(key) === true);
    if (database === undefined) return [told(`the volume ${key} of ${names} is in no backup`)];
    return isDumped(backup, database)
      ? []
      : [{ stage: 'backup', isHeldBack: true, words: lost(key, database) }];
  });
}

/** By a hook in its own container, or by one that names its dump program. */
export function isDumped({ hooks }: Backup, service: PlannedService): boolean {
  const program = databaseOf(service)?.dumpProgram;
  return hooks.backupPre.some(
    (hook) => hook.service === service.name || program?.test(hook.command) === true,
  );
}

export function writes(service: PlannedService, key: string): boolean {
  return service.volumes.some(({ volume, isReadOnly }) => volume === key && !isReadOnly);
}

function told(words: string): Gap {
  return { stage: 'backup', isHeldBack: false, words };
}

function lost(key: string, { name }: PlannedService): string {
  return `the volume ${key} of the database ${name} is in no backup, so a restore brings none of its data back; dump it by the label backupbot.backup.pre-hook of ${name}, or take the label backupbot.backup.path away, which keeps whole volumes out of the backup; backupbot.backup.volumes.${key}=false says that it may be lost`;
}
