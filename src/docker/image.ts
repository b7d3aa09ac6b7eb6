/** Images are fetched before the deploy clock starts, so that a slow registry doesn't look like a broken recipe. */

import { EnvironmentError } from '../lib/errors.js';
import { monotonicMs } from '../lib/monotonic.js';
import { describe, type Finished, orThrowCancelled, succeeded } from '../lib/process.js';
import { withRetry } from '../lib/retry.js';
import { ImageError } from './errors.js';
import { pullAuthorised } from './pull-authorised.js';
import { classifyPull, type PullFailure } from './pull-failure.js';
import { credentialFor, type RegistryCredential } from './registry-auth.js';
import type { Docker } from './types.js';

export type EnsureImageOptions = {
  readonly signal?: AbortSignal;
  /** What the pull is doing, for the live line: `pulling nginx:1.27: 3 of 7 layers`. */
  readonly onProgress?: (message: string) => void;
  /** What is worth a line in the log: a retry, a fall-back. */
  readonly onNote?: (message: string) => void;
  /** Attempts in all; 3 when left out. */
  readonly tries?: number;
  /** Those that the run was given. For other registries the docker program uses the user's own logins and helpers. */
  readonly credentials?: readonly RegistryCredential[];
};

export type EnsuredImage =
  | { readonly kind: 'present'; readonly note?: string }
  | { readonly kind: 'pulled'; readonly ms: number };

const DEFAULT_TRIES = 3;
const BASE_PAUSE_MS = 2_000;
/** One pull of a large image over a slow line; the run's own limit comes first in most cases. */
const PULL_TIMEOUT_MS = 20 * 60_000;

/**
 * Makes sure that the daemon has `image`. A moving tag (`latest`, or none) is pulled although present; where that fails, the
 * one that is there is used, with a note.
 * @throws ImageError when it can't be had: image-missing, registry-refused, registry-rate-limit.
 */
export async function ensureImage(
  docker: Docker,
  image: string,
  options: EnsureImageOptions = {},
): Promise<EnsuredImage> {
  const isPresent = await hasImage(docker, image, options.signal);
  if (isPresent && !isMovingTag(image)) return { kind: 'present' };
  try {
    return { kind: 'pulled', ms: await pull(docker, image, isPresent ? 1 : undefined, options) };
  } catch (error) {
    if (!isPresent || !(error instanceof ImageError)) throw error;
    const note = `${image} moves and could not be pulled (${error.finding.evidence.at(-1) ?? error.message}): the one that is on this host is used`;
    options.onNote?.(note);
    return { kind: 'present', note };
  }
}

/** True for `nginx`, `nginx:latest`, `host:5000/nginx`; false for any other tag and for a digest. */
export function isMovingTag(image: string): boolean {
  if (image.includes('@')) return false;
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest';
}

async function hasImage(docker: Docker, image: string, signal: AbortSignal | undefined): Promise<boolean> {
  const found = await docker.request<unknown>('GET', `/images/${encodeURI(image)}/json`, {
    expect: [400, 404], // 400: not a valid reference; the pull says so in better words.
    ...(signal === undefined ? {} : { signal }),
  });
  return found !== undefined;
}

async function pull(
  docker: Docker,
  image: string,
  tries: number | undefined,
  options: EnsureImageOptions,
): Promise<number> {
  const credential = credentialFor(image, options.credentials ?? []);
  const attempt = async (): Promise<number> => {
    const startedAt = monotonicMs();
    const said =
      credential === undefined
        ? await pullByProgram(docker, image, options)
        : await pullAuthorised(docker, image, credential, {
            timeoutMs: PULL_TIMEOUT_MS,
            signal: options.signal,
            onLine: layerProgress(image, options.onProgress),
          });
    if (said === undefined) return monotonicMs() - startedAt;
    throw new PullFailed(classifyPull(image, said, credential !== undefined));
  };
  try {
    return await withRetry(attempt, {
      tries: tries ?? options.tries ?? DEFAULT_TRIES,
      basePauseMs: BASE_PAUSE_MS,
      canHeal: (error) => error instanceof PullFailed && error.failure.canHeal,
      onRetry: (message) => options.onNote?.(message),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (error) {
    throw error instanceof PullFailed ? new ImageError(error.failure.finding) : error;
  }
}

/** By the docker program, which knows the user's logins. @returns its last words where it failed. */
async function pullByProgram(
  docker: Docker,
  image: string,
  options: EnsureImageOptions,
): Promise<string | undefined> {
  const finished = await docker.cli(['pull', '--', image], {
    timeoutMs: PULL_TIMEOUT_MS,
    onStdout: layerProgress(image, options.onProgress),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  return succeeded(orThrowCancelled(finished, options.signal)) ? undefined : wordsOf(finished);
}

class PullFailed extends EnvironmentError {
  constructor(readonly failure: PullFailure) {
    super(failure.finding.message);
  }
}

function wordsOf(finished: Finished): string {
  const said = finished.stderr.trim().split('\n').at(-1)?.trim() ?? '';
  return said === '' ? `docker pull: ${describe(finished.outcome)}` : said;
}

/** Without a terminal, `docker pull` writes one line per layer and event: `a2abf6c4d29d: Pull complete`. */
function layerProgress(
  image: string,
  onProgress: ((message: string) => void) | undefined,
): (text: string) => void {
  const layers = new Map<string, boolean>();
  return (text) => {
    for (const [, layer, event] of text.matchAll(/^([0-9a-f]{12}): (.+)$/gm))
      if (layer !== undefined) layers.set(layer, /^(Pull complete|Already exists)/.test(event ?? ''));
    const done = [...layers.values()].filter(Boolean).length;
    onProgress?.(
      layers.size === 0 ? `pulling ${image}` : `pulling ${image}: ${done} of ${layers.size} layers`,
    );
  };
}
