import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatMemory } from '../../../src/lib/units.js';
import { toolNames, tools } from '../../../src/memory/parallelism/index.js';
import { PROJECT } from '../../support/step.js';

const SAMPLE = { jobs: 2, cpus: 4, heapBytes: 2 * 1024 ** 3 };

test('docs/memory.md shows the table of tools as it is', () => {
  const rows = toolNames.map((name) => {
    const { settings, memoryPerJobBytes, reason } = tools[name];
    const told = settings.map(
      ({ variable, write, whenAsked }) =>
        `\`${variable}=${write(SAMPLE).replace('\n', '`, `')}\`${whenAsked ? ' (only with `jobs`)' : ''}`,
    );
    return `| ${name} | ${told.join(', ')} | ${formatMemory(memoryPerJobBytes)} | ${reason.replace(/<(\w+)>/g, '`<$1>`')} |`;
  });
  expect(readFileSync(join(PROJECT, 'docs', 'memory.md'), 'utf8')).toContain(rows.join('\n'));
});
