/** Where data is written that has to survive: by the manifest, else where it can be found out. Pure. */

import { posix } from 'node:path';
import { UserError } from '../../lib/errors.js';
import type { BackupPlan } from '../backup/index.js';
import type { Manifest, MarkerSpec } from '../manifest/model.js';
import type { AppPlan } from '../plan/app.js';
import { backupGaps } from './coverage.js';
import { foundData } from './found.js';
import { canSpoil, type DataPlan, type Gap, type Marker, markerOf } from './marker.js';

/**
 * From the manifest; without one a marker file in every volume (those backed up whole count for the backup), a table of our own
 * in a database that can be told, and where hooks make a dump of it, also for the backup.
 * Of an older release only what it has already: the manifest is the head's.
 * @throws UserError for a marker that names what the recipe doesn't have.
 */
export function planData(app: AppPlan, manifest: Pick<Manifest, 'data'>, backup: BackupPlan): DataPlan {
  if (manifest.data.length === 0) return foundData(app, backup);
  const specs = app.release === 'previous' ? thoseIn(app, manifest.data) : manifest.data;
  for (const [index, spec] of specs.entries()) checkSpec(app, spec, `cc-ci.yml: data[${index}]`);
  const markers = specs.map((spec) => markerOf(spec, true));
  if (markers.length === 0) return { markers, backedUp: [], unverified: [NOT_YET], gaps: [] };
  const inBackup = markers.filter(({ spec }) => isInBackup(spec, backup));
  const backedUp = inBackup.filter(({ spec }) => canSpoil(spec));
  const notSpoiled = inBackup.filter(({ spec }) => !canSpoil(spec));
  return {
    markers,
    backedUp,
    unverified: [...notSpoiled.map(needsRemove), ...nothingInBackup(backup, backedUp)],
    gaps: [...backupGaps(app, backup), ...notSpoiled.map(notLookedAt)],
  };
}

const NOT_YET =
  'the release before has none of the places under data: in cc-ci.yml, so nothing could be written before the upgrade';

function thoseIn(app: AppPlan, specs: readonly MarkerSpec[]): readonly MarkerSpec[] {
  return specs.filter((spec) => {
    if (spec.kind === 'file') return app.volumes.some(({ key }) => key === spec.volume);
    if (spec.kind === 'http') return app.http.kind !== 'none';
    return app.services.some(({ name }) => name === spec.service);
  });
}

function checkSpec(app: AppPlan, spec: MarkerSpec, where: string): void {
  if (spec.kind === 'file') checkFile(app, spec, where);
  else if (spec.kind !== 'http') checkService(app, spec.service, where);
  else if (app.http.kind === 'none')
    throw new UserError(`${where}.http: ${app.http.reason}: use exec instead`);
}

function checkService(app: AppPlan, service: string, where: string): void {
  const services = app.services.map(({ name }) => name);
  if (!services.includes(service))
    throw new UserError(
      `${where}.service is ${service}, and the recipe has no such service: it has ${services.join(', ')}`,
    );
}

function checkFile(
  app: AppPlan,
  { volume, path }: MarkerSpec & { readonly kind: 'file' },
  where: string,
): void {
  const found = app.volumes.find(({ key }) => key === volume);
  const own = app.volumes.filter(({ isExternal }) => !isExternal).map(({ key }) => key);
  const instead = own.length === 0 ? 'it has none of its own' : `its own are ${own.join(', ')}`;
  if (found === undefined)
    throw new UserError(`${where}.volume is ${volume}, and the recipe has no such volume: ${instead}`);
  if (found.isExternal)
    throw new UserError(
      `${where}.volume is ${volume}, which is external and holds data of others: ${instead}`,
    );
  const isInside = path !== '' && !path.startsWith('/') && !path.split('/').includes('..');
  if (!isInside || path.endsWith('/') || path.includes('\0'))
    throw new UserError(
      `${where}.path is ${JSON.stringify(path)}: name a file inside of the volume, from its root`,
    );
}

/** What requests and commands write is taken to be in the backup: who states them knows what they are for. */
function isInBackup(spec: MarkerSpec, backup: BackupPlan): boolean {
  if (backup.kind === 'none') return false;
  if (spec.kind !== 'file') return true;
  const isBelow = (path: string): boolean => {
    const from = posix.normalize(path).replace(/^\.?\/*|\/+$/g, '');
    return from === '' || posix.normalize(spec.path).startsWith(`${from}/`);
  };
  return backup.volumes.some(
    ({ volume, paths }) => volume === spec.volume && (paths === undefined || paths.some(isBelow)),
  );
}

function needsRemove({ name }: Marker): string {
  return `${name}: what it writes can be neither changed nor deleted before the restore, so the restore isn't looked at there; give the marker \`remove\` in cc-ci.yml`;
}

function notLookedAt(marker: Marker): Gap {
  return { stage: 'restore', isHeldBack: false, words: needsRemove(marker) };
}

function nothingInBackup(backup: BackupPlan, backedUp: readonly Marker[]): readonly string[] {
  return backup.kind === 'none' || backedUp.length > 0
    ? []
    : [
        'no marker under data: in cc-ci.yml is in what the labels back up, so the restore has nothing to bring back; add one that is',
      ];
}
