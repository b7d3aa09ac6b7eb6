/** What a toolbox sees, as the Engine API wants it: the app's volumes, and one of the run's own for backups. Pure. */

import type { AppPlan, PlannedVolume } from '../plan/app.js';
import { OWN_LABEL } from '../teardown/index.js';

/** Where the restic repository is. Its volume belongs to the stack, so that the teardown of the stack removes it. */
export const REPOSITORY = '/repository';

const ROOT = '/volumes';

/** Where a volume is, by its key in the compose file. */
export const pathOfVolume = (key: string): string => `${ROOT}/${key}`;

/** By this name the teardown finds it even where labels are lost. */
export const toolboxName = (stack: string): string => `${stack}_cc-ci-toolbox`;

export const backupVolumeName = (stack: string): string => `${stack}_cc-ci-backup`;

/**
 * The volumes to mount: the app's own that exist. One that doesn't exist yet must not be made here: it would lack the recipe's
 * driver options. External ones hold somebody else's data.
 */
export function volumesToMount(
  app: Pick<AppPlan, 'volumes'>,
  existing: ReadonlySet<string>,
): readonly PlannedVolume[] {
  return app.volumes.filter(({ isExternal, name }) => !isExternal && existing.has(name));
}

/** The body of `POST /containers/create`. */
export function toolboxSpec(stack: string, image: string, volumes: readonly PlannedVolume[]): object {
  const own = { [OWN_LABEL]: stack };
  return {
    Image: image,
    // The official image's entrypoint is restic. `sleep infinity` is not known to every busybox.
    Entrypoint: ['sh', '-c', 'while :; do sleep 3600; done'],
    Cmd: [],
    // Owners and modes can be read and set by root alone.
    User: '0:0',
    WorkingDir: '/',
    Labels: own,
    Healthcheck: { Test: ['NONE'] },
    HostConfig: {
      NetworkMode: 'none',
      SecurityOpt: ['no-new-privileges'],
      LogConfig: { Type: 'none' },
      Mounts: [
        ...volumes.map(({ key, name }) => ({
          Type: 'volume',
          Source: name,
          Target: pathOfVolume(key),
          VolumeOptions: { NoCopy: true },
        })),
        {
          Type: 'volume',
          Source: backupVolumeName(stack),
          Target: REPOSITORY,
          VolumeOptions: { NoCopy: true, Labels: own },
        },
      ],
    },
  };
}
