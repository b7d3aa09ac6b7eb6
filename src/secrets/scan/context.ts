/** What the parts of a scan share: what to look for, whom to tell, and how much a file may still expand to. */

import type { Bytes } from './byte-reader.js';
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
  /** Of zips in it that are open at once, in memory, one inside another: what they may still take. */
  nestedZipLeft: number;
};

/** The file expands to more than is allowed: ends the whole file, not just the member. */
export class TooLarge extends Error {}

/** Searches one member of an archive, its name included. */
export type ScanMember = (source: Bytes, name: string) => Promise<void>;

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

export function searchName(name: string, place: Place, scan: Scan): void {
  const searcher = new Searcher(scan.needles, ({ what, kind }) =>
    scan.onHit(place, { inName: true, what, kind }),
  );
  searcher.push(Buffer.from(name));
  searcher.end();
}
