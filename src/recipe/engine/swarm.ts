/** The built-in engine: secrets over the Engine API, everything else by `docker stack deploy` from the recipe's own files. */

import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withRegistryConfig } from '../../docker/index.js';
import { EnvironmentError } from '../../lib/errors.js';
import { ownedFolder } from '../../lib/owned-folder.js';
import { describe, type Finished, orThrowCancelled, succeeded } from '../../lib/process.js';
import { formatDuration } from '../../lib/units.js';
import { backUp, restore, warmUp } from '../backup/index.js';
import type { AppContext } from '../context.js';
import { OWN_LABEL } from '../teardown/index.js';
import { whyRefused } from './deploy-errors.js';
import type { Deployed, Engine } from './engine.js';

/** The program only sends what it has read to the daemon; the images are there already. */
const DEPLOY_TIMEOUT_MS = 120_000;

export const swarmEngine: Engine = {
  name: 'swarm',
  version: null,
  restoresElsewhere: true,
  prepare,
  deploy,
  upgrade: deploy,
  warmUp,
  backup: (context) => backUp(context),
  restore: (context, snapshot) => restore(context, snapshot),
  // Nothing but services, containers and their objects: the teardown removes those ten times faster than `stack rm`.
  undeploy: async () => undefined,
  close: async () => undefined,
};

/** A secret's value is in this process's memory and in the body of one call: on no command line and on no disk. */
async function prepare({ app, docker, signal, onSecret, secretValue }: AppContext): Promise<void> {
  for (const spec of app.secrets) {
    const value = secretValue(spec);
    onSecret(value);
    await docker.request('POST', '/secrets/create', {
      body: {
        Name: spec.swarmName,
        Labels: { [OWN_LABEL]: app.stack },
        Data: Buffer.from(value, 'utf8').toString('base64'),
      },
      // There since the release before: an upgrade keeps it.
      expect: [409],
      signal,
    });
  }
}

async function deploy(context: AppContext): Promise<Deployed> {
  const { app, docker, signal } = context;
  // The program reads compose files from disk only, as soon as there are two.
  const folder = await ownedFolder('deploy');
  try {
    const overlay = join(folder, 'overlay.yml');
    await writeFile(overlay, app.overlay, { mode: 0o600 });
    const files = [...app.composeFiles, overlay].flatMap((file) => ['--compose-file', asSliceItem(file)]);
    // With one node the images were fetched to the very place that needs them: no registry has to be asked again.
    const resolve = docker.info.swarm.nodes === 1 ? ['--resolve-image', 'never'] : [];
    // Other nodes pull by themselves: they get the credentials with the services.
    const registries = docker.info.swarm.nodes === 1 ? [] : context.registries;
    const finished = await withRegistryConfig(registries, context.env, (config) =>
      docker.cli(
        [
          ...['stack', 'deploy', ...files, ...resolve],
          ...(config === undefined ? [] : ['--with-registry-auth']),
          ...['--', app.stack],
        ],
        {
          cwd: app.folder,
          env: { ...app.environment, ...(config === undefined ? {} : { DOCKER_CONFIG: config }) },
          timeoutMs: DEPLOY_TIMEOUT_MS,
          signal,
        },
      ),
    );
    return outcomeOf(orThrowCancelled(finished, signal));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function outcomeOf(finished: Finished): Deployed {
  if (succeeded(finished)) return { kind: 'deployed' };
  if (finished.outcome.kind === 'timed-out')
    throw new EnvironmentError(
      `docker stack deploy took longer than ${formatDuration(DEPLOY_TIMEOUT_MS)}, although the images are there`,
    );
  const why = whyRefused(finished.stderr, describe(finished.outcome));
  if ('invalid' in why) throw why.invalid;
  return { kind: 'refused', finding: why.finding };
}

/** The flag takes a line of comma-separated values; quoting keeps a comma in a file's name what it is. */
function asSliceItem(file: string): string {
  return /[",]/.test(file) ? `"${file.replaceAll('"', '""')}"` : file;
}
