/**
 * Backup and restore by abra, which hands them to the backup-bot-two of the server. Both want a terminal. The bot looks at nothing
 * that its hooks leave, and goes on where one fails: that is looked at here, as the built-in engine does.
 */

import { type Finished, succeeded } from '../../../lib/process.js';
import type { Finding } from '../../../report/results.js';
import { lookAtLeft } from '../../backup/index.js';
import type { BackedUp, Restored } from '../engine.js';
import { allLinesOf, type Call, callAbra, failed, linesOf, words } from './call.js';

const BACKUP_MS = 15 * 60_000;
const FLAGS = ['-C', '-o', '-n'] as const;
/** A container that was replaced in the middle: 409 of the daemon. Met in the field; the next try meets the new one. */
const CYCLING = /\b409\b|is not running|no such container|conflict/i;
const TRIES = 3;

export async function backup(call: Call): Promise<BackedUp> {
  const { app, note } = call.context;
  const args = ['app', 'backup', 'create', app.domain, ...FLAGS];
  for (let tries = 1; ; tries += 1) {
    const finished = await call.context.phase('abra app backup create', () =>
      callAbra(call, args, { timeoutMs: BACKUP_MS, onTerminal: true }),
    );
    if (succeeded(finished)) return look(call, args, finished);
    const said = linesOf(finished).join('\n');
    if (tries < TRIES && CYCLING.test(said)) {
      note(
        'warning',
        `abra app backup create met a container that was being replaced; try ${tries + 1} of ${TRIES}`,
      );
      continue;
    }
    return { kind: 'failed', finding: failed(finished, args, whose(said, 'backup-failed')) };
  }
}

/** What exit code 0 says nothing of: its hooks, and what they left to be backed up. */
async function look(call: Call, args: readonly string[], finished: Finished): Promise<BackedUp> {
  const hook = hookFailed(finished, args, 'backup-failed');
  if (hook !== undefined) return { kind: 'failed', finding: hook };
  const looked = await lookAtLeft(call.context);
  if (looked.kind === 'bad') return { kind: 'failed', finding: looked.finding };
  const snapshot = { id: 'latest', stack: call.context.app.stack, files: [] };
  return {
    kind: 'backed-up',
    snapshot,
    ...(looked.kind === 'unseen' ? { unseen: looked.reason } : {}),
  };
}

/** The bot's own line for a hook that ended with another code than 0; abra ends with 0 all the same. */
function hookFailed(
  finished: Finished,
  args: readonly string[],
  code: 'backup-failed' | 'restore-failed',
): Finding | undefined {
  const line = allLinesOf(finished).find((each) => /\bERROR\b.*\bFailed to run command\b/i.test(each));
  if (line === undefined) return undefined;
  return {
    code,
    blame: 'recipe',
    message: `abra ${words(args)}: a hook failed, and the bot went on: ${line.replace(/^.*?\bERROR\b[:\s]*/, '')}`,
    evidence: [...linesOf(finished)],
    remedy: 'Run the command by hand in the container, and correct the label or what it calls.',
  };
}

export async function restore(call: Call): Promise<Restored> {
  const args = ['app', 'restore', call.context.app.domain, ...FLAGS];
  const finished = await call.context.phase('abra app restore', () =>
    callAbra(call, args, { timeoutMs: BACKUP_MS, onTerminal: true }),
  );
  const hook = succeeded(finished) ? hookFailed(finished, args, 'restore-failed') : undefined;
  if (hook !== undefined) return { kind: 'failed', finding: hook };
  if (succeeded(finished)) return { kind: 'restored' };
  return {
    kind: 'failed',
    finding: failed(finished, args, whose(linesOf(finished).join('\n'), 'restore-failed')),
  };
}

/** The server's set-up is not the recipe's fault. */
function whose(
  said: string,
  code: 'backup-failed' | 'restore-failed',
): Pick<Finding, 'code' | 'blame' | 'remedy'> {
  if (/backup-?bot|RESTIC_REPOSITORY|KeyError/i.test(said) && !/no backup configs/i.test(said))
    return {
      code,
      blame: 'host',
      remedy:
        'Deploy backup-bot-two on this server, with RESTIC_REPOSITORY set, or use engine swarm, which needs none.',
    };
  return {
    code,
    blame: 'recipe',
    remedy: 'Read what abra said above: a hook or a label of the recipe is what it names.',
  };
}
