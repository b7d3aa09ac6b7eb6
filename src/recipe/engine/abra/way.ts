/**
 * How abra is to bring a release: by its version, as an operator does, or by its commit (-C), which takes whatever lies in the clone.
 * `app upgrade` goes from version to version alone. In the run's own clone every release has an annotated tag, a head that nobody has
 * released too; so what decides is whether its version follows the one that is deployed. Pure.
 */

import type { AppPlan } from '../../plan/app.js';
import { compareVersions, parseVersion } from '../../releases/index.js';

export type Way =
  | { readonly by: 'version'; readonly version: string }
  /** With the reason, for people: `its compose file says no version`. */
  | { readonly by: 'commit'; readonly reason: string };

type Recipe = Pick<AppPlan['recipe'], 'version' | 'isDirty'>;

/** A release that is to be installed. */
export function wayOf({ version, isDirty }: Recipe): Way {
  if (isDirty) return byCommit('there are changes that are in no commit');
  if (version === null) return byCommit('its compose file says no version');
  if (parseVersion(version) === undefined)
    return byCommit(`its version, ${version}, is not of the form 1.2.3+4.5`);
  return { by: 'version', version };
}

/** The head, over what is deployed. @param former how that was deployed; undefined where it wasn't by this run. */
export function wayOfUpgrade(head: Recipe, former: Way | undefined): Way {
  const way = wayOf(head);
  if (way.by === 'commit') return byCommit(`of the head: ${way.reason}`);
  if (former === undefined) return byCommit('nothing was deployed by this run');
  if (former.by === 'commit') return byCommit(`what is deployed is no release: ${former.reason}`);
  const [to, from] = [parseVersion(way.version), parseVersion(former.version)];
  if (to === undefined || from === undefined || compareVersions(to, from) <= 0)
    return byCommit(`the head's version, ${way.version}, does not follow the deployed ${former.version}`);
  return way;
}

export const byCommit = (reason: string): Way => ({ by: 'commit', reason });
