/** The tests that a recipe ships, against the live app. */

import type { Finding } from '../../report/results.js';
import type { AppContext } from '../context.js';
import type { TestsSpec } from '../manifest/model.js';

export type LocalTests =
  | { readonly kind: 'none'; readonly reason: string }
  | { readonly kind: 'passed'; readonly passed: number | null; readonly how: string }
  | { readonly kind: 'failed'; readonly finding: Finding };

/**
 * @param options.testsFolder absolute: where the tests are (the base's copy, or the head's when it is allowed to bring its own).
 * @param options.artifactFolder absolute: JUnit and output are kept there.
 */
export function runLocalTests(
  _context: AppContext,
  _spec: TestsSpec,
  _options: { readonly testsFolder: string; readonly artifactFolder: string },
): Promise<LocalTests> {
  throw new Error('not written yet');
}
