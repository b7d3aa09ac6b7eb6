/** Writes a first cc-ci.yml from what a recipe already says, with the rest of the keys as comments. */

import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hasCode, UserError } from '../../lib/errors.js';
import { insideOf } from '../../lib/paths.js';
import type { RunProcess } from '../../lib/process.js';
import { type Compose, readCompose } from '../format/compose.js';
import { parseDomain, stackNameOf } from '../format/names.js';
import { loadRecipe, type Recipe } from '../format/recipe.js';
import { environmentOf, variablesOf } from '../format/variables.js';
import { type Beside, comment, sectionsFor } from './init-sections.js';

const MANIFEST = 'cc-ci.yml';
const MAX_README_BYTES = 1_000_000;

export type InitOptions = {
  /** The recipe's folder, as the user named it. */
  readonly folder: string;
  /** Write over a cc-ci.yml that is there. */
  readonly force: boolean;
  /** Only say what would be written. */
  readonly dryRun: boolean;
  readonly run: RunProcess;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
};

export type Initialised = {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  readonly isWritten: boolean;
};

/** @throws UserError for a folder that is no recipe, and for a cc-ci.yml that is there already unless `force` says to write over it. */
export async function initManifest(options: InitOptions): Promise<Initialised> {
  const { folder, force, dryRun, run, env, signal } = options;
  const recipe = await loadRecipe(folder, run, env, signal);
  const path = insideOf(recipe.folder, MANIFEST, MANIFEST);
  const text = manifestFor(recipe, composeOf(recipe), besideOf(recipe.folder));
  if (!dryRun) writeNew(path, text, force);
  return { path, text, isWritten: !dryRun };
}

/**
 * Pure.
 * @param beside what lies in the recipe's folder besides the files of the format.
 * @returns a cc-ci.yml that `parseManifest` and `checkManifest` take: what was found is written out, the rest stands there as comments.
 */
export function manifestFor(
  recipe: Pick<Recipe, 'name'>,
  compose: Compose,
  beside: Beside = nothingBeside,
): string {
  const head = [
    `# How ${comment(recipe.name)} is tested. Every key may be left out; docs/manifest.md has them all.`,
    '# What this leads to: cc-ci recipe plan .',
  ];
  return `${[head, ...sectionsFor(compose, beside)].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const nothingBeside: Beside = { readme: '', hasTests: false, hasExtra: false };

function composeOf(recipe: Recipe): Compose {
  // Any domain will do: nothing in the manifest depends on it.
  const domain = parseDomain('app.example.com', 'cc-ci recipe init');
  const stack = stackNameOf(domain);
  return readCompose(
    recipe.composeFiles,
    stack,
    variablesOf(environmentOf(recipe, { domain, stack }), recipe),
  );
}

function besideOf(folder: string): Beside {
  const isFolder = (name: string): boolean =>
    existsSync(join(folder, name)) && statSync(join(folder, name)).isDirectory();
  return { readme: readme(folder), hasTests: isFolder('tests'), hasExtra: isFolder('tests/extra') };
}

function readme(folder: string): string {
  const path = resolve(folder, 'README.md');
  if (!existsSync(path)) return '';
  const found = statSync(insideOf(folder, 'README.md', 'README.md'));
  return found.isFile() && found.size <= MAX_README_BYTES ? readFileSync(path, 'utf8') : '';
}

function writeNew(path: string, text: string, force: boolean): void {
  try {
    writeFileSync(path, text, { flag: force ? 'w' : 'wx' });
  } catch (cause) {
    if (hasCode(cause, 'EEXIST'))
      throw new UserError(
        `${path} is there already: --dry-run shows what would be written, --force writes over it`,
        { cause },
      );
    if (hasCode(cause, 'EACCES') || hasCode(cause, 'EROFS') || hasCode(cause, 'EISDIR'))
      throw new UserError(`${path} can't be written: give this user permission to write a file there`, {
        cause,
      });
    throw cause;
  }
}
