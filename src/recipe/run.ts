/** Runs a plan: claim, stages, teardown whatever happens, results. The only place that knows the order of things. */

import type { Docker } from '../docker/index.js';
import { anySignal, deadline, reasonOf } from '../lib/abort.js';
import { CancelledError, EnvironmentError, EXIT, messageOf } from '../lib/errors.js';
import { VERSION } from '../lib/version.js';
import type { OnProgress, Reaped, Residue, Results, StageName, StageResult } from '../report/results.js';
import { claim } from './claim.js';
import type { Engine } from './engine/engine.js';
import { type Held, holdLease } from './hold.js';
import { releaseLease } from './lease/index.js';
import { keepLease } from './lease/keep.js';
import { makeMask } from './mask.js';
import type { Plan } from './plan.js';
import {
  type Ended,
  type RouteInputs,
  runStage,
  type StageContext,
  skipStage,
  stages,
  TimeLimitError,
} from './stages/index.js';

export type RunContext = {
  readonly docker: Docker;
  readonly engine: Engine;
  /** Where the values of `generate=false` secrets are. */
  readonly env: NodeJS.ProcessEnv;
  readonly route: RouteInputs;
  readonly zone: string;
  readonly owner: string;
  readonly keep: boolean;
  /** As the user named it; empty for the one in use. */
  readonly dockerContext: string;
  /** Fires when somebody asks the run to stop; the teardown goes on. */
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
};

export type Run = { readonly results: Results; readonly exitCode: number };

/** The stages that end every run; they have a clock of their own. */
const CLOSING: readonly StageName[] = ['teardown', 'verify-clean'];
const VERIFY_MS = 30_000;
/** How long a kept app may stay. */
const KEEP_MS = 24 * 60 * 60_000;

/** @throws UserError when the domain is taken or something external is missing: then nothing has been made. */
export async function runPlan(plan: Plan, context: RunContext): Promise<Run> {
  const startedAt = new Date();
  const start = performance.now();
  const mask = makeMask();
  const tell: OnProgress = (progress) => context.onProgress(mask.apply(progress));
  const clock = clockOf(plan, context.signal);
  tell({
    kind: 'run-started',
    recipe: plan.recipe.name,
    domain: plan.domain,
    stack: plan.stack,
    stages: plan.stages,
  });
  const note: StageContext['note'] = (level, message) => tell({ kind: 'note', level, message });
  const ended: Ended[] = [];
  let reaped: readonly Reaped[] = [];
  try {
    const claimed = await claim(plan, { ...context, signal: clock.signal, note });
    reaped = claimed.reaped;
    for (const earlier of reaped) note('warning', reapedSentence(earlier));
    const held = holdLease(context.docker, claimed.lease, clock.stop);
    try {
      await runStages(plan, { ...context, plan, onSecret: mask.add }, { clock, tell, ended });
    } finally {
      await settleLease(held, context.docker, plan, ended).catch((error: unknown) =>
        // The results are there all the same; a lease without a living owner is the next run's to remove.
        note('warning', `the lease of ${plan.stack} could not be settled: ${messageOf(error)}`),
      );
    }
  } finally {
    clock.release();
  }
  const timing = { startedAt: startedAt.toISOString(), durationMs: Math.round(performance.now() - start) };
  const results = mask.apply(resultsOf(plan, ended, { reaped, ...timing }, context));
  tell({ kind: 'run-ended', results });
  return { results, exitCode: exitCodeFor(results, ended) };
}

type Clock = {
  readonly signal: AbortSignal;
  readonly stop: (reason: Error) => void;
  readonly release: () => void;
};

/** Fires when the run is cancelled, takes too long, or loses its lease. */
function clockOf(plan: Plan, cancelled: AbortSignal): Clock {
  const own = new AbortController();
  const stop = (reason: Error): void => own.abort(reason);
  const timer = setTimeout(() => stop(new TimeLimitError(plan.timeouts.totalMs)), plan.timeouts.totalMs);
  return { signal: anySignal(cancelled, own.signal), stop, release: () => clearTimeout(timer) };
}

type Base = Parameters<typeof runStage>[2];

/** Collects into `ended`, so that what has ended is known whatever happens after it. */
async function runStages(
  plan: Plan,
  base: Omit<Base, 'signal'> & Pick<RunContext, 'keep' | 'signal' | 'dockerContext'>,
  { clock, tell, ended }: { readonly clock: Clock; readonly tell: OnProgress; readonly ended: Ended[] },
): Promise<void> {
  ended.push(...(await openingStages(plan, { ...base, signal: clock.signal }, tell)));
  const isKept = base.keep && !base.signal.aborted;
  if (isKept) {
    ended.push(...keptStages(tell));
    for (const message of keptSentences(plan, base.dockerContext))
      tell({ kind: 'note', level: 'info', message });
    return;
  }
  if (clock.signal.aborted) {
    const message = `${reasonOf(clock.signal).message}: removing ${plan.stack}`;
    tell({ kind: 'note', level: 'warning', message });
  }
  ended.push(...(await closingStages(plan, base, tell)));
}

/** Each one needs those before it. */
async function openingStages(plan: Plan, base: Base, tell: OnProgress): Promise<readonly Ended[]> {
  const ended: Ended[] = [];
  for (const name of plan.stages.filter((stage) => !CLOSING.includes(stage))) {
    const broken = ended.find(({ result }) => result.status === 'fail' || result.status === 'error');
    if (broken !== undefined) ended.push(skipStage(name, `${broken.result.stage} did not pass`, tell));
    else ended.push(await runStage(name, stages[name], base, tell));
  }
  return ended;
}

/** Under deadlines of their own: a cancelled run, too, leaves nothing. */
async function closingStages(
  plan: Plan,
  base: Omit<Base, 'signal'>,
  tell: OnProgress,
): Promise<readonly Ended[]> {
  const limits = { teardown: plan.timeouts.teardownMs + 5_000, 'verify-clean': VERIFY_MS } as const;
  const ended: Ended[] = [];
  for (const name of ['teardown', 'verify-clean'] as const) {
    const signal = deadline(
      limits[name],
      `${name} of ${plan.stack} took longer than ${limits[name] / 1000} s`,
    );
    ended.push(await runStage(name, stages[name], { ...base, signal }, tell));
  }
  return ended;
}

function keptStages(tell: OnProgress): readonly Ended[] {
  return CLOSING.map((name) => skipStage(name, 'kept (input keep)', tell));
}

/** The command alone on its line, to be copied. */
function keptSentences(plan: Plan, dockerContext: string): readonly string[] {
  const context = dockerContext === '' ? '' : ` --docker-context ${dockerContext}`;
  return [
    `${plan.domain} is left running. The first run after 24 hours removes it, or:`,
    `cc-ci recipe remove ${plan.stack}${context}`,
  ];
}

/** Last of all. What is still there keeps its lease, so that the next run finds it as this one's and removes it. */
async function settleLease(held: Held, docker: Docker, plan: Plan, ended: readonly Ended[]): Promise<void> {
  const lease = await held.stop();
  const closing = ended.find(({ result }) => result.stage === 'verify-clean')?.result.status;
  if (closing === 'pass') await releaseLease(docker, lease);
  if (closing !== 'skip') return;
  if (!(await keepLease(docker, lease, Date.now() + KEEP_MS)))
    throw new EnvironmentError(
      `the lease of ${plan.stack} was lost, so the next run may remove what was to be kept`,
    );
}

function resultsOf(
  plan: Plan,
  ended: readonly Ended[],
  run: { readonly reaped: readonly Reaped[]; readonly startedAt: string; readonly durationMs: number },
  context: RunContext,
): Results {
  const residue = ended.flatMap(({ report }) => report.residue ?? []);
  const stageResults = ended.map(({ result }) => result);
  return {
    schema: 1,
    tool: { name: 'cc-ci-action', version: VERSION },
    verdict: verdictOf(stageResults, residue, context.signal),
    startedAt: run.startedAt,
    durationMs: run.durationMs,
    recipe: plan.recipe,
    engine: context.engine.name,
    app: { domain: plan.domain, stack: plan.stack },
    route: ended.map(({ report }) => report.route).find((route) => route !== undefined) ?? null,
    stages: stageResults,
    residue,
    reaped: [...run.reaped],
  };
}

function verdictOf(
  stageResults: readonly StageResult[],
  residue: readonly Residue[],
  cancelled: AbortSignal,
): Results['verdict'] {
  const has = (status: StageResult['status']): boolean =>
    stageResults.some((result) => result.status === status);
  if (has('fail') || residue.length > 0) return 'fail';
  if (cancelled.aborted && reasonOf(cancelled) instanceof CancelledError && has('error')) return 'cancelled';
  return has('error') ? 'error' : 'pass';
}

function exitCodeFor(results: Results, ended: readonly Ended[]): number {
  if (results.verdict === 'pass') return EXIT.good;
  if (results.verdict === 'fail') return EXIT.verdict;
  const isUsers = ended.some(({ report }) => report.status === 'error' && report.isUsers === true);
  return isUsers ? EXIT.user : EXIT.environment;
}

function reapedSentence({ stack, reason, removed }: Reaped): string {
  return `removed what an earlier run left of ${stack} (${reason}): ${removed.length} objects`;
}
