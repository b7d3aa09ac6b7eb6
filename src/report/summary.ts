/** The step summary: Markdown that says the verdict first. Nothing that others wrote can become markup in it. */

import { formatDuration } from '../lib/units.js';
import type { Results, StageResult } from './results.js';
import { plain } from './text.js';
import {
  type BadStage,
  badStages,
  blameOf,
  codeOf,
  countKinds,
  evidenceOf,
  headingOf,
  phasesOf,
  reapedLine,
  reasonOf,
  searchLine,
  verdictSentence,
  verdictWords,
} from './words.js';

const marks = {
  pass: '✅',
  fail: '❌',
  error: '⚠️',
  cancelled: '⏹️',
  skip: '➖',
  'not-applicable': '➖',
  unverified: '❔',
} as const satisfies Record<Results['verdict'] | StageResult['status'], string>;

/** GitHub takes 1 MiB per step; a report of one finding never needs that much. */
const MAX_EVIDENCE_LINES = 200;

/** @returns Markdown for $GITHUB_STEP_SUMMARY and summary.md. */
export function summaryMarkdown(results: Results): string {
  const sections = [
    `### ${marks[results.verdict]} ${verdictWords[results.verdict]}: ${inline(results.recipe.name)}`,
    `${inline(verdictSentence(results))}.`,
    stageTable(results),
    ...badStages(results).map((bad) => findingSection(bad, results)),
    ...residueSection(results),
    ...reapedSection(results),
    `<sub>${inline(aboutLine(results))}</sub>`,
  ];
  return `${sections.join('\n\n')}\n`;
}

function stageTable({ stages }: Results): string {
  const rows = stages.map((result) => {
    const hasRun = reasonOf(result) === undefined || result.status === 'unverified';
    const time = hasRun ? formatDuration(result.durationMs) : '';
    return `| ${marks[result.status]} ${result.stage} | ${time} | ${inline(detailOf(result))} |`;
  });
  return ['| Stage | Time | |', '| :-- | --: | :-- |', ...rows].join('\n');
}

function detailOf(result: StageResult): string {
  if ('finding' in result) return codeOf(result.finding);
  return reasonOf(result) ?? phasesOf(result).join(', ');
}

function findingSection(bad: BadStage, results: Results): string {
  const { finding } = bad;
  const evidence = evidenceOf(bad, results.residue);
  const left = evidence.length - MAX_EVIDENCE_LINES;
  const shown =
    left > 0
      ? [`(${left} earlier lines are in results.json)`, ...evidence.slice(-MAX_EVIDENCE_LINES)]
      : evidence;
  return [
    `**${inline(`${headingOf(bad)}: ${codeOf(finding)}`)}** (${inline(blameOf(finding))})`,
    inline(finding.message),
    `**Next:** ${inline(finding.remedy)}`,
    ...(shown.length === 0
      ? []
      : [
          `<details><summary>Evidence (${evidence.length} ${evidence.length === 1 ? 'line' : 'lines'})</summary>`,
          fenced(shown),
          '</details>',
        ]),
    `<code>${inline(searchLine(bad, results.recipe.name))}</code>`,
  ].join('\n\n');
}

function residueSection({ residue }: Results): readonly string[] {
  if (residue.length === 0) return [];
  const rows = residue.map(({ kind, name }) => `- ${kind} ${inline(name)}`);
  return [`**Left behind:** ${countKinds(residue)}`, rows.join('\n')];
}

function reapedSection({ reaped }: Results): readonly string[] {
  if (reaped.length === 0) return [];
  const rows = reaped.map((entry) => `- ${inline(reapedLine(entry))}`);
  return ['**Removed of earlier runs:**', rows.join('\n')];
}

function aboutLine(results: Results): string {
  const route = results.route === null ? '' : `, http asked ${results.route}`;
  return `${results.tool.name} ${results.tool.version}, engine ${results.engine}, ${results.app.domain}, stack ${results.app.stack}${route}, started ${results.startedAt}`;
}

/** One line of text with nothing in it that Markdown or HTML would take for its own. */
function inline(text: string): string {
  return (
    plain(text)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // Inside a word _ means nothing, and names read better without the backslash.
      .replace(/[\\`*[\]|~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|^[-+#=]/g, '\\$&')
      .replace(/^(\d+)([.)])/, '$1\\$2')
  );
}

/** A code block whose fence is longer than any run of backticks in it. */
function fenced(lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}text`, ...lines, fence].join('\n');
}
