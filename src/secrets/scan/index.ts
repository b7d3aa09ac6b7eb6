/** The leak scan: looks for values and known tokens in files, archives and repositories, and never says what it found, only where. */

import { createReadStream, readFileSync } from 'node:fs';
import { hasCode, messageOf } from '../../lib/errors.js';
import { monotonicMs } from '../../lib/monotonic.js';
import { formatMemory } from '../../lib/units.js';
import { type Scan, searchName, TooLarge } from './context.js';
import { scanGitObjects } from './git-objects.js';
import { lineNumbers } from './lines.js';
import {
  type Finding,
  type Gap,
  LIMITS,
  type Place,
  type ScanLimits,
  type Scanned,
  type Sought,
} from './model.js';
import { needlesFor } from './needles.js';
import { memberScan, scanBytes } from './scan-bytes.js';
import { type Found, filesBeneath, looseFiles } from './walk.js';

const PIECE_BYTES = 1 << 20;
const SMALL_BYTES = 1 << 16;

/**
 * @param paths files and folders. @param sought may be empty: then only known formats are looked for.
 * @throws UserError where a path is not there; the signal's reason once it fires.
 */
export async function leakScan(
  paths: readonly string[],
  sought: readonly Sought[],
  signal: AbortSignal,
  limits: ScanLimits = LIMITS,
): Promise<Scanned> {
  const startedAt = monotonicMs();
  const tally = { findings: [] as Finding[], gaps: [] as Gap[], files: 0, members: 0, bytes: 0 };
  const needles = needlesFor(sought);
  const scan = (): Scan => ({
    needles,
    limits,
    signal,
    left: limits.expandedBytes,
    nestedZipLeft: limits.nestedZipBytes,
    onHit: listing(tally, limits),
    onGap: (place, why) => tally.gaps.push({ place, why }),
    onMember: () => {
      tally.members += 1;
    },
    onBytes: (count) => {
      tally.bytes += count;
    },
  });
  for (const path of paths) {
    for await (const found of filesBeneath(path)) {
      signal.throwIfAborted();
      if (found.kind === 'file') tally.files += 1;
      await scanFound(found, scan());
    }
  }
  const findings = await withLines(tally.findings);
  return { ...tally, findings, durationMs: monotonicMs() - startedAt };
}

type Tally = { readonly findings: Finding[]; readonly gaps: Gap[] };

/** For one file: a short value in a large file would fill the memory with places. */
function listing({ findings, gaps }: Tally, { findingsPerFile }: ScanLimits): Scan['onHit'] {
  let count = 0;
  return (place, hit) => {
    count += 1;
    if (count <= findingsPerFile)
      findings.push({
        place,
        what: hit.what,
        kind: hit.kind,
        offset: 'inName' in hit ? undefined : hit.offset,
        line: undefined,
      });
    else if (count === findingsPerFile + 1)
      gaps.push({
        place: { path: place.path, inside: [], isExpanded: false },
        why: `more than ${findingsPerFile} places: no more of them are listed`,
      });
  };
}

async function scanFound(found: Found, scan: Scan): Promise<void> {
  const place: Place = { path: found.path, inside: [], isExpanded: false };
  switch (found.kind) {
    case 'unreadable':
      return scan.onGap(place, `can't be read: ${found.why}`);
    case 'link':
      searchName(found.path, place, scan);
      return searchName(found.target, place, scan);
    case 'git':
      return scanRepository(place, scan);
    case 'file':
      searchName(found.path, place, scan);
      return scanFile(place, found.bytes, scan);
  }
}

async function scanFile(place: Place, bytes: number, scan: Scan): Promise<void> {
  try {
    // Most files of a work tree: opened once, and without a buffer of a whole piece for each.
    if (bytes <= SMALL_BYTES) {
      const content = readFileSync(place.path);
      if (!isZipHead(content)) return await scanBytes([content], place, 0, scan);
    }
    if (await isZip(place.path)) {
      const { scanZipFile } = await import('./zip.js');
      await scanZipFile(place, scan, memberScan(place, 0, scan));
    } else await scanStream(place, scan);
  } catch (error) {
    orGap(error, place, scan);
  }
}

/** Opened where it is read at once: the error of a stream that nobody reads yet would end the program. */
async function scanStream(place: Place, scan: Scan): Promise<void> {
  const stream = createReadStream(place.path, { highWaterMark: PIECE_BYTES });
  try {
    await scanBytes(stream, place, 0, scan);
  } finally {
    stream.destroy();
  }
}

async function isZip(path: string): Promise<boolean> {
  for await (const piece of createReadStream(path, { end: 3 }) as AsyncIterable<Buffer>)
    return isZipHead(piece);
  return false;
}

function isZipHead(bytes: Buffer): boolean {
  return ['PK\x03\x04', 'PK\x05\x06'].includes(bytes.toString('latin1', 0, 4));
}

/** Where git can't help, its files as they are: loose objects are opened, packs are not. */
async function scanRepository(place: Place, scan: Scan): Promise<void> {
  try {
    await scanGitObjects(place, scan);
  } catch (error) {
    orGap(error, place, scan, 'packed objects are not searched: ');
    for await (const found of looseFiles(`${place.path}/objects`)) await scanFound(found, scan);
  }
}

function orGap(error: unknown, place: Place, scan: Scan, what = "can't be read to its end: "): void {
  if (scan.signal.aborted) throw error;
  if (hasCode(error, 'ENOENT')) return;
  if (error instanceof TooLarge)
    scan.onGap(
      place,
      `expands to more than ${formatMemory(scan.limits.expandedBytes)}: the rest of it is not searched`,
    );
  else scan.onGap(place, `${what}${messageOf(error)}`);
}

/** Numbers the lines of what was found in text files themselves. */
async function withLines(findings: readonly Finding[]): Promise<readonly Finding[]> {
  const offsets = new Map<string, number[]>();
  for (const { place, offset } of findings.filter(isInText)) {
    const own = offsets.get(place.path) ?? [];
    own.push(offset ?? 0);
    offsets.set(place.path, own);
  }
  const numbered = new Map<string, ReadonlyMap<number, number>>();
  for (const [path, own] of offsets) {
    const places = [...new Set(own)].sort((one, other) => one - other);
    const lines = await lineNumbers(path, places).catch(() => undefined); // it went, or changed: offsets will do
    if (lines !== undefined)
      numbered.set(path, new Map(places.map((offset, index) => [offset, lines[index] ?? 0])));
  }
  return findings.map((finding) =>
    isInText(finding)
      ? { ...finding, line: numbered.get(finding.place.path)?.get(finding.offset ?? -1) }
      : finding,
  );
}

function isInText({ place, offset }: Finding): boolean {
  return place.inside.length === 0 && !place.isExpanded && offset !== undefined;
}
