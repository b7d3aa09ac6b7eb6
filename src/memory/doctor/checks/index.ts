/** What the doctor knows: one function per check, from facts to advice. Undefined: it doesn't apply to this machine. */

import type { Check } from './advice.js';
import { lowLimit, overcommit, swap, throttle } from './memory.js';
import { capacity, groupKill, oomPolicy, runnerNotSeen, runnerScore, userspaceKiller } from './runner.js';

/** In the order of how often they are the reason. */
export const CHECKS: readonly Check[] = [
  oomPolicy,
  groupKill,
  runnerNotSeen,
  capacity,
  lowLimit,
  throttle,
  runnerScore,
  userspaceKiller,
  swap,
  overcommit,
];
