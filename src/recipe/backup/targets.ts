/** Where in the toolbox the things to back up are, and what they are called in messages. Pure. */

import type { BackupPlan } from './model.js';

export type Target = {
  /** Its path in the toolbox. */
  readonly at: string;
  /** For people, and in a snapshot's list of files: `content/backup.sql`, `app:/etc/app.conf`. */
  readonly name: string;
  /** True where a label names this very path, so that it has to be there. */
  readonly isNamed: boolean;
};

/** Copies of what is outside of volumes. */
const STAGING = '/containers';
const VOLUMES = '/volumes';

/** Where a path of a container is copied to. */
export const stagedAt = (service: string, path: string): string => `${STAGING}/${service}${path}`;

export function targetsOf(
  plan: BackupPlan & { readonly kind: 'backup' },
  pathOf: (volume: string) => string,
): readonly Target[] {
  return [
    ...plan.volumes.flatMap(({ volume, paths }) =>
      paths === undefined
        ? [{ at: pathOf(volume), name: volume, isNamed: false }]
        : paths.map((path) => ({
            at: `${pathOf(volume)}/${path}`,
            name: `${volume}/${path}`,
            isNamed: true,
          })),
    ),
    ...plan.containerPaths.map(({ service, path }) => ({
      at: stagedAt(service, path),
      name: `${service}:${path}`,
      isNamed: true,
    })),
  ];
}

/** `content/a/b` for `/volumes/content/a/b`, `app:/etc/x` for `/containers/app/etc/x`; undefined for anything else. */
export function nameOfPath(at: string): string | undefined {
  if (at.startsWith(`${VOLUMES}/`)) return at.slice(VOLUMES.length + 1);
  const staged = new RegExp(`^${STAGING}/([^/]+)(/.+)$`).exec(at);
  return staged === null ? undefined : `${staged[1]}:${staged[2]}`;
}
