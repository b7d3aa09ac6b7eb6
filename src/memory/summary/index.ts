/** Tells of a run: lines for the log, a table, outputs, and a record for the job's end. */

export { summaryTable } from './markdown.js';
export { OUTPUT_DESCRIPTIONS, outputsOf } from './outputs.js';
export { RUNS_DIR, recordRun } from './record.js';
export { causeInWords, endLines, hurtLines, peakOf, retryLine, wellLine } from './words.js';
