/** What an engine does to a Swarm. No health and no verdict in here: the steps watch the Swarm themselves. */

import type { Finding } from '../../report/results.js';
import type { AppContext } from '../context.js';

export type Deployed =
  | {
      readonly kind: 'deployed';
      /** The version that the label `version` names it by, in place of its commit; left out: the label chaos-version does. */
      readonly version?: string;
      /** For people, where there was more than one way. */
      readonly how?: string;
    }
  | { readonly kind: 'refused'; readonly finding: Finding };

/** What a backup left: an id that the same engine restores from, and what is in it. */
export type Snapshot = {
  readonly id: string;
  /** The stack that it was taken of. */
  readonly stack: string;
  /** `volume/path` of every file, where the engine can say. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
};

export type BackedUp =
  | {
      readonly kind: 'backed-up';
      readonly snapshot: Snapshot;
      /** What of it nobody could look at, and why; left out: all that there is to look at was good. */
      readonly unseen?: string;
    }
  | { readonly kind: 'failed'; readonly finding: Finding };

export type Restored = { readonly kind: 'restored' } | { readonly kind: 'failed'; readonly finding: Finding };

/** A row of an engine's own lint. */
export type LintRow = {
  /** `R009`. */
  readonly rule: string;
  /** What it demands, in the engine's words. */
  readonly what: string;
  readonly level: 'error' | 'warning';
  readonly outcome: 'met' | 'broken' | 'skipped';
  readonly remedy: string;
};

export type Linted =
  | { readonly kind: 'linted'; readonly rows: readonly LintRow[] }
  /** The recipe is such that the engine can't look at it. */
  | { readonly kind: 'invalid'; readonly message: string; readonly evidence: readonly string[] }
  /** The engine could not look, or nobody understands what it said. */
  | { readonly kind: 'unknown'; readonly reason: string };

export type Engine = {
  readonly name: 'swarm' | 'abra';
  /** abra's own version, as it says it; null for the built-in engine. */
  readonly version: string | null;
  /** Whether a snapshot of one app can be restored into another. abra's can't: the same domain has to be installed afresh. */
  readonly restoresElsewhere: boolean;
  /** The engine's own lint of the head, where it has one. @param tags the recipe's releases, as far as they are known. */
  lint?(
    context: AppContext,
    tags: readonly { readonly tag: string; readonly isAnnotated: boolean }[],
  ): Promise<Linted>;
  /** Makes what a deployment of this release needs beforehand and isn't there yet: the secrets. */
  prepare(context: AppContext): Promise<void>;
  /** @throws UserError where docker finds the compose files invalid. */
  deploy(context: AppContext): Promise<Deployed>;
  /** The same stack, to `context.app`'s release. */
  upgrade(context: AppContext): Promise<Deployed>;
  /** Begins early, and without being waited for, what a backup will need; a failure shows at the backup. The volumes exist by then. */
  warmUp?(context: AppContext): void;
  /** By backup-bot-two's labels, hooks included. */
  backup(context: AppContext): Promise<BackedUp>;
  /** In place, into the live volumes, hooks included. */
  restore(context: AppContext, snapshot: Snapshot): Promise<Restored>;
  /** The engine's own way to take an app down; what it leaves is the teardown's to remove. */
  undeploy(context: AppContext): Promise<void>;
  /** Removes what the engine keeps on this machine. Called last, whatever happened. */
  close(): Promise<void>;
};
