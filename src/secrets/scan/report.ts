/** What a scan says: places, names and kinds. Pure. */

import { formatBytes, formatDuration } from '../../lib/units.js';
import type { Finding, Gap, Place, Scanned } from './model.js';

/** Of one file, as many are told one by one: a leak in a loop is one leak. */
const SHOWN_PER_FILE = 10;

export type ReportLines = {
  readonly findings: readonly string[];
  readonly gaps: readonly string[];
  readonly sentence: string;
};

/** @param masked takes out of a path or a member's name what must not be printed: a leak may be in a name. */
export function reportLines(scanned: Scanned, masked: (text: string) => string): ReportLines {
  return {
    findings: grouped(scanned.findings, masked),
    gaps: scanned.gaps.map((gap) => gapLine(gap, masked)),
    sentence: sentenceOf(scanned),
  };
}

/** The same for programs: one JSON object. */
export function reportJson(scanned: Scanned, masked: (text: string) => string): string {
  const place = ({ path, inside, isExpanded }: Place): Place => ({
    path: masked(path),
    inside: inside.map(masked),
    isExpanded,
  });
  const findings = scanned.findings.map((finding) => ({ ...finding, place: place(finding.place) }));
  const gaps = scanned.gaps.map((gap) => ({ place: place(gap.place), why: masked(gap.why) }));
  return JSON.stringify({ ...scanned, findings, gaps, durationMs: Math.round(scanned.durationMs) }, null, 2);
}

function grouped(findings: readonly Finding[], masked: (text: string) => string): readonly string[] {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) {
    const own = files.get(finding.place.path) ?? [];
    own.push(finding);
    files.set(finding.place.path, own);
  }
  return [...files].flatMap(([path, own]) => {
    const more = own.length - SHOWN_PER_FILE;
    const lines = own.slice(0, SHOWN_PER_FILE).map((finding) => findingLine(finding, masked));
    return more > 0 ? [...lines, `${printable(masked(path))}: and ${more} more`] : lines;
  });
}

function findingLine(finding: Finding, masked: (text: string) => string): string {
  const what = finding.kind === 'known format' ? `a ${finding.what}` : `${finding.what} (${finding.kind})`;
  return `${placeText(finding.place, masked)}${position(finding)}: ${what}`;
}

function position({ offset, line, place }: Finding): string {
  if (offset === undefined) return ', in the name';
  if (place.isExpanded) return `, byte ${offset} of what it expands to`;
  return line === undefined ? `, byte ${offset}` : `:${line}`;
}

function gapLine({ place, why }: Gap, masked: (text: string) => string): string {
  return `${placeText(place, masked)}: ${printable(masked(why))}`;
}

function placeText({ path, inside }: Place, masked: (text: string) => string): string {
  return [path, ...inside].map((part) => printable(masked(part))).join(' > ');
}

/** A name may hold line feeds and what a terminal obeys. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?');
}

function sentenceOf({ findings, gaps, files, members, bytes, durationMs }: Scanned): string {
  const inside = members === 0 ? '' : `, ${members} members of archives and repositories`;
  const looked = `${files} ${files === 1 ? 'file' : 'files'}${inside}, ${formatBytes(bytes)} in ${formatDuration(durationMs)}`;
  const places = new Set(findings.map(({ place }) => place.path)).size;
  const rest = gaps.length === 0 ? '' : `; ${gaps.length} not searched or not as a whole`;
  if (findings.length === 0) return `leak-scan: nothing found (${looked}${rest})`;
  return `leak-scan: ${findings.length} found in ${places} ${places === 1 ? 'file' : 'files'} (${looked}${rest})`;
}
