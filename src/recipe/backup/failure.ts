/** What an exception in the middle of a backup or a restore means. */

import { DockerApiError, ImageError } from '../../docker/index.js';
import { EnvironmentError, messageOf } from '../../lib/errors.js';
import type { Finding } from '../../report/results.js';

/** @throws what is none of the world's doing. */
export function failureOf(error: unknown, task: 'backup' | 'restore'): Finding {
  if (error instanceof ImageError) return error.finding;
  const isWorlds = error instanceof DockerApiError || error instanceof EnvironmentError;
  if (!isWorlds) throw error;
  return {
    code: task === 'backup' ? 'backup-failed' : 'restore-failed',
    blame: 'host',
    message: `the ${task} could not be finished: ${messageOf(error)}`,
    evidence: error instanceof DockerApiError ? [`HTTP ${error.status} from the Docker daemon`] : [],
    remedy:
      'Look at the Docker host: its load, its daemon, and whether something removes containers there. Then run again.',
  };
}
