/** Where data can be written in a recipe that says nothing about it: its volumes and its databases. Pure. */

import type { BackupPlan, VolumeBackup } from '../backup/index.js';
import type { AppPlan, PlannedService } from '../plan/app.js';
import { backupGaps, isDumped, writes } from './coverage.js';
import { type Database, databaseOf, findDatabases } from './database.js';
import { type DataPlan, type Gap, type Marker, markerOf } from './marker.js';

const FILE = '.cc-ci-marker';

type Backup = BackupPlan & { readonly kind: 'backup' };

export function foundData(app: AppPlan, backup: BackupPlan): DataPlan {
  const volumes = writableVolumes(app);
  const databases = findDatabases(app);
  const forUpgrade = upgradeMarkers(volumes, databases);
  if (backup.kind === 'none') return { markers: forUpgrade, backedUp: [], unverified: [], gaps: [] };
  const { backedUp, unverified, gaps } = backupMarkers(app, backup, volumes, databases);
  const markers = [
    ...forUpgrade,
    ...backedUp.filter(({ name }) => !forUpgrade.some((one) => one.name === name)),
  ];
  return { markers, backedUp, unverified, gaps: [...backupGaps(app, backup), ...gaps] };
}

/** Keys of those that are the app's own, and that a service which runs can write to. */
function writableVolumes(app: AppPlan): readonly string[] {
  const running = app.services.filter(({ replicas }) => replicas > 0);
  return app.volumes
    .filter(({ key, isExternal }) => !isExternal && running.some((service) => writes(service, key)))
    .map(({ key }) => key);
}

/** A table says more about a database's files than a file of ours among them. */
function upgradeMarkers(volumes: readonly string[], databases: readonly Database[]): readonly Marker[] {
  const kept = databases.filter((database) => database.volumes.some((key) => volumes.includes(key)));
  const plain = volumes.filter((key) => !kept.some((database) => database.volumes.includes(key)));
  return [...plain.map(fileMarker), ...kept.map(({ spec }) => markerOf(spec, false))];
}

function fileMarker(volume: string): Marker {
  return markerOf({ kind: 'file', volume, path: FILE }, false);
}

function backupMarkers(
  app: AppPlan,
  backup: Backup,
  volumes: readonly string[],
  databases: readonly Database[],
): Omit<DataPlan, 'markers'> {
  const own = backup.volumes.filter(({ volume }) => volumes.includes(volume));
  const whole = [...new Set(own.filter(({ paths }) => paths === undefined).map(({ volume }) => volume))];
  const dumped = databases.filter(({ service }) =>
    app.services.some((one) => one.name === service && isDumped(backup, one)),
  );
  const comesBack = hasRestoreHook(backup);
  // What a database's hook leaves is its dump, wherever it is put.
  const isDump = (isAt: (service: PlannedService) => boolean): boolean =>
    dumped.length > 0 && app.services.some((service) => isAt(service) && hasPreHook(backup, service.name));
  const partial = own.filter(
    (one) =>
      one.paths !== undefined &&
      !whole.includes(one.volume) &&
      !isDump((service) => writes(service, one.volume)),
  );
  const outside = backup.containerPaths.filter((path) => !isDump(({ name }) => name === path.service));
  const tables = comesBack ? dumped.map(({ spec }) => markerOf(spec, false)) : [];
  const backedUp = [...whole.map(fileMarker), ...tables];
  // Of a database it holds the restore back, whatever else comes back.
  const isOfDatabase = (key: string): boolean =>
    app.services.some((service) => databaseOf(service)?.volumes.includes(key) === true);
  const gaps = [
    ...partial.map((one) => gap(isOfDatabase(one.volume), partialWords(one))),
    ...outside.map((one) => gap(false, outsideWords(one))),
    ...(comesBack ? [] : dumped.map((one) => gap(true, noRestoreWords(one)))),
  ];
  const isNothing = backedUp.length === 0 && gaps.length === 0;
  return { backedUp, gaps, unverified: isNothing ? [NOTHING] : gaps.map(({ words }) => words) };
}

function gap(isHeldBack: boolean, words: string): Gap {
  return { stage: 'restore', isHeldBack, words };
}

function hasPreHook({ hooks }: Backup, service: string): boolean {
  return hooks.backupPre.some((hook) => hook.service === service);
}

function hasRestoreHook({ hooks }: Backup): boolean {
  return hooks.restorePre.length + hooks.restorePost.length > 0;
}

const NOTHING =
  'the labels back up no volume that the app writes to, so the restore has nothing to bring back that could be looked at; add data: to cc-ci.yml';

function partialWords({ volume, paths }: VolumeBackup): string {
  const [path = ''] = paths ?? [];
  return `of the volume ${volume} only ${(paths ?? []).join(', ')} is backed up, and what that is can't be told; add to cc-ci.yml data: [{file: {volume: ${volume}, path: ${path}/cc-ci}}] if it is a folder, else an sql or exec marker`;
}

function outsideWords({ service, path }: Backup['containerPaths'][number]): string {
  return `${path} of ${service} is backed up and is in no volume, so nothing is written there; mount a volume, or add an exec marker under data: in cc-ci.yml`;
}

function noRestoreWords({ service }: Database): string {
  return `${service} is dumped by a hook, and no hook brings the dump back: a restore leaves the database as it is; add the label backupbot.restore.post-hook`;
}
