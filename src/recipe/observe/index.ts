/** One stream of what the Swarm says about a stack: container and service events, and the tasks re-listed at each of them. */

import type { Docker } from '../../docker/index.js';
import type { Observation } from './observation.js';

export { type Observation, type TaskState, taskStates, type UpdateState } from './observation.js';

/** Watches a stack until the signal fires (which ends the stream by throwing its reason) or the reader stops reading. */
export async function* observeStack(
  _docker: Docker,
  _stack: string,
  _options: { readonly signal?: AbortSignal } = {},
): AsyncIterable<Observation> {
  yield* [];
  throw new Error('not yet');
}
