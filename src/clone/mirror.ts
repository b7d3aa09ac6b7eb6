/** A local mirror on runners that persist: what it holds is not fetched again. Never a reason to fail. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { messageOf, UserError } from '../lib/errors.js';
import { fetchWithRetry } from './fetch.js';
import { plainGit, type Session } from './git.js';
import type { RemoteUrl } from './remote.js';

/**
 * Brings the mirror of `url` up to date and makes `folder` (a git repository) read its objects.
 * Two jobs may do so at once: git's own locks keep the mirror whole, and who comes second uses what is there.
 */
export async function useMirror(
  session: Session,
  mirrorDir: string,
  url: RemoteUrl,
  folder: string,
): Promise<void> {
  if (!isAbsolute(mirrorDir))
    throw new UserError(`input mirror-dir: ${JSON.stringify(mirrorDir)} has to be an absolute path`);
  const { host, pathname } = new URL(url);
  const mirror = join(mirrorDir, host.replace(':', '_'), `${pathname.replace(/\.git$/, '')}.git`);
  try {
    await update(session, mirror, url);
    mkdirSync(join(folder, '.git', 'objects', 'info'), { recursive: true });
    writeFileSync(join(folder, '.git', 'objects', 'info', 'alternates'), `${join(mirror, 'objects')}\n`);
  } catch (error) {
    if (session.signal?.aborted) throw error;
    session.log.warning(
      `clone: the mirror ${mirror} can't be used (${messageOf(error)}); going on without it`,
    );
  }
}

async function update(session: Session, mirror: string, url: RemoteUrl): Promise<void> {
  mkdirSync(mirror, { recursive: true });
  // Other jobs can write here: nothing in the mirror may run code, and nothing may redirect the fetch.
  rmSync(join(mirror, 'hooks'), { recursive: true, force: true });
  rmSync(join(mirror, 'config'), { recursive: true, force: true });
  await plainGit(session, mirror, ['init', '--quiet', '--bare', '--template=', '.']);
  const refspecs = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'];
  await fetchWithRetry(session, {
    folder: mirror,
    url,
    // Never pruned or collected: workspaces read these objects.
    args: [
      'fetch',
      '--quiet',
      '--no-tags',
      '--no-write-fetch-head',
      '--progress',
      '--end-of-options',
      url,
      ...refspecs,
    ],
    asked: 'all branches and tags',
  });
}
