/** Releases: annotated tags of the clone, of upstream and of origin; and the folders that hold a release's or the base's files. */

import type { RunProcess } from '../../lib/process.js';

/** A version tag `1.2.3+4.5`. */
export type Release = {
  readonly tag: string;
  /** The commit that the tag is of. */
  readonly sha: string;
  readonly isAnnotated: boolean;
};

/** Newest first. @param remotes those that answered, for the message. */
export type Releases =
  | { readonly kind: 'known'; readonly releases: readonly Release[]; readonly from: readonly string[] }
  | { readonly kind: 'unknown'; readonly reason: string; readonly remedy: string };

export type ReleasesContext = {
  readonly folder: string;
  readonly run: RunProcess;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Input upstream, else the manifest's; empty for none. Asked before origin. */
  readonly upstream: string;
  /** Read access; empty for none. Follows the clone's rules: in the environment of the one git process, scoped to its host and path. */
  readonly token: string;
  readonly note: (level: 'info' | 'warning', message: string) => void;
};

/**
 * Fetches `refs/tags/*` (and the base, where one is named) into the clone's object store without touching its own refs, from
 * upstream and then origin. Local tags count too.
 */
export function findReleases(_context: ReleasesContext): Promise<Releases> {
  throw new Error('not written yet');
}

/**
 * Pure. The release to upgrade from: `previous` is the newest one that the head isn't and doesn't come before; `latest` the newest; else the named tag.
 * @param head its commit and, if its compose file says one, its version.
 * @returns the reason where there is none.
 */
export function upgradeFrom(
  _releases: readonly Release[],
  _head: { readonly sha: string | null; readonly version: string | null },
  _from: string,
): Release | { readonly none: string } {
  throw new Error('not written yet');
}

/** Writes the files of a commit into `into` (an empty folder), as `git archive` would, without touching the clone's index or tree. */
export function materialise(_context: ReleasesContext, _sha: string, _into: string): Promise<void> {
  throw new Error('not written yet');
}

export type Trust = 'fork' | 'member';

/** Whose files count: from the event's payload, by repository ids; `member` outside of a pull request. */
export type Base = {
  readonly trust: Trust;
  /** The commit whose manifest, tests and policy count; null: those of the folder itself. */
  readonly sha: string | null;
  readonly why: string;
};

/** @throws UserError for a base that can't be had: an error, never a quiet fall back to the head's. */
export function findBase(
  _context: ReleasesContext,
  _inputs: { readonly base: string; readonly trust: 'auto' | Trust; readonly withTests: boolean },
): Promise<Base> {
  throw new Error('not written yet');
}
