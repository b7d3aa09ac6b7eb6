/** The adaptive runner: try, find the cause, and where memory was it, try again with less. */

import type { RunProcess } from '../../lib/process.js';
import { readLimits } from '../limits/index.js';
import type { Attempt, RunReport, ToolName } from '../model.js';
import { type Asked, planJobs, toolOf, toolsOf } from '../parallelism/index.js';
import type { System } from '../system.js';
import { type AttemptOptions, attempt } from './attempt.js';
import { earlyStop } from './early-stop.js';
import type { RunEvent } from './events.js';
import { exitCodeOf } from './exit-code.js';
import { ladderOf, type Rung } from './ladder.js';
import { isLastResort, next } from './next.js';
import { waitForRoom } from './room.js';
import { type Readable, withScript } from './script.js';
import type { RunSettings } from './settings.js';
import type { Shell } from './shell.js';
import type { Signals } from './signals.js';

/** What is run: a program with its arguments, or a script for a shell. */
export type Subject =
  | { readonly kind: 'argv'; readonly argv: readonly string[]; readonly tool: ToolName | undefined }
  | { readonly kind: 'script'; readonly script: string; readonly shell: Shell };

export type RunPorts = {
  readonly system: System;
  readonly run: RunProcess;
  readonly signals: Signals;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly asked: Asked;
  readonly onEvent: (event: RunEvent) => void;
};

/** Set for the command: what it starts through a shim or `cc-ci exec` is its own, and is not run adaptively once more. */
export const GUARD = 'CC_CI_EXEC';

/**
 * Runs `subject` to its end, in as many attempts as it takes.
 * @throws EnvironmentError when it can't be started at all.
 */
export async function runAdaptively(
  subject: Subject,
  settings: RunSettings,
  ports: RunPorts,
): Promise<RunReport> {
  const limits = readLimits(ports.system);
  const env = { ...ports.env, [GUARD]: '1' };
  const isTriedAgain = settings.retryOn.has('oom') && settings.attempts !== 1;
  const plan = planJobs(limits, { ...ports.asked, isTriedAgain }, env);
  const tool = subject.kind === 'argv' ? subject.tool : undefined;
  const ladder = ladderOf({
    argv: subject.kind === 'argv' ? subject.argv : subject.shell.argv,
    tool,
    toolsOfScript: subject.kind === 'script' ? toolsOf(subject.script) : undefined,
    plan,
    cpus: limits.cpus.count,
    env,
  });
  ports.onEvent({ kind: 'planned', notes: plan.notes });
  const attempts: Attempt[] = [];
  for (let at = 0; ; ) {
    const rung = ladder[at] as Rung;
    const isLast = isLastResort(attempts.length + 1, at, ladder, settings);
    const options = optionsFor(rung, attempts.length + 1, isLast, settings, { cwd: ports.cwd, env });
    const say = (sentence: string): void => ports.onEvent({ kind: 'stopping', sentence });
    const done = await withReadable(subject, rung, ports, (readable) =>
      attempt({ ...options, readable }, { ...ports, say }),
    );
    attempts.push(done);
    const then = next(attempts, at, ladder, settings);
    if (then.kind === 'end') return report(subject, attempts, limits.limit, ports.signals);
    at = then.rung;
    const lower = ladder[at] as Rung;
    ports.onEvent({ kind: 'retrying', attempt: done, rung: lower, limit: limits.limit });
    await waitForRoom(roomFor(done, lower, limits.available.bytes), ports);
    if (ports.signals.first() !== undefined)
      return report(
        subject,
        [...attempts, cancelledBefore(lower, attempts.length + 1)],
        limits.limit,
        ports.signals,
      );
  }
}

function optionsFor(
  rung: Rung,
  number: number,
  isLast: boolean,
  { memoryLimitBytes, timeoutMs, killGraceMs, retryOn }: RunSettings,
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Omit<AttemptOptions, 'readable'> {
  return {
    number,
    rung,
    cwd,
    env: { ...env, ...rung.variables },
    timeoutMs,
    killGraceMs,
    endsLeftovers: (cause) => (cause.kind === 'failed' ? retryOn.has('failure') : cause.kind !== 'ok'),
    judge: earlyStop(memoryLimitBytes, isLast),
  };
}

/** We were told to end between two tries. */
function cancelledBefore({ jobs, isSerialCodegen }: Rung, number: number): Attempt {
  return {
    number,
    jobs,
    isSerialCodegen,
    durationMs: 0,
    outcome: { kind: 'cancelled' },
    cause: { kind: 'cancelled' },
    measured: { peakBytes: 0, largest: undefined, lowWaterBytes: undefined },
    kills: { ours: [], elsewhere: 0 },
  };
}

function withReadable<T>(
  subject: Subject,
  rung: Rung,
  { run }: RunPorts,
  work: (readable: Readable) => Promise<T>,
): Promise<T> {
  if (subject.kind === 'argv') return work({ argv: rung.argv, files: new Map() });
  return withScript(subject.script, subject.shell, run, work);
}

function report(
  subject: Subject,
  attempts: readonly Attempt[],
  limit: RunReport['limit'],
  signals: Signals,
): RunReport {
  const last = attempts.at(-1) as Attempt;
  return {
    title: titleOf(subject),
    tool: subject.kind === 'argv' ? subject.tool : toolOf(subject.script),
    attempts,
    cause: last.cause,
    exitCode: exitCodeOf(last, signals.first()),
    limit,
    lostMs: attempts.slice(0, -1).reduce((sum, { durationMs }) => sum + durationMs, 0),
  };
}

/** So much of what was there at first is enough in any case: a neighbour may have grown meanwhile. */
const ENOUGH = 0.8;

/** What the next try will want, by what the last one took. */
function roomFor({ cause, measured }: Attempt, rung: Rung, startBytes: number): number {
  if (cause.kind !== 'out-of-memory') return 0;
  return Math.min(startBytes * ENOUGH, (measured.largest?.bytes ?? 0) * rung.jobs);
}

/** Names of programs alone: an argument or a line of a script may hold a secret, and the title is noted in a file. */
export function titleOf(subject: Subject): string {
  if (subject.kind === 'script') return toolsOf(subject.script).join(', ') || 'script';
  const [program = '', command = ''] = subject.argv;
  const name = program.slice(program.lastIndexOf('/') + 1);
  const isCommand = subject.tool !== undefined && /^[a-z][a-z-]{0,19}$/.test(command);
  return isCommand ? `${name} ${command}` : name;
}
