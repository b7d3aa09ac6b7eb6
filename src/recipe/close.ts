/** The end of every run: stacks removed and looked for, leases given back; or, where that was asked for, one app kept. */

import type { Docker } from '../docker/index.js';
import { deadline } from '../lib/abort.js';
import { EnvironmentError } from '../lib/errors.js';
import type { OnProgress, StageName } from '../report/results.js';
import type { Engine } from './engine/engine.js';
import type { Held } from './hold.js';
import { releaseLease } from './lease/index.js';
import { keepLease } from './lease/keep.js';
import { isNeed } from './needs/model.js';
import type { AppPlan } from './plan/app.js';
import { type RunPlan, stacksOf } from './plan/run-plan.js';
import { type Ended, stageResult } from './stage-results.js';
import { type Closing, type Report, reportOf, type StepPorts, teardown, verifyClean } from './steps/index.js';

export type CloseContext = {
  readonly docker: Docker;
  readonly engine: Engine;
  readonly dockerContext: string;
  readonly isKept: boolean;
  /** Where the http stage found the app: `router 127.0.0.1:443`, `task 172.18.0.5:80`. */
  readonly route: string | undefined;
  readonly ports: Omit<StepPorts, 'app' | 'step'>;
  readonly tell: OnProgress;
};

export type Closed = {
  readonly ended: readonly Ended[];
  /** Stacks of which something is still there. */
  readonly left: ReadonlySet<string>;
  /** The stacks that stay because somebody asked for it. */
  readonly kept: ReadonlySet<string>;
};

const VERIFY_MS = 30_000;
/** How long a kept app may stay. */
const KEEP_MS = 24 * 60 * 60_000;

/** Never throws for what is still there: that is a result. */
export async function closeRun(plan: RunPlan, context: CloseContext): Promise<Closed> {
  const { isKept, tell } = context;
  const { fresh } = plan.apps;
  // An app that stays keeps what it needs.
  const stays = (app: AppPlan): boolean => isKept && app.role !== 'seasoned';
  const staying = stacksOf(plan).filter(stays);
  const apps = stacksOf(plan).filter((app) => !stays(app));
  const ended = apps.length === 0 ? [] : await removeAll(apps, fresh.timeouts.teardownMs, context);
  const left = leftOf(apps, ended);
  if (!isKept) return { ended, left, kept: new Set() };
  for (const message of keptSentences(fresh, staying, context))
    tell({ kind: 'note', level: 'info', message });
  const isClean = ended.every(({ result }) => result.status === 'pass');
  const kept = (['teardown', 'verify-clean'] as const).map((stage) => keptStage(stage, tell));
  return { ended: isClean ? kept : ended, left, kept: new Set(staying.map(({ stack }) => stack)) };
}

function keptStage(stage: StageName, tell: OnProgress): Ended {
  const report = { status: 'skip', reason: 'kept (input keep)' } as const;
  const result = stageResult(stage, report);
  tell({ kind: 'stage-ended', result });
  return { result, report };
}

async function removeAll(
  apps: readonly AppPlan[],
  teardownMs: number,
  context: CloseContext,
): Promise<Ended[]> {
  const { engine, ports, docker, tell, isKept } = context;
  const quiet = {
    phase: <T>(_name: string, work: () => Promise<T>): Promise<T> => work(),
    waiting: () => undefined,
    note: () => undefined,
  };
  const undeploy = (app: AppPlan, signal: AbortSignal): Promise<void> =>
    engine.undeploy({ ...ports, ...quiet, app, signal });
  // With an app that stays, the stages are told as kept; what goes goes quietly.
  const closing = { docker, apps, undeploy, tell: isKept ? () => undefined : tell };
  const turns = apps.some(({ role }) => isNeed(role)) ? 2 : 1;
  return [
    await closeWith('teardown', teardown, closing, turns * teardownMs + 5_000),
    await closeWith('verify-clean', verifyClean, closing, VERIFY_MS),
  ];
}

/** Under a deadline of its own: a cancelled run, too, leaves nothing. */
async function closeWith(
  stage: 'teardown' | 'verify-clean',
  work: (closing: Closing) => Promise<Report>,
  closing: Omit<Closing, 'signal'>,
  limitMs: number,
): Promise<Ended> {
  const { tell } = closing;
  tell({ kind: 'stage-started', stage });
  const startedAt = performance.now();
  const signal = deadline(limitMs, `${stage} took longer than ${limitMs / 1000} s`);
  const report = await work({ ...closing, signal }).catch((thrown: unknown) => reportOf(thrown, stage));
  const result = stageResult(stage, report, performance.now() - startedAt);
  tell({ kind: 'stage-ended', result });
  return { result, report };
}

/** Without a clean verification nobody knows, and every stack counts as still there. */
function leftOf(apps: readonly AppPlan[], ended: readonly Ended[]): ReadonlySet<string> {
  const verified = ended.find(({ result }) => result.stage === 'verify-clean');
  if (verified?.result.status === 'pass') return new Set();
  const names = (verified?.report.residue ?? []).map(({ name }) => name);
  const stacks = apps.map(({ stack }) => stack);
  const known = stacks.filter((stack) => names.some((name) => name.startsWith(stack)));
  return new Set(known.length === 0 ? stacks : known);
}

/** Each command alone on its line, to be copied. */
function keptSentences(
  app: AppPlan,
  staying: readonly AppPlan[],
  { dockerContext, route }: Pick<CloseContext, 'dockerContext' | 'route'>,
): readonly string[] {
  const context = dockerContext === '' ? '' : ` --docker-context ${dockerContext}`;
  return [
    `${app.domain} is left running${route === undefined ? '' : '. To reach it:'}`,
    ...(route === undefined ? [] : [reachBy(app, route)]),
    'The first run after 24 hours removes it, or:',
    // What is needed goes last: an app may hold its secrets.
    ...[...staying].reverse().map(({ stack }) => `cc-ci recipe remove ${stack}${context}`),
  ];
}

function reachBy({ domain, http }: AppPlan, route: string): string {
  const [kind, address = ''] = route.split(' ');
  const scheme = http.kind === 'ask' ? http.scheme : 'http';
  if (kind === 'task') return `curl --header 'Host: ${domain}' ${scheme}://${address}/`;
  return `curl --insecure --connect-to ${domain}:443:${address.replace(/^https?:\/\//, '')} https://${domain}/`;
}

/** Last of all. What is still there keeps its lease, so that the next run finds it as this one's and removes it. */
export async function settleLease(
  held: Held,
  docker: Docker,
  { left, kept }: { readonly left: ReadonlySet<string>; readonly kept: ReadonlySet<string> },
): Promise<void> {
  const lease = await held.stop();
  if (kept.has(held.stack)) {
    if (await keepLease(docker, lease, Date.now() + KEEP_MS)) return;
    throw new EnvironmentError(
      `the lease of ${held.stack} was lost, so the next run may remove what was to be kept`,
    );
  }
  if (!left.has(held.stack)) await releaseLease(docker, lease);
}
