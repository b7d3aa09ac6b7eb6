/** Removes a stack with everything that belongs to it, and says what is still there. */

import type { Docker } from '../../docker/index.js';
import type { Residue } from '../../report/results.js';

export type TeardownOptions = {
  readonly signal?: AbortSignal;
  readonly onNote?: (message: string) => void;
  /** 60 s when left out. */
  readonly timeoutMs?: number;
};

/**
 * Removes all of `stack`, in the order that Swarm needs. What could not be removed in time is what `listResidue` then finds.
 * @returns what was removed.
 */
export async function teardown(
  _docker: Docker,
  _stack: string,
  _options: TeardownOptions = {},
): Promise<{ removed: Residue[] }> {
  throw new Error('not yet');
}

/** @returns every object that belongs to `stack`, and to no other: an empty list is a clean world. The lease isn't one of them. */
export async function listResidue(
  _docker: Docker,
  _stack: string,
  _options: { readonly signal?: AbortSignal } = {},
): Promise<Residue[]> {
  throw new Error('not yet');
}
