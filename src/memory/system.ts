/** What the kernel says in files, under a root that a test can choose: the live machine's, or a recorded tree. */

import { type Dirent, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type System = {
  /** @returns the file's text; undefined where it can't be read, whatever the reason: what isn't there says nothing. */
  read(path: string): string | undefined;
  /** @returns the names of a folder's sub-folders; none where it can't be read. */
  folders(path: string): readonly string[];
  /** @returns the names of the files in a folder; none where it can't be read. */
  files(path: string): readonly string[];
};

/** @param root stands for `/`. */
export function systemAt(root = '/'): System {
  const at = (path: string): string => (root === '/' ? path : join(root, path));
  return {
    read: (path) => {
      const file = at(path);
      try {
        // Half of what is asked for isn't there, and an exception costs ten times the question.
        return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
      } catch {
        // Not there in this kernel, this container or for this user: each reader says what that means.
        return undefined;
      }
    },
    folders: (path) => entriesOf(at(path), (entry) => entry.isDirectory()),
    files: (path) => entriesOf(at(path), (entry) => !entry.isDirectory()),
  };
}

function entriesOf(folder: string, isWanted: (entry: Dirent) => boolean): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(isWanted)
      .map(({ name }) => name);
  } catch {
    // As above.
    return [];
  }
}

/** A moment's view: each file and folder is read once, however many ask for it. Not for what is asked again later. */
export function remembered(system: System): System {
  const files = new Map<string, string | undefined>();
  const folders = new Map<string, readonly string[]>();
  return {
    ...system,
    read: (path) => {
      if (!files.has(path)) files.set(path, system.read(path));
      return files.get(path);
    },
    folders: (path) => {
      const known = folders.get(path) ?? system.folders(path);
      folders.set(path, known);
      return known;
    },
  };
}
