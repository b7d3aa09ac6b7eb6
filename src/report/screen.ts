/** A run as lines of text, for the terminal and the runner's log alike. Pure: what goes in decides what comes out. */

import pc from 'picocolors';
import { formatDuration } from '../lib/units.js';
import type { Progress, Results, StageName, StageResult } from './results.js';
import { clip, pad, padLeft, plain, wrap } from './text.js';
import {
  type BadStage,
  badStages,
  codeOf,
  evidenceOf,
  headingOf,
  phasesOf,
  reasonOf,
  searchLine,
  verdictSentence,
  verdictWords,
} from './words.js';

export type Style = {
  readonly colors: ReturnType<typeof pc.createColors>;
  readonly marks: Readonly<Record<StageResult['status'] | 'running', string>>;
  readonly columns: number;
};

const handsome = {
  pass: '✓',
  fail: '✗',
  error: '!',
  skip: '-',
  'not-applicable': '-',
  unverified: '?',
  running: '›',
};
const ascii = { ...handsome, pass: '+', fail: 'x', running: '>' };

/** For a run whose stages aren't known (no `run-started`): the longest name there is. */
export const DEFAULT_NAME_WIDTH = 'verify-clean'.length;
export const TIME_WIDTH = '2 min 05 s'.length;
const MIN_TEXT = 20;

/** @param env NO_COLOR turns colours off (no-color.org: set and not empty); TERM says what the terminal can show. */
export function styleFor(env: NodeJS.ProcessEnv, isTty: boolean, columns: number): Style {
  const isDumb = env.TERM === 'dumb';
  const hasColors = isTty && !isDumb && (env.NO_COLOR ?? '') === '';
  // The Linux console's own font has no check mark.
  return {
    colors: pc.createColors(hasColors),
    marks: isDumb || env.TERM === 'linux' ? ascii : handsome,
    columns,
  };
}

export function headerLines(started: Extract<Progress, { kind: 'run-started' }>, style: Style): string[] {
  const { bold, dim } = style.colors;
  const where = `${plain(started.domain)}, stack ${plain(started.stack)}`;
  return ['', bold(plain(started.recipe)), ...wrap(where, style.columns).map((line) => dim(line)), ''];
}

/** `  ✓ install   1.2 s  images 0.3 s, secrets 40 ms`, on as many lines as it takes. */
export function stageLines(result: StageResult, nameWidth: number, style: Style): string[] {
  const { colors, marks } = style;
  const paint = painter(result, style);
  const hasRun = reasonOf(result) === undefined || result.status === 'unverified';
  const time = padLeft(hasRun ? formatDuration(result.durationMs) : '', TIME_WIDTH);
  const head = `  ${paint(marks[result.status])} ${pad(result.stage, nameWidth)}  ${time}`;
  const indent = 4 + nameWidth + 2 + TIME_WIDTH + 2;
  const [first = '', ...more] = wrap(detailOf(result), Math.max(MIN_TEXT, style.columns - indent));
  const paintDetail = 'finding' in result ? paint : colors.dim;
  return [
    first === '' ? head : `${head}  ${paintDetail(first)}`,
    ...more.map((line) => ' '.repeat(indent) + paintDetail(line)),
  ];
}

function painter(result: StageResult, { colors }: Style): (text: string) => string {
  switch (result.status) {
    case 'pass':
      return colors.green;
    case 'fail':
      return colors.red;
    case 'error':
    case 'unverified':
      return colors.yellow;
    default:
      return colors.dim;
  }
}

function detailOf(result: StageResult): string {
  if ('finding' in result) return codeOf(result.finding);
  return reasonOf(result) ?? phasesOf(result).join(', ');
}

/** The live line: `  › health      4 s  app: starting (health check pending)`; at most as wide as the terminal. */
export function liveLine(
  stage: StageName,
  elapsedMs: number,
  waitingFor: string,
  nameWidth: number,
  style: Style,
): string {
  const { cyan, dim } = style.colors;
  const seconds = Math.floor(elapsedMs / 1000);
  const time = padLeft(seconds < 60 ? `${seconds} s` : formatDuration(seconds * 1000), TIME_WIDTH);
  // The last column stays free: some terminals go to the next line as soon as it is written.
  const room = style.columns - 1;
  const head = clip(`  ${style.marks.running} ${pad(stage, nameWidth)}  ${time}`, room);
  const rest = clip(plain(waitingFor), Math.max(0, room - 4 - nameWidth - 2 - TIME_WIDTH - 2));
  return cyan(head) + (rest === '' ? '' : `  ${dim(rest)}`);
}

export function noteLines(level: 'info' | 'warning', message: string, style: Style): string[] {
  const { yellow, dim } = style.colors;
  const text = level === 'warning' ? `warning: ${plain(message)}` : plain(message);
  const paint = level === 'warning' ? yellow : dim;
  return wrap(text, Math.max(MIN_TEXT, style.columns - 4)).map((line) => `    ${paint(line)}`);
}

/** What went wrong: message, evidence as it was written (not wrapped: it is copied and searched for), and what to do next. */
export function findingLines(bad: BadStage, results: Results, style: Style): string[] {
  const { red, yellow, bold, dim } = style.colors;
  const { finding } = bad;
  const room = Math.max(MIN_TEXT, style.columns - 4);
  const paint = bad.status === 'fail' ? red : yellow;
  const evidence = evidenceOf(bad, results.residue);
  return [
    `  ${bold(paint(`${headingOf(bad)}: ${codeOf(finding)}`))}`,
    ...wrap(plain(finding.message), room).map((line) => `    ${line}`),
    ...(evidence.length === 0
      ? []
      : ['', ...evidence.map((line) => `    ${dim('|')} ${line}`.trimEnd()), '']),
    ...wrap(`Next: ${plain(finding.remedy)}`, room).map((line) => `    ${line}`),
  ];
}

/** Everything that comes after the stages; its last line is the one to search for. */
export function endLines(results: Results, style: Style): string[] {
  const { dim } = style.colors;
  const bad = badStages(results);
  const room = Math.max(MIN_TEXT, style.columns - 4);
  const route = results.route === null ? [] : wrap(`http asked ${plain(results.route)}`, room);
  const first = bad[0];
  return [
    ...route.map((line) => `    ${dim(line)}`),
    ...bad.flatMap((entry) => ['', ...findingLines(entry, results, style)]),
    '',
    ...verdictLines(results, style),
    ...(first === undefined ? [] : [searchLine(first, results.recipe.name)]),
  ];
}

function verdictLines(results: Results, style: Style): string[] {
  const { bold, red, green, yellow } = style.colors;
  const paint = { pass: green, fail: red, error: yellow, cancelled: yellow }[results.verdict];
  const word = verdictWords[results.verdict];
  const [head = '', ...more] = wrap(
    verdictSentence(results),
    Math.max(MIN_TEXT, style.columns - word.length - 2),
  );
  return [`${bold(paint(word))}  ${head}`, ...more.map((line) => ' '.repeat(word.length + 2) + line)];
}
