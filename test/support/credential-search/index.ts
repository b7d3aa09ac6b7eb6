/** Looks for a planted token in every place where a step could have left it. */
import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode } from '../../../src/lib/errors.js';
import type { StepResult } from '../step.js';
import type { World } from '../world.js';
import { formsIn, type Needle, needlesFor } from './forms.js';
import type { ArgvReport } from './sampler.js';

export { needlesFor } from './forms.js';
export { type ArgvReport, type Sampler, sampleArgv } from './sampler.js';

/**
 * A token as a forge could hand it out, in which raw, base64 and URL-encoded are all different. Another one in every test
 * file: the search sees the whole machine, and the file that runs beside this one may leave its own on a command line.
 */
export const PLANTED_TOKEN = `pl4nted+T0ken/for=tests%and:more~${randomBytes(4).toString('hex')}`;

export interface Finding {
  /** A path, or `log`, `argv of PID`, `GITHUB_ENV`, `environment of a later step: NAME`. */
  readonly place: string;
  readonly form: string;
}

/** Searches whole folders: names, contents and link targets, `.git` included. A file that ends while it is read is no find. */
export function searchFolders(folders: readonly string[], needles: readonly Needle[]): readonly Finding[] {
  return folders.flatMap((folder) => searchPath(folder, needles));
}

function searchPath(path: string, needles: readonly Needle[]): readonly Finding[] {
  try {
    const stats = lstatSync(path);
    const inName = findings(`name of ${path}`, path, needles);
    if (stats.isSymbolicLink()) return [...inName, ...findings(path, readlinkSync(path), needles)];
    if (stats.isFile()) return [...inName, ...findings(path, readFileSync(path), needles)];
    if (!stats.isDirectory()) return inName;
    return readdirSync(path).flatMap((entry) => searchPath(join(path, entry), needles));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/** Searches what a step said and handed on. */
export function searchStep(step: StepResult, needles: readonly Needle[]): readonly Finding[] {
  return [
    ...findings('log', shownLog(step), needles),
    ...Object.entries(step.commandFiles).flatMap(([name, text]) => findings(name, text, needles)),
    ...Object.entries(step.laterEnv).flatMap(([name, value]) =>
      findings(`environment of a later step: ${name}`, `${name}=${value}`, needles),
    ),
  ];
}

/** A runner takes `::add-mask::` lines out of the log. What it masks elsewhere still counts as found: nobody should print it. */
function shownLog(step: StepResult): string {
  const lines = `${step.stdout}\n${step.stderr}`.split('\n');
  return lines.filter((line) => !line.startsWith('::add-mask::')).join('\n');
}

/** Folders that outlive a job on a runner, as far as a world has them, and the machine's memory-backed one. */
function foldersOf(world: World): readonly string[] {
  return [world.workspace, world.home, world.runnerTemp, world.tmp, world.commands, '/dev/shm'];
}

export interface SearchOptions {
  readonly token: string;
  readonly world: World;
  readonly step?: StepResult;
  readonly argv?: ArgvReport;
}

/** Everything at once. An empty list is what a step that keeps its credential to itself ends in. */
export function findCredential({ token, world, step, argv }: SearchOptions): readonly Finding[] {
  const needles = needlesFor(token);
  return [
    ...searchFolders(foldersOf(world), needles),
    ...(step === undefined ? [] : searchStep(step, needles)),
    ...(argv?.hits ?? []).map(({ pid, form, command }) => ({ place: `argv of ${pid} (${command})`, form })),
  ];
}

function findings(place: string, haystack: string | Buffer, needles: readonly Needle[]): readonly Finding[] {
  return formsIn(haystack, needles).map((form) => ({ place, form }));
}
