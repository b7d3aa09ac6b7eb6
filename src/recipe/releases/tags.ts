/** Tags as git lists them -> releases, newest first. Pure. */

import { compareVersions, parseVersion, type Version } from './version.js';

/** A version tag `1.2.3+4.5`. */
export type Release = {
  readonly tag: string;
  /** The commit that the tag is of. */
  readonly sha: string;
  readonly isAnnotated: boolean;
};

export type Tags = {
  /** Newest first. */
  readonly releases: readonly Release[];
  /** Tags that are no versions of a recipe. */
  readonly ignored: readonly string[];
};

/**
 * @param listed `git ls-remote --tags`: `SHA refs/tags/NAME`, and for an annotated tag a second line for its commit, whose name ends in `^{}`.
 */
export function parseListing(listed: string): Tags {
  const found = new Map<string, { sha: string; isAnnotated: boolean }>();
  for (const line of listed.split('\n')) {
    const [, sha, name, peeled] = /^([0-9a-f]{40,64})\trefs\/tags\/(.+?)(\^\{\})?$/.exec(line) ?? [];
    if (sha === undefined || name === undefined) continue;
    // The peeled line comes second, and says which commit.
    found.set(name, { sha, isAnnotated: peeled !== undefined });
  }
  return sorted([...found].map(([tag, { sha, isAnnotated }]) => ({ tag, sha, isAnnotated })));
}

/** What `git for-each-ref` is asked for; `*` is what an annotated tag is of. */
export const LOCAL_FORMAT = '%(objectname) %(objecttype) %(*objectname) %(refname:strip=2)';

/** @param listed lines of `LOCAL_FORMAT`. */
export function parseLocal(listed: string): Tags {
  const tags = listed.split('\n').flatMap((line): Release[] => {
    const [, object, type, commit, tag] = /^([0-9a-f]+) (\w+) ([0-9a-f]*) (.+)$/.exec(line) ?? [];
    if (object === undefined || tag === undefined) return [];
    return [{ tag, sha: commit || object, isAnnotated: type === 'tag' }];
  });
  return sorted(tags);
}

function sorted(tags: readonly Release[]): Tags {
  const versions = new Map<string, Version>();
  for (const { tag } of tags) {
    const version = parseVersion(tag);
    if (version !== undefined) versions.set(tag, version);
  }
  return {
    releases: newestFirst(tags.filter(({ tag }) => versions.has(tag))),
    ignored: tags.map(({ tag }) => tag).filter((tag) => !versions.has(tag)),
  };
}

export function newestFirst(releases: readonly Release[]): readonly Release[] {
  const version = ({ tag }: Release): Version => parseVersion(tag) ?? { own: [0, 0, 0], app: tag };
  return [...releases].sort((a, b) => compareVersions(version(b), version(a)));
}

/** `ignored` as a sentence; undefined where there are none. */
export function ignoredNote(from: string, ignored: readonly string[]): string | undefined {
  if (ignored.length === 0) return undefined;
  const shown = ignored.slice(0, 3).map((tag) => JSON.stringify(tag));
  const more = ignored.length > shown.length ? ', …' : '';
  const [are, form] = ['versions of a recipe', '1.2.3+4.5'];
  return `releases: ${ignored.length === 1 ? '1 tag' : `${ignored.length} tags`} of ${from} (${shown.join(', ')}${more}) count for nothing: no ${are} (${form})`;
}
