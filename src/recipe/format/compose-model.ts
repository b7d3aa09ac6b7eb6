/** What compose files say will be deployed, as plain data. */

import type { ComposeService } from './compose-service.js';
import type { Place } from './place.js';
import type { Tree } from './yaml-tree.js';

/** A volume, network, config or secret. */
export type ComposeObject = {
  /** Its name in the compose file. */
  readonly key: string;
  /** Its name in the Swarm. */
  readonly name: string;
  /** True when it has to be there before the deployment: docker neither makes nor removes it. */
  readonly isExternal: boolean;
  /** A config's or secret's file, relative to the recipe's folder. */
  readonly filePath?: { readonly path: string; readonly place: Place };
  /** All that the compose files say of it, merged and interpolated. */
  readonly definition: Readonly<Record<string, unknown>>;
  /** The same with the place of everything. */
  readonly tree: Tree;
  /** The variables that its `name:` is made of, `STACK_NAME` and `SECRET_TOKEN_VERSION`. */
  readonly nameVariables: readonly string[];
  readonly place: Place;
};

export type Compose = {
  /** The `version:` of the first file; docker wants the same in each. */
  readonly version: string | undefined;
  readonly services: readonly ComposeService[];
  readonly volumes: readonly ComposeObject[];
  readonly networks: readonly ComposeObject[];
  readonly configs: readonly ComposeObject[];
  readonly secrets: readonly ComposeObject[];
  /**
   * Every variable that the files name, so that docker is given those and no others; without those that docker's own program
   * reads and that only stand as `environment: - NAME`, whose value the overlay gives.
   */
  readonly variables: ReadonlySet<string>;
};
