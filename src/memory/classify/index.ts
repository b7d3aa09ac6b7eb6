/** Why a command ended as it did, from plain data. */

export { type Ceilings, readCeilings } from './ceilings.js';
export { classify, type Observed } from './classify.js';
export { KILL_SIGNS, OWN_LIMIT_SIGNS } from './signs.js';
