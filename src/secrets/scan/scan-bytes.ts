/** Searches a stream of bytes, and what is packed inside it, to a depth. */

import type { Readable } from 'node:stream';
import { messageOf } from '../../lib/errors.js';
import { ByteReader, type Bytes } from './byte-reader.js';
import { HEAD_BYTES, type Kind, kindOf } from './kinds.js';
import type { Place, ScanLimits } from './model.js';
import type { Needles } from './needles.js';
import { type Hit, Searcher } from './searcher.js';

/** What a scan is told on its way, and what it may use up. One for each file. */
export type Scan = {
  readonly needles: Needles;
  readonly limits: ScanLimits;
  readonly signal: AbortSignal;
  readonly onHit: (
    place: Place,
    hit: Hit | { readonly inName: true; readonly what: string; readonly kind: string },
  ) => void;
  readonly onGap: (place: Place, why: string) => void;
  readonly onMember: () => void;
  readonly onBytes: (count: number) => void;
  /** What the file may still expand to. */
  left: number;
};

/** The file expands to more than is allowed: ends the whole file, not just the member. */
export class TooLarge extends Error {}

/**
 * @param depth how many archives this is in already.
 * @throws TooLarge, and what the source throws. An archive in here that can't be read is a gap.
 */
export async function scanBytes(source: Bytes, place: Place, depth: number, scan: Scan): Promise<void> {
  const reader = new ByteReader(source);
  const name = place.inside.at(-1) ?? place.path;
  const kind = kindOf(name, await reader.peek(HEAD_BYTES));
  if (kind === 'plain') return searchPlain(reader.all(), place, scan);
  if (typeof kind === 'object' && 'unopened' in kind) {
    scan.onGap(place, `${kind.unopened} archives are not opened`);
    return searchPlain(reader.all(), place, scan);
  }
  if (depth >= scan.limits.depth) {
    scan.onGap(place, `is an archive inside ${depth} others: not opened`);
    return searchPlain(reader.all(), place, scan);
  }
  try {
    await scanPacked(kind, reader.all(), place, depth, scan);
  } catch (error) {
    if (error instanceof TooLarge || scan.signal.aborted) throw error;
    scan.onGap(place, `can't be read to its end as ${kindName(kind)}: ${messageOf(error)}`);
  }
}

async function scanPacked(kind: Kind, bytes: Bytes, place: Place, depth: number, scan: Scan): Promise<void> {
  if (kind === 'tar') {
    const { scanTar } = await import('./tar.js');
    return scanTar(bytes, place, depth, scan);
  }
  if (kind === 'zip') {
    const { scanNestedZip } = await import('./zip.js');
    return scanNestedZip(bytes, place, depth, scan);
  }
  const { expanded } = await import('./expand.js');
  await expanded(kind, bytes, scan.signal, (stream: Readable) =>
    scanBytes(counted(stream, place, scan), { ...place, isExpanded: true }, depth + 1, scan),
  );
}

/** A member of an archive: its name is searched as well. */
export async function scanMember(
  source: Bytes,
  name: string,
  place: Place,
  depth: number,
  scan: Scan,
): Promise<void> {
  const member = memberOf(place, name);
  scan.onMember();
  searchName(name, member, scan);
  await scanBytes(source, member, depth + 1, scan);
}

export function memberOf(place: Place, name: string): Place {
  return { path: place.path, inside: [...place.inside, name], isExpanded: false };
}

/** @throws TooLarge once a file has expanded to more than is allowed. */
export async function* counted(source: Bytes, place: Place, scan: Scan): AsyncGenerator<Uint8Array> {
  for await (const piece of source) {
    scan.left -= piece.length;
    if (scan.left < 0) throw new TooLarge(place.path);
    yield piece;
  }
}

async function searchPlain(bytes: Bytes, place: Place, scan: Scan): Promise<void> {
  const searcher = new Searcher(scan.needles, (hit) => scan.onHit(place, hit));
  for await (const piece of bytes) {
    scan.signal.throwIfAborted();
    scan.onBytes(piece.length);
    searcher.push(piece);
  }
  searcher.end();
}

export function searchName(name: string, place: Place, scan: Scan): void {
  const searcher = new Searcher(scan.needles, ({ what, kind }) =>
    scan.onHit(place, { inName: true, what, kind }),
  );
  searcher.push(Buffer.from(name));
  searcher.end();
}

function kindName(kind: Kind): string {
  return typeof kind === 'string' ? kind : 'program' in kind ? kind.program : kind.unopened;
}
