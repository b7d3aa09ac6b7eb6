/** The container in which a service of the app runs right now, and commands in it: containers cycle while an app settles. */

import {
  type Docker,
  DockerApiError,
  type ExecOptions,
  type Executed,
  OutputLimitError,
} from '../docker/index.js';
import { sleep, throwIfAborted, withinTime } from '../lib/abort.js';
import { EnvironmentError } from '../lib/errors.js';
import { formatDuration } from '../lib/units.js';
import { serviceName } from './format/names.js';
import type { AppPlan } from './plan/app.js';

/** What of an AppContext is needed here. */
export type ContainerContext = {
  readonly app: Pick<AppPlan, 'stack'>;
  readonly docker: Docker;
  readonly signal: AbortSignal;
};

/** The app gave no chance: no container of the service stays up, or a command in it takes too long or says too much. */
export class AppUnavailableError extends EnvironmentError {}

type Listed = { readonly Id: string; readonly Created: number; readonly Status: string };

const APPEARS_MS = 60_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;

/**
 * @param service its name in the compose file.
 * @returns the id of its newest running container, a healthy one where there is a choice; undefined while there is none here.
 */
export async function findContainer(
  { app, docker, signal }: ContainerContext,
  service: string,
): Promise<string | undefined> {
  const label = [`com.docker.swarm.service.name=${serviceName(app.stack, service)}`];
  const listed = await docker.request<readonly Listed[]>('GET', '/containers/json', {
    query: { filters: { label, status: ['running'] } },
    signal,
  });
  const rank = ({ Status: status }: Listed): number =>
    status.includes('(healthy)') ? 0 : status.includes('(') ? 2 : 1;
  const [best] = [...listed].sort((one, other) => rank(one) - rank(other) || other.Created - one.Created);
  return best?.Id;
}

/**
 * As findContainer, waiting for one.
 * @throws AppUnavailableError when there is none after `timeoutMs`; the signal's reason.
 */
export async function runningContainer(
  context: ContainerContext,
  service: string,
  timeoutMs = APPEARS_MS,
): Promise<string> {
  const endsAt = performance.now() + timeoutMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    const container = await findContainer(context, service);
    if (container !== undefined) return container;
    if (performance.now() + pauseMs > endsAt)
      throw new AppUnavailableError(
        `${service} has no running container on this Docker host after ${formatDuration(timeoutMs)}; see its log, and whether it runs on another node`,
      );
    await sleep(pauseMs, context.signal);
  }
}

/**
 * Runs a command in the service's container, and once more in its next one where Swarm replaced it in between. So the command
 * may run twice: it has to bear that.
 * @param options.timeoutMs for the command, the waiting for a container included.
 * @throws AppUnavailableError when it takes longer or no container stays up for it; the signal's reason.
 */
export async function execInService(
  context: ContainerContext,
  service: string,
  command: readonly string[],
  options: Omit<ExecOptions, 'signal'> & { readonly timeoutMs: number },
): Promise<Executed> {
  const { timeoutMs, ...exec } = options;
  const line = command.join(' ').slice(0, 80);
  const late = `\`${line}\` in ${service}: not done after ${formatDuration(timeoutMs)}`;
  const endsAt = performance.now() + timeoutMs;
  return withinTime(timeoutMs, late, context.signal, async (signal, limit) => {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      try {
        const left = Math.max(0, endsAt - performance.now());
        const container = await runningContainer({ ...context, signal }, service, left);
        return await context.docker.exec(container, command, { ...exec, signal });
      } catch (error) {
        throwIfAborted(context.signal);
        if (limit.aborted) throw new AppUnavailableError(late, { cause: error });
        if (error instanceof OutputLimitError)
          throw new AppUnavailableError(`\`${line}\` in ${service}: ${error.message}`, { cause: error });
        if (!isCycling(error)) throw error;
        await sleep(pauseMs, context.signal);
      }
    }
  });
}

/** 404 and 409: the container ended between being found and being asked; 500 `is not running` when it does so during the start. */
function isCycling(error: unknown): boolean {
  return (
    error instanceof DockerApiError &&
    (error.status === 404 || error.status === 409 || /not running|no such container/i.test(error.message))
  );
}
