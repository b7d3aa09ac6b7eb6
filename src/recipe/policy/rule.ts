/** What a policy rule is: a row of the table in rules.ts. */

import type { Compose } from '../format/compose.js';
import type { Domain, StackName } from '../format/names.js';
import type { Place } from '../format/place.js';

/** What the rules judge: the merged and interpolated compose of one app. */
export type Facts = { readonly compose: Compose; readonly domain: Domain; readonly stack: StackName };

export type Hit = {
  /** Left out for what belongs to no single service: a volume, a network. */
  readonly service?: string;
  readonly place: Place;
  /** One sentence without its full stop: who does what. */
  readonly message: string;
};

export type PolicyRule = {
  /** What `policy.allow` names it by. */
  readonly id: string;
  /** What the compose file may not do. */
  readonly what: string;
  /** What could be done with it to the host, or to others on it. */
  readonly why: string;
  /** What does no harm, and passes. */
  readonly instead: string;
  /** Where it is written that Docker, Swarm or Traefik works like that. */
  readonly source: string;
  readonly find: (facts: Facts) => readonly Hit[];
};

/** Said of a key that a Swarm overlooks: it does nothing today, and says what the author was after. */
export const IGNORED = '; a Swarm ignores it, other ways to run the file would not';
