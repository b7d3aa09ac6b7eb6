/** What the answers of the remotes and the clone's own tags come to. Pure but for notes. */

import type { Releases } from './context.js';
import { newestFirst, type Release, type Tags } from './tags.js';
import type { Unreachable } from './unreachable.js';

export type Answer =
  | { readonly kind: 'answered'; readonly from: string; readonly tags: Tags }
  | ({ readonly kind: 'failed'; readonly from: string } & Unreachable);

export type Known = {
  /** In the order in which they were asked. */
  readonly answers: readonly Answer[];
  readonly local: {
    readonly releases: readonly Release[];
    readonly isShallow: boolean;
    readonly isRepository: boolean;
  };
  /** True in the job of a fork's pull request, whose clone may hold the fork's tags. */
  readonly isForks: boolean;
};

type Note = (level: 'info' | 'warning', message: string) => void;

const LOCAL = "the clone's own tags";

/**
 * Fewer than two releases are believed only of remotes that have all answered: an upgrade that isn't tested must never be so because
 * of a server that was away. With two, the upgrade can be tested, and a warning says that a newer one may be missing.
 */
export function decide({ answers, local, isForks }: Known, note: Note): Releases {
  if (answers.length === 0) return withoutRemotes(local, isForks);
  const listed = answers.find((answer) => answer.kind === 'answered' && answer.tags.releases.length > 0);
  const remote = listed?.kind === 'answered' ? listed.tags.releases : [];
  const own = isForks ? [] : local.releases;
  const releases = merge(remote, own, note);
  const failed = answers.filter((answer) => answer.kind === 'failed');
  const [first] = failed;
  if (first !== undefined && releases.length < 2) return unknown(failed);
  if (first !== undefined)
    note(
      'warning',
      `releases: ${first.reason}. Going on with ${releases.length} releases that are known from elsewhere: a newer one may be missing`,
    );
  const from = answers.filter((answer) => answer.kind === 'answered').map((answer) => answer.from);
  const isLocalUsed = releases.length > remote.length || from.length === 0;
  return { kind: 'known', releases, from: isLocalUsed ? [...from, LOCAL] : from };
}

function withoutRemotes(local: Known['local'], isForks: boolean): Releases {
  if (isForks)
    return {
      kind: 'unknown',
      reason: "the job is of a fork's pull request, and the base repository's address is not known",
      remedy: "Name the recipe's repository in input upstream.",
    };
  if (!local.isShallow)
    return {
      kind: 'known',
      releases: local.releases,
      from: [local.isRepository ? LOCAL : 'a folder that is no git repository'],
    };
  return {
    kind: 'unknown',
    reason: 'the clone is shallow and has no remote origin that could be asked for its tags',
    remedy: "Name the recipe's repository in input upstream.",
  };
}

function unknown(failed: readonly Answer[]): Releases {
  const failures = failed.filter((answer) => answer.kind === 'failed');
  return {
    kind: 'unknown',
    reason: `the releases are not known: ${failures.map(({ reason }) => reason).join('; ')}`,
    remedy: [...new Set(failures.map(({ remedy }) => remedy))].join(' '),
  };
}

/** The remote's word counts where both have a tag. */
function merge(remote: readonly Release[], local: readonly Release[], note: Note): readonly Release[] {
  const known = new Map(remote.map((release) => [release.tag, release]));
  const moved = local
    .filter(({ tag, sha }) => known.has(tag) && known.get(tag)?.sha !== sha)
    .map(({ tag }) => tag);
  if (moved.length > 0)
    note(
      'warning',
      `releases: ${moved.join(', ')} in the clone is of another commit than on the server; the server's counts`,
    );
  return newestFirst([...remote, ...local.filter(({ tag }) => !known.has(tag))]);
}
