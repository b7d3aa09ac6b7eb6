/** Files that are kept with the results hold no secret: texts are masked in place, and what can't be masked goes. */

import { lstat, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Entry, Options, ZipFile } from 'yauzl';
import { messageOf } from '../lib/errors.js';
import { formatBytes } from '../lib/units.js';
import { nextEntry, openEntry } from '../lib/zip.js';
import type { Mask } from './mask.js';

/** Nothing larger is worth the memory that it takes to look through. */
const MAX_BYTES = 256 * 1024 * 1024;

/** Every file below the folder, which is absolute. @returns a sentence for each that is not kept, which says why. */
export async function cleanKept(folder: string, mask: Pick<Mask, 'forms'>): Promise<readonly string[]> {
  const said: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      said.push(...(await cleanKept(path, mask)));
      continue;
    }
    const why = await cleanFile(path, mask);
    if (why === undefined) continue;
    await rm(path, { force: true });
    said.push(`${path} is not kept: ${why}`);
  }
  return said;
}

/** @returns why the file can't stay; undefined where it holds no secret, any more or at all. */
export async function cleanFile(path: string, mask: Pick<Mask, 'forms'>): Promise<string | undefined> {
  const found = await lstat(path);
  // A link may lead to a file that nobody meant to keep.
  if (!found.isFile()) return 'it is no file';
  const forms = mask.forms().map(bytesOf);
  if (forms.length === 0) return undefined;
  if (found.size > MAX_BYTES) return `it has ${formatBytes(found.size)}, too many to look for secrets in`;
  const bytes = await readFile(path);
  const kind = kindOf(bytes);
  if (kind === 'text') {
    // Byte by byte, whatever the text is encoded in.
    const text = bytes.toString('latin1');
    const masked = forms.reduce((left, form) => left.replaceAll(form, '***'), text);
    if (masked !== text) await writeFile(path, masked, 'latin1');
    return undefined;
  }
  try {
    const holds = (piece: Buffer): boolean => forms.some((form) => piece.includes(form, 0, 'latin1'));
    return holds(bytes) || (await unpacked(kind, bytes, holds)) ? 'it holds a secret' : undefined;
  } catch (error) {
    return `it can't be looked through for secrets: ${messageOf(error)}`;
  }
}

function bytesOf(form: string): string {
  return Buffer.from(form).toString('latin1');
}

function kindOf(bytes: Buffer): 'zip' | 'gzip' | 'text' | 'binary' {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') return 'zip';
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  return bytes.includes(0) ? 'binary' : 'text';
}

async function unpacked(
  kind: 'zip' | 'gzip' | 'binary',
  bytes: Buffer,
  holds: (piece: Buffer) => boolean,
): Promise<boolean> {
  if (kind === 'gzip') return holds(await promisify(gunzip)(bytes, { maxOutputLength: MAX_BYTES }));
  if (kind === 'zip') return zipHolds(bytes, holds);
  return false;
}

async function zipHolds(bytes: Buffer, holds: (piece: Buffer) => boolean): Promise<boolean> {
  const { default: yauzl } = await import('yauzl');
  const zip = await promisify<Buffer, Options, ZipFile>(yauzl.fromBuffer)(bytes, { lazyEntries: true });
  let left = MAX_BYTES;
  for (let entry = await nextEntry(zip); entry !== undefined; entry = await nextEntry(zip)) {
    left -= entry.uncompressedSize;
    if (left < 0) throw new Error(`it expands to more than ${formatBytes(MAX_BYTES)}`);
    if (holds(await contentOf(zip, entry))) return true;
  }
  return false;
}

async function contentOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const stream = await openEntry(zip, entry);
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
