/** Whether two apps of a recipe fit on the host at once. Pure. */

import { formatBytes } from '../../lib/units.js';
import type { Manifest } from '../manifest/model.js';
import type { AppPlan } from './app.js';
import type { RunPlan } from './run-plan.js';

/** What a service is taken to need where nobody says: measured apps of Co-op Cloud lie between 30 MiB (nginx) and 1 GiB. */
const ONE_SERVICE_BYTES = 256 * 1024 * 1024;
/** The daemon, the runner and the page cache want some too. */
const SHARE = 0.8;

type Sized = { readonly app: AppPlan; readonly manifest: Manifest };

/**
 * @param availableBytes memory that the host could give away now.
 * @param needs what is up beside the apps all the time.
 */
export function layoutOf(
  app: AppPlan,
  manifest: Manifest,
  availableBytes: number,
  needs: readonly Sized[] = [],
): RunPlan['layout'] {
  const others = needs.reduce((sum, need) => sum + bytesOf(need), 0);
  const wanted = 2 * bytesOf({ app, manifest }) + others;
  const room = availableBytes * SHARE;
  const who = others === 0 ? 'two apps' : 'two apps, and what they need,';
  return {
    isSideBySide: wanted <= room,
    why: `${who} want ${formatBytes(wanted)}, and ${formatBytes(room)} can be had`,
  };
}

function bytesOf({ app, manifest }: Sized): number {
  const tasks = app.services.reduce((sum, { replicas }) => sum + replicas, 0);
  return manifest.resources.memoryBytes ?? tasks * ONE_SERVICE_BYTES;
}
