/** A restore, in place into live volumes, as backup-bot does it: files made after the snapshot stay. */

import { anySignal, deadline, throwIfAborted } from '../../lib/abort.js';
import { formatDuration } from '../../lib/units.js';
import type { Finding } from '../../report/results.js';
import type { AppContext } from '../context.js';
import type { Restored, Snapshot } from '../engine/engine.js';
import { type Toolbox, toolboxName, toolboxOf } from '../toolbox/index.js';
import { copyIn } from './container-paths.js';
import { failureOf } from './failure.js';
import { resticFailed } from './findings.js';
import { limitOf, runHooks } from './hooks.js';
import type { BackupPlan } from './model.js';
import { planBackup } from './plan.js';
import { carryOver, knownRepository, type Repository, withRestic } from './repository.js';

const HOOK = { code: 'restore-failed' } as const;

/**
 * Restores a snapshot that this process has taken, also into another app of the recipe. The app that it was taken of has to be
 * there still: its repository goes with its stack.
 * @throws UserError for labels that can't be read; the signal's reason.
 */
export async function restore(context: AppContext, snapshot: Snapshot): Promise<Restored> {
  const plan = planBackup(context.app);
  const starting = toolboxOf(context);
  starting.catch(() => undefined); // Awaited below.
  const finding =
    (await hooks(context, plan, 'restorePre', 'pre-hook of the restore')) ??
    (await bringBack(context, snapshot, plan, () => starting)) ??
    (await hooks(context, plan, 'restorePost', 'post-hook of the restore'));
  return finding === undefined ? { kind: 'restored' } : { kind: 'failed', finding };
}

async function hooks(
  context: AppContext,
  plan: BackupPlan,
  time: 'restorePre' | 'restorePost',
  what: string,
): Promise<Finding | undefined> {
  return plan.kind === 'none' ? undefined : runHooks(context, plan.hooks[time], { ...HOOK, what });
}

async function bringBack(
  context: AppContext,
  snapshot: Snapshot,
  plan: BackupPlan,
  starting: () => Promise<Toolbox>,
): Promise<Finding | undefined> {
  const repository = knownRepository(context.docker, snapshot.stack);
  if (repository === undefined) return unknown(snapshot);
  context.waiting('restic restore');
  try {
    const toolbox = await starting();
    const lacking = lackingVolumes(snapshot, toolbox);
    if (lacking.length > 0) return lacks(lacking);
    const bad = await context.phase('restore of the snapshot', () =>
      extract(context, { snapshot, repository, toolbox }),
    );
    if (bad !== undefined || plan.kind === 'none') return bad;
    return await copyIn(context, toolbox, plan.containerPaths);
  } catch (error) {
    throwIfAborted(context.signal);
    return failureOf(error, 'restore');
  }
}

async function extract(
  context: AppContext,
  of: { readonly snapshot: Snapshot; readonly repository: Repository; readonly toolbox: Toolbox },
): Promise<Finding | undefined> {
  const { snapshot, repository, toolbox } = of;
  const limitMs = limitOf(context);
  const late = `restic restore has not ended within ${formatDuration(limitMs)}`;
  const signal = anySignal(context.signal, deadline(limitMs, late));
  if (snapshot.stack !== context.app.stack) {
    const from = toolboxName(snapshot.stack);
    await carryOver(context.docker, repository, { from, to: toolbox, signal });
  }
  const command = ['sh', '-c', SCRIPT, 'sh', snapshot.id];
  const { exitCode, output } = await withRestic(toolbox, repository, command, signal);
  if (exitCode === 0) return undefined;
  const { password } = repository;
  return resticFailed({ task: 'restore', exitCode, output, password, image: context.toolboxImage });
}

/**
 * Up to 0.16, restic fails at links that are in its way (`file exists`), and removes a file with several names without bringing
 * it back. Before such a one, what the snapshot holds of both is taken away.
 */
const SCRIPT = `
  clear_the_way() {
    way=$(mktemp) && listed=$(mktemp) || exit 1
    restic ls --no-cache --no-lock "$1" >"$listed" || exit 1
    find /volumes -type f -links +1 | grep -Fx -f "$listed" >"$way"
    restic ls --no-cache --no-lock --json "$1" | sed -n -e '/"type":"file"/d' -e '/"type":"dir"/d' \\
      -e 's/.*"type":"[a-z]*","path":"\\(\\/volumes\\/[^"\\]*\\)".*/\\1/p' >>"$way"
    while IFS= read -r path; do rm -f -- "$path"; done <"$way"
    rm -f "$way" "$listed"
  }
  case $(restic version) in "restic 0."[0-9].*|"restic 0.1"[0-6].*) clear_the_way "$1";; esac
  exec restic restore --no-cache --no-lock --target / -- "$1"
`;

/** restic would write what belongs into a volume that isn't mounted beside the app, and say that all is well. */
function lackingVolumes({ files }: Snapshot, { volumes }: Toolbox): readonly string[] {
  const inSnapshot = files.flatMap(({ path }) => /^([^/:]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(inSnapshot)].filter((volume) => !volumes.includes(volume));
}

function lacks(volumes: readonly string[]): Finding {
  return {
    code: 'restore-failed',
    blame: 'recipe',
    message: `the snapshot holds files of ${volumes.join(', ')}, and the app has no such volume on this Docker host`,
    evidence: [],
    remedy: 'Restore into an app of the same release, whose services all run on this Docker host.',
  };
}

function unknown({ id, stack }: Snapshot): Finding {
  return {
    code: 'restore-failed',
    blame: 'harness',
    message: `snapshot ${id} of ${stack} was not taken by this run, so its password is not known`,
    evidence: [],
    remedy: 'Run the stages backup and restore together.',
  };
}
