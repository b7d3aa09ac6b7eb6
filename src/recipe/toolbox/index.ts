/** A container of our own beside an app that sees its volumes: for markers in volumes and for backups, whatever the app's images hold. */

import type { Executed, ExecOptions } from '../../docker/index.js';
import type { AppContext } from '../context.js';

export type Toolbox = {
  readonly container: string;
  /** Where a volume of the app is, by its key in the compose file: `/volumes/KEY`. */
  pathOf(volume: string): string;
  exec(command: readonly string[], options?: ExecOptions): Promise<Executed>;
};

/**
 * The app's toolbox, started at the first call (the volumes have to exist by then); the teardown removes it with the stack.
 * @throws ImageError where its image can't be had.
 */
export function toolboxOf(_context: AppContext): Promise<Toolbox> {
  throw new Error('not written yet');
}
