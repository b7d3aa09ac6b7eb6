/** backup-bot-two's labels, read one by one: yes or no, and lists of paths that stay where they belong. */

import { UserError } from '../../lib/errors.js';
import type { PlannedService } from '../plan/app.js';

/** In `deploy.labels`. The specification: docs.coopcloud.tech, specs/backup. */
export const BACKUP = 'backupbot.backup';
export const VOLUMES = `${BACKUP}.volumes.`;
/** Version 1 of the labels. */
export const CONTAINER_PATH = `${BACKUP}.path`;

type Labelled = Pick<PlannedService, 'name' | 'labels'>;

/**
 * @returns undefined where the label isn't there, or empty, as `${ENABLE_BACKUPS}` without a value makes it.
 * @throws UserError for anything but true and false.
 */
export function readBoolean({ name, labels }: Labelled, label: string): boolean | undefined {
  const value = (labels[label] ?? '').trim().toLowerCase();
  if (value === '') return undefined;
  if (value === 'true' || value === 'false') return value === 'true';
  throw bad(name, label, labels[label], 'only true and false are understood');
}

/** @returns paths relative to a volume's root, without `./` and trailing slashes; empty for the root itself. */
export function readVolumePaths(service: Labelled, label: string): readonly string[] {
  return readPaths(service, label, (path) => {
    if (path.startsWith('/'))
      throw bad(
        service.name,
        label,
        path,
        'paths are relative to the root of the volume: leave out the slash in front',
      );
    return path;
  });
}

/** @returns absolute paths in a container, without a trailing slash. */
export function readContainerPaths(service: Labelled, label: string): readonly string[] {
  return readPaths(service, label, (path) => {
    if (!path.startsWith('/'))
      throw bad(service.name, label, path, 'it is a path in the container, with a slash in front');
    if (path === '/')
      throw bad(
        service.name,
        label,
        path,
        'a whole container can’t be restored: name the folders of its data',
      );
    return path;
  });
}

function readPaths(service: Labelled, label: string, check: (path: string) => string): readonly string[] {
  const listed = (service.labels[label] ?? '').split(',').map((path) => path.trim());
  return listed
    .filter((path) => path !== '')
    .map((path) => {
      if (path.split('/').includes('..'))
        throw bad(service.name, label, path, 'a path may not lead out of its volume: leave out ..');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
      if (/[\x00-\x1f\x7f]/.test(path))
        throw bad(service.name, label, path, 'it has a control character in it');
      return check(normal(path));
    });
}

/** `./a//b/` is `a/b`, `.` is the empty path. */
function normal(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  return (path.startsWith('/') ? '/' : '') + segments.join('/');
}

function bad(service: string, label: string, value: string | undefined, why: string): UserError {
  return new UserError(`the label ${label} of the service ${service} is ${JSON.stringify(value)}: ${why}`);
}
