/**
 * The result of a recipe run: plain data against a published schema (schemas/results.schema.json). Every report is a pure
 * function of it.
 */

import * as v from 'valibot';
import { type StageName, stageNames } from './stages.js';

export { type StageName, stageNames } from './stages.js';

const text = v.string();
const milliseconds = v.pipe(v.number(), v.minValue(0));

/** Whose it is. Only `recipe` makes a recipe red; the others are errors that say so. */
export const blames = ['recipe', 'host', 'registry', 'forge', 'harness'] as const;

export const findingCodes = [
  'image-missing',
  'registry-refused',
  'registry-rate-limit',
  'deploy-refused',
  'crash-loop',
  'task-rejected',
  'task-unhealthy',
  'no-suitable-node',
  'not-healthy-in-time',
  'http-unreachable',
  'http-unexpected',
  'tls-not-trusted',
  'out-of-memory',
  'host-short-of-resources',
  'lint-error',
  'policy-violation',
  'need-failed',
  'config-changed',
  'releases-unreachable',
  'upgrade-rolled-back',
  'upgrade-paused',
  'upgrade-not-running',
  'data-lost',
  'data-not-written',
  'backup-failed',
  'backup-empty',
  'restore-failed',
  'reinstall-rolled',
  'check-failed',
  'page-errors',
  'local-tests-failed',
  'missing-program',
  'engine-failed',
  'residue',
  'docker-unreachable',
  'cancelled',
  'time-limit',
  'internal',
] as const;

export const Finding = v.strictObject({
  code: v.picklist(findingCodes),
  blame: v.picklist(blames),
  service: v.optional(text),
  /** One sentence: what happened, to what. */
  message: text,
  /** Task errors, exit codes, the end of the log of the service that failed. Masked. */
  evidence: v.array(text),
  /** What to do next. */
  remedy: text,
});

/** A stretch of a stage that is worth a line of its own: pulling an image, creating secrets, waiting for a task. */
export const Phase = v.strictObject({ name: text, durationMs: milliseconds });

const stageCommon = {
  stage: v.picklist(stageNames),
  /** The time of its own steps, without what they waited for. */
  durationMs: milliseconds,
  phases: v.array(Phase),
  /** What was looked at and found good or odd, a line each. */
  details: v.array(text),
  /** Files kept beside results.json, relative to its folder: screenshots, traces, test reports. */
  artifacts: v.array(text),
};

export const StageResult = v.variant('status', [
  v.strictObject({ ...stageCommon, status: v.literal('pass') }),
  v.strictObject({ ...stageCommon, status: v.literal('fail'), finding: Finding }),
  v.strictObject({ ...stageCommon, status: v.literal('error'), finding: Finding }),
  v.strictObject({ ...stageCommon, status: v.literal('skip'), reason: text }),
  v.strictObject({ ...stageCommon, status: v.literal('not-applicable'), reason: text }),
  v.strictObject({ ...stageCommon, status: v.literal('unverified'), reason: text }),
]);

/** An object in the Swarm: what it is and its name, `volume hell-3fa9c1_ci_test_content`. */
export const Residue = v.strictObject({
  kind: v.picklist(['service', 'container', 'volume', 'network', 'config', 'secret', 'lease']),
  name: text,
});

/** What this run removed of an earlier one that could not clean up after itself. */
export const Reaped = v.strictObject({ stack: text, reason: text, removed: v.array(Residue) });

const TestedRecipe = v.strictObject({
  name: text,
  /** What the recipe calls itself (its version label), if it does. */
  version: v.nullable(text),
  /** The commit under test; null outside a git repository. */
  sha: v.nullable(text),
  /** True when the working tree differs from the commit. */
  isDirty: v.boolean(),
});

/** Another app that the recipe needs. `stack` and `recipe` are null for one that was there already. */
export const Needed = v.strictObject({
  name: text,
  domain: text,
  stack: v.nullable(text),
  recipe: v.nullable(TestedRecipe),
});

export const Results = v.strictObject({
  schema: v.literal(1),
  tool: v.strictObject({ name: v.literal('cc-ci-action'), version: text }),
  /** `pass`: all green. `fail`: the recipe is red. `error`: no verdict about the recipe. `cancelled`: somebody asked it to stop. */
  verdict: v.picklist(['pass', 'fail', 'error', 'cancelled']),
  startedAt: v.pipe(text, v.isoTimestamp()),
  durationMs: milliseconds,
  recipe: TestedRecipe,
  engine: v.picklist(['swarm', 'abra']),
  /** abra's own version; null for the built-in engine. */
  engineVersion: v.nullable(text),
  /** The release that the upgrade began at; null without one. */
  upgradedFrom: v.nullable(text),
  /** Where manifest, tests and policy come from, in words. */
  base: text,
  /** 0 to 5, each with all below it: install, upgrade, backup and restore, checks and tests, lint and policy. */
  level: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(5)),
  app: v.strictObject({ domain: text, stack: text }),
  /** What the manifest's `needs` came to; left out where it has none. */
  needs: v.optional(v.array(Needed)),
  /** Where the http check went: through a router (its address) or straight to the task. */
  route: v.nullable(text),
  stages: v.array(StageResult),
  residue: v.array(Residue),
  reaped: v.array(Reaped),
});

export type Finding = v.InferOutput<typeof Finding>;
export type FindingCode = Finding['code'];
export type Phase = v.InferOutput<typeof Phase>;
export type StageResult = v.InferOutput<typeof StageResult>;
export type Residue = v.InferOutput<typeof Residue>;
export type Reaped = v.InferOutput<typeof Reaped>;
export type Needed = v.InferOutput<typeof Needed>;
export type Results = v.InferOutput<typeof Results>;

/** What a run says while it goes on; the terminal and the runner's log are two readers of this one stream. */
export type Progress =
  | {
      readonly kind: 'run-started';
      readonly recipe: string;
      readonly domain: string;
      readonly stack: string;
      readonly stages: readonly StageName[];
    }
  | { readonly kind: 'stage-started'; readonly stage: StageName }
  /** The live line: for what the run is waiting right now, `app: 0 of 1 tasks running, starting (health check pending)`. */
  | { readonly kind: 'waiting'; readonly stage: StageName; readonly for: string }
  | { readonly kind: 'phase-ended'; readonly stage: StageName; readonly phase: Phase }
  | { readonly kind: 'note'; readonly level: 'info' | 'warning'; readonly message: string }
  | { readonly kind: 'stage-ended'; readonly result: StageResult }
  | { readonly kind: 'run-ended'; readonly results: Results };

export type OnProgress = (progress: Progress) => void;
