/** The bundle under measurement: a copy, so that a build meanwhile spoils no number, and what an entry loads of it. */

import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROJECT, runStep, type StepOptions, type StepResult } from '../../test/support/step.js';
import type { Session } from './benchmark.js';

/** The builds that a run compares: this tree's (or --dist's), and --against's where it is given. Name -> folder of the copy. */
export function builds(session: Session): ReadonlyMap<string, string> {
  const { dist, against } = session.options;
  const named: [string, string][] = [['cc-ci', resolve(dist ?? join(PROJECT, 'dist'))]];
  if (against !== undefined) named.push(['cc-ci (other build)', resolve(against)]);
  return new Map(
    named.map(([name, folder], index) => {
      if (!existsSync(join(folder, 'index.js')))
        throw new Error(`${folder} is no bundle: run \`npm run build\` first`);
      const copy = join(session.folder, `dist-${index}`);
      cpSync(folder, copy, { recursive: true });
      return [name, copy];
    }),
  );
}

export const buildOptions = {
  dist: 'DIR      the build to measure; dist/ when left out',
  against: 'DIR   another build, measured beside it',
} as const;

/** The names of a bundle's entries: its stubs. */
export function entriesOf(dist: string): readonly string[] {
  return readdirSync(dist).filter(
    (name) =>
      name.endsWith('.js') && readFileSync(join(dist, name), 'utf8').includes('globalThis.ccCiEntry = '),
  );
}

/** Bytes of a folder with everything in it. */
export function folderBytes(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? folderBytes(path) : statSync(path).size;
    })
    .reduce((sum, bytes) => sum + bytes, 0);
}

export type Loaded = { readonly files: readonly string[]; readonly bytes: number };

/**
 * Runs an entry and tells which scripts of its bundle were loaded. V8 itself says so: with NODE_V8_COVERAGE Node writes down
 * every script that it has compiled, when it exits.
 * @param entry absolute, in a bundle's folder
 */
export async function loadedBy(entry: string, options: StepOptions): Promise<Loaded> {
  const coverage = mkdtempSync(join(options.world.runnerTemp, 'coverage-'));
  await runStep(entry, { ...options, env: { ...options.env, NODE_V8_COVERAGE: coverage } });
  const dist = join(entry, '..');
  const scripts = readdirSync(coverage).flatMap((name) => scriptsIn(join(coverage, name)));
  const files = [...new Set(scripts)].filter((path) => path.startsWith(`${dist}/`)).sort();
  if (files.length === 0) throw new Error(`${entry}: its coverage report names none of its scripts`);
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  return { files: files.map((file) => file.slice(dist.length + 1)), bytes };
}

/** A coverage report: https://nodejs.org/api/cli.html#node_v8_coveragedir */
function scriptsIn(report: string): readonly string[] {
  const { result } = JSON.parse(readFileSync(report, 'utf8')) as { result: readonly { url: string }[] };
  return result.filter(({ url }) => url.startsWith('file:')).map(({ url }) => fileURLToPath(url));
}

/** A step whose failure would make its time meaningless. */
export async function stepOrThrow(entry: string, options: StepOptions, exitCode = 0): Promise<StepResult> {
  const result = await runStep(entry, options);
  if (result.exitCode !== exitCode)
    throw new Error(
      `${entry}: exit code ${result.exitCode ?? result.signal}, not ${exitCode}; its log:\n${result.log}`,
    );
  return result;
}
