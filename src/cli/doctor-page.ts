/** The doctor's page about memory. Pure: what was found decides what is shown. */

import { formatMemory } from '../lib/units.js';
import type { Advice, Diagnosis } from '../memory/doctor/index.js';
import { aligned, harmless, type PageStyle, wrapped } from './page.js';

const HEADINGS: readonly (readonly [Advice['level'], string])[] = [
  ['act', 'Needs doing'],
  ['consider', 'Worth considering'],
  ['unknown', 'Can’t be told from here'],
  ['fine', 'Fine'],
];

export function memoryPage(diagnosis: Diagnosis, style: PageStyle): string[] {
  const { bold } = style.colors;
  return [
    bold('Memory'),
    '',
    ...paragraph(whatFollows(diagnosis), style),
    '',
    ...limitTable(diagnosis, style),
    ...gapLines(diagnosis, style),
    ...HEADINGS.flatMap(([level, heading]) =>
      adviceLines(
        heading,
        diagnosis.advice.filter((row) => row.level === level),
        style,
      ),
    ),
    '',
    ...culpritTable(diagnosis, style),
  ];
}

/** What a person wants to know first, in two sentences. */
function whatFollows({ limits, limitsOf }: Diagnosis): string {
  const { limit, available, cpus, pressure } = limits;
  if (limit.bytes === 0) return 'Nothing here says how much memory there is.';
  const source = cpus.from === 'online' ? '' : ` (${cpus.from})`;
  const stalls =
    pressure !== undefined && pressure.some10 >= 1
      ? ` In the last 10 s something stood still for want of memory ${pressure.some10} % of the time.`
      : '';
  return `For ${harmless(limitsOf)}: ${formatMemory(limit.bytes)} at the most, then the kernel kills; ${formatMemory(available.bytes)} of it can be had now. ${cpus.count} CPU${cpus.count === 1 ? '' : 's'}${source}.${stalls}`;
}

/** The paths last: they are of any length. */
function limitTable({ limits }: Diagnosis, { colors }: PageStyle): string[] {
  const { levels, host, limit, available } = limits;
  const where = (from: string): string => {
    const marks = [
      ...(from === limit.from ? ['the limit'] : []),
      ...(from === available.from ? ['the least room'] : []),
    ];
    return marks.length === 0 ? harmless(from) : `${harmless(from)} (${marks.join(', ')})`;
  };
  const rows = levels.map(({ path, limitBytes, usedBytes, reclaimableBytes }) => [
    limitBytes === undefined ? 'none' : formatMemory(limitBytes),
    formatMemory(usedBytes),
    formatMemory(reclaimableBytes),
    where(path),
  ]);
  const used = formatMemory(host.totalBytes - host.availableBytes);
  const machine = [formatMemory(host.totalBytes), used, '', where('the machine')];
  const [head = '', ...body] = aligned([['limit', 'in use', 'of it cache', ''], ...rows, machine], [0, 1, 2]);
  return [colors.dim(`  ${head}`), ...body.map((line) => `  ${line}`)];
}

function gapLines({ limits }: Diagnosis, style: PageStyle): string[] {
  return limits.gaps.length === 0
    ? []
    : ['', ...limits.gaps.flatMap((gap) => item(style.marks.open, harmless(gap), style))];
}

function adviceLines(heading: string, rows: readonly Advice[], style: PageStyle): string[] {
  if (rows.length === 0) return [];
  return ['', style.colors.bold(heading), ...rows.flatMap((row) => oneAdvice(row, style))];
}

function oneAdvice({ level, what, why, write, run, link }: Advice, style: PageStyle): string[] {
  const { colors } = style;
  const head = item(markOf(level, style), harmless(what), style);
  if (level === 'fine') return head;
  const code = (line: string): string => `      ${colors.cyan(harmless(line))}`;
  return [
    '',
    ...head,
    ...(why === '' ? [] : wrapped(harmless(why), style.columns - 4).map((line) => `    ${line}`)),
    ...(write === undefined ? [] : [`    in ${harmless(write.path)}:`, ...write.lines.map(code)]),
    ...(run.length === 0 ? [] : ['    run:', ...run.map(code)]),
    `    ${colors.dim(link)}`,
  ];
}

function markOf(level: Advice['level'], { colors, marks }: PageStyle): string {
  if (level === 'act') return colors.red(marks.bad);
  if (level === 'consider') return colors.yellow(marks.note);
  return level === 'fine' ? colors.green(marks.good) : marks.open;
}

function culpritTable({ culprits }: Diagnosis, { colors }: PageStyle): string[] {
  const processes = aligned(
    culprits.processes.map(({ bytes, name, pid, cgroup }) => [
      formatMemory(bytes),
      harmless(name),
      String(pid),
      harmless(cgroup),
    ]),
    [0, 2],
  );
  const cgroups = aligned(
    culprits.cgroups.map(({ bytes, path }) => [formatMemory(bytes), harmless(path)]),
    [0],
  );
  return [
    ...(processes.length === 0
      ? []
      : [colors.bold('The largest processes now'), ...processes.map((line) => `  ${line}`)]),
    ...(cgroups.length === 0
      ? []
      : [
          '',
          colors.bold('The largest cgroups now, without those beneath them'),
          ...cgroups.map((line) => `  ${line}`),
        ]),
  ];
}

function item(mark: string, text: string, style: PageStyle): string[] {
  const [first = '', ...more] = wrapped(text, style.columns - 4);
  return [`  ${mark} ${first}`, ...more.map((line) => `    ${line}`)];
}

const paragraph = (text: string, style: PageStyle): string[] =>
  wrapped(text, style.columns - 2).map((line) => `  ${line}`);
