/** What a command's processes take, while they run. */

export { type Meter, type MeterPorts, nextPause, type Sample, startMeter } from './meter.js';
export { type ProcessTree, processTree, type TreeSample } from './tree.js';
