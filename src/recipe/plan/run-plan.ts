/** A whole run as plain data: the apps that will live, the steps on them, and what is known before any of them. */

import type { Finding, Results, StageName } from '../../report/results.js';
import type { BackupPlan } from '../backup/index.js';
import type { DataPlan } from '../data/index.js';
import type { LintProblem } from '../lint/index.js';
import type { Manifest } from '../manifest/model.js';
import { type FreshNeed, isNeed, type NeedPlan } from '../needs/model.js';
import type { PolicyMode, Violation } from '../policy/index.js';
import type { Release } from '../releases/index.js';
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
  /** In the order of the manifest; what is deployed here is there before the apps, and goes after them. */
  readonly needs: readonly NeedPlan[];
  readonly steps: readonly Step[];
  readonly known: readonly Known[];
  /** Stages that can pass only in part, and why: nothing was there to be looked at. */
  readonly unverified: Readonly<Partial<Record<StageName, string>>>;
  readonly lint: readonly LintProblem[];
  /** As far as they are known. */
  readonly releases: readonly Release[];
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
  const app = isNeed(role) ? needOf(plan, role)?.app : testedApp(plan, role, release);
  if (app === undefined) throw new Error(`the plan has no app ${role} at ${release}`);
  return app;
}

function testedApp(
  { apps: { fresh, seasoned } }: RunPlan,
  role: 'fresh' | 'seasoned',
  release: ReleaseName,
): AppPlan | undefined {
  if (role === 'fresh') return fresh;
  return release === 'head' ? seasoned?.head : seasoned?.previous;
}

/** @returns the need that the role is of; undefined for the apps under test. */
export function needOf(plan: RunPlan, role: AppRole): FreshNeed | undefined {
  return freshNeeds(plan).find(({ app }) => app.role === role);
}

/** The needs that this run deploys. */
export function freshNeeds({ needs }: Pick<RunPlan, 'needs'>): readonly FreshNeed[] {
  return needs.filter((need): need is FreshNeed => need.kind === 'fresh');
}

/** @returns one plan a stack: the one that claims its domain. What is needed comes before what needs it. */
export function stacksOf(plan: RunPlan): readonly AppPlan[] {
  const { fresh, seasoned } = plan.apps;
  const tested = [fresh, ...(seasoned === undefined ? [] : [seasoned.head])];
  return [...freshNeeds(plan).map(({ app }) => app), ...tested];
}
