/** The labels of a release into what will be backed up. Pure. */

import type { AppPlan, PlannedService } from '../plan/app.js';
import {
  BACKUP,
  CONTAINER_PATH,
  readBoolean,
  readContainerPaths,
  readVolumePaths,
  VOLUMES,
} from './labels.js';
import type { BackupPlan, Hook, HookTime, VolumeBackup } from './model.js';

type App = {
  readonly services: readonly Pick<PlannedService, 'name' | 'labels' | 'volumes' | 'replicas'>[];
  readonly volumes: AppPlan['volumes'];
};

const HOOK_LABELS: Readonly<Record<HookTime, string>> = {
  backupPre: 'backupbot.backup.pre-hook',
  backupPost: 'backupbot.backup.post-hook',
  restorePre: 'backupbot.restore.pre-hook',
  restorePost: 'backupbot.restore.post-hook',
};

type What = Pick<BackupPlan & { readonly kind: 'backup' }, 'volumes' | 'containerPaths' | 'notes'>;

/**
 * `backupbot.backup=true` on any service backs up the stack: all of its own volumes that a service mounts, less those that a
 * label excludes, with paths only those. Where no label speaks of volumes, version 1's label of container paths is obeyed.
 * @throws UserError for labels that can't be read.
 */
export function planBackup(app: App): BackupPlan {
  const said = app.services.map((service) => readBoolean(service, BACKUP));
  if (!said.includes(true)) {
    const refuser = app.services[said.indexOf(false)];
    const reason =
      refuser === undefined
        ? `no service has the label ${BACKUP}=true`
        : `the label ${BACKUP} of ${refuser.name} is false`;
    return { kind: 'none', reason };
  }
  const what = usesVersion1(app) ? planContainerPaths(app) : planVolumes(app);
  if (what.volumes.length === 0 && what.containerPaths.length === 0)
    return { kind: 'none', reason: `${BACKUP} is true, and there is nothing to back up: ${whyNothing(app)}` };
  const hooks = planHooks(app);
  return { kind: 'backup', ...what, hooks: hooks.hooks, notes: [...what.notes, ...hooks.notes] };
}

function usesVersion1({ services }: App): boolean {
  const has = (test: (label: string) => boolean): boolean =>
    services.some(({ labels }) =>
      Object.entries(labels).some(([label, value]) => value !== '' && test(label)),
    );
  return has((label) => label === CONTAINER_PATH) && !has((label) => label.startsWith(VOLUMES));
}

function whyNothing({ volumes, services }: App): string {
  const own = volumes.filter(({ isExternal }) => !isExternal);
  if (own.length === 0) return 'the recipe has no volumes of its own';
  if (!own.some(({ key }) => isMounted({ services }, key))) return 'no service mounts its volumes';
  return own.some(({ key }) => isUsed({ services }, key))
    ? 'labels exclude every volume'
    : 'no service that mounts its volumes has replicas';
}

const isMounted = ({ services }: Pick<App, 'services'>, key: string): boolean =>
  services.some(({ volumes }) => volumes.some(({ volume }) => volume === key));

/** Docker makes a volume with the first container that mounts it. */
const isUsed = ({ services }: Pick<App, 'services'>, key: string): boolean =>
  isMounted({ services: services.filter(({ replicas }) => replicas > 0) }, key);

function planVolumes(app: App): What {
  const notes: string[] = [];
  const excluded = excludedVolumes(app.services);
  const paths = new Map<string, Set<string>>();
  for (const service of app.services) {
    for (const label of Object.keys(service.labels).filter((key) => key.startsWith(VOLUMES))) {
      const isPath = label.endsWith('.path');
      const key = label.slice(VOLUMES.length, isPath ? -'.path'.length : undefined);
      if (!app.volumes.some((volume) => volume.key === key))
        notes.push(
          `the label ${label} of ${service.name} names ${JSON.stringify(key)}, and the recipe has no such volume`,
        );
      if (isPath) {
        const of = paths.get(key) ?? new Set();
        for (const path of readVolumePaths(service, label)) of.add(path);
        paths.set(key, of);
      }
    }
  }
  const wanted = app.volumes.filter(
    ({ key, isExternal }) => !isExternal && !excluded.has(key) && isMounted(app, key),
  );
  for (const { key } of wanted.filter((volume) => !isUsed(app, volume.key)))
    notes.push(
      `the volume ${key} is not backed up: no service that mounts it has replicas, so it doesn't exist`,
    );
  const volumes = wanted
    .filter(({ key }) => isUsed(app, key))
    .map(({ key }) => volumeBackup(key, [...(paths.get(key) ?? [])]));
  return { volumes, containerPaths: [], notes };
}

/** @returns keys of volumes that a label leaves out of the backup: `backupbot.backup.volumes.NAME=false`. */
export function excludedVolumes(
  services: readonly Pick<PlannedService, 'name' | 'labels'>[],
): ReadonlySet<string> {
  const keys = services.flatMap((service) =>
    Object.keys(service.labels)
      .filter((label) => label.startsWith(VOLUMES) && !label.endsWith('.path'))
      .filter((label) => readBoolean(service, label) === false)
      .map((label) => label.slice(VOLUMES.length)),
  );
  return new Set(keys);
}

/** No paths, or the root among them: all of it. */
function volumeBackup(volume: string, paths: readonly string[]): VolumeBackup {
  return paths.length === 0 || paths.includes('') ? { volume } : { volume, paths };
}

function planContainerPaths(app: App): What {
  const notes = [
    `${CONTAINER_PATH} is a label of backup-bot's version 1; version 2 backs up volumes and reads ${VOLUMES}NAME.path`,
  ];
  const inVolumes = new Map<string, string[]>();
  const containerPaths: { service: string; path: string }[] = [];
  for (const service of app.services) {
    if (readBoolean(service, BACKUP) === false) continue;
    for (const path of readContainerPaths(service, CONTAINER_PATH)) {
      const mount = mountOf(service, path);
      if (mount === undefined) containerPaths.push({ service: service.name, path });
      else if (app.volumes.some(({ key, isExternal }) => key === mount.volume && isExternal))
        notes.push(
          `${path} of ${service.name} is in ${mount.volume}, an external volume: it holds data that isn't this app's, and is left alone`,
        );
      else inVolumes.set(mount.volume, [...(inVolumes.get(mount.volume) ?? []), mount.path]);
    }
  }
  const volumes = [...inVolumes].map(([volume, paths]) => volumeBackup(volume, [...new Set(paths)]));
  return { volumes, containerPaths, notes };
}

/** The volume that a path in a container is in, by the longest mount point, and where in it. */
function mountOf(
  { volumes }: Pick<PlannedService, 'volumes'>,
  path: string,
): { readonly volume: string; readonly path: string } | undefined {
  const [mount] = volumes
    .map(({ volume, target }) => ({ volume, target: target.replace(/\/+$/, '') }))
    .filter(({ target }) => path === target || path.startsWith(`${target}/`))
    .sort((one, other) => other.target.length - one.target.length);
  return mount && { volume: mount.volume, path: path.slice(mount.target.length + 1) };
}

function planHooks({ services }: App): {
  readonly hooks: Readonly<Record<HookTime, readonly Hook[]>>;
  readonly notes: readonly string[];
} {
  const notes: string[] = [];
  const of = (time: HookTime): readonly Hook[] =>
    services.flatMap(({ name, labels, replicas }) => {
      const command = labels[HOOK_LABELS[time]] ?? '';
      if (command.trim() === '') return [];
      if (replicas > 0) return [{ service: name, command }];
      notes.push(`${HOOK_LABELS[time]} of ${name} is not run: the service has no replicas`);
      return [];
    });
  const hooks = {
    backupPre: of('backupPre'),
    backupPost: of('backupPost'),
    restorePre: of('restorePre'),
    restorePost: of('restorePost'),
  };
  for (const { name, labels } of services)
    if (labels[`${BACKUP}.command`] !== undefined)
      notes.push(
        `${BACKUP}.command of ${name} is in no version of the labels: a command goes into ${HOOK_LABELS.backupPre}`,
      );
  return { hooks, notes };
}
