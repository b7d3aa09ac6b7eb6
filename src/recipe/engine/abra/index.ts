/** The abra engine: the real program, never through a shell, with an ABRA_DIR for each app of the run. */

import { throwIfAborted } from '../../../lib/abort.js';
import { EnvironmentError, messageOf, UserError } from '../../../lib/errors.js';
import { findOnPath } from '../../../lib/on-path.js';
import type { RunProcess } from '../../../lib/process.js';
import type { Engine } from '../engine.js';
import type { Abra } from './abra.js';
import { backup, restore } from './backup.js';
import { type Call, versionIn } from './call.js';
import { deploy, undeploy, upgrade } from './deploy.js';
import { abraHomes } from './home.js';
import { lint } from './lint.js';
import { prepare } from './prepare.js';

export type FindAbra = {
  readonly env: NodeJS.ProcessEnv;
  readonly run: RunProcess;
  readonly signal: AbortSignal;
  /** Empty for the one in use; abra's servers are Docker contexts of the same name. */
  readonly dockerContext: string;
};

const PROBE_MS = 15_000;

/**
 * @param path empty: abra on PATH.
 * @returns undefined where there is none.
 * @throws UserError where `path` isn't a program that answers as abra does.
 */
export async function findAbra(path: string, context: FindAbra): Promise<Engine | undefined> {
  const { env, run, signal } = context;
  const program = path === '' ? findOnPath('abra', env.PATH) : path;
  if (program === undefined) return undefined;
  const finished = await run(program, ['--version'], {
    env: { PATH: env.PATH, HOME: env.HOME || '/', LANG: 'C.UTF-8', LANGUAGE: 'en' },
    timeoutMs: PROBE_MS,
    signal,
  }).catch((cause: unknown) => {
    throw new UserError(`${program} can't be started: ${messageOf(cause)}`, { cause });
  });
  const version = versionIn(finished.stdout);
  if (version === undefined)
    throw new UserError(
      `${program} --version says ${JSON.stringify(finished.stdout.trim().slice(0, 80))}, which is no version of abra; name another with abra-path, or use engine swarm`,
    );
  return engineOf({ program, version, run, env }, context.dockerContext);
}

function engineOf(abra: Abra, dockerContext: string): Engine {
  const homes = abraHomes(abra, dockerContext === '' ? 'default' : dockerContext);
  const call = async (context: Parameters<Engine['prepare']>[0]): Promise<Call> => ({
    abra,
    home: await homes.of(context.app, context.signal),
    context,
  });
  return {
    name: 'abra',
    version: abra.version,
    // A backup belongs to the app's own domain.
    restoresElsewhere: false,
    lint: async (context, tags) => {
      const linting = homes.withPristine(context.app, tags, context.signal, (home) =>
        lint({ abra, home, context }),
      );
      return linting.catch((error: unknown) => {
        throwIfAborted(context.signal);
        if (!(error instanceof EnvironmentError)) throw error;
        return { kind: 'unknown', reason: messageOf(error) };
      });
    },
    prepare: async (context) => prepare(await call(context)),
    deploy: async (context) => deploy(await call(context)),
    upgrade: async (context) => upgrade(await call(context)),
    backup: async (context) => backup(await call(context)),
    restore: async (context) => restore(await call(context)),
    undeploy: async (context) => {
      if (homes.has(context.app.stack)) await undeploy(await call(context));
    },
    close: () => homes.removeAll(),
  };
}
