/** A backup: hooks, a look at what they left, one snapshot, hooks. */

import { anySignal, deadline, throwIfAborted } from '../../lib/abort.js';
import { formatDuration } from '../../lib/units.js';
import type { Finding } from '../../report/results.js';
import type { AppContext } from '../context.js';
import type { BackedUp } from '../engine/engine.js';
import { type Toolbox, toolboxOf } from '../toolbox/index.js';
import { copyOut } from './container-paths.js';
import { judgeTargets } from './dumps.js';
import { failureOf } from './failure.js';
import { notHere, resticFailed } from './findings.js';
import { limitOf, runHooks } from './hooks.js';
import { inspect, verifyDump } from './look.js';
import type { BackupPlan } from './model.js';
import { planBackup } from './plan.js';
import { repositoryOf } from './repository.js';
import { hasOnlyVanished, INCOMPLETE, readSnapshot, takeSnapshot, unreadable } from './snapshot.js';
import { targetsOf } from './targets.js';

type Plan = BackupPlan & { readonly kind: 'backup' };

const POST = { what: 'post-hook of the backup', code: 'backup-failed' } as const;

/**
 * Backs an app up by its labels. The post-hooks run whatever came before them, as they do for backup-bot: what the pre-hooks
 * stopped has to be started again.
 * @throws UserError for labels that can't be read; the signal's reason.
 */
export async function backUp(context: AppContext): Promise<BackedUp> {
  const plan = planBackup(context.app);
  if (plan.kind === 'none') return { kind: 'failed', finding: nothing(plan.reason) };
  for (const note of plan.notes) context.note('warning', note);
  // Beside the pre-hooks: a container takes a third of a second to start.
  const starting = toolboxOf(context);
  starting.catch(() => undefined); // Awaited below.
  const before = await runHooks(context, plan.hooks.backupPre, {
    what: 'pre-hook of the backup',
    code: 'backup-failed',
  });
  const taken =
    before === undefined
      ? await snapshot(context, plan, () => starting)
      : ({ kind: 'failed', finding: before } as const);
  const after = await runHooks(context, plan.hooks.backupPost, POST);
  if (taken.kind === 'failed' || after === undefined) return taken;
  return { kind: 'failed', finding: after };
}

async function snapshot(context: AppContext, plan: Plan, toolbox: () => Promise<Toolbox>): Promise<BackedUp> {
  try {
    const bad = (await verifyDump(context)) ?? (await copyOut(context, await toolbox(), plan.containerPaths));
    if (bad !== undefined) return { kind: 'failed', finding: bad };
    context.waiting('restic backup');
    return await context.phase('snapshot', async () => store(context, plan, await toolbox()));
  } catch (error) {
    throwIfAborted(context.signal);
    return { kind: 'failed', finding: failureOf(error, 'backup') };
  }
}

/** The snapshot and the look at what goes into it, side by side: what turns out to be bad makes the snapshot worthless. */
async function store(context: AppContext, plan: Plan, toolbox: Toolbox): Promise<BackedUp> {
  const { app, signal, toolboxImage: image } = context;
  const limitMs = limitOf(context);
  const limited = anySignal(
    signal,
    deadline(limitMs, `restic backup has not ended within ${formatDuration(limitMs)}`),
  );
  const missing = plan.volumes.filter(({ volume }) => !toolbox.volumes.includes(volume));
  if (missing.length > 0)
    return { kind: 'failed', finding: notHere(missing, context.docker.info.swarm.nodes) };
  const targets = targetsOf(plan, toolbox.pathOf);
  const paths = targets.map(({ at }) => at);
  const repository = repositoryOf(context);
  const hasPreHooks = plan.hooks.backupPre.length > 0;
  const [inspected, taken] = await Promise.all([
    inspect(toolbox, targets, { withDumps: hasPreHooks, signal: limited }),
    takeSnapshot(toolbox, repository, { stack: app.stack, paths, signal: limited }),
  ]);
  const bad = judgeTargets(targets, inspected, hasPreHooks);
  if (bad !== undefined) return { kind: 'failed', finding: bad };
  const isGood = taken.exitCode === 0 || (taken.exitCode === INCOMPLETE && hasOnlyVanished(taken.stderr));
  const made = isGood ? readSnapshot(taken.stdout, app.stack) : undefined;
  if (made === undefined)
    return {
      kind: 'failed',
      finding: resticFailed({
        ...{ task: 'backup', exitCode: taken.exitCode, image, password: repository.password },
        output: taken.stderr === '' ? taken.stdout : taken.stderr,
      }),
    };
  for (const { item } of unreadable(taken.stderr))
    context.note('warning', `${item} was removed by the app while it was being backed up`);
  return { kind: 'backed-up', snapshot: made };
}

function nothing(reason: string): Finding {
  return {
    code: 'backup-empty',
    blame: 'recipe',
    message: `nothing is backed up: ${reason}`,
    evidence: [],
    remedy: 'Add the label backupbot.backup=true to the deploy.labels of the service app.',
  };
}
