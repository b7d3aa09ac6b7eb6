/** Images are fetched before the deploy clock starts, so that a slow registry doesn't look like a broken recipe. */

import { EnvironmentError } from '../lib/errors.js';
import { describe, type Finished, orThrowCancelled, succeeded } from '../lib/process.js';
import { withRetry } from '../lib/retry.js';
import type { Finding } from '../report/results.js';
import { ImageError } from './errors.js';
import type { Docker } from './types.js';

export type EnsureImageOptions = {
  readonly signal?: AbortSignal;
  /** What the pull is doing, for the live line: `pulling nginx:1.27: 3 of 7 layers`. */
  readonly onProgress?: (message: string) => void;
  /** What is worth a line in the log: a retry, a fall-back. */
  readonly onNote?: (message: string) => void;
  /** Attempts in all; 3 when left out. */
  readonly tries?: number;
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

/** By the docker program, which knows the user's credentials. */
async function pull(
  docker: Docker,
  image: string,
  tries: number | undefined,
  options: EnsureImageOptions,
): Promise<number> {
  const attempt = async (): Promise<number> => {
    const finished = await docker.cli(['pull', '--', image], {
      timeoutMs: PULL_TIMEOUT_MS,
      onStdout: layerProgress(image, options.onProgress),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    if (succeeded(orThrowCancelled(finished, options.signal))) return finished.durationMs;
    throw new PullFailed(classifyPull(image, wordsOf(finished)));
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

class PullFailed extends EnvironmentError {
  constructor(readonly failure: PullFailure) {
    super(failure.finding.message);
  }
}

export type PullFailure = { readonly finding: Finding; readonly canHeal: boolean };

type PullRule = {
  readonly said: RegExp;
  readonly code: Finding['code'];
  readonly blame: Finding['blame'];
  readonly canHeal: boolean;
  readonly what: string;
  readonly remedy: string;
};

/** What registries and the daemon say, the first that fits. Anything else is taken for a hiccup of the network. */
const PULL_RULES: readonly PullRule[] = [
  {
    said: /cannot connect to the docker daemon|error during connect/i,
    code: 'docker-unreachable',
    blame: 'host',
    canHeal: true,
    what: 'the Docker daemon is gone',
    remedy: 'Look at the daemon of the Docker host (journalctl -u docker), then run again.',
  },
  {
    said: /toomanyrequests|rate limit|\b429\b/i,
    code: 'registry-rate-limit',
    blame: 'registry',
    canHeal: false, // The windows are hours long.
    what: 'the registry limits how often this host may pull, and the limit is reached',
    remedy:
      'Log in to the registry (higher limit), use a pull-through mirror, or wait for the window to pass.',
  },
  {
    said: /manifest unknown|manifest for .* not found|repository does not exist|name unknown|: not found\b/i,
    code: 'image-missing',
    blame: 'recipe',
    canHeal: false,
    what: 'the registry has no such image, or hides it from whoever is not logged in',
    remedy: 'Correct the name or the tag in the compose file; for a private image give registry credentials.',
  },
  {
    said: /invalid reference format|no matching manifest for|repository name must be/i,
    code: 'image-missing',
    blame: 'recipe',
    canHeal: false,
    what: 'this is not the name of an image that can run here',
    remedy: 'Correct the name or the tag in the compose file.',
  },
  {
    said: /unauthorized|denied|no basic auth credentials|forbidden|\b40[13]\b/i,
    code: 'registry-refused',
    blame: 'registry',
    canHeal: false,
    what: 'the registry refuses to give it out',
    remedy: 'Give registry credentials that may read this image.',
  },
  {
    said: /no space left on device/i,
    code: 'registry-refused',
    blame: 'host',
    canHeal: false,
    what: 'the disk of the Docker host is full',
    remedy: 'Make room on the Docker host: docker system df, docker image prune.',
  },
];

const HICCUP: Omit<PullRule, 'said'> = {
  code: 'registry-refused',
  blame: 'registry',
  canHeal: true,
  what: 'it is not on the Docker host, and the registry could not be reached',
  remedy: 'Look whether the Docker host reaches the registry (DNS, proxy, mirror), then run again.',
};

/** What a failed `docker pull` means, from the words it ended with. Pure. */
export function classifyPull(image: string, said: string): PullFailure {
  const rule = PULL_RULES.find((entry) => entry.said.test(said)) ?? HICCUP;
  return {
    canHeal: rule.canHeal,
    finding: {
      code: rule.code,
      blame: rule.blame,
      message: `${image} can't be pulled: ${rule.what}`,
      evidence: [said],
      remedy: rule.remedy,
    },
  };
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
