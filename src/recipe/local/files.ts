/** What lies in the folder of a recipe's tests. */

import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { messageOf, UserError } from '../../lib/errors.js';
import { findOnPath } from '../../lib/on-path.js';
import type { Found, TestFile } from './runners.js';

/** Installed or made, not written by the recipe. */
const LEFT_OUT = new Set(['node_modules', '__pycache__', 'venv']);
const VITEST_CONFIG = /^vitest\.config\.[cm]?[jt]s$/;

export type FolderOptions = {
  /** The recipe: a package.json above it is somebody else's. */
  readonly root: string;
  /** Absolute: a suite of its own below the folder. */
  readonly without: string | undefined;
  readonly path: string | undefined;
};

/** @param folder absolute, exists. */
export async function lookInto(folder: string, { root, without, path }: FolderOptions): Promise<Found> {
  const files = await filesBelow(folder, folder, without);
  const isOwnPackage = [folder, root].some((place) => namesVitest(join(place, 'package.json')));
  const isVitest = isOwnPackage || files.some(({ path: name }) => VITEST_CONFIG.test(name));
  const way = without === undefined ? '..' : relative(folder, without);
  const leftOut = way.startsWith('..') ? undefined : way;
  return {
    files,
    leftOut,
    isVitest,
    vitest: isVitest ? vitestFor(folder, root, path) : undefined,
    node: process.execPath,
  };
}

async function filesBelow(
  folder: string,
  top: string,
  without: string | undefined,
): Promise<readonly TestFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry): Promise<readonly TestFile[]> => {
      const path = join(folder, entry.name);
      if (entry.name.startsWith('.') || LEFT_OUT.has(entry.name) || path === without) return [];
      if (entry.isDirectory()) return filesBelow(path, top, without);
      // A link may lead anywhere; what git keeps of a test is a file.
      return entry.isFile() ? [{ path: relative(top, path), isExecutable: isExecutable(path) }] : [];
    }),
  );
  return found.flat();
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // That is the answer.
    return false;
  }
}

function namesVitest(file: string): boolean {
  if (!existsSync(file)) return false;
  try {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(file, 'utf8')) as Record<
      string,
      object
    >;
    return 'vitest' in { ...dependencies, ...devDependencies };
  } catch (error) {
    throw new UserError(`${file} can't be read: ${messageOf(error)}`, { cause: error });
  }
}

/** As npx finds it: in node_modules here or above, up to the recipe; else on PATH. */
function vitestFor(folder: string, root: string, path: string | undefined): string | undefined {
  for (let place = folder; ; place = dirname(place)) {
    const candidate = join(place, 'node_modules', '.bin', 'vitest');
    if (existsSync(candidate)) return candidate;
    if (place === root || place === dirname(place)) return findOnPath('vitest', path);
  }
}
