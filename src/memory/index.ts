/** The memory room's front door: the adaptive runner. */

export { type AdaptivePorts, adaptiveRun } from './adaptive.js';
export { execInputs, runInputs } from './inputs.js';
export { toolOf } from './parallelism/index.js';
export {
  GUARD,
  passThrough,
  programPath,
  type RunSettings,
  requireFolder,
  type Subject,
  shellFor,
  withSignals,
} from './runner/index.js';
export { OUTPUT_DESCRIPTIONS, outputsOf, RUNS_DIR, summaryTable, wellLine } from './summary/index.js';
