/** backup and restore, the engine's way: it tells the phases itself. */

import { judged, type Report } from './outcome.js';
import type { StepContext } from './step.js';

export async function backup(context: StepContext): Promise<Report> {
  context.waiting('backing up');
  const ended = await context.engine.backup(context);
  if (ended.kind === 'failed') return judged(ended.finding);
  context.memory.snapshot = ended.snapshot;
  const { files } = ended.snapshot;
  const counted = files.length === 0 ? [] : [`${files.length} files in the snapshot`];
  const details = [...counted, ...gapsTold(context)];
  if (ended.unseen === undefined) return { status: 'pass', details };
  // Data that comes back with the restore shows more than any look at a dump.
  const { plan, manifest } = context;
  const isShown = plan.data.head.backedUp.length > 0 && manifest.backup.verify === undefined;
  const reason = `not looked at: ${ended.unseen}`;
  return isShown
    ? { status: 'pass', details: [...details, reason] }
    : { status: 'unverified', reason, details };
}

export async function restore(context: StepContext): Promise<Report> {
  const { snapshot } = context.memory;
  if (snapshot === undefined) throw new Error('a restore without a backup: a fault of the plan');
  const where = context.step.app === 'fresh' ? 'restore into the fresh app' : 'restore';
  context.waiting(where);
  const ended = await context.engine.restore(context, snapshot);
  if (ended.kind === 'failed') return judged(ended.finding);
  // The stage restores twice.
  const isFirst = context.step.app === 'seasoned' && !context.step.id.endsWith(':afresh');
  return { status: 'pass', details: isFirst ? gapsTold(context) : [] };
}

/** What the stage says nothing of, and need not; what holds it back is its reason. */
function gapsTold({ plan, step }: StepContext): readonly string[] {
  const { gaps, backedUp } = plan.data.head;
  if (step.stage === 'restore' && backedUp.length === 0) return [];
  return gaps
    .filter(({ stage, isHeldBack }) => stage === step.stage && !isHeldBack)
    .map(({ words }) => words);
}
