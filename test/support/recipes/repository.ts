/** Recipes of the tests as git repositories: a commit and an annotated tag per release, and a head on top. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Paths and texts; undefined takes a file of the release before away; an object says that it is to be executable. */
export type Files = Readonly<Record<string, string | { readonly script: string } | undefined>>;

export type RecipeSource = {
  /** Oldest first: `[version, files that changed]`. */
  readonly releases: readonly (readonly [string, Files])[];
  /** What the head changes; a commit of its own where given, else the last release is the head. */
  readonly head?: Files;
  /** Lightweight tags are no releases. */
  readonly isLightweight?: boolean;
};

/** The same files give the same commits, whoever's machine it is. */
const GIT_ENV = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'recipe',
  GIT_AUTHOR_EMAIL: 'recipe@example.com',
  GIT_COMMITTER_NAME: 'recipe',
  GIT_COMMITTER_EMAIL: 'recipe@example.com',
  GIT_AUTHOR_DATE: '2026-01-05T12:00:00Z',
  GIT_COMMITTER_DATE: '2026-01-05T12:00:00Z',
};

/** @param folder made here. @returns the folder. */
export function makeRecipe(folder: string, source: RecipeSource): string {
  mkdirSync(folder, { recursive: true });
  const git = (...args: readonly string[]): void => {
    execFileSync('git', args, { cwd: folder, env: GIT_ENV, stdio: ['ignore', 'ignore', 'pipe'] });
  };
  git('init', '--quiet', '--initial-branch=main');
  const commit = (message: string, files: Files): void => {
    writeFiles(folder, files);
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message', message);
  };
  for (const [version, files] of source.releases) {
    commit(version, files);
    if (source.isLightweight === true) git('tag', version);
    else git('tag', '--annotate', '--message', version, version);
  }
  if (source.head !== undefined) commit('the change under test', source.head);
  return folder;
}

function writeFiles(folder: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    if (content === undefined) {
      rmSync(path);
      continue;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : content.script);
    if (typeof content !== 'string') chmodSync(path, 0o755);
  }
}
