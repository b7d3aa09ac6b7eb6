/** Ends a command and all that it has started: SIGTERM (or what we were sent ourselves), then SIGKILL. */

import { sleep } from '../../lib/abort.js';
import { hasCode } from '../../lib/errors.js';
import { monotonicMs } from '../../lib/monotonic.js';
import { findOnPath } from '../../lib/on-path.js';
import { type RunProcess, succeeded } from '../../lib/process.js';
import type { ProcessTree } from '../measure/index.js';

export type Victim = {
  readonly pid: number;
  /** Its process group is its own, named by `pid`. */
  readonly ownsGroup: boolean;
  readonly tree: ProcessTree;
};

/** Killed processes are gone in milliseconds, unless the kernel is busy with their memory or a disk doesn't answer. */
const GONE_MS = 10_000;
/**
 * For what the command has left behind. Compilers remove a half-written file when they are told to end; a SIGKILL would leave it for the next
 * try to take for whole.
 */
const LEFTOVER_MS = 2_000;
const PAUSE_MS = 20;

/**
 * @param signal undefined: it has been sent already.
 * @param graceMs for the command itself, which may have to clean up.
 * @returns those that could not be ended: another user's (`sudo` without a password would be needed), or stuck in the kernel.
 */
export async function endTree(
  victim: Victim,
  signal: NodeJS.Signals | undefined,
  graceMs: number,
  run: RunProcess,
): Promise<readonly number[]> {
  const { pid, tree } = victim;
  if (signal !== undefined) await signalTree(victim, signal, run);
  await isGone(() => tree.alive().includes(pid), graceMs);
  if (!(await endLeftovers(victim, run))) {
    await signalTree(victim, 'SIGKILL', run);
    await isGone(() => tree.alive().length > 0, GONE_MS);
  }
  return tree.alive();
}

/** Those that have outlived the command itself. @returns true when there is nobody any more. */
async function endLeftovers(victim: Victim, run: RunProcess): Promise<boolean> {
  const alive = victim.tree.alive();
  if (alive.length === 0) return true;
  if (alive.includes(victim.pid)) return false;
  await signalTree(victim, 'SIGTERM', run);
  return isGone(() => victim.tree.alive().length > 0, LEFTOVER_MS);
}

/** Sends a signal to the group, and to those of the tree that have made a group of their own. */
export async function signalTree(
  { pid, ownsGroup, tree }: Victim,
  signal: NodeJS.Signals,
  run: RunProcess,
): Promise<void> {
  const alive = tree.alive();
  const foreign = [...(ownsGroup ? [-pid] : []), ...alive].filter((target) => !signalProcess(target, signal));
  // A group is only refused when nobody in it may be signalled.
  if (foreign.length > 0 && alive.length > 0) await sendAsRoot(foreign, signal, run);
}

/** @param target a process, or minus a group. @returns false where it is another user's. */
export function signalProcess(target: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(target, signal);
    return true;
  } catch (error) {
    if (hasCode(error, 'EPERM')) return false;
    if (hasCode(error, 'ESRCH')) return true;
    throw error;
  }
}

/** What `sudo` has started can be ended by `sudo` again, where it asks for no password. */
async function sendAsRoot(
  targets: readonly number[],
  signal: NodeJS.Signals,
  run: RunProcess,
): Promise<boolean> {
  if (findOnPath('sudo', process.env.PATH) === undefined) return false;
  const args = ['-n', '--', 'kill', '-s', signal.slice('SIG'.length), '--', ...targets.map(String)];
  return succeeded(await run('sudo', args, { timeoutMs: GONE_MS }));
}

/** Nothing tells of the end of processes that are not our children. */
async function isGone(isThere: () => boolean, withinMs: number): Promise<boolean> {
  const giveUpAt = monotonicMs() + withinMs;
  while (isThere()) {
    if (monotonicMs() >= giveUpAt) return false;
    await sleep(PAUSE_MS);
  }
  return true;
}
