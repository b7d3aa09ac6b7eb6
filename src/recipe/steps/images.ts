/** images: what a release needs is fetched before anything is deployed, outside every deploy timeout. */

import { ensureImage, ImageError } from '../../docker/index.js';
import { showPlace } from '../format/place.js';
import type { AppPlan } from '../plan/app.js';
import type { Report } from './outcome.js';
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
function unavailable(error: ImageError, image: string, app: AppPlan): Report {
  const place = app.services.find((service) => service.image === image)?.imagePlace;
  const where = place === undefined ? '' : `${showPlace(place)}: `;
  const finding = { ...error.finding, message: `${where}${error.finding.message}` };
  return { status: 'error', finding, isUsers: finding.blame === 'recipe' };
}
