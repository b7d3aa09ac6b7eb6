/** What a stage is: a piece of work on one plan that ends in an outcome, timed and told while it goes on. */

import { type Docker, DockerApiError, ImageError } from '../../docker/index.js';
import { CancelledError, EnvironmentError, messageOf, UserError } from '../../lib/errors.js';
import { formatDuration } from '../../lib/units.js';
import type { Finding, OnProgress, Phase, Residue, StageName, StageResult } from '../../report/results.js';
import type { Engine } from '../engine/engine.js';
import type { Plan } from '../plan.js';

export type Outcome =
  | { readonly status: 'pass' }
  | { readonly status: 'fail' | 'error'; readonly finding: Finding; readonly isUsers?: boolean }
  | { readonly status: 'skip' | 'not-applicable' | 'unverified'; readonly reason: string };

/** What a stage found out that the results show apart from its outcome. */
export type Report = Outcome & { readonly route?: string; readonly residue?: readonly Residue[] };

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

/** The run's own clock ran out, which is not the recipe's deploy timeout. */
export class TimeLimitError extends EnvironmentError {
  constructor(readonly limitMs: number) {
    super(`the run's time limit of ${formatDuration(limitMs)} is over`);
  }
}

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
  }).catch((thrown: unknown) => outcomeOf(thrown, name));
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

/** Only the recipe makes a recipe red; everything else is an error that says whose it is. */
export function judged(finding: Finding): Report {
  return { status: finding.blame === 'recipe' ? 'fail' : 'error', finding };
}

function outcomeOf(thrown: unknown, stage: StageName): Report {
  if (thrown instanceof ImageError) return judged(thrown.finding);
  if (thrown instanceof UserError)
    return {
      status: 'error',
      isUsers: true,
      finding: finding('deploy-refused', 'recipe', thrown, 'Correct it, and run again.'),
    };
  if (thrown instanceof CancelledError)
    return error(
      'cancelled',
      'harness',
      `${messageOf(thrown)} during ${stage}`,
      'Run it again when it suits.',
    );
  if (thrown instanceof TimeLimitError)
    return error(
      'time-limit',
      'harness',
      `${messageOf(thrown)}, during ${stage}`,
      'Raise input time-limit, or look at what took so long in the phases above.',
    );
  if (thrown instanceof DockerApiError || thrown instanceof EnvironmentError)
    return {
      status: 'error',
      finding: finding('docker-unreachable', 'host', thrown, 'Look at the Docker host, and run again.'),
    };
  return {
    status: 'error',
    finding: finding(
      'internal',
      'harness',
      thrown,
      'This is a fault of cc-ci: please report it with this log.',
    ),
  };
}

function error(code: Finding['code'], blame: Finding['blame'], message: string, remedy: string): Report {
  return { status: 'error', finding: { code, blame, message, evidence: [], remedy } };
}

function finding(code: Finding['code'], blame: Finding['blame'], thrown: unknown, remedy: string): Finding {
  return { code, blame, message: messageOf(thrown), evidence: causesOf(thrown, code), remedy };
}

/** The chain of causes; for a fault of our own the stack too. */
function causesOf(thrown: unknown, code: Finding['code']): string[] {
  const causes: string[] = [];
  let cause = thrown instanceof Error ? thrown.cause : undefined;
  for (; cause !== undefined; cause = cause instanceof Error ? cause.cause : undefined)
    causes.push(`because: ${messageOf(cause)}`);
  if (code === 'internal' && thrown instanceof Error)
    causes.push(...(thrown.stack ?? '').split('\n').slice(1, 6));
  return causes;
}
