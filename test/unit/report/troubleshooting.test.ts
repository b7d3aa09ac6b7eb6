import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findingCodes } from '../../../src/report/index.js';

const page = readFileSync(new URL('../../../docs/troubleshooting.md', import.meta.url), 'utf8');

test.each(findingCodes)('the last line of a run that ends in %s leads to a heading', (code) => {
  // A heading's anchor is its text in lower case: a code is its own anchor.
  expect(page.split('\n')).toContain(`### ${code}`);
});
