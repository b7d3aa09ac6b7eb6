/** images: what a release needs is fetched before anything is deployed, outside every deploy timeout. */

import { ensureImage, ImageError } from '../../docker/index.js';
import type { Finding } from '../../report/results.js';
import { showPlace } from '../format/place.js';
import type { AppPlan } from '../plan/app.js';
import { judged, type Report } from './outcome.js';
import type { StepContext } from './step.js';

/** One after the other: a registry's limits count requests, and a host has one line. */
export function images(context: StepContext): Promise<Report> {
  return context.phase(`images${context.app.release === 'head' ? '' : ' of the release before'}`, () =>
    fetchAll(context),
  );
}

async function fetchAll({ app, docker, signal, waiting, note, registries }: StepContext): Promise<Report> {
  for (const image of app.images) {
    waiting(`image ${image}`);
    try {
      await ensureImage(docker, image, {
        signal,
        onProgress: waiting,
        onNote: (message) => note('warning', message),
        credentials: registries,
      });
    } catch (error) {
      if (!(error instanceof ImageError)) throw error;
      return unavailable(error, image, app);
    }
  }
  return { status: 'pass' };
}

/** An image that isn't there is a mistake in a file, and the message names the line. */
export function unavailable(
  { finding }: Pick<ImageError, 'finding'>,
  image: string,
  app: Pick<AppPlan, 'services' | 'release' | 'recipe'>,
): Report {
  if (app.release === 'previous') return judged(ofReleaseBefore(finding, app));
  const place = app.services.find((service) => service.image === image)?.imagePlace;
  const where = place === undefined ? '' : `${showPlace(place)}: `;
  return judged({ ...finding, message: `${where}${finding.message}` });
}

/** Who changes the head can't bring back what a registry has removed: the upgrade can't be looked at, and nobody is red for it. */
function ofReleaseBefore(finding: Finding, { recipe }: Pick<AppPlan, 'recipe'>): Finding {
  const message = `the release before (${recipe.version ?? 'without a version'}) can't be installed, so nothing can be upgraded from it: ${finding.message}`;
  if (finding.blame !== 'recipe') return { ...finding, message };
  return {
    ...finding,
    blame: 'registry',
    message,
    remedy:
      'Upgrade from a release whose images are still there (upgrade: {from: VERSION} in cc-ci.yml), or leave the upgrade out with a reason (na: {upgrade: …}).',
  };
}
