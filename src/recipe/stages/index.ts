/** The stages by name. */

import type { StageName } from '../../report/results.js';
import { health } from './health.js';
import { http } from './http.js';
import { install } from './install.js';
import type { Stage } from './stage.js';
import { teardown } from './teardown.js';
import { verifyClean } from './verify-clean.js';

export { TimeLimitError } from './outcome.js';
export { type Ended, type RouteInputs, runStage, type StageContext, skipStage } from './stage.js';

export const stages: Readonly<Record<StageName, Stage>> = {
  install,
  health,
  http,
  teardown,
  'verify-clean': verifyClean,
};
