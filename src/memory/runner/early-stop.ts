/** Whether a command is to be stopped before the kernel acts. */

import { formatMemory } from '../../lib/units.js';
import type { Sample } from '../measure/index.js';

/**
 * @param isLastResort nothing would be tried after it.
 * @returns a judge that is shown each look at the command, and says once why it has to end.
 */
export function earlyStop(
  memoryLimitBytes: number | undefined,
  _isLastResort: boolean,
): (sample: Sample) => string | undefined {
  return (sample) => {
    if (memoryLimitBytes !== undefined && sample.treeBytes > memoryLimitBytes)
      return `the command's processes take ${formatMemory(sample.treeBytes)}, over the memory limit of ${formatMemory(memoryLimitBytes)} that was set: ending them`;
    return undefined;
  };
}
