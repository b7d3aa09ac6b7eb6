/** Data that has to survive: written into the old release, read from the new one, changed and deleted between backup and restore. */

import type { Finding } from '../../report/results.js';
import type { BackupPlan } from '../backup/index.js';
import type { AppContext } from '../context.js';
import type { Manifest, MarkerSpec } from '../manifest/model.js';
import type { AppPlan } from '../plan/app.js';

/** A place with the values that are there: `kept` is changed and `lost` deleted between backup and restore. */
export type Marker = {
  readonly spec: MarkerSpec;
  /** For people: `file content/.cc-ci-marker`, `table of db`. */
  readonly name: string;
};

export type DataPlan = {
  /** Have to survive an upgrade. */
  readonly markers: readonly Marker[];
  /** Those of them that a backup holds. */
  readonly backedUp: readonly Marker[];
  /** What is not looked at, and what the manifest could say to change that. Empty: nothing is left out. */
  readonly unverified: readonly string[];
};

export type Values = { readonly kept: string; readonly lost: string };

/**
 * From the manifest; without one a marker file in every volume (those backed up whole count for the backup) and, where hooks
 * make a dump of a database that can be told, a table of our own. Pure.
 * @throws UserError for a marker that names what the recipe doesn't have.
 */
export function planData(_app: AppPlan, _manifest: Manifest, _backup: BackupPlan): DataPlan {
  throw new Error('not written yet');
}

/** @returns undefined when all are written and read back. */
export function writeData(_context: AppContext, _markers: readonly Marker[], _values: Values): Promise<Finding | undefined> {
  throw new Error('not written yet');
}

/** @param after in words, for the message: `the upgrade`, `the restore`. @returns what is missing or changed. */
export function readData(
  _context: AppContext,
  _markers: readonly Marker[],
  _values: Values,
  _after: string,
): Promise<Finding | undefined> {
  throw new Error('not written yet');
}

/** Changes `kept` and deletes `lost` everywhere, and makes sure that they read so. */
export function spoilData(_context: AppContext, _markers: readonly Marker[], _values: Values): Promise<Finding | undefined> {
  throw new Error('not written yet');
}
