/** Commands in a running container, over the API: no docker program, no shell, no terminal. */

import { EnvironmentError } from '../lib/errors.js';
import { demultiplex } from './frames.js';
import { callApi, postBytes, type Wire } from './http.js';
import type { ExecOptions, Executed } from './types.js';

/** One command; see `Docker.exec`. */
export async function execute(
  wire: Wire,
  container: string,
  command: readonly string[],
  options: ExecOptions,
): Promise<Executed> {
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  const { Id: id } = (await callApi(wire, 'POST', `/containers/${container}/exec`, {
    body: {
      AttachStdout: true,
      AttachStderr: true,
      Cmd: command,
      // Kept in the daemon's memory only, unlike a container's own environment.
      Env: Object.entries(options.env ?? {}).map(([name, value]) => `${name}=${value}`),
      ...(options.user === undefined ? {} : { User: options.user }),
      ...(options.cwd === undefined ? {} : { WorkingDir: options.cwd }),
    },
    ...signal,
  })) as { readonly Id: string };
  const output = await postBytes(wire, `/exec/${id}/start`, {
    body: { Detach: false, Tty: false },
    ...signal,
  });
  const ended = (await callApi(wire, 'GET', `/exec/${id}/json`, signal)) as {
    readonly Running: boolean;
    readonly ExitCode: number | null;
  };
  if (ended.Running || ended.ExitCode === null)
    throw new EnvironmentError(
      `the Docker daemon lost sight of \`${command[0] ?? ''}\` in ${container.slice(0, 12)}`,
    );
  return { exitCode: ended.ExitCode, ...demultiplex(output) };
}
