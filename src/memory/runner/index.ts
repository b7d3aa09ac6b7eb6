/** Runs a command so that a want of memory makes it slower, not red. */

export type { RunEvent } from './events.js';
export { programPath, requireFolder } from './program.js';
export { GUARD, type RunPorts, runAdaptively, type Subject } from './run.js';
export type { RunSettings } from './settings.js';
export { type Shell, shellFor } from './shell.js';
export { type Signals, withSignals } from './signals.js';
export { passThrough } from './through.js';
