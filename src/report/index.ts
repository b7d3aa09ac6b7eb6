/** The report room: a run's progress and results, for a terminal, a runner's log, a step summary and a folder. */

export type { Clock } from './clock.js';
export * from './results.js';
export { type StepOptions, stepReporter } from './step.js';
export { summaryMarkdown } from './summary.js';
export { type Reporter, type TerminalOptions, terminalReporter } from './terminal.js';
export { writeResults } from './write.js';
