/** Members of a tar archive, as they come. */

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar-stream';
import type { Bytes } from './byte-reader.js';
import { memberOf, type Scan, type ScanMember, searchName } from './context.js';
import type { Place } from './model.js';

export async function scanTar(bytes: Bytes, place: Place, scan: Scan, scanMember: ScanMember): Promise<void> {
  const unpack = extract();
  const feeding = pipeline(Readable.from(bytes), unpack, { signal: scan.signal });
  // Awaited below: until then a failure must not count as one that nobody handles.
  feeding.catch(() => undefined);
  for await (const entry of unpack) {
    const { name, linkname } = entry.header;
    if (linkname !== undefined && linkname !== null && linkname !== '')
      searchName(linkname, memberOf(place, name), scan);
    await scanMember(entry, name);
    entry.resume();
  }
  await feeding;
}
