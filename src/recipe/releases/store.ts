/** A private bare repository for what is fetched: it reads the clone's objects, and the clone never learns of it. */

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSha, REMOTE, RemoteError, readLocal, readRemote } from '../../clone/remote-git.js';
import { EnvironmentError, UserError } from '../../lib/errors.js';
import { sweepFolders, withOwnedFolder } from '../../lib/owned-folder.js';
import { remoteContext } from './clone-state.js';
import type { ReleasesContext } from './context.js';
import type { NamedRemote, RemoteFacts, Remotes } from './remotes.js';
import { asFailure, unreachable } from './unreachable.js';

/** Longer than any fetch and checkout of ours may take. */
const UNKNOWN_MS = 60 * 60_000;

/** Works with the repository in the context's store, or with one that is gone afterwards. */
export async function withStore<T>(
  context: ReleasesContext,
  facts: RemoteFacts,
  isSha256: boolean,
  work: (repository: string) => Promise<T>,
): Promise<T> {
  if (context.store !== undefined) {
    mkdirSync(context.store, { recursive: true, mode: 0o700 });
    return work(await prepare(context, facts, isSha256, join(context.store, 'objects.git')));
  }
  await sweepFolders(['releases'], { unknownMs: UNKNOWN_MS });
  return withOwnedFolder('releases', async (folder) =>
    work(await prepare(context, facts, isSha256, join(folder, 'objects.git'))),
  );
}

async function prepare(
  context: ReleasesContext,
  facts: RemoteFacts,
  isSha256: boolean,
  repository: string,
): Promise<string> {
  if (existsSync(join(repository, 'HEAD'))) return repository;
  mkdirSync(repository, { recursive: true });
  const format = isSha256 ? ['--object-format=sha256'] : [];
  await readLocal(remoteContext(context), repository, [
    'init',
    '--quiet',
    '--bare',
    '--template=',
    ...format,
    '.',
  ]);
  mkdirSync(join(repository, 'info'), { recursive: true });
  // Of all attributes the strongest: filters are programs of whoever runs this, and would change a release's files.
  writeFileSync(join(repository, 'info', 'attributes'), '* -filter\n');
  if (facts.clone !== undefined && facts.clone.isSha256 === isSha256) {
    mkdirSync(join(repository, 'objects', 'info'), { recursive: true });
    writeFileSync(join(repository, 'objects', 'info', 'alternates'), `${quoted(facts.clone.objects)}\n`);
  }
  return repository;
}

/** A path that begins with a quote is read as a C string. */
function quoted(path: string): string {
  return /["\n]/.test(path) ? JSON.stringify(path) : path;
}

/** True where the commit is here with every file of it: a shallow or partial clone may have less. */
export async function hasWhole(context: ReleasesContext, repository: string, sha: string): Promise<boolean> {
  try {
    const args = [
      'rev-list',
      '--objects',
      '--no-walk',
      '--missing=print',
      '--end-of-options',
      `${sha}^{commit}`,
    ];
    const listed = await readLocal(remoteContext(context), repository, args, {}, 64 * 1024 * 1024);
    return !/^\?/m.test(listed);
  } catch (error) {
    // Not here at all.
    if (error instanceof RemoteError) return false;
    throw error;
  }
}

/**
 * Fetches one commit without its history from the first of the remotes that has it.
 * @param what for messages: `the base`, `release 1.2.0+3`.
 */
export async function fetchCommit(
  context: ReleasesContext,
  repository: string,
  remotes: Remotes,
  sha: string,
  what: string,
): Promise<void> {
  if (!isSha(sha)) throw new UserError(`${what}: ${JSON.stringify(sha)} is no commit id`);
  if (await hasWhole(context, repository, sha)) return;
  if (remotes.refused !== undefined)
    throw new UserError(`${what}: ${remotes.refused.reason}. ${remotes.refused.remedy}`);
  let failure: Error | undefined;
  for (const remote of remotes.asked) {
    try {
      await fetchFrom(context, repository, remote, sha);
      if (await hasWhole(context, repository, sha)) return;
      failure = new EnvironmentError(
        `${what}: ${remote.name} has sent commit ${sha} without all of its files`,
      );
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      // Only what the last one says that may have it is worth telling; that it isn't there, least of all.
      if (failure === undefined || error.kind !== 'commit-missing')
        failure = asFailure(`${what} (commit ${sha.slice(0, 12)})`, unreachable(remote, error), error);
    }
  }
  throw (
    failure ??
    new UserError(
      `${what} (commit ${sha.slice(0, 12)}) is not in the clone, which has no remote origin to fetch it from; name the recipe's repository in input upstream`,
    )
  );
}

async function fetchFrom(
  context: ReleasesContext,
  repository: string,
  remote: NamedRemote,
  sha: string,
): Promise<void> {
  const options = [
    '--quiet',
    '--progress',
    '--no-tags',
    '--depth=1',
    '--no-recurse-submodules',
    '--no-write-fetch-head',
  ];
  // The clone's refs would be offered as what is here already; of a shallow clone they promise more than there is.
  const settings = [...remote.settings, ['core.alternateRefsCommand', 'true'] as const];
  await readRemote(
    remoteContext(context),
    repository,
    { ...remote, settings },
    ['fetch', ...options, '--end-of-options', REMOTE, sha],
    sha,
  );
}
