/** The commands of hooks, in the containers in which the services run. */

import { DockerApiError, type Executed } from '../../docker/index.js';
import { anySignal, deadline, throwIfAborted } from '../../lib/abort.js';
import { EnvironmentError, messageOf } from '../../lib/errors.js';
import { formatDuration } from '../../lib/units.js';
import type { Finding } from '../../report/results.js';
import { runningContainer } from '../app-container.js';
import type { AppContext } from '../context.js';
import { lastLines } from './findings.js';
import type { Hook } from './model.js';

const TRIES = 3;
/** 128 and SIGKILL. */
const KILLED = 137;
const END_SEEN_MS = 2_000;
const STAGE_MS = 10 * 60_000;

/** How long a hook or a call of restic may take. */
export const limitOf = ({ manifest }: Pick<AppContext, 'manifest'>): number =>
  manifest.timeouts.stageMs ?? STAGE_MS;

/** @param what for people: `pre-hook of the backup`. @returns what is wrong with the first that fails. */
export async function runHooks(
  context: AppContext,
  hooks: readonly Hook[],
  { what, code }: { readonly what: string; readonly code: Finding['code'] },
): Promise<Finding | undefined> {
  for (const { service, command } of hooks) {
    const name = `${what} in ${service}`;
    context.waiting(name);
    const command_ = ['sh', '-c', command];
    const ended = await context.phase(name, () => execOrWhy(context, service, command_, name));
    if ('exitCode' in ended && ended.exitCode === 0) continue;
    return hookFailed(ended, { service, command, name, code });
  }
  return undefined;
}

type Failed = {
  readonly why: string;
  readonly blame: Finding['blame'];
  readonly remedy: string;
};

/**
 * Runs a command in a service's container, and again where the container ended under it: an app may still be settling.
 * @returns how it ended, or why it could not.
 * @throws the signal's reason.
 */
export async function execOrWhy(
  context: AppContext,
  service: string,
  command: readonly string[],
  name: string,
): Promise<Executed | Failed> {
  const limitMs = limitOf(context);
  const late = `${name} has not ended within ${formatDuration(limitMs)}`;
  const limit = deadline(limitMs, late);
  const limited = { ...context, signal: anySignal(context.signal, limit) };
  for (let tries = 1; ; tries += 1) {
    try {
      const container = await runningContainer(limited, service);
      const ended = await context.docker.exec(container, command, { signal: limited.signal });
      const isCut = ended.exitCode === KILLED && (await endsSoon(limited, container));
      if (!isCut) return ended;
      if (tries === TRIES) return cycling(name, tries);
      context.note(
        'warning',
        `${name}: its container ended under it (try ${tries} of ${TRIES}), trying again in the next one`,
      );
    } catch (error) {
      throwIfAborted(context.signal);
      if (limit.aborted) return { why: late, blame: 'recipe', remedy: LATE };
      if (!isGone(error)) return notRunning(context, error);
      if (tries === TRIES) return cycling(name, tries);
      context.note('warning', `${name}: ${messageOf(error)} (try ${tries} of ${TRIES}), trying again`);
    }
  }
}

/** Whether the container ended with the command: its state lags behind by milliseconds. A command alone may be killed, too. */
async function endsSoon({ docker, signal }: AppContext, container: string): Promise<boolean> {
  const patience = deadline(END_SEEN_MS, `${container} runs on`);
  try {
    const either = anySignal(signal, patience);
    await docker.request('POST', `/containers/${container}/wait`, { signal: either, expect: [404] });
    return true;
  } catch (error) {
    throwIfAborted(signal);
    if (patience.aborted) return false;
    throw error;
  }
}

const LATE =
  'Run the command by hand in the container; where it needs longer, raise timeouts.stage in cc-ci.yml.';

/** 404 and 409: the container ended between being found and being asked. */
function isGone(error: unknown): boolean {
  return error instanceof DockerApiError && (error.status === 404 || error.status === 409);
}

function cycling(name: string, tries: number): Failed {
  return {
    why: `${name}: its container ended ${tries} times in a row while the command was to run`,
    blame: 'recipe',
    remedy: 'See why the service restarts: its log, its healthcheck, its memory limit.',
  };
}

/** With one node, no container means that the service doesn't run; with several, that it may run elsewhere. */
function notRunning({ docker }: AppContext, error: unknown): Failed {
  if (!(error instanceof EnvironmentError)) throw error;
  return {
    why: error.message,
    blame: docker.info.swarm.nodes > 1 ? 'host' : 'recipe',
    remedy:
      'Hooks need a running container on the Docker host: give the service at least one replica, on this node.',
  };
}

function hookFailed(
  ended: Executed | Failed,
  of: Hook & { readonly name: string; readonly code: Finding['code'] },
): Finding {
  const { service, command, name, code } = of;
  if ('why' in ended)
    return {
      code,
      blame: ended.blame,
      service,
      message: ended.why,
      evidence: [`its command: ${command}`],
      remedy: ended.remedy,
    };
  return {
    code,
    blame: 'recipe',
    service,
    message: `the ${name} ended with exit code ${ended.exitCode}`,
    evidence: [`its command: ${command}`, ...lastLines(ended.output)],
    remedy: 'Run the command by hand in the container, and correct the label or what it calls.',
  };
}
