/** A look at what a backup gets to hold: cc-ci.yml's own check of the dump, and the files that labels name or hooks leave. */

import { throwIfAborted } from '../../lib/abort.js';
import type { Finding } from '../../report/results.js';
import type { AppContext } from '../context.js';
import { type Toolbox, toolboxOf } from '../toolbox/index.js';
import { copyOut } from './container-paths.js';
import { INSPECT_SCRIPT, type Inspected, judgeTargets, readInspected } from './dumps.js';
import { failureOf } from './failure.js';
import { lastLines, notHere } from './findings.js';
import { execOrWhy } from './hooks.js';
import type { BackupPlan } from './model.js';
import { planBackup } from './plan.js';
import { type Target, targetsOf } from './targets.js';

/** cc-ci.yml's own word on whether the dump is good. */
export async function verifyDump(context: AppContext): Promise<Finding | undefined> {
  const { verify: asked } = context.manifest.backup;
  if (asked === undefined) return undefined;
  const name = `backup.verify in ${asked.service}`;
  const ended = await context.phase(name, () => execOrWhy(context, asked.service, asked.command, name));
  if ('exitCode' in ended && ended.exitCode === 0) return undefined;
  const how =
    'why' in ended ? ended.why : `${name} says that the dump is not good: exit code ${ended.exitCode}`;
  return {
    code: 'backup-empty',
    blame: 'why' in ended ? ended.blame : 'recipe',
    service: asked.service,
    message: how,
    evidence: [`its command: ${asked.command.join(' ')}`, ...('why' in ended ? [] : lastLines(ended.output))],
    remedy: 'why' in ended ? ended.remedy : 'Look at what the pre-hooks leave in the container.',
  };
}

/** What is at the targets, as far as it says whether they are good. @param withDumps SQL dumps within folders too. */
export async function inspect(
  toolbox: Toolbox,
  targets: readonly Target[],
  { withDumps, signal }: { readonly withDumps: boolean; readonly signal: AbortSignal },
): Promise<readonly Inspected[]> {
  const paths = targets.map(({ at }) => at);
  const env = { WITH_DUMPS: withDumps ? '1' : '' };
  const { stdout } = await toolbox.exec(['sh', '-c', INSPECT_SCRIPT, 'sh', ...paths], { env, signal });
  return readInspected(stdout);
}

export type Looked =
  | { readonly kind: 'good' }
  | { readonly kind: 'bad'; readonly finding: Finding }
  /** What should be there may have been taken away since by a post-hook. */
  | { readonly kind: 'unseen'; readonly reason: string };

/**
 * For an engine whose backup runs the hooks and takes the snapshot in one: looks at what they have left in the app's volumes and
 * containers, and judges it as if it were about to be backed up.
 * @throws UserError for labels that can't be read; the signal's reason.
 */
export async function lookAtLeft(context: AppContext): Promise<Looked> {
  const plan = planBackup(context.app);
  if (plan.kind === 'none') return { kind: 'good' };
  const hasPostHooks = plan.hooks.backupPost.length > 0;
  const bad = await verifyDump(context);
  if (bad !== undefined && hasPostHooks && bad.blame === 'recipe')
    return { kind: 'unseen', reason: `${bad.message}, after ${AFTER}` };
  if (bad !== undefined) return { kind: 'bad', finding: bad };
  try {
    return await context.phase('look at what was backed up', () => lookAtTargets(context, plan));
  } catch (error) {
    throwIfAborted(context.signal);
    return { kind: 'bad', finding: failureOf(error, 'backup') };
  }
}

const AFTER = 'a post-hook that may have taken the dump away: only engine swarm can look before it runs';

async function lookAtTargets(
  context: AppContext,
  plan: BackupPlan & { readonly kind: 'backup' },
): Promise<Looked> {
  const { signal } = context;
  const toolbox = await toolboxOf(context);
  const missing = plan.volumes.filter(({ volume }) => !toolbox.volumes.includes(volume));
  const lacking = notHere(missing, context.docker.info.swarm.nodes);
  // Whoever took the backup may have had it from another node.
  if (missing.length > 0)
    return lacking.blame === 'host'
      ? { kind: 'unseen', reason: lacking.message }
      : { kind: 'bad', finding: lacking };
  const [hasPre, hasPost] = [plan.hooks.backupPre.length > 0, plan.hooks.backupPost.length > 0];
  const uncopied = await copyOut(context, toolbox, plan.containerPaths);
  if (uncopied !== undefined && !(hasPost && uncopied.code === 'backup-empty'))
    return { kind: 'bad', finding: uncopied };
  const targets = targetsOf(plan, toolbox.pathOf);
  const seen = await inspect(toolbox, targets, { withDumps: hasPre, signal });
  const gone = seen.filter(({ kind }) => kind === 'missing');
  const bad = judgeTargets(targets, hasPost ? seen.filter(({ kind }) => kind !== 'missing') : seen, hasPre);
  if (bad !== undefined) return { kind: 'bad', finding: bad };
  if (!hasPost || (gone.length === 0 && uncopied === undefined)) return { kind: 'good' };
  const names = gone.flatMap(({ target }) => targets[target]?.name ?? []);
  return {
    kind: 'unseen',
    reason: `${uncopied?.message ?? `${names.join(', ')} is not there`}, after ${AFTER}`,
  };
}
