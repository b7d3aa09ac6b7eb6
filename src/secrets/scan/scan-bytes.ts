/** Searches a stream of bytes, and what is packed inside it, to a depth. */

import type { Readable } from 'node:stream';
import { messageOf } from '../../lib/errors.js';
import { ByteReader, type Bytes } from './byte-reader.js';
import { counted, memberOf, type Scan, type ScanMember, searchName, TooLarge } from './context.js';
import { HEAD_BYTES, type Kind, kindOf } from './kinds.js';
import type { Place } from './model.js';
import { Searcher } from './searcher.js';

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
    return scanTar(bytes, place, scan, memberScan(place, depth, scan));
  }
  if (kind === 'zip') {
    const { scanNestedZip } = await import('./zip.js');
    return scanNestedZip(bytes, place, scan, memberScan(place, depth, scan));
  }
  const { expanded } = await import('./expand.js');
  await expanded(kind, bytes, scan.signal, (stream: Readable) =>
    scanBytes(counted(stream, place, scan), { ...place, isExpanded: true }, depth + 1, scan),
  );
}

/** For what opens the archive at `place`. @param depth how many archives that is in. */
export function memberScan(place: Place, depth: number, scan: Scan): ScanMember {
  return async (source, name) => {
    const member = memberOf(place, name);
    scan.onMember();
    searchName(name, member, scan);
    await scanBytes(source, member, depth + 1, scan);
  };
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

function kindName(kind: Kind): string {
  return typeof kind === 'string' ? kind : 'program' in kind ? kind.program : kind.unopened;
}
