/** The manifest of a folder: cc-ci.yml, or what a recipe without one gets. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../lib/errors.js';
import { insideOf } from '../../lib/paths.js';
import { parseManifest } from './load.js';
import { defaultManifest, type Manifest } from './model.js';

const MANIFEST = 'cc-ci.yml';

/** @throws UserError with one line for each thing that is wrong with it, and for a file under the name that is not read. */
export async function readManifest(folder: string): Promise<Manifest> {
  if (existsSync(join(folder, 'cc-ci.yaml')))
    throw new UserError(`cc-ci.yaml is not read: the manifest's name is ${MANIFEST}`);
  if (!existsSync(join(folder, MANIFEST))) return defaultManifest;
  return parseManifest(await readFile(insideOf(folder, MANIFEST, 'the manifest'), 'utf8'), MANIFEST);
}
