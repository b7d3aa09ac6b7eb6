/** What the root action takes for the memory guard. */

import { choice, type Inputs, type InputTable, integer, lines, type Parse, text } from '../lib/inputs.js';

const jobs: Parse<'auto' | number> = (raw) => {
  if (raw === 'auto') return { value: 'auto' };
  const parsed = integer(1, 1024)(raw);
  return 'value' in parsed ? parsed : { expected: 'auto, or a whole number from 1 to 1024' };
};

export const jobMemoryInputs = {
  'memory-guard': {
    description:
      'Protect the runner from the kernel’s out-of-memory killer, and fit the parallelism of later steps into memory. auto: as far as the job’s machine allows; true: fail where limits can’t be read; false: leave all as it is.',
    default: 'auto',
    parse: choice('auto', 'true', 'false'),
  },
  'memory-per-job': {
    description:
      'Memory that one parallel job takes: TOOL=SIZE, one a line (cargo=2G), or one SIZE for all tools. Default: by tool (docs/memory.md).',
    default: '',
    parse: lines,
  },
  jobs: {
    description: 'Parallel jobs for all tools, never more than the CPUs; auto: what fits into memory.',
    default: 'auto',
    parse: jobs,
  },
  wrap: {
    description:
      'Commands of later steps that go through the adaptive runner (cargo make): after running out of memory they are tried again with fewer jobs.',
    default: '',
    parse: text,
  },
} satisfies InputTable;

export type JobMemoryInputs = Inputs<typeof jobMemoryInputs>;
