/** A run on a terminal: one line per stage, and while it waits one live line that says for what and for how long. */

import { type Clock, systemClock } from './clock.js';
import type { OnProgress, Progress, StageName } from './results.js';
import {
  DEFAULT_NAME_WIDTH,
  endLines,
  headerLines,
  liveLine,
  noteLines,
  type Style,
  stageLines,
  styleFor,
} from './screen.js';

export type TerminalOptions = {
  readonly write: (text: string) => void;
  readonly isTty: boolean;
  /** Asked anew for every line where it is a function: a window can be resized. 80 when unknown. */
  readonly columns?: number | undefined | (() => number | undefined);
  readonly env: NodeJS.ProcessEnv;
  readonly clock?: Clock;
};

/** `close` takes the live line away; needed only where a run ends without `run-ended`. */
export type Reporter = OnProgress & { readonly close: () => void };

const DEFAULT_COLUMNS = 80;
const TICK_MS = 1_000;
/** Where nothing can be redrawn, a sign of life after this much silence, then after twice as much, up to the second. */
const SILENCE_MS = 10_000;
const MAX_SILENCE_MS = 80_000;

type Waiting = { readonly since: number; readonly for: string };

/** @returns the reader of a run's progress that writes for a person at a terminal, or for a pipe (no live line, no colours). */
export function terminalReporter(options: TerminalOptions): Reporter {
  const clock = options.clock ?? systemClock;
  const style = (): Style => styleFor(options.env, options.isTty, columnsOf(options));
  const paper =
    options.isTty && options.env.TERM !== 'dumb' ? screen(options.write) : pipe(options.write, clock);
  let nameWidth = DEFAULT_NAME_WIDTH;
  /** In the order in which they began: stages run side by side, and the first is the one that is shown. */
  const waiting = new Map<StageName, Waiting>();
  let stopTicking: (() => void) | undefined;

  const draw = (): void => {
    const [first, ...others] = waiting;
    if (first === undefined) return;
    const [stage, { since, for: what }] = first;
    const elapsedMs = clock.now() - since;
    // Most stages are over before there is anything to say: a line that comes and goes at once is only unrest.
    if (what === '' && elapsedMs < TICK_MS) return;
    const beside = others.length === 0 ? '' : `beside ${others.map(([name]) => name).join(', ')}`;
    const words = [what, beside].filter((text) => text !== '').join('; ');
    paper.live(liveLine(stage, elapsedMs, words, nameWidth, style()));
  };
  const waitFor = (stage: StageName, next: Waiting): void => {
    waiting.set(stage, next);
    stopTicking ??= clock.every(TICK_MS, draw);
    draw();
  };
  const stopWaiting = (stage: StageName): void => {
    waiting.delete(stage);
    if (waiting.size > 0) return;
    stopTicking?.();
    stopTicking = undefined;
  };

  const onProgress = (progress: Progress): void => {
    switch (progress.kind) {
      case 'run-started':
        nameWidth = Math.max(0, ...progress.stages.map((name) => name.length));
        paper.print(headerLines(progress, style()));
        break;
      case 'stage-started':
        waitFor(progress.stage, { since: clock.now(), for: '' });
        break;
      case 'waiting':
        waitFor(progress.stage, {
          since: waiting.get(progress.stage)?.since ?? clock.now(),
          for: progress.for,
        });
        break;
      case 'phase-ended':
        break; // Told with the stage.
      case 'note':
        paper.print(noteLines(progress.level, progress.message, style()));
        draw();
        break;
      case 'stage-ended':
        stopWaiting(progress.result.stage);
        paper.print(stageLines(progress.result, nameWidth, style()));
        draw();
        break;
      case 'run-ended':
        stopAll();
        paper.print(endLines(progress.results, style()));
        break;
    }
  };
  const stopAll = (): void => {
    for (const stage of [...waiting.keys()]) stopWaiting(stage);
  };
  const close = (): void => {
    stopAll();
    paper.print([]);
  };
  return Object.assign(onProgress, { close });
}

/** What is written on. `print` is for good; `live` is what holds until the next call of either. */
type Paper = { print(lines: readonly string[]): void; live(line: string): void };

/** A terminal. One write each time: what is erased and drawn again in two can be seen to flicker. */
function screen(write: (text: string) => void): Paper {
  let drawn = '';
  return {
    print: (lines) => {
      const text = lines.map((line) => `${line}\n`).join('');
      if (drawn !== '' || text !== '') write(drawn === '' ? text : `\r\u001b[K${text}`);
      drawn = '';
    },
    live: (line) => {
      if (line === drawn) return;
      // Written over what is there, and only the rest erased.
      write(drawn === '' ? line : `\r${line}\u001b[K`);
      drawn = line;
    },
  };
}

/** A pipe or a file: nothing can be taken back, so the live line is written only after some silence. */
function pipe(write: (text: string) => void, clock: Clock): Paper {
  let lastOutput = clock.now();
  let silenceMs = SILENCE_MS;
  const put = (lines: readonly string[]): void => {
    if (lines.length > 0) write(lines.map((line) => `${line}\n`).join(''));
    lastOutput = clock.now();
  };
  return {
    print: (lines) => {
      put(lines);
      silenceMs = SILENCE_MS;
    },
    live: (line) => {
      if (clock.now() - lastOutput < silenceMs) return;
      put([line]);
      silenceMs = Math.min(2 * silenceMs, MAX_SILENCE_MS);
    },
  };
}

function columnsOf({ columns }: TerminalOptions): number {
  const known = typeof columns === 'function' ? columns() : columns;
  return known === undefined || known < 1 ? DEFAULT_COLUMNS : known;
}
