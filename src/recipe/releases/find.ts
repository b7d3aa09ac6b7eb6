/** Asks the remotes for their tags, one after the other, and says what is known by then. */

import { REMOTE, RemoteError, readRemote } from '../../clone/remote-git.js';
import { type CloneState, lookAtClone, NOWHERE, remoteContext } from './clone-state.js';
import type { Releases, ReleasesContext } from './context.js';
import { type Answer, decide } from './decide.js';
import { pullOf, readEvent } from './event.js';
import { type NamedRemote, type RemoteFacts, remotesOf } from './remotes.js';
import { ignoredNote, parseListing } from './tags.js';
import { unreachable } from './unreachable.js';

/** A hundred thousand tags. More are no recipe's. */
const LISTING_BYTES = 16 * 1024 * 1024;

export async function find(context: ReleasesContext): Promise<Releases> {
  const facts = await factsOf(context);
  const { asked, refused } = remotesOf(facts);
  if (refused !== undefined) return { kind: 'unknown', ...refused };
  const answers: Answer[] = [];
  for (const remote of asked) {
    const answer = await ask(context, remote);
    answers.push(answer);
    // The first that has releases says which there are: an origin behind an upstream may be a fork's, or an old copy.
    if (answer.kind === 'answered' && answer.tags.releases.length > 0) break;
  }
  return decide(
    { answers, local: localOf(facts.clone), isForks: pullOf(facts.event)?.trust === 'fork' },
    context.note,
  );
}

export async function factsOf(context: ReleasesContext): Promise<RemoteFacts> {
  return {
    upstream: context.upstream,
    manifestUpstream: context.manifestUpstream ?? '',
    token: context.token,
    env: context.env,
    event: readEvent(context.env),
    clone: await lookAtClone(context),
  };
}

function localOf(clone: CloneState | undefined): Parameters<typeof decide>[0]['local'] {
  if (clone === undefined) return { releases: [], isShallow: false, isRepository: false };
  return { releases: clone.tags.releases, isShallow: clone.isShallow, isRepository: true };
}

/** One request, and no object is fetched: for an annotated tag the listing also says its commit. */
async function ask(context: ReleasesContext, remote: NamedRemote): Promise<Answer> {
  try {
    const listed = await readRemote(
      remoteContext(context),
      NOWHERE,
      remote,
      ['ls-remote', '--tags', '--', REMOTE],
      'its tags',
      LISTING_BYTES,
    );
    if (listed.length >= LISTING_BYTES) return { kind: 'failed', from: remote.name, ...TOO_MANY(remote) };
    const tags = parseListing(listed);
    const note = ignoredNote(remote.name, tags.ignored);
    if (note !== undefined) context.note('info', note);
    return { kind: 'answered', from: remote.name, tags };
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    return { kind: 'failed', from: remote.name, ...unreachable(remote, error) };
  }
}

const TOO_MANY = (remote: NamedRemote): { reason: string; remedy: string } => ({
  reason: `${remote.name} lists more than ${LISTING_BYTES / 1024 / 1024} MiB of tags`,
  remedy: "Name the recipe's own repository in input upstream.",
});
