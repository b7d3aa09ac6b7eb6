/** A run in a runner's log: a group per stage, the finding as an error, and nothing that a terminal would have to interpret. */

import { escapeData, inert } from '../lib/job.js';
import { formatDuration } from '../lib/units.js';
import { type Clock, systemClock } from './clock.js';
import type { OnProgress, Progress, Results } from './results.js';
import {
  DEFAULT_NAME_WIDTH,
  headerLines,
  noteLines,
  type Style,
  stageLines,
  styleFor,
  TIME_WIDTH,
} from './screen.js';
import { padLeft, plain } from './text.js';
import {
  badStages,
  codeOf,
  evidenceOf,
  headingOf,
  searchLine,
  verdictSentence,
  verdictWords,
} from './words.js';

export type StepOptions = {
  readonly write: (text: string) => void;
  readonly env: NodeJS.ProcessEnv;
  readonly clock?: Clock;
};

/** A log has no width; a browser wraps it. */
const COLUMNS = 1_000;

/** @returns the reader of a run's progress that writes a step's log: workflow commands under a runner, plain lines elsewhere. */
export function stepReporter(options: StepOptions): OnProgress {
  const clock = options.clock ?? systemClock;
  const log = logOf(options);
  const style = styleFor({}, false, COLUMNS);
  let nameWidth = DEFAULT_NAME_WIDTH;
  let startedAt = clock.now();
  let saidLast = '';

  const say = (text: string): void => {
    if (text === saidLast) return;
    saidLast = text;
    log.lines([`    ${padLeft(formatDuration(clock.now() - startedAt), TIME_WIDTH)}  ${text}`]);
  };

  return (progress: Progress): void => {
    switch (progress.kind) {
      case 'run-started':
        nameWidth = Math.max(0, ...progress.stages.map((name) => name.length));
        log.lines(headerLines(progress, style));
        break;
      case 'stage-started':
        startedAt = clock.now();
        saidLast = '';
        log.group(`stage ${progress.stage}`);
        break;
      case 'waiting':
        say(`waiting: ${plain(progress.for)}`);
        break;
      case 'phase-ended':
        say(`${plain(progress.phase.name)}: done in ${formatDuration(progress.phase.durationMs)}`);
        break;
      case 'note':
        if (progress.level === 'warning') log.command('warning', plain(progress.message));
        else log.lines(noteLines('info', progress.message, style));
        break;
      case 'stage-ended':
        // What a closed group holds is not seen: the outcome stands outside.
        log.endGroup();
        log.lines(stageLines(progress.result, nameWidth, style));
        break;
      case 'run-ended':
        writeEnd(log, progress.results, style);
        break;
    }
  };
}

function writeEnd(log: StepLog, results: Results, style: Style): void {
  log.endGroup();
  if (results.route !== null) log.lines(noteLines('info', `http asked ${results.route}`, style));
  const bad = badStages(results);
  for (const entry of bad) {
    const { finding } = entry;
    log.group(`evidence: ${headingOf(entry)}: ${codeOf(finding)}`);
    log.lines(evidenceOf(entry, results.residue).map((line) => `| ${line}`.trimEnd()));
    log.endGroup();
    log.command('error', `${headingOf(entry)}: ${codeOf(finding)}: ${plain(finding.message)}`);
    log.lines(noteLines('info', `Next: ${finding.remedy}`, style));
  }
  log.lines(['', `${verdictWords[results.verdict]}  ${verdictSentence(results)}`]);
  const first = bad[0];
  if (first !== undefined) log.lines([searchLine(first, results.recipe.name)]);
}

type StepLog = {
  lines(lines: readonly string[]): void;
  group(title: string): void;
  /** Where none is open, nothing happens. */
  endGroup(): void;
  command(name: 'warning' | 'error', message: string): void;
};

function logOf({ write, env }: StepOptions): StepLog {
  const isRunner = env.GITHUB_ACTIONS === 'true';
  let title: string | undefined;
  let isOpen = false;
  const put = (texts: readonly string[]): void => write(texts.map((text) => `${inert(text)}\n`).join(''));
  // A group with nothing in it is a click for nothing: it is opened by its first line.
  const open = (): void => {
    if (title === undefined) return;
    if (isRunner) write(`::group::${escapeData(title)}\n`);
    else put([`  ${title}`]);
    title = undefined;
    isOpen = true;
  };
  const endGroup = (): void => {
    if (isOpen && isRunner) write('::endgroup::\n');
    title = undefined;
    isOpen = false;
  };
  return {
    lines: (texts) => {
      if (texts.length === 0) return;
      open();
      put(texts);
    },
    group: (next) => {
      endGroup();
      title = next;
    },
    endGroup,
    command: (name, message) => {
      if (isRunner) write(`::${name}::${escapeData(message)}\n`);
      else put([`${name}: ${message}`]);
    },
  };
}
