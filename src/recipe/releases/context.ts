/** What everything in this room works with, and the shape of its answer. */

import type { RunProcess } from '../../lib/process.js';
import type { Release } from './tags.js';

/** `releases`: newest first. `from`: who was asked and answered, for the message. */
export type Releases =
  | { readonly kind: 'known'; readonly releases: readonly Release[]; readonly from: readonly string[] }
  /** Somebody could not be asked: a finding releases-unreachable, never a reason to skip. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly remedy: string };

export type ReleasesContext = {
  /** The recipe's folder: a git clone or a part of one, or neither. Never written to. */
  readonly folder: string;
  readonly run: RunProcess;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** The input's alone; empty for none. Asked before origin. The token goes there. */
  readonly upstream: string;
  /** The manifest's, used where the input is empty. It gets the token only on the job's own forge. */
  readonly manifestUpstream?: string;
  /**
   * Read access; empty for none. Follows the clone's rules: in the environment of the one git process, scoped to its host and path. For
   * `upstream`, and for the job's forge unless `upstream` is elsewhere; there GITHUB_TOKEN and the like of `env` count too.
   */
  readonly token: string;
  readonly note: (level: 'info' | 'warning', message: string) => void;
  /**
   * A folder of the run's own, in which what was fetched is kept from one call to the next. Where left out each call has one
   * of its own in the system's temp folder, and removes it.
   */
  readonly store?: string;
};
