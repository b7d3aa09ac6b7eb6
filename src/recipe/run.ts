/** Runs a plan: claim, steps, teardown whatever happens, results. The only place that knows the order of things. */

import { randomBytes } from 'node:crypto';
import { type Docker, type RegistryCredential, secretsOf } from '../docker/index.js';
import { anySignal, reasonOf } from '../lib/abort.js';
import { messageOf } from '../lib/errors.js';
import type { RunProcess } from '../lib/process.js';
import { VERSION } from '../lib/version.js';
import type { Needed, OnProgress, Phase, Reaped, Results, StageName } from '../report/results.js';
import { claim } from './claim.js';
import { closeRun, settleLease } from './close.js';
import type { RouteInputs } from './context.js';
import type { Engine } from './engine/engine.js';
import { secretValue } from './format/secrets.js';
import { holdLease } from './hold.js';
import { type Mask, makeMask } from './mask.js';
import type { NeedPlan } from './needs/model.js';
import { onNeed, ownSecrets } from './needs/perform.js';
import { exitCodeFor, levelOf, verdictOf } from './outcome.js';
import { appOf, needOf, type RunPlan, stacksOf } from './plan/run-plan.js';
import type { Step } from './plan/steps.js';
import { schedule } from './schedule.js';
import { type Ended, stageBook, stageResult } from './stage-results.js';
import {
  type Memory,
  performStep,
  type Report,
  type StepPorts,
  TimeLimitError,
  works,
} from './steps/index.js';

export type RunContext = {
  readonly docker: Docker;
  readonly engine: Engine;
  readonly run: RunProcess;
  /** Where the values of `generate=false` secrets are. */
  readonly env: NodeJS.ProcessEnv;
  readonly route: RouteInputs;
  readonly registries: readonly RegistryCredential[];
  readonly toolboxImage: string;
  readonly zone: string;
  readonly owner: string;
  readonly keep: boolean;
  /** As the user named it; empty for the one in use. */
  readonly dockerContext: string;
  /** Absolute: where screenshots, traces and test reports go. */
  readonly artifactFolder: string;
  /** Fires when somebody asks the run to stop; the teardown goes on. */
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
};

export type Run = { readonly results: Results; readonly exitCode: number };

/** @throws UserError when a domain is taken or something external is missing: then nothing has been made. */
export async function runPlan(plan: RunPlan, context: RunContext): Promise<Run> {
  const startedAt = new Date();
  const start = performance.now();
  const mask = makeMask();
  for (const secret of context.registries.flatMap(secretsOf)) mask.add(secret);
  const tell: OnProgress = (progress) => context.onProgress(mask.apply(progress));
  const clock = clockOf(plan, context.signal);
  tell(startOf(plan));
  const ended: Ended[] = [];
  let reaped: readonly Reaped[] = [];
  try {
    const note = (level: 'info' | 'warning', message: string): void => tell({ kind: 'note', level, message });
    const claimed = await claim(stacksOf(plan), { ...context, signal: clock.signal, note });
    reaped = claimed.reaped;
    for (const earlier of reaped) note('warning', reapedSentence(earlier));
    const held = claimed.leases.map((lease) => holdLease(context.docker, lease, clock.stop));
    let left: ReadonlySet<string> = new Set(claimed.leases.map(({ stack }) => stack));
    let kept: ReadonlySet<string> = new Set();
    try {
      const ports = portsFor(plan, context, { signal: clock.signal, mask });
      ended.push(...(await runSteps(plan, ports, tell)));
      if (clock.signal.aborted) note('warning', `${reasonOf(clock.signal).message}: removing what was made`);
      const closed = await closeRun(plan, {
        ...context,
        isKept: context.keep && !context.signal.aborted,
        route: routeOf(ended),
        tell,
        ports,
      });
      ended.push(...closed.ended);
      left = closed.left;
      kept = closed.kept;
    } finally {
      for (const each of held)
        await settleLease(each, context.docker, { left, kept }).catch((error: unknown) =>
          // The results are there all the same; a lease without a living owner is the next run's to remove.
          note('warning', `the lease of ${each.stack} could not be settled: ${messageOf(error)}`),
        );
    }
  } finally {
    clock.release();
  }
  const timing = { startedAt: startedAt.toISOString(), durationMs: Math.round(performance.now() - start) };
  const results = mask.apply(resultsOf(plan, ended, { reaped, ...timing }, context));
  tell({ kind: 'run-ended', results });
  return { results, exitCode: exitCodeFor(results.verdict, ended) };
}

function routeOf(ended: readonly Ended[]): string | undefined {
  return ended.map(({ report }) => report.route).find((route) => route !== undefined);
}

function startOf({ recipe, apps, stages }: RunPlan): Parameters<OnProgress>[0] {
  const { domain, stack } = apps.fresh;
  return { kind: 'run-started', recipe: recipe.name, domain, stack, stages };
}

type Clock = {
  readonly signal: AbortSignal;
  readonly stop: (reason: Error) => void;
  readonly release: () => void;
};

/** Fires when the run is cancelled, takes too long, or loses a lease. */
function clockOf(plan: RunPlan, cancelled: AbortSignal): Clock {
  const own = new AbortController();
  const stop = (reason: Error): void => own.abort(reason);
  const timer = setTimeout(() => stop(new TimeLimitError(plan.totalMs)), plan.totalMs);
  return { signal: anySignal(cancelled, own.signal), stop, release: () => clearTimeout(timer) };
}

export type Ports = Omit<StepPorts, 'app' | 'step'>;

function portsFor(
  plan: RunPlan,
  context: RunContext,
  { signal, mask }: { readonly signal: AbortSignal; readonly mask: Mask },
): Ports {
  const secrets = new Map<string, string>();
  const memory: Memory = {};
  const { docker, engine, run, env, route, registries, toolboxImage, artifactFolder } = context;
  return {
    ...{
      plan,
      manifest: plan.manifest,
      docker,
      engine,
      run,
      env,
      route,
      registries,
      toolboxImage,
      artifactFolder,
    },
    signal,
    onSecret: mask.addOfApp,
    mask,
    memory,
    values: {
      kept: `kept-${randomBytes(8).toString('hex')}`,
      lost: `lost-${randomBytes(8).toString('hex')}`,
    },
    secretValue: (spec) => {
      const value = secrets.get(spec.versionKey) ?? secretValue(spec, env);
      secrets.set(spec.versionKey, value);
      return value;
    },
  };
}

/** @returns the stages in the order of the plan's. */
async function runSteps(plan: RunPlan, ports: Ports, tell: OnProgress): Promise<readonly Ended[]> {
  const known = plan.known.map((entry) => tellResult(entry.stage, entry, tell));
  const book = stageBook(plan, tell);
  const workedMs = new Map<string, number>();
  const secretOf = ownSecrets((spec) => secretValue(spec, ports.env));
  const perform = async (step: Step): Promise<Report> => {
    const startedAt = performance.now();
    const app = appOf(plan, step.app, step.release);
    const onPhase = (phase: Phase): void => book.phase(step, phase);
    const need = needOf(plan, step.app);
    const report =
      need === undefined
        ? await performStep(works[step.act], { ...ports, app, step }, onPhase, tell)
        : await performStep(
            onNeed(need, works[step.act]),
            {
              ...ports,
              ...{ app, step, manifest: need.manifest },
              secretValue: (spec) => secretOf(app.role, spec),
            },
            onPhase,
            tell,
          );
    workedMs.set(step.id, performance.now() - startedAt);
    return report;
  };
  await schedule(plan.steps, perform, {
    started: book.begin,
    ended: (ran) => book.end(ran, workedMs.get(ran.step.id) ?? 0),
  });
  const all = [...known, ...book.ended()];
  return plan.stages.flatMap((stage) => all.find(({ result }) => result.stage === stage) ?? []);
}

/** A stage that is known without a step, or was not begun. */
function tellResult(stage: StageName, report: Report, tell: OnProgress): Ended {
  const result = stageResult(stage, report);
  tell({ kind: 'stage-ended', result });
  return { result, report };
}

function resultsOf(
  plan: RunPlan,
  ended: readonly Ended[],
  run: { readonly reaped: readonly Reaped[]; readonly startedAt: string; readonly durationMs: number },
  context: RunContext,
): Results {
  const residue = ended.flatMap(({ report }) => report.residue ?? []);
  const stages = ended.map(({ result }) => result);
  const { fresh, seasoned } = plan.apps;
  return {
    schema: 1,
    tool: { name: 'cc-ci-action', version: VERSION },
    verdict: verdictOf(stages, residue, context.signal),
    startedAt: run.startedAt,
    durationMs: run.durationMs,
    recipe: plan.recipe,
    engine: context.engine.name,
    engineVersion: context.engine.version,
    upgradedFrom: seasoned?.previous?.recipe.version ?? null,
    base: plan.base,
    level: levelOf(stages),
    app: { domain: fresh.domain, stack: fresh.stack },
    ...(plan.needs.length === 0 ? {} : { needs: plan.needs.map(neededOf) }),
    route: routeOf(ended) ?? null,
    stages,
    residue,
    reaped: [...run.reaped],
  };
}

function neededOf(need: NeedPlan): Needed {
  if (need.kind === 'warm') return { name: need.name, domain: need.domain, stack: null, recipe: null };
  const { domain, stack, recipe } = need.app;
  return { name: need.name, domain, stack, recipe };
}

function reapedSentence({ stack, reason, removed }: Reaped): string {
  return `removed what an earlier run left of ${stack} (${reason}): ${removed.length} objects`;
}
