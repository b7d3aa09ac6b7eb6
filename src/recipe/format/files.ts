/** The files that a compose file names: each has to be there, be readable, fit into a Swarm, and lie inside the recipe. */

import { accessSync, constants, statSync } from 'node:fs';
import { hasCode } from '../../lib/errors.js';
import { insideOf } from '../../lib/paths.js';
import { formatBytes } from '../../lib/units.js';
import type { Compose } from './compose.js';
import { type Place, showPlace, userErrorAt } from './place.js';

/** Source: moby, swarmkit manager/controlapi: a config holds less than 1000 KB, a secret less than 500 KB. */
const LIMITS = { config: 1000 * 1024, secret: 500 * 1024 } as const;

type Named = {
  readonly what: string;
  readonly path: string;
  readonly place: Place;
  readonly limit?: number;
  readonly mayBeFolder?: boolean;
};

/** @throws UserError with the place of the first file that is missing, too large, or leads out of the recipe. */
export function checkNamedFiles(folder: string, compose: Compose): void {
  for (const named of namedFiles(compose)) checkFile(folder, named);
}

function namedFiles(compose: Compose): readonly Named[] {
  const ofObjects = (kind: 'config' | 'secret', objects: Compose['configs']): readonly Named[] =>
    objects.flatMap(({ key, filePath }) =>
      filePath === undefined ? [] : [{ what: `${kind} ${key}`, limit: LIMITS[kind], ...filePath }],
    );
  return [
    ...ofObjects('config', compose.configs),
    ...ofObjects('secret', compose.secrets),
    ...compose.services.flatMap((service) =>
      service.files.map((file) => ({ ...file, mayBeFolder: file.what.startsWith('bind') })),
    ),
  ];
}

function checkFile(folder: string, { what, path, place, limit, mayBeFolder }: Named): void {
  const target = insideOf(folder, path, `${showPlace(place)}: ${what}`);
  try {
    const found = statSync(target);
    if (!found.isFile() && mayBeFolder !== true)
      throw userErrorAt(place, `${what}: ${path} is no file; name a file of the recipe`);
    if (limit !== undefined && found.size >= limit)
      throw userErrorAt(
        place,
        `${what}: ${path} has ${formatBytes(found.size)}, and Swarm takes less than ${formatBytes(limit)}`,
      );
    accessSync(target, constants.R_OK);
  } catch (cause) {
    if (hasCode(cause, 'ENOENT'))
      throw userErrorAt(place, `${what}: ${path} is not in the recipe: add it, or correct its name`);
    if (hasCode(cause, 'EACCES'))
      throw userErrorAt(place, `${what}: ${path} can't be read: give this user permission to read it`);
    throw cause;
  }
}
