/** What an engine does to a Swarm. No health and no verdict in here: the stages watch the Swarm themselves. */

import type { Docker } from '../../docker/index.js';
import type { Finding } from '../../report/results.js';
import type { Plan } from '../plan.js';

export type EngineContext = {
  readonly plan: Plan;
  readonly docker: Docker;
  /** Where the values of `generate=false` secrets are. */
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Called with each secret's value before it is used, so that no message can carry it. */
  readonly onSecret: (value: string) => void;
};

export type Deployed =
  | { readonly kind: 'deployed' }
  | { readonly kind: 'refused'; readonly finding: Finding };

export type Engine = {
  readonly name: 'swarm' | 'abra';
  /** Makes what the deployment needs beforehand: the secrets. */
  prepare(context: EngineContext): Promise<void>;
  /** @throws UserError where docker finds the compose files invalid. */
  deploy(context: EngineContext): Promise<Deployed>;
};
