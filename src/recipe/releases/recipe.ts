/** Another recipe's files from its own repository: a release by its tag, or what its default branch holds where nothing is tagged. */

import { REMOTE, RemoteError, readRemote } from '../../clone/remote-git.js';
import { UserError } from '../../lib/errors.js';
import { commitIn } from './base.js';
import { NOWHERE, remoteContext } from './clone-state.js';
import type { ReleasesContext } from './context.js';
import { factsOf } from './find.js';
import { checkOut } from './materialise.js';
import { namedRemote } from './remotes.js';
import { fetchCommit, withStore } from './store.js';
import { parseListing } from './tags.js';
import { asFailure, unreachable } from './unreachable.js';

const LISTING_BYTES = 16 * 1024 * 1024;
const DEFAULT_BRANCH = 'HEAD';

export async function fetchOther(
  context: ReleasesContext,
  of: { readonly url: string; readonly version: string | undefined; readonly what: string },
  into: string,
): Promise<{ readonly sha: string; readonly tag: string | null }> {
  const facts = await factsOf(context);
  const remote = namedRemote(facts, of.what, of.url);
  if ('reason' in remote) throw new UserError(`${remote.reason}. ${remote.remedy}`);
  const found = await commitOf(context, remote, of.version);
  await withStore(context, facts, found.sha.length === 64, async (repository) => {
    await fetchCommit(context, repository, { asked: [remote] }, found.sha, of.what);
    await checkOut(context, repository, `${found.sha}^{tree}`, into);
  });
  return found;
}

/** One request: tags and the default branch together. */
async function commitOf(
  context: ReleasesContext,
  remote: Exclude<ReturnType<typeof namedRemote>, { readonly reason: string }>,
  version: string | undefined,
): Promise<{ readonly sha: string; readonly tag: string | null }> {
  const args = ['ls-remote', '--', REMOTE, DEFAULT_BRANCH, 'refs/tags/*'];
  const listed = await readRemote(
    remoteContext(context),
    NOWHERE,
    remote,
    args,
    'its tags',
    LISTING_BYTES,
  ).catch((error: unknown) => {
    throw error instanceof RemoteError ? asFailure('its releases', unreachable(remote, error), error) : error;
  });
  const { releases } = parseListing(listed);
  const wanted = version === undefined ? releases[0] : releases.find(({ tag }) => tag === version);
  if (wanted !== undefined) return { sha: wanted.sha, tag: wanted.tag };
  if (version !== undefined) throw new UserError(noSuch(version, remote.name, releases));
  const sha = commitIn(listed, [DEFAULT_BRANCH]);
  if (sha !== undefined) return { sha, tag: null };
  throw new UserError(`${remote.name} is empty: it has neither a release nor a default branch`);
}

function noSuch(version: string, name: string, releases: readonly { readonly tag: string }[]): string {
  const tags = releases.slice(0, 5).map(({ tag }) => tag);
  const there = tags.length === 0 ? 'it has none' : `the newest are ${tags.join(', ')}`;
  return `${name} has no release ${version}: ${there}`;
}
