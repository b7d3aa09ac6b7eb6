/** What a pull request's compose file may not do on a shared host; judged on the merged and interpolated compose. */

import type { Compose } from '../format/compose.js';
import type { Place } from '../format/place.js';
import type { Manifest } from '../manifest/model.js';
import type { AppPlan } from '../plan/app.js';

export type PolicyMode = 'deny' | 'warn';

export type Violation = {
  /** `bind-mount`, `docker-socket`, `privileged`, … */
  readonly rule: string;
  readonly service?: string;
  readonly place: Place;
  readonly message: string;
  readonly remedy: string;
};

/** Pure. @param allow exceptions of the base branch's manifest; each has a reason. */
export function checkPolicy(
  _compose: Compose,
  _app: Pick<AppPlan, 'domain' | 'stack'>,
  _allow: Manifest['policy']['allow'],
): readonly Violation[] {
  throw new Error('not written yet');
}
