/** Whether two apps of a recipe fit on the host at once. Pure. */

import { formatBytes } from '../../lib/units.js';
import type { Manifest } from '../manifest/model.js';
import type { AppPlan } from './app.js';
import type { RunPlan } from './run-plan.js';

/** What a service is taken to need where nobody says: measured apps of Co-op Cloud lie between 30 MiB (nginx) and 1 GiB. */
const ONE_SERVICE_BYTES = 256 * 1024 * 1024;
/** The daemon, the runner and the page cache want some too. */
const SHARE = 0.8;

/** @param availableBytes memory that the host could give away now. */
export function layoutOf(app: AppPlan, manifest: Manifest, availableBytes: number): RunPlan['layout'] {
  const tasks = app.services.reduce((sum, { replicas }) => sum + replicas, 0);
  const oneApp = manifest.resources.memoryBytes ?? tasks * ONE_SERVICE_BYTES;
  const room = availableBytes * SHARE;
  const isSideBySide = 2 * oneApp <= room;
  const why = `two apps want ${formatBytes(2 * oneApp)}, and ${formatBytes(room)} can be had`;
  return { isSideBySide, why };
}
