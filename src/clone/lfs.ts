/** Git LFS files, by a process of their own, with the same rules for the credential as the fetch. */

import { UserError } from '../lib/errors.js';
import { fetchWithRetry } from './fetch.js';
import { GitError, plainGit, type Session } from './git.js';

/** @throws UserError when git-lfs is not installed. */
export async function pullLfs(session: Session, folder: string, url: string): Promise<void> {
  try {
    await plainGit(session, folder, ['lfs', 'install', '--local']);
  } catch (error) {
    if (!(error instanceof GitError) || !/is not a git command/.test(error.stderr)) throw error;
    throw new UserError(
      'clone: lfs: true needs git-lfs, which is not installed here; install it (apt-get install git-lfs) or set lfs: false',
      { cause: error },
    );
  }
  const args = ['lfs', 'pull', 'origin'];
  await fetchWithRetry(session, {
    folder,
    url,
    args,
    asked: 'the LFS files',
    mayRunLfs: true,
    isQuiet: true,
  });
}
