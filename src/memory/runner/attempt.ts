/** One attempt: the command runs, is watched, ended where that is called for, and judged. */

import { sleep } from '../../lib/abort.js';
import { monotonicMs } from '../../lib/monotonic.js';
import { type Outcome, type RunProcess, spawnOn } from '../../lib/process.js';
import { formatDuration } from '../../lib/units.js';
import { classify, readCeilings } from '../classify/index.js';
import { killsBetween, readCounters } from '../counters/index.js';
import { limitsReader, readLimits } from '../limits/index.js';
import { processTree, type Sample, startMeter } from '../measure/index.js';
import type { Attempt, Cause, Measured } from '../model.js';
import type { System } from '../system.js';
import type { Judge, Verdict } from './early-stop.js';
import { endTree, signalProcess, signalTree, type Victim } from './end-tree.js';
import { guardGroup } from './guard.js';
import type { Rung } from './ladder.js';
import { withRaisedScore } from './oom-score.js';
import type { Readable } from './script.js';
import type { Cancelling, Signals } from './signals.js';
import { openStreams, type Streams } from './streams.js';
import { makeTail, type Tail } from './tail.js';

export type AttemptPorts = {
  readonly system: System;
  readonly run: RunProcess;
  readonly signals: Signals;
  /** Says a sentence at once, in the midst of the command's output. */
  readonly say: (sentence: string) => void;
};

export type AttemptOptions = {
  readonly number: number;
  readonly rung: Rung;
  readonly readable: Readable;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number | undefined;
  readonly killGraceMs: number;
  /** What the command has left running in the background is ended too; otherwise it is the user's. */
  readonly endsLeftovers: (cause: Cause) => boolean;
  /** Shown each look, it says when the command is to be stopped. */
  readonly judge: Judge;
};

/** Why we ended it. */
type Stop = { readonly kind: 'early' | 'timed-out' | 'cancelled'; readonly sentence: string };

/** @throws EnvironmentError when the command can't be started. */
export async function attempt(options: AttemptOptions, ports: AttemptPorts): Promise<Attempt> {
  const { system, run } = ports;
  const tail = makeTail();
  const streams = await openStreams(run, tail);
  const before = readCounters(system);
  const startedAt = monotonicMs();
  const { victim, ended } = await start(options, streams);
  const unguard = victim.ownsGroup ? guardGroup(victim.pid) : () => undefined;
  try {
    const { stop, relief, measured, outcome } = await watched(victim, ended, tail, options, ports);
    await streams.finish();
    const kills = killsBetween(before, readCounters(system));
    const cause = classify({
      outcome,
      tail: tail.text(),
      earlyStop: stop?.kind === 'early' ? stop.sentence : undefined,
      relief,
      kills,
      canCount: before.kills.size > 0,
      measured,
      limit: readLimits(system).limit,
      ceilings: readCeilings(system),
    });
    if (options.endsLeftovers(cause)) await endTree(victim, undefined, 0, run);
    const { jobs, isSerialCodegen } = options.rung;
    const durationMs = monotonicMs() - startedAt;
    return { number: options.number, jobs, isSerialCodegen, durationMs, outcome, cause, measured, kills };
  } finally {
    unguard();
  }
}

type Watched = {
  readonly stop: Stop | undefined;
  /** Why one of its processes was killed, for the others to get on. */
  readonly relief: string | undefined;
  readonly measured: Measured;
  readonly outcome: Outcome;
};

/** Until it has ended, by itself or by us. */
async function watched(
  victim: Victim,
  ended: Promise<Outcome>,
  tail: Tail,
  options: AttemptOptions,
  ports: AttemptPorts,
): Promise<Watched> {
  let onStop: (stop: Stop) => void = () => undefined;
  const stopped = new Promise<Stop>((resolve) => {
    onStop = resolve;
  });
  let relief: string | undefined;
  const meter = startMeter({
    tree: victim.tree,
    readLimits: limitsReader(ports.system),
    onSample: (sample) => {
      const verdict = options.judge(sample);
      if (verdict === undefined) return;
      if (relief === undefined && canRelieve(verdict, sample, victim))
        relief = relieve(verdict, sample, victim, tail, ports);
      else onStop({ kind: 'early', sentence: verdict.sentence });
    },
  });
  const watch = watchForStop(options, ports, victim, onStop);
  try {
    const first = await Promise.race([ended, stopped]);
    const stop = 'sentence' in first ? first : undefined;
    if (stop === undefined)
      return { stop, relief, measured: meter.stop(), outcome: outcomeOf(stop, await ended) };
    await end(stop, victim, options, ports, tail.isAtLineStart());
    // Those that can't be ended are not waited for.
    const last = await Promise.race([ended, sleep(UNENDED_MS).then(() => undefined)]);
    return { stop, relief, measured: meter.stop(), outcome: outcomeOf(stop, last) };
  } finally {
    meter.stop();
    watch.release();
  }
}

/** A command of one process has nothing to be relieved of. */
function canRelieve({ kind }: Verdict, { largestPid }: Sample, victim: Victim): boolean {
  return kind === 'standstill' && largestPid !== undefined && largestPid !== victim.pid;
}

/**
 * Does at once what the kernel would do after minutes: ends the largest process. Its parent sees a death by SIGKILL, and the others finish what
 * they are at, which a stop of all would lose.
 */
function relieve(
  { sentence }: Verdict,
  { largestPid = 0 }: Sample,
  victim: Victim,
  tail: Tail,
  { say }: AttemptPorts,
): string {
  const name = victim.tree.nameOf(largestPid);
  if (victim.tree.alive().includes(largestPid)) signalProcess(largestPid, 'SIGKILL');
  const relief = `${sentence}; its largest process, ${name}, was ended for the others to get on`;
  say(`${tail.isAtLineStart() ? '' : '\n'}${relief}`);
  return relief;
}

/** After SIGKILL the kernel needs a moment, and no more. */
const UNENDED_MS = 1_000;
/** What stands still won't get up to clean after itself. */
const EARLY_GRACE_MS = 3_000;

async function start(
  { readable, cwd, env }: AttemptOptions,
  streams: Streams,
): Promise<{ readonly victim: Victim; readonly ended: Promise<Outcome> }> {
  const [file = '', ...args] = readable.argv;
  const stdio: (number | undefined)[] = [...streams.stdio];
  for (const [fd, ours] of readable.files) stdio[fd] = ours;
  const ownsGroup = !streams.isTerminal;
  const { pid, ended } = withRaisedScore(() => spawnOn(file, args, { cwd, env, stdio, ownGroup: ownsGroup }));
  streams.handOver();
  // Node says by the event alone that there is nothing to run.
  if (pid === 0) await ended;
  return { victim: { pid, ownsGroup, tree: processTree(pid, ownsGroup) }, ended };
}

function outcomeOf(stop: Stop | undefined, ended: Outcome | undefined): Outcome {
  if (stop?.kind === 'timed-out') return { kind: 'timed-out' };
  if (stop?.kind === 'cancelled') return { kind: 'cancelled' };
  return ended ?? { kind: 'signalled', signal: 'SIGKILL' };
}

/** The time limit, and signals that we get. */
function watchForStop(
  { timeoutMs, killGraceMs }: AttemptOptions,
  { signals, run }: AttemptPorts,
  victim: Victim,
  onStop: (stop: Stop) => void,
): { release(): void } {
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(
          () =>
            onStop({
              kind: 'timed-out',
              sentence: `the time limit of ${formatDuration(timeoutMs)} is over: ending the command (SIGTERM, after ${formatDuration(killGraceMs)} SIGKILL)`,
            }),
          timeoutMs,
        );
  const onSignal = (name: Cancelling, isInsisting: boolean): void => {
    onStop({ kind: 'cancelled', sentence: `${name}: ending the command` });
    // A terminal has sent its Ctrl-C to the command as well.
    const isKnown = name === 'SIGINT' && !victim.ownsGroup;
    if (isInsisting) void signalTree(victim, 'SIGKILL', run);
    else if (!isKnown) void signalTree(victim, name, run);
  };
  const off = signals.on(onSignal);
  // It came while the command was being started.
  const earlier = signals.first();
  if (earlier !== undefined) onSignal(earlier, false);
  return {
    release: () => {
      clearTimeout(timer);
      off();
    },
  };
}

async function end(
  stop: Stop,
  victim: Victim,
  { killGraceMs }: AttemptOptions,
  { run, say }: AttemptPorts,
  isAtLineStart: boolean,
): Promise<void> {
  const start = isAtLineStart ? '' : '\n';
  if (stop.kind === 'timed-out') say(`${start}${stop.sentence}`);
  if (stop.kind === 'early') say(`${start}${stop.sentence}: ending it before the kernel does`);
  const graceMs = stop.kind === 'early' ? Math.min(killGraceMs, EARLY_GRACE_MS) : killGraceMs;
  // A cancel's own signal has been handed on already.
  const left = await endTree(victim, stop.kind === 'cancelled' ? undefined : 'SIGTERM', graceMs, run);
  if (left.length > 0)
    say(
      `could not be ended: process ${left.join(', ')} (another user's, or waiting for a disk); it may still run`,
    );
}
