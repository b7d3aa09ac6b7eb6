/** The steps of a stage into the stage's result, and the progress that a reader follows stage by stage. */

import type { OnProgress, Phase, StageName, StageResult } from '../report/results.js';
import type { RunPlan } from './plan/run-plan.js';
import type { Step } from './plan/steps.js';
import type { Ran } from './schedule.js';
import type { Report } from './steps/outcome.js';

export type Ended = { readonly result: StageResult; readonly report: Report };

type Open = {
  readonly steps: Step[];
  readonly ran: Ran[];
  readonly phases: Phase[];
  workedMs: number;
  hasBegun: boolean;
};

export type StageBook = {
  begin(step: Step): void;
  phase(step: Step, phase: Phase): void;
  /** @param workedMs 0 for a step that never ran. */
  end(ran: Ran, workedMs: number): void;
  /** In the order of the stages' names. */
  ended(): readonly Ended[];
};

/** @returns what turns steps into stages and tells of them: a stage has begun with its first step, and ended with its last. */
export function stageBook(
  plan: Pick<RunPlan, 'steps' | 'stages' | 'unverified'>,
  tell: OnProgress,
): StageBook {
  const open = new Map<StageName, Open>();
  for (const step of plan.steps) {
    const entry = open.get(step.stage) ?? { steps: [], ran: [], phases: [], workedMs: 0, hasBegun: false };
    entry.steps.push(step);
    open.set(step.stage, entry);
  }
  const ended = new Map<StageName, Ended>();
  const of = (stage: StageName): Open => {
    const entry = open.get(stage);
    if (entry === undefined) throw new Error(`no step of the plan is for ${stage}`);
    return entry;
  };
  return {
    begin: ({ stage }) => {
      const entry = of(stage);
      if (!entry.hasBegun) tell({ kind: 'stage-started', stage });
      entry.hasBegun = true;
    },
    phase: ({ stage }, phase) => {
      of(stage).phases.push(phase);
      tell({ kind: 'phase-ended', stage, phase });
    },
    end: (ran, workedMs) => {
      const { stage } = ran.step;
      const entry = of(stage);
      entry.ran.push(ran);
      entry.workedMs += workedMs;
      if (entry.ran.length < entry.steps.length) return;
      const report = mergeReports(inOrder(entry), plan.unverified[stage]);
      const result = resultOf(stage, report, entry);
      ended.set(stage, { result, report });
      tell({ kind: 'stage-ended', result });
    },
    ended: () => plan.stages.flatMap((stage) => ended.get(stage) ?? []),
  };
}

/** In the plan's order: which of two findings is told must not hang on which step was quicker. */
function inOrder({ steps, ran }: Open): readonly Ran[] {
  return steps.flatMap((step) => ran.find((each) => each.step.id === step.id) ?? []);
}

/** The worst counts; what one step alone can't say (a restore that read nothing back) is the plan's to add. */
function mergeReports(ran: readonly Ran[], unverified: string | undefined): Report {
  const reports = ran.map(({ report }) => report);
  const find = (...statuses: readonly Report['status'][]): Report | undefined =>
    reports.find(({ status }) => statuses.includes(status));
  const worst =
    find('fail') ??
    find('error') ??
    find('skip') ??
    find('unverified') ??
    (reports.every(({ status }) => status === 'not-applicable') ? reports[0] : undefined) ??
    (unverified === undefined
      ? ({ status: 'pass' } as const)
      : ({ status: 'unverified', reason: unverified } as const));
  const routes = reports.flatMap(({ route }) => route ?? []);
  return {
    ...worst,
    ...(routes[0] === undefined ? {} : { route: routes[0] }),
    residue: reports.flatMap(({ residue }) => residue ?? []),
    details: reports.flatMap(({ details }) => details ?? []),
    artifacts: reports.flatMap(({ artifacts }) => artifacts ?? []),
  };
}

/** A stage without a step of its own: known before the run, or at its end. */
export function stageResult(
  stage: StageName,
  report: Report,
  durationMs = 0,
  phases: readonly Phase[] = [],
): StageResult {
  return resultOf(stage, report, { workedMs: durationMs, phases: [...phases] });
}

function resultOf(
  stage: StageName,
  report: Report,
  { workedMs, phases }: Pick<Open, 'workedMs' | 'phases'>,
): StageResult {
  const common = {
    stage,
    durationMs: Math.round(workedMs),
    phases: [...phases],
    details: [...(report.details ?? [])],
    artifacts: [...(report.artifacts ?? [])],
  };
  switch (report.status) {
    case 'pass':
      return { ...common, status: 'pass' };
    case 'fail':
    case 'error':
      return { ...common, status: report.status, finding: report.finding };
    default:
      return { ...common, status: report.status, reason: report.reason };
  }
}
