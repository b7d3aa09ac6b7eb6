/** A whole run as plain data: the apps that will live, the steps on them, and what is known before any of them. */

import type { Finding, Results, StageName } from '../../report/results.js';
import type { BackupPlan } from '../backup/index.js';
import type { DataPlan } from '../data/index.js';
import type { LintProblem } from '../lint/index.js';
import type { Manifest } from '../manifest/model.js';
import type { PolicyMode, Violation } from '../policy/index.js';
import type { AppPlan, AppRole, ReleaseName } from './app.js';
import type { Step } from './steps.js';

/** What needs no Swarm to be known about a stage. */
export type Known = { readonly stage: StageName } & (
  | { readonly status: 'not-applicable' | 'unverified'; readonly reason: string }
  | { readonly status: 'fail' | 'error'; readonly finding: Finding }
);

export type RunPlan = {
  readonly recipe: Results['recipe'];
  readonly stages: readonly StageName[];
  readonly apps: {
    readonly fresh: AppPlan;
    /** Lives as the release before, where there is one, and then as the head. */
    readonly seasoned?: { readonly previous?: AppPlan; readonly head: AppPlan };
  };
  readonly steps: readonly Step[];
  readonly known: readonly Known[];
  /** Stages that can pass only in part, and why: nothing was there to be looked at. */
  readonly unverified: Readonly<Partial<Record<StageName, string>>>;
  readonly lint: readonly LintProblem[];
  readonly policy: {
    readonly mode: PolicyMode;
    readonly why: string;
    readonly violations: readonly Violation[];
  };
  readonly data: { readonly previous: DataPlan; readonly head: DataPlan };
  readonly backup: BackupPlan;
  readonly manifest: Manifest;
  /** Where the manifest and the tests come from, in words. */
  readonly base: string;
  readonly testsFolder: string;
  /** Two apps at once or one after the other, and why. */
  readonly layout: { readonly isSideBySide: boolean; readonly why: string };
  /** The whole run without its teardown. */
  readonly totalMs: number;
};

/** @returns the plan of an app at a release. @throws Error where the plan has no such app: a fault of the steps. */
export function appOf(plan: RunPlan, role: AppRole, release: ReleaseName): AppPlan {
  const app =
    role === 'fresh'
      ? plan.apps.fresh
      : release === 'head'
        ? plan.apps.seasoned?.head
        : plan.apps.seasoned?.previous;
  if (app === undefined) throw new Error(`the plan has no app ${role} at ${release}`);
  return app;
}

/** @returns one plan a stack: the one that claims its domain. */
export function stacksOf(plan: RunPlan): readonly AppPlan[] {
  return [plan.apps.fresh, ...(plan.apps.seasoned === undefined ? [] : [plan.apps.seasoned.head])];
}
