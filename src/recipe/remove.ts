/** Removes one app by hand: what `keep` left, or what somebody wants gone before the next run reaps it. */

import type { Docker } from '../docker/index.js';
import type { Residue } from '../report/results.js';
import { LEASE_PREFIX, listResidue, teardown } from './teardown/index.js';

export type Removed = { readonly removed: readonly Residue[]; readonly residue: readonly Residue[] };

/** @param stack the exact name; its lease goes last, and only when nothing else is left. */
export async function removeApp(
  docker: Docker,
  stack: string,
  options: { readonly signal: AbortSignal; readonly onNote: (message: string) => void },
): Promise<Removed> {
  const { removed } = await teardown(docker, stack, options);
  const residue = await listResidue(docker, stack, { signal: options.signal });
  if (residue.length === 0)
    await docker.request('DELETE', `/configs/${LEASE_PREFIX}${stack}`, {
      expect: [404],
      signal: options.signal,
    });
  return { removed, residue };
}
