/** The release that the upgrade starts from. Pure. */

import { closest, distance } from 'fastest-levenshtein';
import { UserError } from '../../lib/errors.js';
import { newestFirst, type Release } from './tags.js';
import { compareVersions, parseVersion, type Version } from './version.js';

/** @see upgradeFrom in index.ts */
export type Head = { readonly sha: string | null; readonly version: string | null };

export function choose(
  releases: readonly Release[],
  head: Head,
  from: string,
): Release | { readonly none: string } {
  const sorted = newestFirst(releases);
  const others = sorted.filter((release) => release.sha !== head.sha);
  const own = versionOfHead(sorted, head);
  if (from !== 'previous' && from !== 'latest') return named(sorted, head, own, from);
  if (sorted.length === 0) return { none: 'the recipe has no release yet' };
  if (others.length === 0) return { none: `the head is the only release (${names(sorted)})` };
  return from === 'latest' ? latest(sorted, head, own) : previous(others, own);
}

/** The one that its commit is tagged with; else the one that its compose file names. */
function versionOfHead(sorted: readonly Release[], head: Head): Version | undefined {
  const tagged = sorted.find((release) => release.sha === head.sha);
  return parseVersion(tagged?.tag ?? head.version ?? '');
}

/** A release that has the head's own version, and isn't the head, is the one that the head changes: it comes before. */
function previous(others: readonly Release[], own: Version | undefined): Release | { readonly none: string } {
  const found = others.find((release) => own === undefined || !isNewer(release, own));
  if (found !== undefined) return found;
  return {
    none: `every other release (${names(others)}) is newer than the head, which is ${show(own)}: there is none to upgrade from`,
  };
}

function latest(
  sorted: readonly Release[],
  head: Head,
  own: Version | undefined,
): Release | { readonly none: string } {
  const [newest] = sorted;
  if (newest === undefined) return { none: 'the recipe has no release yet' };
  if (newest.sha === head.sha) return { none: `the head is the latest release (${newest.tag}) itself` };
  return unlessNewer(newest, own, 'the latest release');
}

function named(
  sorted: readonly Release[],
  head: Head,
  own: Version | undefined,
  tag: string,
): Release | { readonly none: string } {
  const found = sorted.find((release) => release.tag === tag);
  if (found === undefined) throw unknownTag(sorted, tag);
  if (found.sha === head.sha) return { none: `the head is the release to upgrade from (${tag}) itself` };
  return unlessNewer(found, own, 'the release to upgrade from');
}

function unlessNewer(
  release: Release,
  own: Version | undefined,
  what: string,
): Release | { readonly none: string } {
  if (own === undefined || !isNewer(release, own)) return release;
  return {
    none: `${what} (${release.tag}) is newer than the head, which is ${show(own)}: that would be a downgrade`,
  };
}

function isNewer(release: Release, own: Version): boolean {
  const version = parseVersion(release.tag);
  return version !== undefined && compareVersions(version, own) > 0;
}

const NEAR = 4;

function unknownTag(sorted: readonly Release[], tag: string): UserError {
  const tags = sorted.map((release) => release.tag);
  if (tags.length === 0)
    return new UserError(`upgrade.from: there is no release ${tag}: the recipe has none yet`);
  const nearest = closest(tag, tags);
  const app = tags.find((entry) => entry.split('+')[0] === tag.replace(/^v/, '').split('+')[0]);
  const meant = app ?? (distance(tag, nearest) <= NEAR ? nearest : undefined);
  const hint = meant === undefined ? '' : `did you mean ${meant}? `;
  return new UserError(
    `upgrade.from: there is no release ${tag}: ${hint}There are ${names(sorted)}; previous and latest are understood too`,
  );
}

const SHOWN = 5;

function names(releases: readonly Release[]): string {
  const shown = releases.slice(0, SHOWN).map((release) => release.tag);
  return releases.length > SHOWN
    ? `${shown.join(', ')} and ${releases.length - SHOWN} older`
    : shown.join(', ');
}

function show(version: Version | undefined): string {
  return version === undefined ? 'without a version' : `${version.own.join('.')}+${version.app}`;
}
