/** Members of a zip archive. Its index is at its end: a file is read where its members lie, one inside another archive in memory. */

import { promisify } from 'node:util';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { EnvironmentError, messageOf } from '../../lib/errors.js';
import { nextEntry, openEntry } from '../../lib/zip.js';
import type { Bytes } from './byte-reader.js';
import { counted, memberOf, type Scan, type ScanMember, TooLarge } from './context.js';
import type { Place } from './model.js';

// Names as they are: nothing is written, so none can lead anywhere. Decoded ones yauzl would check, and end at `../`.
const OPTIONS = {
  lazyEntries: true,
  autoClose: false,
  decodeStrings: false,
  validateEntrySizes: true,
} as const;

const openFile = promisify<string, yauzl.Options, ZipFile>(yauzl.open);
const openBuffer = promisify<Buffer, yauzl.Options, ZipFile>(yauzl.fromBuffer);

/** @throws what yauzl throws where it is no zip archive after all. */
export async function scanZipFile(place: Place, scan: Scan, scanMember: ScanMember): Promise<void> {
  await scanEntries(await openFile(place.path, OPTIONS), place, scan, scanMember);
}

export async function scanNestedZip(
  bytes: Bytes,
  place: Place,
  scan: Scan,
  scanMember: ScanMember,
): Promise<void> {
  const content = await inMemory(bytes, scan);
  scan.nestedZipLeft -= content.length;
  try {
    await scanEntries(await openBuffer(content, OPTIONS), place, scan, scanMember);
  } finally {
    scan.nestedZipLeft += content.length;
  }
}

async function inMemory(bytes: Bytes, scan: Scan): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of bytes) {
    length += piece.length;
    if (length > scan.nestedZipLeft)
      throw new EnvironmentError(
        `it lies in another archive and, with the zips around it, has more than ${scan.limits.nestedZipBytes} bytes`,
      );
    pieces.push(Buffer.from(piece));
  }
  return Buffer.concat(pieces);
}

async function scanEntries(zip: ZipFile, place: Place, scan: Scan, scanMember: ScanMember): Promise<void> {
  try {
    for (let entry = await nextEntry(zip); entry !== undefined; entry = await nextEntry(zip))
      await scanEntry(zip, entry, place, scan, scanMember);
  } finally {
    zip.close();
  }
}

/** One member that can't be read (encrypted, an unknown method, a wrong size) leaves the others. */
async function scanEntry(
  zip: ZipFile,
  entry: Entry,
  place: Place,
  scan: Scan,
  scanMember: ScanMember,
): Promise<void> {
  const name = String(entry.fileName);
  const member = memberOf(place, name);
  try {
    if (entry.isEncrypted()) throw new EnvironmentError('it is encrypted');
    const stream = await openEntry(zip, entry);
    await scanMember(counted(stream, place, scan), name);
  } catch (error) {
    if (error instanceof TooLarge || scan.signal.aborted) throw error;
    scan.onGap(member, `can't be read: ${messageOf(error)}`);
  }
}
