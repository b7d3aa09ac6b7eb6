/** A container of our own beside an app that sees its volumes: for markers in volumes and for backups, whatever the app's images hold. */

import type { Docker, ExecOptions, Executed } from '../../docker/index.js';
import { UserError } from '../../lib/errors.js';
import { pathOfVolume } from './mounts.js';
import { isUsable, type Started, start, type ToolboxContext } from './start.js';

export { DEFAULT_TOOLBOX_IMAGE } from './default-image.js';
export { REPOSITORY, toolboxName } from './mounts.js';
export type { ToolboxContext } from './start.js';

export type Toolbox = {
  readonly container: string;
  /** The keys of the volumes that it sees: all of the app's own that existed when it was asked for. */
  readonly volumes: readonly string[];
  /**
   * Where a volume of the app is, by its key in the compose file: `/volumes/KEY`.
   * @throws UserError for one that it doesn't see.
   */
  pathOf(volume: string): string;
  /** As root. @throws DockerApiError (404, 409) where it has been removed or stopped since: `toolboxOf` starts another one. */
  exec(command: readonly string[], options?: ExecOptions): Promise<Executed>;
};

/** Of each daemon, by stack. */
const toolboxes = new WeakMap<Docker, Map<string, Promise<Started>>>();

/**
 * The app's toolbox, started at the first call; the teardown removes it with the stack. Calls at the same time share one. It is
 * started anew where it is gone, and where the app has a volume by now that it doesn't see.
 * @throws ImageError where its image can't be had.
 */
export async function toolboxOf(context: ToolboxContext): Promise<Toolbox> {
  const { app, docker } = context;
  const ofDaemon = toolboxes.get(docker) ?? new Map<string, Promise<Started>>();
  toolboxes.set(docker, ofDaemon);
  const former = ofDaemon.get(app.stack);
  const current = former === undefined ? start(context) : continueWith(former, context);
  ofDaemon.set(app.stack, current);
  return toolboxIn(context, await current);
}

/** One call after the other, so that two which find it gone don't start two. */
async function continueWith(former: Promise<Started>, context: ToolboxContext): Promise<Started> {
  const started = await former.catch(() => undefined); // Told to whoever asked then; this is another try.
  return started !== undefined && (await isUsable(context, started)) ? started : start(context);
}

function toolboxIn({ app, docker, signal }: ToolboxContext, { container, volumes }: Started): Toolbox {
  const keys = volumes.map(({ key }) => key);
  return {
    container,
    volumes: keys,
    pathOf: (volume) => {
      if (keys.includes(volume)) return pathOfVolume(volume);
      const known = app.volumes.find(({ key }) => key === volume);
      if (known === undefined)
        throw new UserError(`the recipe has no volume ${volume}: it has ${keys.join(', ') || 'none'}`);
      throw new UserError(
        known.isExternal
          ? `the volume ${volume} is external (${known.name}): it holds data that isn't this app's, and is left alone`
          : `the volume ${volume} (${known.name}) doesn't exist on this Docker host: no service that mounts it runs here`,
      );
    },
    exec: (command, options = {}) => docker.exec(container, command, { signal, ...options }),
  };
}
