/** What a step is: a piece of work on one app that ends in an outcome, told of while it goes on. */

import type { OnProgress, Phase } from '../../report/results.js';
import type { AppContext } from '../context.js';
import type { Values } from '../data/index.js';
import type { Engine, Snapshot } from '../engine/engine.js';
import type { RunPlan } from '../plan/run-plan.js';
import type { Step } from '../plan/steps.js';
import { type Report, reportOf } from './outcome.js';

/** What one step leaves for a later one. */
export type Memory = { snapshot?: Snapshot };

export type StepContext = AppContext & {
  readonly plan: RunPlan;
  readonly step: Step;
  readonly engine: Engine;
  readonly values: Values;
  readonly memory: Memory;
  /** Absolute; made by whoever first keeps something. */
  readonly artifactFolder: string;
};

export type StepWork = (context: StepContext) => Promise<Report>;

export type StepPorts = Omit<StepContext, 'phase' | 'waiting' | 'note'>;

/** Runs one step. What it throws becomes its outcome: a run goes on to its teardown whatever happens. */
export async function performStep(
  work: StepWork,
  ports: StepPorts,
  onPhase: (phase: Phase) => void,
  tell: OnProgress,
): Promise<Report> {
  const { stage } = ports.step;
  return work({
    ...ports,
    phase: async (name, stretch) => {
      const startedAt = performance.now();
      try {
        return await stretch();
      } finally {
        onPhase({ name, durationMs: Math.round(performance.now() - startedAt) });
      }
    },
    waiting: (what) => tell({ kind: 'waiting', stage, for: what }),
    note: (level, message) => tell({ kind: 'note', level, message }),
  }).catch((thrown: unknown) => reportOf(thrown, stage));
}
