/** Opens a connection to the daemon of a Docker context, and says in one sentence why there is none. */

import type { Docker } from './types.js';

export type ConnectOptions = {
  /** A name from `docker context ls`; the one in use when left out. */
  readonly context?: string;
  /** Where DOCKER_HOST, DOCKER_CONTEXT, DOCKER_CONFIG and PATH come from. */
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
};

/**
 * @returns a connection to a Swarm manager.
 * @throws UserError (exit 2): unknown context, no Swarm, node not a manager, no permission on the socket.
 * @throws EnvironmentError (exit 1): no docker program, no daemon.
 */
export async function connectDocker(_options: ConnectOptions): Promise<Docker> {
  throw new Error('not yet');
}
