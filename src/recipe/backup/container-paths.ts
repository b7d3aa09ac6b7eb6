/** Version 1's container paths outside of volumes: copied into the toolbox before a backup, and back after a restore. */

import { DockerApiError } from '../../docker/index.js';
import { throwIfAborted } from '../../lib/abort.js';
import { messageOf } from '../../lib/errors.js';
import type { Finding } from '../../report/results.js';
import { runningContainer } from '../app-container.js';
import type { AppContext } from '../context.js';
import type { Toolbox } from '../toolbox/index.js';
import type { BackupPlan } from './model.js';
import { stagedAt } from './targets.js';

type Paths = (BackupPlan & { readonly kind: 'backup' })['containerPaths'];

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';

/** @returns what could not be copied. */
export function copyOut(context: AppContext, toolbox: Toolbox, paths: Paths): Promise<Finding | undefined> {
  return eachPath(context, paths, 'backup-failed', async ({ service, path }) => {
    const staged = stagedAt(service, path);
    await toolbox.exec(['sh', '-c', 'rm -rf "$1" && mkdir -p "$2"', 'sh', staged, parentOf(staged)]);
    await copy(context, await runningContainer(context, service), path, toolbox.container, parentOf(staged));
  });
}

/** @returns what could not be copied. */
export function copyIn(context: AppContext, toolbox: Toolbox, paths: Paths): Promise<Finding | undefined> {
  return eachPath(context, paths, 'restore-failed', async ({ service, path }) => {
    const to = await runningContainer(context, service);
    await copy(context, toolbox.container, stagedAt(service, path), to, parentOf(path));
  });
}

async function copy(
  { docker, signal }: AppContext,
  from: string,
  path: string,
  to: string,
  into: string,
): Promise<void> {
  const tar = await docker.bytes(`/containers/${from}/archive`, { query: { path }, signal });
  await docker.putArchive(`/containers/${to}/archive`, tar, { query: { path: into }, signal });
}

async function eachPath(
  { signal }: AppContext,
  paths: Paths,
  code: 'backup-failed' | 'restore-failed',
  work: (of: Paths[number]) => Promise<void>,
): Promise<Finding | undefined> {
  for (const { service, path } of paths) {
    try {
      await work({ service, path });
    } catch (error) {
      throwIfAborted(signal);
      const isMissing = error instanceof DockerApiError && error.status === 404;
      return {
        code: isMissing && code === 'backup-failed' ? 'backup-empty' : code,
        blame: isMissing ? 'recipe' : 'host',
        service,
        message: isMissing
          ? `${path}, which the label backupbot.backup.path names, is not in the container of ${service}`
          : `${path} of ${service} could not be copied ${code === 'backup-failed' ? 'out of' : 'into'} its container`,
        evidence: [messageOf(error)],
        remedy: isMissing
          ? 'Correct the label, or what is to write the path.'
          : 'Look at the Docker host, and run again.',
      };
    }
  }
  return undefined;
}
