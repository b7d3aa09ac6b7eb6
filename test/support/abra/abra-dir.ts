/** A private ABRA_DIR with one recipe in it, made in a throw-away folder. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Files, git } from '../repos.js';

export type AbraDir = {
  readonly path: string;
  /** The recipe's clone, `recipes/NAME`. */
  readonly recipe: string;
  /** Where that clone comes from: `origin`. */
  readonly origin: string;
  /** Path of an app's .env on the server default. */
  envFile(domain: string): string;
  dispose(): void;
};

export type ReleaseOf = {
  /** Undefined: a commit without a tag. */
  readonly tag?: string;
  readonly isLightweight?: boolean;
  readonly files: Files;
};

/** Commits the releases in their order; the clone is left at the last one, on the branch main. */
export function makeAbraDir(recipeName: string, releases: readonly ReleaseOf[]): AbraDir {
  const root = mkdtempSync(join(tmpdir(), 'cc-ci-test-abra-'));
  const [path, origin] = [join(root, 'abra'), join(root, 'origin', recipeName)];
  const recipe = join(path, 'recipes', recipeName);
  mkdirSync(join(path, 'servers', 'default'), { recursive: true });
  mkdirSync(origin, { recursive: true });
  git(origin, ['init', '--quiet', '--initial-branch', 'main']);
  for (const release of releases) commitRelease(origin, release);
  git(root, ['clone', '--quiet', origin, recipe]);
  return {
    path,
    recipe,
    origin,
    envFile: (domain) => join(path, 'servers', 'default', `${domain}.env`),
    dispose: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** One more commit, and its tag, in a work tree: the origin's, or the clone's own. */
export function commitRelease(folder: string, { tag, isLightweight = false, files }: ReleaseOf): string {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  git(folder, ['add', '--all']);
  git(folder, ['commit', '--quiet', '--allow-empty', '--message', tag ?? 'change']);
  if (tag !== undefined)
    git(folder, ['tag', ...(isLightweight ? [] : ['--annotate', '--message', tag]), tag]);
  return git(folder, ['rev-parse', 'HEAD']);
}
