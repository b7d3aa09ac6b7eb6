/** The root action's post step: takes away what its main step was asked to leave for the job. */

import { stepLog } from '../lib/log.js';

export async function main(env: NodeJS.ProcessEnv): Promise<number> {
  const folder = env['STATE_credential-in'];
  if (folder === undefined || folder === '') return 0;
  const { removeCredential } = await import('../clone/persist.js');
  const wasThere = removeCredential(folder);
  stepLog(env).info(
    wasThere
      ? 'clone: removed the token from .git/config'
      : 'clone: the token was gone from .git/config already',
  );
  return 0;
}
