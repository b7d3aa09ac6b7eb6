/**
 * Every object of a repository, loose or packed, whole: git writes them out itself, deltas resolved. A secret that was
 * committed once and removed later is in there still.
 */

import { EnvironmentError } from '../../lib/errors.js';
import { findOnPath } from '../../lib/on-path.js';
import { killGroup, openPipe } from '../../lib/process.js';
import { ByteReader } from './byte-reader.js';
import { counted, memberOf, type Scan } from './context.js';
import type { Place } from './model.js';
import { scanBytes } from './scan-bytes.js';

const ARGS = ['cat-file', '--batch-all-objects', '--batch', '--unordered', '--buffer'];

/** @param place the repository's own folder. @throws EnvironmentError where git is not there or can't read it. */
export async function scanGitObjects(place: Place, scan: Scan): Promise<void> {
  const { PATH } = process.env;
  const git = findOnPath('git', PATH);
  if (git === undefined) throw new EnvironmentError('the program git is not on PATH');
  // Of a partial clone what is there: nothing is fetched. No configuration but the repository's, which runs nothing here.
  const env = {
    PATH,
    GIT_DIR: place.path,
    GIT_NO_LAZY_FETCH: '1',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_OPTIONAL_LOCKS: '0',
  };
  let said = '';
  const child = openPipe(git, ARGS, {
    env,
    onStderr: (text) => {
      said += text.slice(0, 500);
    },
  });
  const code = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  code.catch(() => undefined);
  try {
    child.stdin.end();
    await scanBatch(new ByteReader(child.stdout), place, scan);
    if ((await code) !== 0) throw new EnvironmentError(`git: ${said.trim().split('\n')[0] ?? ''}`);
  } finally {
    killGroup(child, 'SIGKILL');
  }
}

/** The format of git-cat-file(1), BATCH OUTPUT: `<oid> <type> <size>`, a line feed, the content, a line feed. */
async function scanBatch(reader: ByteReader, place: Place, scan: Scan): Promise<void> {
  for (let line = await reader.line(); line !== undefined; line = await reader.line()) {
    const [, id, type, size] = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(line) ?? [];
    if (id === undefined || size === undefined)
      throw new EnvironmentError('git wrote what cat-file does not write');
    const object = memberOf(place, `${type} ${id}`);
    const content = reader.take(Number(size));
    scan.onMember();
    // A tree's or a commit's beginning may look like an archive's; only files are opened.
    await scanBytes(counted(content, place, scan), object, type === 'blob' ? 1 : scan.limits.depth, scan);
    for await (const _rest of content);
    await reader.line();
  }
}
