/** Images are fetched before the deploy clock starts, so that a slow registry doesn't look like a broken recipe. */

import type { Docker } from './types.js';

export type EnsureImageOptions = {
  readonly signal?: AbortSignal;
  /** What the pull is doing, for the live line: `nginx:1.27: 3 of 7 layers`. */
  readonly onProgress?: (message: string) => void;
  /** What is worth a line in the log: a retry, a fall-back. */
  readonly onNote?: (message: string) => void;
  /** Attempts in all; 3 when left out. */
  readonly tries?: number;
};

export type EnsuredImage =
  | { readonly kind: 'present'; readonly note?: string }
  | { readonly kind: 'pulled'; readonly ms: number };

/**
 * Makes sure that the daemon has `image`. A moving tag (`latest`, or none) is pulled although present; where that fails, the
 * one that is there is used, with a note.
 * @throws ImageError when it can't be had: image-missing, registry-refused, registry-rate-limit, docker-unreachable.
 */
export async function ensureImage(
  _docker: Docker,
  _image: string,
  _options: EnsureImageOptions = {},
): Promise<EnsuredImage> {
  throw new Error('not yet');
}
