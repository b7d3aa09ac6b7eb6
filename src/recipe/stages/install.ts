/** install: images, then secrets, then the deployment itself. Whether it comes up is the next stage's question. */

import { ensureImage, ImageError } from '../../docker/index.js';
import { showPlace } from '../format/place.js';
import type { Plan } from '../plan.js';
import { judged, type Report } from './outcome.js';
import type { StageContext } from './stage.js';

export async function install(context: StageContext): Promise<Report> {
  const { plan, docker, engine, env, signal, onSecret } = context;
  const missing = await context.phase('images', () => fetchImages(context));
  if (missing !== undefined) return missing;
  const engineContext = { plan, docker, env, signal, onSecret };
  if (plan.secrets.length > 0) await context.phase('secrets', () => engine.prepare(engineContext));
  context.waiting('docker stack deploy');
  const deployed = await context.phase('deploy', () => engine.deploy(engineContext));
  return deployed.kind === 'deployed' ? { status: 'pass' } : judged(deployed.finding);
}

/** One after the other: a registry's limits count requests, and a host has one line. */
async function fetchImages({
  plan,
  docker,
  signal,
  waiting,
  note,
}: StageContext): Promise<Report | undefined> {
  for (const image of plan.images) {
    waiting(`image ${image}`);
    try {
      await ensureImage(docker, image, {
        signal,
        onProgress: waiting,
        onNote: (message) => note('warning', message),
      });
    } catch (error) {
      if (!(error instanceof ImageError)) throw error;
      return unavailable(error, image, plan);
    }
  }
  return undefined;
}

/** An image that isn't there is a mistake in a file, and the message names the line. */
function unavailable(error: ImageError, image: string, plan: Plan): Report {
  const place = plan.services.find((service) => service.image === image)?.imagePlace;
  const where = place === undefined ? '' : `${showPlace(place)}: `;
  const finding = { ...error.finding, message: `${where}${error.finding.message}` };
  return { status: 'error', finding, isUsers: finding.blame === 'recipe' };
}
