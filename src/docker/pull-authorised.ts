/** A pull with a credential of our own: in the head of one request to the daemon, on no command line and on no disk. */

import { anySignal, deadline } from '../lib/abort.js';
import { formatDuration } from '../lib/units.js';
import { DockerApiError } from './errors.js';
import { type RegistryCredential, registryAuthHeader } from './registry-auth.js';
import type { Docker } from './types.js';

export type AuthorisedPull = {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** In the form of the docker program without a terminal: `a2abf6c4d29d: Pull complete`. */
  readonly onLine: (line: string) => void;
};

/**
 * `POST /images/create`. The answer is 200 as soon as the daemon begins; what fails after that is a line of the stream.
 * @returns the daemon's or the registry's words where it failed; undefined when the image is there.
 */
export async function pullAuthorised(
  docker: Docker,
  image: string,
  credential: RegistryCredential,
  { timeoutMs, signal, onLine }: AuthorisedPull,
): Promise<string | undefined> {
  const limit = deadline(timeoutMs, `the pull of ${image} took longer than ${formatDuration(timeoutMs)}`);
  try {
    const stream = docker.stream('/images/create', {
      method: 'POST',
      query: referenceOf(image),
      headers: { 'X-Registry-Auth': registryAuthHeader(credential) },
      signal: anySignal(signal, limit),
    });
    let failure: string | undefined;
    for await (const line of stream) {
      const { id, status, error } = line as { id?: string; status?: string; error?: string };
      if (error !== undefined) failure = error;
      if (id !== undefined && status !== undefined) onLine(`${id}: ${status}\n`);
    }
    return failure;
  } catch (error) {
    if (error instanceof DockerApiError) return error.message;
    if (limit.aborted && signal?.aborted !== true) return `timed out after ${formatDuration(timeoutMs)}`;
    throw error;
  }
}

/** Without a tag the API would pull every tag that there is. */
function referenceOf(image: string): { readonly fromImage: string; readonly tag: string } {
  const [name = '', digest] = image.split('@');
  if (digest !== undefined) return { fromImage: name.replace(/:[^/:]+$/, ''), tag: digest };
  const tag = /:([^/:]+)$/.exec(name)?.[1];
  return tag === undefined
    ? { fromImage: name, tag: 'latest' }
    : { fromImage: name.slice(0, -tag.length - 1), tag };
}
