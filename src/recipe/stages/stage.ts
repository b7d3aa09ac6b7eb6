/** What a stage is: a piece of work on one plan that ends in an outcome, timed and told while it goes on. */

import type { Docker } from '../../docker/index.js';
import type { OnProgress, Phase, StageName, StageResult } from '../../report/results.js';
import type { Engine } from '../engine/engine.js';
import type { Plan } from '../plan.js';
import { type Report, reportOf } from './outcome.js';

export type RouteInputs = { readonly routerAddress: string; readonly tlsVerify: boolean };

export type StageContext = {
  readonly plan: Plan;
  readonly docker: Docker;
  readonly engine: Engine;
  readonly env: NodeJS.ProcessEnv;
  readonly route: RouteInputs;
  readonly signal: AbortSignal;
  /** Times a stretch that is worth a line of its own. */
  phase<T>(name: string, work: () => Promise<T>): Promise<T>;
  waiting(what: string): void;
  note(level: 'info' | 'warning', message: string): void;
  onSecret(value: string): void;
};

export type Stage = (context: StageContext) => Promise<Report>;

export type Ended = { readonly result: StageResult; readonly report: Report };

/** Runs one stage. What it throws becomes its outcome: a run goes on to its teardown whatever happens. */
export async function runStage(
  name: StageName,
  stage: Stage,
  context: Omit<StageContext, 'phase' | 'waiting' | 'note'>,
  onProgress: OnProgress,
): Promise<Ended> {
  onProgress({ kind: 'stage-started', stage: name });
  const startedAt = performance.now();
  const phases: Phase[] = [];
  const report = await stage({
    ...context,
    phase: async (phaseName, work) => {
      const phaseStart = performance.now();
      try {
        return await work();
      } finally {
        const phase = { name: phaseName, durationMs: Math.round(performance.now() - phaseStart) };
        phases.push(phase);
        onProgress({ kind: 'phase-ended', stage: name, phase });
      }
    },
    waiting: (what) => onProgress({ kind: 'waiting', stage: name, for: what }),
    note: (level, message) => onProgress({ kind: 'note', level, message }),
  }).catch((thrown: unknown) => reportOf(thrown, name));
  const common = { stage: name, durationMs: Math.round(performance.now() - startedAt), phases };
  const result = resultOf(common, report);
  onProgress({ kind: 'stage-ended', result });
  return { result, report };
}

/** A stage that could not run, told like the others. */
export function skipStage(name: StageName, reason: string, onProgress: OnProgress): Ended {
  const report = { status: 'skip', reason } as const;
  const result = resultOf({ stage: name, durationMs: 0, phases: [] }, report);
  onProgress({ kind: 'stage-ended', result });
  return { result, report };
}

function resultOf(
  common: { stage: StageName; durationMs: number; phases: Phase[] },
  report: Report,
): StageResult {
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
