/**
 * Gitea's runner (1.0.8) hands a node action inside a composite action the composite's own INPUT_* as well: unknown names, and
 * values in place of what our step left out. The composite's action.yml, in GITHUB_ACTION_PATH, tells what is whose. (act
 * doesn't; at the top of a job GITHUB_ACTION_PATH is empty.)
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode } from './errors.js';

type Composite = {
  readonly inputs?: Readonly<Record<string, unknown>> | null;
  readonly runs?: { readonly using?: unknown; readonly steps?: readonly CompositeStep[] | null } | null;
};
type CompositeStep = { readonly id?: unknown; readonly with?: Readonly<Record<string, unknown>> | null };

/**
 * @param given inputs by lower-case name, as the environment has them.
 * @param keep names whose value stays although the step didn't give them: their default is an expression that only the
 * runner can evaluate.
 * @returns those that our own step was given, or that nothing says are the composite's.
 */
export async function withoutComposites(
  given: ReadonlyMap<string, string>,
  env: NodeJS.ProcessEnv,
  keep: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const folder = env.GITHUB_ACTION_PATH;
  if (folder === undefined || folder === '') return given;
  const text = readFirst([join(folder, 'action.yml'), join(folder, 'action.yaml')]);
  if (text === undefined) return given;
  // Only here: a step at the top of a job, as nearly all are, doesn't pay for the parser.
  const { parse } = await import('yaml');
  return ownOf(given, asComposite(parse(text)), env.GITHUB_ACTION ?? '', keep);
}

/** @param stepId the step's id in the composite, or its index where it has none. */
export function ownOf(
  given: ReadonlyMap<string, string>,
  composite: Composite,
  stepId: string,
  keep: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  if (composite.runs?.using !== 'composite') return given;
  const theirs = new Set(Object.keys(composite.inputs ?? {}).map((name) => name.toLowerCase()));
  const steps = composite.runs?.steps ?? [];
  const step =
    steps.find((entry) => entry.id === stepId) ?? (/^\d+$/.test(stepId) ? steps[Number(stepId)] : undefined);
  const ours = new Set(Object.keys(step?.with ?? {}).map((name) => name.toLowerCase()));
  return new Map([...given].filter(([name]) => !theirs.has(name) || ours.has(name) || keep.has(name)));
}

function asComposite(parsed: unknown): Composite {
  return typeof parsed === 'object' && parsed !== null ? parsed : {};
}

function readFirst(paths: readonly string[]): string | undefined {
  for (const path of paths) {
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error;
    }
  }
  return undefined;
}
