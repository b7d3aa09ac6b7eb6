/** A run in a runner's log: a group per stage, the finding as an error, and nothing that a terminal would have to interpret. */

import { escapeData, inert } from '../lib/job.js';
import { formatDuration } from '../lib/units.js';
import { type Clock, systemClock } from './clock.js';
import type { OnProgress, Progress, Results, StageName } from './results.js';
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
  const book = stageLog(log, clock);

  return (progress: Progress): void => {
    switch (progress.kind) {
      case 'run-started':
        nameWidth = Math.max(0, ...progress.stages.map((name) => name.length));
        log.lines(headerLines(progress, style));
        break;
      case 'stage-started':
        book.start(progress.stage);
        break;
      case 'waiting':
        book.say(progress.stage, `waiting: ${plain(progress.for)}`);
        break;
      case 'phase-ended':
        book.say(
          progress.stage,
          `${plain(progress.phase.name)}: done in ${formatDuration(progress.phase.durationMs)}`,
        );
        break;
      case 'note':
        if (progress.level === 'warning') log.command('warning', plain(progress.message));
        else log.lines(noteLines('info', progress.message, style));
        break;
      case 'stage-ended':
        book.end(progress.result.stage, [
          ...stageLines(progress.result, nameWidth, style),
          ...progress.result.details.map((detail) => `      ${plain(detail)}`),
        ]);
        break;
      case 'run-ended':
        writeEnd(log, progress.results, style);
        break;
    }
  };
}

type StageLog = {
  start(stage: StageName): void;
  say(stage: StageName, text: string): void;
  /** What a closed group holds is not seen: the outcome stands outside. */
  end(stage: StageName, outcome: readonly string[]): void;
};

type OpenStage = { readonly startedAt: number; last: string; readonly held: string[] };

/**
 * Groups don't nest, and stages run side by side: the one that began first writes as it goes, the others when they end, and
 * then the first goes on in a group of its own.
 */
function stageLog(log: StepLog, clock: Clock): StageLog {
  const open = new Map<StageName, OpenStage>();
  const owner = (): StageName | undefined => open.keys().next().value;
  const goOn = (): void => {
    const stage = owner();
    if (stage === undefined) return;
    log.group(`stage ${stage}`);
    log.lines(open.get(stage)?.held.splice(0) ?? []);
  };
  return {
    start: (stage) => {
      open.set(stage, { startedAt: clock.now(), last: '', held: [] });
      if (owner() === stage) log.group(`stage ${stage}`);
    },
    say: (stage, text) => {
      const entry = open.get(stage);
      if (entry === undefined || text === entry.last) return;
      entry.last = text;
      const line = `    ${padLeft(formatDuration(clock.now() - entry.startedAt), TIME_WIDTH)}  ${text}`;
      if (owner() === stage) log.lines([line]);
      else entry.held.push(line);
    },
    end: (stage, outcome) => {
      const held = open.get(stage)?.held ?? [];
      const wasOwner = owner() === stage;
      open.delete(stage);
      log.endGroup();
      if (!wasOwner && held.length > 0) {
        log.group(`stage ${stage}`);
        log.lines(held);
        log.endGroup();
      }
      log.lines(outcome);
      goOn();
    },
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
