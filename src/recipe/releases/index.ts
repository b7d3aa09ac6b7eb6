/** Releases: version tags of upstream, of origin and of the clone; and the folders that hold a release's or the base's files. */

import type { Base, BaseInputs } from './base.js';
import { choose } from './choose.js';
import type { Releases, ReleasesContext } from './context.js';
import type { Release } from './tags.js';

export type { Base } from './base.js';
export type { Releases, ReleasesContext } from './context.js';
export type { Trust } from './event.js';
export type { Release } from './tags.js';
export { compareVersions, parseVersion, type Version } from './version.js';

/**
 * Asks upstream, then origin, for their tags (`git ls-remote`; nothing is fetched and no ref of the clone is touched). The first that lists
 * releases decides; the clone's own tags are added, but in the job of a fork's pull request, where a stranger may have made them.
 * @returns `unknown` where a remote that was to be asked could not be, and fewer than two releases are known without it.
 */
export async function findReleases(context: ReleasesContext): Promise<Releases> {
  const { find } = await import('./find.js');
  return find(context);
}

/**
 * Pure. The release to upgrade from: `previous` is the newest one that isn't the head and isn't newer than it; `latest` the newest; else the named tag.
 * @param head its commit (null for a changed work tree: it is no release then, whatever its commit is tagged with) and, if its
 * compose file says one, its version.
 * @returns the reason where there is none.
 * @throws UserError for a tag that isn't there, naming those that are near.
 */
export function upgradeFrom(
  releases: readonly Release[],
  head: { readonly sha: string | null; readonly version: string | null },
  from: string,
): Release | { readonly none: string } {
  return choose(releases, head, from);
}

/**
 * Writes the files of a commit into `into`, as a checkout would: links, executable bits, line ends; nothing that only
 * `git archive` would leave out. Fetches the commit (one, without history) where the clone doesn't have it.
 * `into` is either untouched or complete. Left out, with a warning: links that lead out of it, and submodules' content. Files of
 * LFS stay pointers.
 * @param into a folder that isn't there, or is empty.
 * @throws UserError or EnvironmentError where the commit can't be had, or holds paths that no checkout may write.
 */
export async function materialise(context: ReleasesContext, sha: string, into: string): Promise<void> {
  const { writeCommit } = await import('./materialise.js');
  return writeCommit(context, sha, into);
}

/**
 * Whose files count. By the event's payload: a pull request's head is `fork` unless it is in the repository itself, and its
 * manifest, tests and policy are those of the base; a member's may bring their own (`withTests`). The base's commit has been
 * fetched (into `store`) when this returns.
 * @param inputs `base`: a branch, a tag, a full ref or a commit id; empty for the event's.
 * @throws UserError for a base that isn't there and for a fork's own tests; EnvironmentError for a base that can't be asked for: an
 * error, never a quiet fall back to the head's.
 */
export async function findBase(context: ReleasesContext, inputs: BaseInputs): Promise<Base> {
  const { base } = await import('./base.js');
  return base(context, inputs);
}

/**
 * Writes another recipe's files into `into`: those of the release `version`, else of its newest one, else of its default branch.
 * What goes for a manifest's upstream goes for its address: no token but on the job's own forge.
 * @param of.what for messages: `need sso`.
 * @throws UserError or EnvironmentError where it can't be had.
 */
export async function fetchRecipe(
  context: ReleasesContext,
  of: { readonly url: string; readonly version: string | undefined; readonly what: string },
  into: string,
): Promise<{ readonly sha: string; readonly tag: string | null }> {
  const { fetchOther } = await import('./recipe.js');
  return fetchOther(context, of, into);
}
