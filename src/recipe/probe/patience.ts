/** How long it makes sense to go on asking. Pure. */

import type { Answer } from './ask.js';
import { isNoWay, isUntrusted } from './finding.js';
import type { Route } from './route.js';

/** A router may still be picking up the certificate; more patience changes nothing. */
const UNTRUSTED_MS = 5_000;
/** Packets to a task that is up and on this host arrive at once, or are dropped for ever. */
const NO_WAY_MS = 15_000;

/** @returns since the first try, after such an answer; undefined is that there was nobody to ask. */
export function patienceMs(last: Answer | undefined, route: Route, isLocal: boolean): number {
  if (route.kind === 'task' && !isLocal) return 0;
  if (last === undefined || last.kind === 'answered') return Number.POSITIVE_INFINITY;
  if (isUntrusted(last)) return UNTRUSTED_MS;
  return route.kind === 'task' && isNoWay(last) ? NO_WAY_MS : Number.POSITIVE_INFINITY;
}
